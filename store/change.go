package store

import (
	"context"
	"time"
)

// ChangeKind says what a capture changed for a document.
type ChangeKind string

// The kinds of change.
const (
	ChangeNew    ChangeKind = "new"
	ChangeNone   ChangeKind = "unchanged"
	ChangeEdited ChangeKind = "edited"
	// Filled: a fuller reading of a version that had been cut.
	ChangeFilled ChangeKind = "filled"
	// Unconfirmed: another says words that the document's home does not; they are kept
	// beside its own.
	ChangeUnconfirmed ChangeKind = "unconfirmed"
	// Contradicted: another says other words for the same moment, and has as good a right to:
	// both are kept, and neither is an edit of the other.
	ChangeContradicted ChangeKind = "contradicted"
	// Missed: gone at one look; nothing is announced until a second confirms.
	ChangeMissed ChangeKind = "missed"
	// GoneNow: the second look confirmed that it is gone.
	ChangeGone ChangeKind = "gone"
	// Erased: the archive's owner took the words out, which says nothing about its home.
	ChangeErased ChangeKind = "erased"
	// StillGone: it was known to be gone.
	ChangeStillGone ChangeKind = "still-gone"
	// Restored: it was missing and is there again.
	ChangeRestored ChangeKind = "restored"
	// Refused: a line of an imported file gives the post to another account than whose
	// it is; nothing of the line was recorded.
	ChangeRefused ChangeKind = "refused"
)

// ToldChanges are the kinds that people are told of.
func ToldChanges() []ChangeKind {
	return []ChangeKind{ChangeEdited, ChangeGone, ChangeErased, ChangeRestored}
}

// Change is what one observation did to one document.
type Change struct {
	Document DocumentID
	Kind     ChangeKind
	// Version is the one that now stands for the observation, Previous the one
	// before it (in Seq) when Kind is Edited. Zero ID where there is none.
	Version, Previous Version
	Tombstone         *Tombstone
	// Owner is whose the document is, where Kind is Refused.
	Owner Author
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
	Endpoint   string
	// Relay names the third party that passed it on, "" for the platform itself.
	Relay string
	// Outcome is the capture's; a failed look is an Event with an empty Kind.
	Outcome Outcome
}

// Imported reports whether a file of the keeper's brought it.
func (e Event) Imported() bool { return e.Endpoint == "import" || e.Endpoint == "warc" }

// Changes tells what happened to documents: that they were found, edited, gone or back.
type Changes interface {
	// Changes are the latest events of the given kinds (new and ToldChanges
	// when none is given), newest first.
	Changes(ctx context.Context, limit int, kinds ...ChangeKind) ([]Event, error)
	// ChangesAfter are the events of ToldChanges with a number above the
	// given one, by number, at most limit.
	ChangesAfter(ctx context.Context, id int64, limit int) ([]Event, error)
	// ChangesByDay counts the changes of some kinds by UTC day since a time.
	ChangesByDay(ctx context.Context, since time.Time) ([]DayCount, error)
	// ChangesOfRun are what a run's captures changed, in the order in which it was
	// learned, at most limit.
	ChangesOfRun(ctx context.Context, run int64, limit int) ([]Event, error)
	// ChangesOfSource are the latest changes that a source's captures showed.
	ChangesOfSource(ctx context.Context, source int64, limit int) ([]Event, error)
}

// DayCount is how many changes there were on the day that begins then.
type DayCount struct {
	Day                                 time.Time
	New, Edited, Gone, Erased, Returned int
}
