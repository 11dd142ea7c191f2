package proof

import (
	"encoding/json"
	"time"

	"onrecord/store"
)

// Clock follows the leaves of a log in their order and tells how late it was, by the
// archive's own clock, when the last of them was made. No stamp of them can be older.
type Clock struct{ latest, last time.Time }

// Read takes the next leaf. What a file or a third party says of the time does not
// count, and neither does what cannot be read.
func (c *Clock) Read(leaf []byte) {
	var l struct {
		Kind   store.LeafKind `json:"kind"`
		At     string         `json:"at"`
		Target Target         `json:"target"`
		Time   Times          `json:"time"`
	}
	switch {
	case json.Unmarshal(leaf, &l) != nil:
	case l.Kind == store.CaptureLeaf:
		c.capture(l.Target, l.Time)
	default:
		c.at(l.At)
	}
}

// capture takes a capture's leaf.
func (c *Clock) capture(t Target, times Times) {
	if t.Relay == "" && t.Endpoint != "import" && t.Endpoint != "warc" {
		c.at(times.Finished)
	}
}

func (c *Clock) at(said string) {
	at, err := time.Parse(time.RFC3339Nano, said)
	if err != nil {
		return
	}
	if c.last = at; at.After(c.latest) {
		c.latest = at
	}
}

// Latest is the latest time that was read, zero for none.
func (c *Clock) Latest() time.Time { return c.latest }
