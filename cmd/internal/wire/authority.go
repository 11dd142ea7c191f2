package wire

import (
	"context"
	"fmt"

	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Origin says whose word something is where it is not the home's own.
type Origin struct {
	Authority store.Authority `json:"authority,omitempty"`
	// ImportedFrom is the file that the keeper gave, RelayedBy who passed it on, both
	// with the time at which this archive took it in at RecordedAt. CapturedAt is when
	// the file says that somebody captured it.
	ImportedFrom string `json:"imported_from,omitempty"`
	RelayedBy    string `json:"relayed_by,omitempty"`
	RecordedAt   string `json:"recorded_at,omitempty"`
	CapturedAt   string `json:"captured_at,omitempty"`
	// ContradictedBy is a version that shows the words to be wrong, absent where none does:
	// what is not its home's is then merely not confirmed.
	ContradictedBy *Contradiction `json:"contradicted_by,omitempty"`
}

// OriginOf is where a version comes from, by its capture where that is known.
func OriginOf(v store.Version, captures map[int64]store.Capture) Origin {
	return BroughtOf(v.Brought(captures[v.CaptureID]))
}

// CapturesBehind are the captures that versions come from, of those that are not their home's
// own word.
func CapturesBehind(ctx context.Context, st captureReader, vs ...store.Version) (map[int64]store.Capture, error) {
	out := map[int64]store.Capture{}
	for _, v := range vs {
		if !v.Authority.Under(store.AuthorityOrigin) {
			continue
		}
		c, err := st.CaptureRecord(ctx, v.CaptureID)
		if err != nil {
			return nil, err
		}
		out[v.CaptureID] = c
	}
	return out, nil
}

type captureReader interface {
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
}

// BroughtOf is Origin of what an archive says of who brought a version.
func BroughtOf(b store.Brought) Origin {
	o := Origin{b.Authority, b.File, b.Relay, store.FormatTime(b.At), store.FormatTime(b.CapturedAt), nil}
	if c := b.Contradicted; c != nil {
		o.ContradictedBy = &Contradiction{c.Seq, c.CaptureID, store.FormatTime(c.Seen), Marked(c.Authority)}
	}
	return o
}

// OfTombstone is whose word it is that a document is gone, without who brought it.
func OfTombstone(t *store.Tombstone) Origin {
	if t == nil {
		return Origin{}
	}
	return Origin{Authority: Marked(t.Authority)}
}

// Marked is whose word something is, "" for the home's own.
func Marked(a store.Authority) store.Authority {
	if !a.Under(store.AuthorityOrigin) {
		return ""
	}
	return a
}

// Told is the same with its times as when writes them, for Line.
func (o Origin) Told(when func(string) string) Origin {
	o.RecordedAt, o.CapturedAt = when(o.RecordedAt), when(o.CapturedAt)
	if o.ContradictedBy != nil {
		c := *o.ContradictedBy
		c.Seen = when(c.Seen)
		o.ContradictedBy = &c
	}
	return o
}

// Line says in a sentence where something comes from, "" for the home's own word, and what
// contradicts it.
func (o Origin) Line() string {
	line := o.whose()
	if by := o.against(); by != "" {
		line += "; contradicted by " + by
	}
	return line
}

// against names what contradicts the words, "" for nothing.
func (o Origin) against() string {
	if o.ContradictedBy == nil {
		return ""
	}
	return o.ContradictedBy.line()
}

func (o Origin) whose() string {
	switch {
	case o.Authority == "":
		return ""
	case o.ImportedFrom != "":
		return o.imported() + ", not observed by this archive"
	case o.Authority == store.AuthorityImport:
		return "imported, not observed by this archive"
	case o.RelayedBy != "":
		return "relayed by " + words.Line(o.RelayedBy, 200) + " on " + o.RecordedAt + ", not seen at its home"
	case o.Authority == store.AuthorityRelay:
		return "relayed, not seen at its home"
	}
	return "claimed by another page, not seen at its home"
}

// imported is what there is to say of a file, and of when somebody else captured what it
// holds.
func (o Origin) imported() string {
	s := "imported from " + words.Line(o.ImportedFrom, 200)
	if o.Authority == store.AuthorityClaim {
		s = "claimed by another page, " + s
	}
	switch {
	case o.RecordedAt != "":
		s += " on " + o.RecordedAt
	case o.CapturedAt != "":
		s += " (no record says when)"
	}
	if o.CapturedAt != "" {
		s += ", captured on " + o.CapturedAt + " according to it"
	}
	return s
}

// Aside is what another says a document said, and its home does not.
type Aside struct {
	Origin
	ValidFrom string `json:"valid_from"`
	Title     string `json:"title,omitempty"`
	Text      string `json:"text"`
	Capture   int64  `json:"capture"`
}

// Contradiction is a version that says otherwise, of the document's home or of another as
// good as whose words it contradicts.
type Contradiction struct {
	Version int    `json:"version"`
	Capture int64  `json:"capture"`
	Seen    string `json:"seen"`
	// Authority is absent for the home's own.
	Authority store.Authority `json:"authority,omitempty"`
}

// line names the version, with whose it is and since when it was seen.
func (c Contradiction) line() string {
	if c.Authority == "" {
		return fmt.Sprintf("version %d, seen at its home on %s", c.Version, c.Seen)
	}
	return fmt.Sprintf("version %d of %s, which its home did not show either", c.Version, c.Seen)
}

// Asides are what a view keeps beside the document's own versions.
func (s View) Asides() []Aside {
	var out []Aside
	for _, v := range s.Aside {
		out = append(out, Aside{Origin: OriginOf(v, s.Captures), ValidFrom: store.FormatTime(v.Since()), Title: v.Title, Text: v.Text, Capture: v.CaptureID})
	}
	return out
}
