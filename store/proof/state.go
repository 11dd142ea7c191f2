package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"onrecord/store"
)

// Rows are all that an archive has of one document but its words, by table: each row
// its columns by their names, without those that are empty, NULL or 0, so that a column
// that is new changes nothing. Of a version's content there is the SHA-256. Rows that
// belong to others, numbers of the database's own and the schedule are left out.
type Rows map[string][]map[string]any

// Encode writes the rows in one way only: JSON, the columns by their names' order.
func (r Rows) Encode() ([]byte, error) { return Encode(r) }

// DocumentState says what an archive had of a document once a record was made: the SHA-256 of
// its Rows. The rows are as the last record of the document says, or somebody changed
// them.
type DocumentState struct {
	Document store.DocumentID `json:"document"`
	SHA256   string           `json:"sha256"`
}

// NewState is the state of a document with those rows.
func NewState(id store.DocumentID, r Rows) (DocumentState, error) {
	b, err := r.Encode()
	sum := sha256.Sum256(b)
	return DocumentState{id, hex.EncodeToString(sum[:])}, err
}

// State is the state of the document whose rows they are.
func (r Rows) State() (DocumentState, error) {
	var name string
	if len(r["document"]) == 1 {
		name, _ = r["document"][0]["name"].(string)
	}
	return NewState(store.DocumentID(name), r)
}

// StatesIn are the states that a leaf has, none where it cannot be read.
func StatesIn(leaf []byte) []DocumentState {
	var l struct {
		States []DocumentState `json:"states"`
	}
	if json.Unmarshal(leaf, &l) != nil {
		return nil
	}
	return l.States
}

// States is the record of documents as they stand: of before states were kept, or after
// the rules have changed.
type States struct {
	Head
	States []DocumentState `json:"states"`
}
