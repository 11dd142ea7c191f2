package store

import "time"

// ChangeKind says what a capture changed for a document.
type ChangeKind string

// The kinds of change.
const (
	ChangeNew    ChangeKind = "new"
	ChangeNone   ChangeKind = "unchanged"
	ChangeEdited ChangeKind = "edited"
	// Filled: a fuller reading of a version that had been cut.
	ChangeFilled ChangeKind = "filled"
	// Missed: gone at one look; nothing is announced until a second confirms.
	ChangeMissed ChangeKind = "missed"
	// GoneNow: the second look confirmed that it is gone.
	ChangeGone ChangeKind = "gone"
	// StillGone: it was known to be gone.
	ChangeStillGone ChangeKind = "still-gone"
	// Restored: it was missing and is there again.
	ChangeRestored ChangeKind = "restored"
)

// Change is what one observation did to one document.
type Change struct {
	Document DocumentID
	Kind     ChangeKind
	// Version is the one that now stands for the observation, Previous the one
	// before it (in Seq) when Kind is Edited. Zero ID where there is none.
	Version, Previous Version
	Tombstone         *Tombstone
}

// Event is one line of a document's timeline or of the archive's list of changes.
type Event struct {
	// ID numbers the events of an archive's list of changes.
	ID       int64
	At       time.Time
	Kind     ChangeKind
	Document DocumentID
	// CaptureID is the capture that showed it.
	CaptureID int64
	// VersionSeq is the version concerned, zero for none.
	VersionSeq int
	How        GoneHow
	Detail     string
	Door       string
	// Relay names the third party that passed it on, "" for the platform itself.
	Relay string
	// Outcome is the capture's; a failed look is an Event with an empty Kind.
	Outcome Outcome
}

// Source is something we watch.
type Source struct {
	ID       int64
	Kind     SourceKind
	Platform Platform
	// URL is the address as it was added.
	URL string
	// Name is how people call it.
	Name string
	// Cadence is how often it is looked at: by its own rhythm, unless Fixed says
	// that the user set it.
	Cadence time.Duration
	Fixed   bool
	AddedAt time.Time
	// NextDue is when it is looked at next.
	NextDue time.Time
	// LastRun and LastOK are the last look and the last that succeeded.
	LastRun, LastOK time.Time
	// LastError is empty when the last look succeeded; Failures counts the
	// failed looks in a row.
	LastError string
	Failures  int
	// Selector is the CSS selector of a page's text, where the user gave one.
	Selector string
	// Speaker is whose statements the pages are; they are posts then. "" where they
	// are articles.
	Speaker string
	// ETag and LastModified make the next request conditional.
	ETag, LastModified string
}

// SourceKind says what is watched.
type SourceKind string

// The kinds of source.
const (
	SourcePost    SourceKind = "post"
	SourceAccount SourceKind = "account"
	SourceFeed    SourceKind = "feed"
	SourcePage    SourceKind = "page"
)

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
