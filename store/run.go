package store

import (
	"context"
	"time"
)

// Runs sees to it that one run goes at a time.
type Runs interface {
	// BeginRun takes the lease. A *HeldError says who has it. A lease whose
	// holder is dead, or silent for a minute, is taken over and its run marked
	// interrupted. Where the clock was set back since the last run, all that is due
	// moves back with it, so that intervals hold.
	BeginRun(ctx context.Context, holder string) (Run, error)
	// Heartbeat renews the lease.
	Heartbeat(ctx context.Context, runID int64) error
	// EndRun writes the summary and gives the lease back.
	EndRun(ctx context.Context, runID int64, state string, n RunCounts) error
	// Run and Source are one by its number; ErrNotFound where there is none.
	Run(ctx context.Context, id int64) (Run, error)
	// LatestRuns are the last ones, newest first.
	LatestRuns(ctx context.Context, limit int) ([]Run, error)
}

// Run is one pass over what was due.
type Run struct {
	ID                    int64
	StartedAt, FinishedAt time.Time
	// Holder says who runs or ran it: "host pid 123".
	Holder string
	// State is "running", "done", "partial", "failed" or "interrupted".
	State string
	RunCounts
}

// RunCounts is the summary of a run.
type RunCounts struct {
	Due, Captures, New, Edited, Gone, Missed, Restored, Unchanged, Failed int
	// Held counts deletions that were not believed, since a post known to live
	// was missing as well.
	Held  int
	Bytes int64
	// ClockJump is how far the clock was set forward (or back, below 0) during the
	// run or since the one before.
	ClockJump time.Duration
}
