package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"onrecord/store"
)

// Format is the number of the records' form.
const Format = 1

// Head begins every record.
type Head struct {
	// Onrecord is Format.
	Onrecord int            `json:"onrecord"`
	Kind     store.LeafKind `json:"kind"`
	// Index is the leaf's place in the log, from 0.
	Index int64 `json:"index"`
	// At is when the record was made, RFC 3339; a capture has its own times.
	At string `json:"at,omitempty"`
}

// Tombstone is the record of a document that is gone for certain.
type Tombstone struct {
	Head
	Document    store.DocumentID `json:"document"`
	How         store.GoneHow    `json:"how"`
	Detail      string           `json:"detail,omitempty"`
	FirstMissed string           `json:"first_missed"`
	ConfirmedAt string           `json:"confirmed_at"`
	LastThere   string           `json:"last_there,omitempty"`
	// Captures are the looks that missed it: the first and the one that confirmed.
	Captures []int64 `json:"captures"`
}

// Run is the record of a run's beginning. Through it what follows is known to be
// younger than the head and the beacon.
type Run struct {
	Head
	Run    int64  `json:"run"`
	Holder string `json:"holder"`
	// Size and Root are the log's head before this record, Root in base64.
	Size   int64         `json:"size"`
	Root   string        `json:"root"`
	Beacon *store.Beacon `json:"beacon,omitempty"`
	// Signed are the checkpoints since the run before, the smallest first: what is signed
	// does not say when that was done.
	Signed []Signed `json:"signed,omitempty"`
	// Stamped are the time stamps that were got since the run before: a stamp names its
	// signer, and not the address that was asked.
	Stamped []Got `json:"stamped,omitempty"`
}

// Got is a time stamp of the checkpoint of a size, by the address that was asked for it
// and the SHA-256 of its token.
type Got struct {
	Size      int64  `json:"size"`
	Authority string `json:"authority"`
	SHA256    string `json:"sha256"`
}

// Signed says when a checkpoint of a size was made, RFC 3339.
type Signed struct {
	Size int64  `json:"size"`
	At   string `json:"at"`
}

// Export is the record of captures that were given to others: a bundle, or a WARC or
// WACZ file.
type Export struct {
	Head
	// Contents is the SHA-256 of a bundle's table of contents, File that of a whole
	// file of another kind.
	Contents  string             `json:"contents,omitempty"`
	File      string             `json:"file,omitempty"`
	Documents []store.DocumentID `json:"documents,omitempty"`
	// Leaves is how many of the log's leaves a bundle carries, Captures how many
	// captures another file does.
	Leaves   int `json:"leaves,omitempty"`
	Captures int `json:"captures,omitempty"`
}

// Annotation is somebody's note on a document.
type Annotation struct {
	Head
	Document store.DocumentID `json:"document"`
	Text     string           `json:"text"`
	By       string           `json:"by,omitempty"`
}

// Forget is the record of an erasure.
type Forget struct {
	Head
	Document store.DocumentID `json:"document"`
	Why      string           `json:"why"`
	// Erased are the SHA-256 of the bytes that went.
	Erased []string `json:"erased"`
	// States is that of the document afterwards.
	States []DocumentState `json:"states,omitempty"`
}

// Key is the record of a signing key that came into use.
type Key struct {
	Head
	// Key is the verifier's key as a signed note writes it
	// (https://c2sp.org/signed-note).
	Key string `json:"key"`
	// Before is the key that it takes the place of.
	Before string `json:"before,omitempty"`
	Why    string `json:"why,omitempty"`
}

// NewHead begins a record of a kind.
func NewHead(kind store.LeafKind, index int64, at time.Time) Head {
	return Head{Onrecord: Format, Kind: kind, Index: index, At: store.FormatTime(at)}
}

// Encode writes a record as the leaf has it: one line of JSON without an end.
func Encode(record any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(record); err != nil {
		return nil, fmt.Errorf("write the record: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Decode reads a record and holds it to the kind and the place that it has in the
// log.
func Decode(leaf []byte, kind store.LeafKind, index int64, into any) error {
	var h Head
	if err := json.Unmarshal(leaf, &h); err != nil {
		return fmt.Errorf("it is not JSON: %w", err)
	}
	if err := h.fits(kind, index); err != nil {
		return err
	}
	return json.Unmarshal(leaf, into)
}

// fits holds a record to the kind and the place that it has in the log.
func (h Head) fits(kind store.LeafKind, index int64) error {
	switch {
	case h.Onrecord != Format:
		return fmt.Errorf("its form is %d, this onrecord reads %d; update onrecord", h.Onrecord, Format)
	case h.Kind != kind:
		return fmt.Errorf("it says that it is a %s, not a %s", h.Kind, kind)
	case h.Index != index:
		return fmt.Errorf("it says that it is number %d, not %d", h.Index, index)
	}
	return nil
}
