package record

import (
	"cmp"
	"slices"
	"time"

	"onrecord/store"
)

// Sight is a reading of a version that the database has.
type Sight struct {
	// ID is the database's number of it.
	ID, Capture int64
	// At is for which time it says that the version stood, Authority whose word it is.
	At        time.Time
	Authority store.Authority
	Hash      string
	// Content is nil where the words are the version's own.
	Content *store.Content
}

// Move says that a reading is one of another version from here on.
type Move struct {
	Reading int64
	To      *Version
	// Content is nil where the words stay as they are written down.
	Content *store.Content
}

// Within are the known versions of others than the home within whose time a capture may
// put other words: their Sights must be known to Take.
func Within(known Known, c store.Capture, said []store.Observation) (out []*Version) {
	t := taking{capture: c, started: Instant(c.StartedAt)}
	for d, about := range t.about(known, said) {
		for _, v := range d.Versions {
			if voiceOf(v.Authority) != own && (len(about) > 1 || parts(v.Version, about[0])) {
				out = append(out, v)
			}
		}
	}
	return out
}

// about are the words that a capture says, by document.
func (t *taking) about(known Known, said []store.Observation) map[*Document][]store.Version {
	out := map[*Document][]store.Version{}
	for _, o := range said {
		if d := known[o.Document]; d != nil && o.Gone == nil {
			out[d] = append(out[d], store.Version{ValidFrom: o.StoodFrom(cmp.Or(t.seenAt(o), t.started)), NativeID: o.VersionID, Content: o.Content, Hash: o.Content.Hash()})
		}
	}
	return out
}

// parts reports whether n stood within the time of a version, and is no sight of it.
func parts(v, n store.Version) bool {
	return !same(v, n) && !n.ValidFrom.Before(v.ValidFrom) && !n.ValidFrom.After(v.LastSeen)
}

// position is where a sight stands among those of its voice: by its time, of those of one time
// the better authority's last, and of equal ones by their words, so that it does not matter
// which came first.
type position struct {
	at         time.Time
	authority  store.Authority
	text, hash string
}

func positionOf(v store.Version) position { return position{v.ValidFrom, v.Authority, v.Text, v.Hash} }

func (p position) compare(q position) int {
	better := 0
	switch {
	case p.authority.Under(q.authority):
		better = -1
	case q.authority.Under(p.authority):
		better = 1
	}
	return cmp.Or(p.at.Compare(q.at), better, cmp.Compare(p.text, q.text), cmp.Compare(p.hash, q.hash))
}

// sighted is a sight of a version, in the database or of this capture.
type sighted struct {
	Sight
	reading *Reading // the one of this capture
}

func (s sighted) position() position { return position{s.At, s.Authority, s.Content.Text, s.Hash} }

// sights are those of a version by its own voice, in their order, with their words.
func (t *taking) sights(v *Version) (out []sighted) {
	for _, s := range v.Sights {
		out = append(out, sighted{s, nil})
	}
	for i := range t.plan.Readings {
		if r := &t.plan.Readings[i]; r.Version.final() == v {
			out = append(out, sighted{Sight{Capture: t.capture.ID, At: r.At, Authority: r.Authority, Hash: r.Hash, Content: r.Content}, r})
		}
	}
	out = slices.DeleteFunc(out, func(s sighted) bool { return voiceOf(s.Authority) != voiceOf(v.Authority) })
	words := v.Content
	for i := range out {
		out[i].Content = cmp.Or(out[i].Content, &words)
	}
	slices.SortStableFunc(out, func(a, b sighted) int { return a.position().compare(b.position()) })
	return out
}

// begins is where a version's line begins.
func (t *taking) begins(v *Version) position {
	if all := t.sights(v); len(all) > 0 && !all[0].At.After(v.ValidFrom) {
		return all[0].position()
	}
	return positionOf(v.Version)
}

// join finds the version of which n, which is not the home's word, is another sight among
// those of its voice, -1 for none. A version that stood before n and again after it is two.
func (t *taking) join(d *Document, vs []*Version, n store.Version) int {
	p := positionOf(n)
	i := len(vs) - 1
	for i >= 0 && t.begins(vs[i]).compare(p) > 0 {
		i--
	}
	switch {
	case i >= 0 && isOne(vs[i].Version, n):
		return i
	case i >= 0 && t.part(d, vs[i], p):
		return -1
	case i+1 < len(vs) && isOne(vs[i+1].Version, n):
		return i + 1
	}
	return -1
}

func isOne(v, n store.Version) bool { return same(v, n) || oneIsCut(v, n) }

// tellsMore reports whether n has the better words of one version: more of them, by a
// better authority, or of as good a one and with more media that have an id.
func tellsMore(v, n store.Version) bool {
	return fuller(v, n) || v.SameWords(n.Content) && (v.Authority.Under(n.Authority) || !n.Authority.Under(v.Authority) && namesMore(v, n))
}

// again is another sight of a version that is not the home's word.
func (t *taking) again(v *Version, n store.Version) change {
	ch := change{doc: v.doc, kind: store.ChangeNone, version: v}
	if tellsMore(v.Version, n) {
		if !v.SameWords(n.Content) {
			ch.kind = store.ChangeFilled
		}
		t.reword(v, n)
		v.Authority = n.Authority
	}
	if v.NativeID == "" && n.NativeID != "" {
		v.NativeID, v.URL = n.NativeID, n.URL
	}
	v.ValidFrom, v.FirstSeen, v.LastSeen = earlier(v.ValidFrom, n.ValidFrom), earlier(v.FirstSeen, n.FirstSeen), later(v.LastSeen, n.LastSeen)
	v.doc.arrange()
	t.reading(v, n)
	return ch
}

// part makes two versions of one that was seen before and after a place, where other words
// stood; false where it was not seen after it.
func (t *taking) part(d *Document, v *Version, at position) bool {
	all := t.sights(v)
	cut, _ := slices.BinarySearchFunc(all, at, func(s sighted, p position) int { return s.position().compare(p) })
	before, after := all[:cut], all[cut:]
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	w := &Version{Version: v.Version, doc: d}
	w.ID = 0
	for _, s := range after {
		if s.reading != nil {
			s.reading.Version = w
			continue
		}
		v.Sights = slices.DeleteFunc(slices.Clone(v.Sights), func(o Sight) bool { return o.ID == s.ID })
		own := s.Sight
		if s.Hash == v.Hash {
			own.Content = nil
		}
		w.Sights = append(w.Sights, own)
	}
	t.retell(v, before)
	t.retell(w, after)
	for _, s := range w.Sights {
		t.plan.Moves = append(t.plan.Moves, Move{s.ID, w, s.Content})
	}
	d.Versions = append(d.Versions, w)
	t.plan.Versions = append(t.plan.Versions, w)
	t.log(change{doc: d, kind: store.ChangeEdited, version: w}, w.ValidFrom)
	return true
}

// retell gives a version the words, the authority and the times of some sights.
func (t *taking) retell(v *Version, all []sighted) {
	var best store.Version
	for i, s := range all {
		n := store.Version{NativeID: v.NativeID, Content: *s.Content, Hash: s.Hash, Authority: s.Authority, CaptureID: s.Capture}
		if i == 0 || tellsMore(best, n) {
			best = n
		}
	}
	if best.Hash != v.Hash {
		t.reword(v, best)
	}
	first, last := all[0].At, all[len(all)-1].At
	v.CaptureID, v.Authority = best.CaptureID, best.Authority
	v.ValidFrom, v.FirstSeen, v.LastSeen = first, first, last
}
