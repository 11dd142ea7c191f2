package wire

import (
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Origin says whose word something is where it is not the home's own.
type Origin struct {
	Authority store.Authority `json:"authority,omitempty"`
	// ImportedFrom is the file that the keeper gave, RelayedBy who passed it on, both
	// with the time of the capture at RecordedAt.
	ImportedFrom string `json:"imported_from,omitempty"`
	RelayedBy    string `json:"relayed_by,omitempty"`
	RecordedAt   string `json:"recorded_at,omitempty"`
}

// OriginOf is where a version comes from, by its capture where that is known.
func OriginOf(v store.Version, captures map[int64]store.Capture) Origin {
	if v.Authority == "" || v.Authority == store.AuthorityOrigin {
		return Origin{}
	}
	s := Origin{Authority: v.Authority}
	c, ok := captures[v.CaptureID]
	if !ok {
		return s
	}
	s.RecordedAt = store.FormatTime(c.StartedAt)
	s.ImportedFrom, s.RelayedBy = v.BroughtBy(c)
	return s
}

// Line says in a sentence where something comes from, "" for the home's own word.
func (o Origin) Line() string {
	switch {
	case o.Authority == "":
		return ""
	case o.ImportedFrom != "":
		return "imported from " + words.Line(o.ImportedFrom, 200) + " on " + o.RecordedAt + ", not observed by this archive"
	case o.Authority == store.AuthorityImport:
		return "imported, not observed by this archive"
	case o.RelayedBy != "":
		return "relayed by " + words.Line(o.RelayedBy, 200) + " on " + o.RecordedAt + ", not seen at its home"
	case o.Authority == store.AuthorityRelay:
		return "relayed, not seen at its home"
	}
	return "claimed by another page, not seen at its home"
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
