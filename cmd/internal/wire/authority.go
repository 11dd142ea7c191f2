package wire

import (
	"context"

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
	return Origin{b.Authority, b.File, b.Relay, store.FormatTime(b.At), store.FormatTime(b.CapturedAt)}
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

// Line says in a sentence where something comes from, "" for the home's own word.
func (o Origin) Line() string {
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
	// ContradictedBy is the home's own version that shows it to be wrong, absent where
	// none does and it is merely not confirmed.
	ContradictedBy *Contradiction `json:"contradicted_by,omitempty"`
}

// Contradiction is a version of a document's home that says otherwise.
type Contradiction struct {
	Version int    `json:"version"`
	Capture int64  `json:"capture"`
	Seen    string `json:"seen"`
}

// Asides are what a view keeps beside the document's own versions.
func (s View) Asides() []Aside {
	var out []Aside
	for _, v := range s.Aside {
		a := Aside{Origin: OriginOf(v, s.Captures), ValidFrom: store.FormatTime(v.ValidFrom), Title: v.Title, Text: v.Text, Capture: v.CaptureID}
		if by, ok := v.ContradictedBy(s.Versions, s.PublishedAt); ok {
			a.ContradictedBy = &Contradiction{by.Seq, by.CaptureID, store.FormatTime(by.FirstSeen)}
		}
		out = append(out, a)
	}
	return out
}
