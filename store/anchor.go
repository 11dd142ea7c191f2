package store

import (
	"context"
	"time"
)

// Anchors keeps what outside authorities said of checkpoints. Only the newest
// checkpoint needs a stamp: it covers all leaves before it.
type Anchors interface {
	// Unanchored is the newest checkpoint and those of the authorities (addresses)
	// that are to be asked for a stamp of it now: that have not given one of it, nor
	// of another within the interval, and, where they failed, whose next try is due.
	// A negative interval asks all that have not given one. ErrNotFound where there
	// is no checkpoint.
	Unanchored(ctx context.Context, authorities []string, interval time.Duration) (Checkpoint, []string, error)
	// AddAnchor keeps a stamp of a checkpoint (by its number), with what is odd about
	// it, "" for nothing.
	AddAnchor(ctx context.Context, checkpoint int64, a Anchor, odd string) error
	// MissAnchor notes that an authority gave none, and why. It is tried again after
	// a minute, 5 minutes, an hour, 6 hours, then daily.
	MissAnchor(ctx context.Context, checkpoint int64, authority, why string) error
	// Anchors calls f for each stamp, by Size, then Time; f may read the store.
	Anchors(ctx context.Context, f func(Anchor) error) error
	// AnchorStates are how each authority that was ever asked has done, by address.
	AnchorStates(ctx context.Context) ([]AnchorState, error)
}

// AnchorState is how an authority does.
type AnchorState struct {
	Authority string
	// Stamps counts those it gave; Size, Time and Odd are those of the last, and
	// AskedAt is when that was asked for by our clock.
	Stamps  int
	Size    int64
	Time    time.Time
	Odd     string
	AskedAt time.Time
	// Tries counts failures since, Error is the last one's, NextTry when it is asked
	// again.
	Tries   int
	Error   string
	NextTry time.Time
}

// AnchorRetry is how long to wait after so many tries that failed.
func AnchorRetry(tries int) time.Duration {
	steps := []time.Duration{time.Minute, 5 * time.Minute, time.Hour, 6 * time.Hour}
	if tries >= 1 && tries <= len(steps) {
		return steps[tries-1]
	}
	return 24 * time.Hour
}

// AnchorFor is how long a checkpoint is offered to authorities.
const AnchorFor = 30 * 24 * time.Hour
