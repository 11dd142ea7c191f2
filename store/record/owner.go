package record

import (
	"strings"

	"onrecord/store"
)

// Refused are the observations of a line of an imported file that give a document to
// another account than whose it is, as changes of kind store.ChangeRefused; none where
// the line is taken in. It is asked before anything of the line is recorded.
func Refused(known Known, c store.Capture, said []store.Observation) (out []store.Change) {
	if c.Method != store.MethodImport {
		return nil
	}
	for _, o := range said {
		if d := known[o.Document]; d != nil && d.is(o) && d.ofAnother(o, o.Authority.Within(c.Speaks())) {
			out = append(out, store.Change{Document: d.Name, Kind: store.ChangeRefused, Owner: d.Facts.Author})
		}
	}
	return out
}

// ofAnother reports whether an observation gives a post to another account than whose
// it is, and may not: who has a better authority than all that is known of it may.
func (d *Document) ofAnother(o store.Observation, a store.Authority) bool {
	return voiceOf(a) != own && !d.Facts.Authority.Under(a) && d.Facts.Kind != store.Article &&
		(another(d.Facts.Author, o.Author) || o.Loose && d.mayBeAnothers(o))
}

// mayBeAnothers reports whether an id that does not tell posts apart is not known to be of
// the same post: the words are others, and nothing but the id says that one account
// wrote both.
func (d *Document) mayBeAnothers(o store.Observation) bool {
	if o.Gone != nil || d.says(o) {
		return false
	}
	known, said := d.Facts.Author, o.Author
	switch {
	case known.Key() == "" && said.Key() == "":
		return !d.Facts.Published.IsZero() && !o.Content.PublishedAt.IsZero() && d.Facts.Published.Disagrees(o.Content.PublishedAt.Time)
	case known.ID != "" && known.ID == said.ID, known.Handle != "" && said.Handle != "":
		return false // another has looked at these
	}
	return known.Name == "" || !strings.EqualFold(strings.Join(strings.Fields(known.Name), " "), strings.Join(strings.Fields(said.Name), " "))
}

// disown makes claims of the versions that weaker authorities gave to another account: they
// are not the words of the one whose document it is.
func (d *Document) disown(o store.Observation, a store.Authority) {
	if o.Gone != nil || !d.Facts.Authority.Under(a) || !another(d.Facts.Author, o.Author) {
		return
	}
	for _, v := range d.Versions {
		if v.Authority.Under(a) {
			v.Authority = store.AuthorityClaim
		}
	}
}

// another reports whether two authors are not one account. An account is its id, under
// whatever handle; where one of them has none, the handles tell, and where one has none
// of these either, nothing does.
func another(a, b store.Author) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID != b.ID
	}
	h, g := plainHandle(a.Handle), plainHandle(b.Handle)
	if h == "" || g == "" {
		return a.Key() != "" && a.ID == "" && b.ID == "" && h == g && a.Key() != b.Key() && b.Key() != ""
	}
	name, host, _ := strings.Cut(h, "@")
	other, home, _ := strings.Cut(g, "@")
	return name != other || host != home && host != "" && home != "" // a server names its own without its host
}

func plainHandle(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "@"))
}
