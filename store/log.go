package store

import (
	"context"
	"time"
)

// LeafKind says what a leaf of the log is the record of.
type LeafKind string

// The kinds of leaf.
const (
	CaptureLeaf    LeafKind = "capture"    // a fetch attempt, failed ones too
	TombstoneLeaf  LeafKind = "tombstone"  // a document is gone, confirmed
	RunLeaf        LeafKind = "run"        // a run began; carries the head before it
	ExportLeaf     LeafKind = "export"     // a bundle was made
	AnnotationLeaf LeafKind = "annotation" // somebody's note on a document
	ForgetLeaf     LeafKind = "forget"     // a document's text was erased
	KeyLeaf        LeafKind = "key"        // a signing key came into use
	StateLeaf      LeafKind = "state"      // documents as they stand
)

// LogEntry is one leaf of the archive's Merkle log.
type LogEntry struct {
	// Index counts leaves from 0.
	Index int64
	Kind  LeafKind
	// CaptureID is the capture that the leaf records, Document the document that it
	// is about; zero and "" where it is about none.
	CaptureID int64
	Document  DocumentID
	// Record is the leaf's exact bytes: one line of JSON.
	Record []byte
	// Checkpoint is the first one that covers the leaf, Anchor the first stamp that
	// does; nil where there is none yet. Entries does not fill them.
	Checkpoint *Checkpoint
	Anchor     *Anchor
}

// Checkpoint is a signed head of the log: a C2SP signed note
// (https://c2sp.org/tlog-checkpoint).
type Checkpoint struct {
	ID int64
	// RunID is the run that it ended, zero for one made by hand.
	RunID int64
	// Size is how many leaves it covers.
	Size int64
	// Note is its exact bytes.
	Note   string
	MadeAt time.Time
}

// Anchor is what an outside authority said of a checkpoint: an RFC 3161 stamp of
// the SHA-256 of the checkpoint's note.
type Anchor struct {
	// Size is that of the checkpoint.
	Size int64
	// Authority is its address, Time what it says.
	Authority string
	Time      time.Time
	// Token is the stamp as it was given, in DER.
	Token []byte
}

// Beacon is a public value that nobody could know before its time.
type Beacon struct {
	URL string `json:"url"`
	// Value is what the address answered, Error why it did not.
	Value string `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
	At    string `json:"at"`
}

// Note is what somebody noted on a document; it is a leaf of the log.
type Note struct {
	// Index is the leaf's.
	Index int64
	At    time.Time
	// By is whose note it is, "" where that was not said.
	By, Text string
}

// Erasure is what Forget took away.
type Erasure struct {
	// Index is the leaf that says so.
	Index                            int64
	Versions, Captures, Blobs, Media int
	// Bystanders are other documents that the erased bytes showed as well: their
	// texts stay, the bytes that show them do not.
	Bystanders []DocumentID
	// Quoting are the other documents that were found to quote it, in whichever version, by
	// their ids. What they say stays: a quotation is the record of who quotes.
	Quoting []DocumentAddress
}

// DocumentAddress is a document's id and its address, "" where it has none.
type DocumentAddress struct {
	ID  DocumentID
	URL string
}

// Log is the archive's append-only Merkle log (RFC 6962, as golang.org/x/mod's
// sumdb/tlog computes it). Captures enter it when they are recorded.
type Log interface {
	// LogSize is how many leaves there are.
	LogSize(ctx context.Context) (int64, error)
	// LogHead is the size and the root hash (RFC 6962 §2.1) of the whole log.
	LogHead(ctx context.Context) (size int64, root [32]byte, err error)
	// LogHashes gives stored hashes by tlog's own numbers, for proofs.
	LogHashes(ctx context.Context, numbers []int64) ([][32]byte, error)
	// LogEntry is the leaf of a capture, with what covers it; ErrNotFound where
	// there is none.
	LogEntry(ctx context.Context, captureID int64) (LogEntry, error)
	// Entries calls f for the leaves from an index on, in order; f may read the
	// store.
	Entries(ctx context.Context, from int64, f func(LogEntry) error) error
	// EntriesAbout are the leaves about a document that are no captures, in order.
	EntriesAbout(ctx context.Context, id DocumentID) ([]LogEntry, error)
	// Append adds a leaf that is no capture: record makes its bytes, knowing its
	// index. When it returns nil the leaf is on disk.
	Append(ctx context.Context, kind LeafKind, about DocumentID, record func(index int64) ([]byte, error)) (int64, error)
	// AppendKey adds the leaf that names a signing key, keeps the settings that go with
	// it and signs the whole with it, all or nothing: a log that names a key is signed.
	AppendKey(ctx context.Context, k KeyInUse) error
	// Notes are what people noted on a document, the earliest first.
	Notes(ctx context.Context, id DocumentID) ([]Note, error)
}

// KeyInUse is a signing key that comes into use.
type KeyInUse struct {
	// Record makes the bytes of its leaf, knowing the leaf's index.
	Record func(index int64) ([]byte, error)
	// Settings are kept with it, value by name.
	Settings map[string]string
	// Sign makes the signed note of a head.
	Sign func(size int64, root [32]byte) (note string, err error)
}

// Checkpoints keeps the signed heads of the log.
type Checkpoints interface {
	// AddCheckpoint keeps a signed head and gives it back with its number.
	AddCheckpoint(ctx context.Context, c Checkpoint) (Checkpoint, error)
	// Checkpoints are those kept, the smallest first.
	Checkpoints(ctx context.Context) ([]Checkpoint, error)
	// LastCheckpoint is the newest; ErrNotFound where there is none.
	LastCheckpoint(ctx context.Context) (Checkpoint, error)
}

// Forgetter erases what must not be kept.
type Forgetter interface {
	// Forget erases a document's words: its versions' texts, its renditions and
	// quotes, the bytes of every capture that shows it, and its media. Identity,
	// times, hashes and the log stay, and a tombstone and a leaf say why. Afterwards
	// the document is not recorded again. ErrExists where it was forgotten already.
	Forget(ctx context.Context, id DocumentID, why string) (Erasure, error)
	// Quoting are the other documents that were found to quote one, as Erasure has them.
	Quoting(ctx context.Context, id DocumentID) ([]DocumentAddress, error)
	// Forgotten tells when and why a document was forgotten; ErrNotFound where it
	// was not.
	Forgotten(ctx context.Context, id DocumentID) (LogEntry, error)
}
