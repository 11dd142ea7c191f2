package proof

import (
	"context"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
)

// Archive is what checking needs of an archive: its log, and the rows that the log is
// held against. All of it only reads, and calls back with one thing at a time.
type Archive struct {
	Log
	Captures
	Documents
	Derived
}

// ArchiveOf gives a database in all roles.
func ArchiveOf[T interface {
	Log
	Captures
	Documents
	Derived
}](db T) Archive {
	return Archive{db, db, db, db}
}

// Log is the append-only log with what was signed and stamped of it.
type Log interface {
	Entries(ctx context.Context, from int64, f func(store.LogEntry) error) error
	LogSize(ctx context.Context) (int64, error)
	LogHashes(ctx context.Context, numbers []int64) ([][32]byte, error)
	// LogEntry is the leaf of a capture.
	LogEntry(ctx context.Context, capture int64) (store.LogEntry, error)
	// Forgotten is the leaf that says why a document was forgotten; store.ErrNotFound
	// where it was not.
	Forgotten(ctx context.Context, id store.DocumentID) (store.LogEntry, error)
	Checkpoints(ctx context.Context) ([]store.Checkpoint, error)
	// SignedOnce is how many leaves the largest checkpoint covered that was ever made, as
	// the archive wrote it down beside it; 0 where it did not.
	SignedOnce(ctx context.Context) (int64, error)
	// Anchors calls f for each time stamp of a checkpoint.
	Anchors(ctx context.Context, f func(store.Anchor) error) error
}

// Captures is what the archive shows of captures and runs, and the bytes that it keeps.
type Captures interface {
	// CaptureRow is what the archive has of a capture besides its leaf;
	// store.ErrNotFound where it has none.
	CaptureRow(ctx context.Context, capture int64) (CaptureRow, error)
	// CaptureRows is the same of many, without those that it does not have.
	CaptureRows(ctx context.Context, captures []int64) (map[int64]CaptureRow, error)
	// Run is one by its number; store.ErrNotFound where there is none. LatestRuns are the
	// last ones, newest first.
	Run(ctx context.Context, id int64) (store.Run, error)
	LatestRuns(ctx context.Context, limit int) ([]store.Run, error)
	// EachUnloggedCapture calls f with the captures that no leaf records.
	EachUnloggedCapture(ctx context.Context, f func(capture int64) error) error
	// Bytes gives kept bytes by their sum; store.ErrNotFound where they are not
	// there, store.ErrCorrupt where they are others.
	Bytes(ctx context.Context, sum string) ([]byte, error)
	// Erased calls f with the sums of bytes that the archive says were erased, and the leaf
	// that it names for it.
	Erased(ctx context.Context, f func(sum string, leaf int64) error) error
}

// Documents is what the archive shows of documents and versions: their rows.
type Documents interface {
	// EachVersionRecord calls f with all versions and what their words are.
	EachVersionRecord(ctx context.Context, f func(VersionRecord) error) error
	// EachDocumentRecord calls f with all documents, DocumentRecord gives one by its number.
	EachDocumentRecord(ctx context.Context, f func(DocumentRecord) error) error
	DocumentRecord(ctx context.Context, doc int64) (DocumentRecord, error)
	// StatedAt gives the number of a document (by its id or an alias) and the leaf that
	// its rows name as the last record of it, -1 for none; store.ErrNotFound where there is
	// none. StatedAll is the same of many, without those that are not there by that id.
	StatedAt(ctx context.Context, id store.DocumentID) (doc, leaf int64, err error)
	StatedAll(ctx context.Context, ids []store.DocumentID) (map[store.DocumentID]Stated, error)
	// DocumentRows are the rows of documents by their numbers; store.ErrCorrupt where some
	// cannot be read.
	DocumentRows(ctx context.Context, docs ...int64) (map[int64]Rows, error)
	// CountDocuments is how many documents there are.
	CountDocuments(ctx context.Context) (int64, error)
	// Name is the id by which a document goes now; store.ErrNotFound where no document
	// has that id or alias.
	Name(ctx context.Context, id store.DocumentID) (store.DocumentID, error)
	// HadTombstone reports whether a document (by its id or an alias) has or had a
	// confirmed tombstone.
	HadTombstone(ctx context.Context, id store.DocumentID) (bool, error)
}

// Derived is what no capture says: what articles quote, as the archive found out by
// itself, whose accounts are one person's, by the keeper's word, and other rows of which
// RowState tells.
type Derived interface {
	// LinkState is what an article's version quotes as the archive has it, and the leaf that
	// its rows name as the last record of it, -1 for none; store.ErrNotFound where there is
	// no such version.
	LinkState(ctx context.Context, version int64) (s LinkState, leaf int64, err error)
	// CountLinkStates is how many versions have quotes or a record of them, EachLinkState
	// calls f with each and the leaf that its rows name.
	CountLinkStates(ctx context.Context) (int64, error)
	EachLinkState(ctx context.Context, f func(version, leaf int64) error) error
	// PeopleState is the sum of who the keeper says is who, "" for nobody.
	PeopleState(ctx context.Context) (string, error)
	// RowsAt says by which leaves rows are on record that no capture brought, without those
	// that are not; RowsNow what their sums are now.
	RowsAt(ctx context.Context, items []string) (map[string]RowsAt, error)
	RowsNow(ctx context.Context, items []string) (map[string]string, error)
	// CountRowsAt is how many of them have a record, EachRowsAt calls f with each and the
	// leaf that the archive names, EachRowUnstated with those that are there without one.
	CountRowsAt(ctx context.Context) (int64, error)
	EachRowsAt(ctx context.Context, f func(item string, leaf int64) error) error
	EachRowUnstated(ctx context.Context, f func(item string) error) error
	// EachUnmade makes documents anew from the records of the captures that tell of them, by
	// the rules that took these in, and calls f with those whose rows are others, and which
	// rows these are; it gives how many it could make.
	EachUnmade(ctx context.Context, f func(id store.DocumentID, what string) error) (made int64, err error)
}

// Stated is a document's number, and the leaf that its rows name as the last record of it.
type Stated struct{ Document, Leaf int64 }

// CaptureRow is a capture's rows in the archive.
type CaptureRow struct {
	// Capture has no bytes.
	Capture store.Capture
	// Raw is the sum under which the bytes as received are kept, "" where they are
	// those of the body or are not kept.
	Raw string
	// Read is what was read from it.
	Read []Reading
}

// Reading is one sight of a document's content: the document by its name now, and the
// content's hash.
type Reading struct {
	Document store.DocumentID
	Hash     string
}

// VersionRecord is a version and how its words are kept.
type VersionRecord struct {
	ID       int64
	Document store.DocumentID
	Seq      int
	Capture  int64
	// Hash is the one on record, Content what is kept.
	Hash    string
	Content store.Content
	// Title, Text and Lang are as the search sees them.
	Title, Text, Lang string
	// Read says that a reading of the capture has the hash.
	Read bool
	// Forgotten says that the words were erased.
	Forgotten bool
}

// DocumentRecord is a document and the captures that tell of it, some of the newest and
// of the oldest.
type DocumentRecord struct {
	Document store.Document
	// Names are the document's id and its aliases.
	Names    []store.DocumentID
	Captures []int64
}

// Stamp checks a time stamp's token against a checkpoint, offline, and tells what it
// proves. The checkpoint's MadeAt is the time before which it cannot have been
// stamped, zero where that is unknown.
type Stamp func(a store.Anchor, c store.Checkpoint) (Stamped, error)

// Stamped is what a good time stamp proves: that its checkpoint was there At, if one
// believes the authority. Known says that whoever checks does.
type Stamped struct {
	At    time.Time
	Known bool
}

// State is the outcome of a check.
type State string

// The outcomes.
const (
	Valid      State = "valid"
	Unanchored State = "valid, not anchored"
	// Unknown is an archive whose time stamps are by nobody that the verifier knows:
	// they prove only that their maker had the checkpoint.
	Unknown  State = "stamped by an unknown authority"
	Unsigned State = "valid, not signed"
	// Stranger is an archive without a signature by the keys that were given.
	Stranger   State = "not signed by the key that was given"
	Incomplete State = "incomplete"
	Tampered   State = "tampered"
)

// Fault is something wrong with one item.
type Fault struct {
	// Item names it: "capture 12", "leaf 40", "checkpoint of 40 leaves".
	Item string `json:"item"`
	What string `json:"what"`
}

func (f Fault) String() string { return f.Item + ": " + f.What }

// Report is what a check found.
type Report struct {
	State    State
	Leaves   int64
	Captures int64
	// Documents is how many an archive has, Made how many of them were made anew from the records of the captures that tell of
	// them, by the same rules; the others' rows are held by their sums alone.
	Documents, Made int64
	// Quotes is how many quotes of a bundle stand in their articles where it says.
	Quotes int64
	// Origin names the log, Keys are those that signed it.
	Origin string
	Keys   []string
	Root   tlog.Hash
	// Head says what came of a head that was kept elsewhere: HeadAgrees or HeadDiffers,
	// "" where none was given.
	Head string
	// Signed is how many leaves a checkpoint covers, Anchored how many a good time
	// stamp does; AnchoredAt is that stamp's time.
	Signed, Anchored int64
	AnchoredAt       string
	// Stamped is how many leaves a time stamp covers whose authority is unknown.
	Stamped int64
	// Faults are signs of tampering, Missing what is not there, Bad are time stamps
	// that prove nothing.
	Faults, Missing, Bad []Fault
	// More counts faults beyond those listed.
	More int
}

// What comes of a head that was kept elsewhere.
const (
	HeadAgrees  = "agrees"
	HeadDiffers = "does not agree"
)

// most is how many faults are listed.
const most = 1000

// longest is how many characters are told of one.
const longest = 400

// AddFault adds a sign of tampering; beyond a thousand they are only counted.
func (r *Report) AddFault(item, what string) { r.add(&r.Faults, item, what) }

// AddMissing adds something that is not there.
func (r *Report) AddMissing(item, what string) { r.add(&r.Missing, item, what) }

// AddBad adds a time stamp that proves nothing.
func (r *Report) AddBad(item, what string) { r.add(&r.Bad, item, what) }

func (r *Report) add(to *[]Fault, item, what string) {
	if len(*to) >= most {
		r.More++
		return
	}
	*to = append(*to, Fault{clip(item), clip(what)})
}

// clip cuts what may be as long as whoever made the bundle liked.
func clip(s string) string {
	if len(s) <= longest {
		return s
	}
	if c := []rune(s); len(c) > longest {
		return string(c[:longest-1]) + "…"
	}
	return s
}

// AddStamp counts a good time stamp of a checkpoint.
func (r *Report) AddStamp(size int64, s Stamped) {
	switch {
	case !s.Known:
		r.Stamped = max(r.Stamped, size)
	case size > r.Anchored:
		r.Anchored, r.AnchoredAt = size, store.FormatTime(s.At)
	}
}

// Settle decides on the state.
func (r *Report) Settle() {
	switch {
	case len(r.Faults) > 0:
		r.State = Tampered
	case len(r.Missing) > 0:
		r.State = Incomplete
	case r.Signed == 0 || r.Signed < r.Leaves:
		r.State = Unsigned
	case r.Anchored >= r.Leaves:
		r.State = Valid
	case r.Stamped > r.Anchored:
		r.State = Unknown
	default:
		r.State = Unanchored
	}
}
