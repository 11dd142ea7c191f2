package wire

import (
	"crypto/sha256"
	"encoding/hex"

	"onrecord/store"
	"onrecord/templates/view"
)

// Leaf is what proves a capture.
type Leaf struct {
	Index        int64  `json:"index"`
	RecordSHA256 string `json:"record_sha256"`
	SignedAt     string `json:"signed_at,omitempty"`
	Checkpoint   int64  `json:"checkpoint_size,omitempty"`
	AnchoredAt   string `json:"anchored_at,omitempty"`
	Authority    string `json:"authority,omitempty"`
}

// LeafOf is what proves the capture of a leaf.
func LeafOf(e store.LogEntry) *Leaf {
	sum := sha256.Sum256(e.Record)
	j := &Leaf{Index: e.Index, RecordSHA256: hex.EncodeToString(sum[:])}
	if e.Checkpoint != nil {
		j.SignedAt, j.Checkpoint = store.FormatTime(e.Checkpoint.MadeAt), e.Checkpoint.Size
	}
	if e.Anchor != nil {
		j.AnchoredAt, j.Authority = store.FormatTime(e.Anchor.Time), e.Anchor.Authority
	}
	return j
}

// Note is what somebody noted on a document, and its leaf of the log.
type Note struct {
	At   string `json:"at"`
	By   string `json:"by,omitempty"`
	Text string `json:"text"`
	Leaf int64  `json:"leaf"`
}

// Head is the latest checkpoint: the log's size and root, when it was made, and the signed note.
type Head struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
	MadeAt string `json:"made_at"`
	Run    int64  `json:"run,omitempty"`
	Note   string `json:"note"`
}

// Authority is one that stamps the time, and how stamping by it stands.
type Authority struct {
	URL     string `json:"url"`
	Root    string `json:"root,omitempty"`
	Stamps  int    `json:"stamps"`
	Size    int64  `json:"size,omitempty"`
	Time    string `json:"time,omitempty"`
	Odd     string `json:"odd,omitempty"`
	Tries   int    `json:"tries,omitempty"`
	Error   string `json:"error,omitempty"`
	NextTry string `json:"next_try,omitempty"`
}

// Checkpoint is a signed state of the log.
type Checkpoint struct {
	Size   int64  `json:"size"`
	Root   string `json:"root"`
	Key    string `json:"key"`
	Run    int64  `json:"run,omitempty"`
	MadeAt string `json:"made_at"`
	Note   string `json:"note"`
}

// CheckpointOf is a checkpoint with what its note says.
func CheckpointOf(c store.Checkpoint) Checkpoint {
	h := view.HeadOf(c)
	return Checkpoint{c.Size, h.Root, h.Key, c.RunID, store.FormatTime(c.MadeAt), c.Note}
}
