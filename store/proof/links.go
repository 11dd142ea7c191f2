package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"onrecord/store"
)

// LinkState says what an article's version was found to quote once a record was made: the
// SHA-256 of its rows in the table "quote", as Rows writes them. That is derived and may be
// made anew, which is another record; it is as the last one says, or somebody changed it.
type LinkState struct {
	// Version is the archive's own number of the article's version.
	Version int64  `json:"version"`
	SHA256  string `json:"sha256"`
}

// NewLinkState is the state of a version with those rows.
func NewLinkState(version int64, r Rows) (LinkState, error) {
	b, err := r.Encode()
	sum := sha256.Sum256(b)
	return LinkState{version, hex.EncodeToString(sum[:])}, err
}

// Links is the record of what articles quote, after each time that they were linked.
type Links struct {
	Head
	Links []LinkState `json:"links"`
}

// LinksIn are the states that a leaf has, none where it has none or cannot be read.
func LinksIn(e store.LogEntry) []LinkState {
	if e.Kind != store.StateLeaf {
		return nil
	}
	var l Links
	if json.Unmarshal(e.Record, &l) != nil {
		return nil
	}
	return l.Links
}

// People is the record of whose accounts and names the keeper says are one person's.
type People struct {
	Head
	// People is the SHA-256 of the rows, "" where there are none.
	People *string `json:"people"`
}

// PeopleIn is what a leaf says of people, nil where it says nothing.
func PeopleIn(e store.LogEntry) *string {
	if e.Kind != store.StateLeaf {
		return nil
	}
	var p People
	if json.Unmarshal(e.Record, &p) != nil {
		return nil
	}
	return p.People
}
