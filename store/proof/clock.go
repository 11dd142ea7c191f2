package proof

import (
	"encoding/json"
	"time"

	"onrecord/store"
)

// Clock follows the leaves of a log in their order and tells how late it was, by the
// archive's own clock, when the last of them was made. No stamp of them can be older.
type Clock struct{ latest time.Time }

// Read takes the next leaf. What a file or a third party says of the time does not
// count, and neither does what cannot be read.
func (c *Clock) Read(leaf []byte) {
	var l struct {
		Kind   store.LeafKind `json:"kind"`
		At     string         `json:"at"`
		Target Target         `json:"target"`
		Time   Times          `json:"time"`
	}
	if json.Unmarshal(leaf, &l) != nil {
		return
	}
	said := l.At
	if l.Kind == store.CaptureLeaf {
		if said = l.Time.Finished; l.Target.Relay != "" || l.Target.Door == "import" || l.Target.Door == "warc" {
			return
		}
	}
	if at, err := time.Parse(time.RFC3339Nano, said); err == nil && at.After(c.latest) {
		c.latest = at
	}
}

// Latest is the latest time that was read, zero for none.
func (c *Clock) Latest() time.Time { return c.latest }
