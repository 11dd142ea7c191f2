package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"onrecord/store"
)

// LinkState says what an article's version was found to quote once a record was made: the
// SHA-256 of its rows in the table "quote", as Rows writes them. That is derived and may be
// made anew, which is another record; it is as the last one says, or somebody changed it.
type LinkState struct {
	// Version is the archive's own number of the article's version.
	Version int64  `json:"version"`
	SHA256  string `json:"sha256"`
	// Of says whose words the numbers stand for, by which the rows name versions: the
	// article's, and those of the posts that its links lead to, the smallest number first.
	// Records of before that was kept have none.
	Of []Numbered `json:"of,omitempty"`
}

// Numbered is a version by the archive's own number, its document, and the SHA-256 of its
// words (store.Content.Hash).
type Numbered struct {
	Version  int64            `json:"version"`
	Document store.DocumentID `json:"document"`
	SHA256   string           `json:"sha256"`
}

// NewLinkState is the state of a version with those rows, which name versions.
func NewLinkState(version int64, r Rows, of []Numbered) (LinkState, error) {
	b, err := r.Encode()
	sum := sha256.Sum256(b)
	return LinkState{version, hex.EncodeToString(sum[:]), of}, err
}

// sameAs reports whether a record says what another does, but that a document may have got
// another name since: name gives the one by which it goes now.
func (s LinkState) sameAs(now LinkState, name func(store.DocumentID) (store.DocumentID, error)) (bool, error) {
	if s.Version != now.Version || s.SHA256 != now.SHA256 || s.Of != nil && len(s.Of) != len(now.Of) {
		return false, nil
	}
	for i, was := range s.Of {
		is := now.Of[i]
		if was == is {
			continue
		}
		called, err := name(was.Document)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return false, err
		}
		if was.Document = called; was != is {
			return false, nil
		}
	}
	return true, nil
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
