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
	// At is for which time it says that the version stood, Seen when it was seen, zero
	// where that is not known, and Authority whose word it is.
	At, Seen  time.Time
	Authority store.Authority
	// NativeID is the platform's id of the version, "" where it told none.
	NativeID string
	Hash     string
	// Content is nil where the words are the version's own.
	Content *store.Content
}

// Move says that a reading is one of another version from here on.
type Move struct {
	Reading int64
	To      *Version
	// Content is the reading's words.
	Content *store.Content
}

// Within are the known versions of others than the home whose places a capture may change:
// their Sights must be known to Take.
func Within(known Known, c store.Capture, said []store.Observation) (out []*Version) {
	t := taking{capture: c, started: Instant(c.StartedAt), undated: map[store.DocumentID]int{}}
	about := map[*Document][]store.Version{}
	var order []*Document
	for _, o := range said {
		if d := known[o.Document]; d != nil && o.Gone == nil {
			if about[d] == nil {
				order = append(order, d)
			}
			o.Authority = o.Authority.Within(c.Speaks())
			about[d] = append(about[d], t.shown(o, t.timesOf(o)))
		}
	}
	for _, d := range order {
		if len(about[d]) == 1 && d.stays(about[d][0]) {
			continue
		}
		for _, v := range d.Versions {
			if voiceOf(v.Authority) != own {
				out = append(out, v)
			}
		}
	}
	return out
}

// stays reports whether what a capture shows of a document leaves all versions of others
// where they are: it says again what the home said last, or what its own voice said last or
// at that very moment, or is the latest of its voice.
func (d *Document) stays(n store.Version) bool {
	vs := d.voice(voiceOf(n.Authority))
	if voiceOf(n.Authority) == own {
		return len(vs) > 0 && vs[len(vs)-1].Hash == n.Hash && vs[len(vs)-1].NativeID == n.NativeID
	}
	return len(vs) > 0 && (d.again(vs, n) != nil || d.comesLast(vs, n) && d.weaker(voiceOf(n.Authority), n) == nil)
}

// again is the only version of one moment that a voice told in just the same way, nil for
// none.
func (d *Document) again(vs []*Version, n store.Version) (found *Version) {
	for _, v := range vs {
		if v.ValidFrom.Equal(n.ValidFrom) {
			if found != nil || v.Hash != n.Hash || v.NativeID != n.NativeID || v.Authority != n.Authority {
				return nil
			}
			found = v
		}
	}
	return found
}

// comesLast reports whether n stood after all that its voice told, each at a time of its own
// in the end.
func (d *Document) comesLast(vs []*Version, n store.Version) bool {
	if end := len(vs) - 1; end > 0 && vs[end].ValidFrom.Equal(vs[end-1].ValidFrom) {
		return false
	}
	return !slices.ContainsFunc(vs, func(v *Version) bool { return !n.ValidFrom.After(v.LastSeen) || store.UndatedPlace(v.ValidFrom) >= 0 })
}

// position is where a sight stands among those of its voice: by its time, of those of one time
// the better authority's last, and of equal ones by their words, so that it does not matter
// which came first.
type position struct {
	at                 time.Time
	authority          store.Authority
	text, hash, native string
}

func positionOf(v store.Version) position {
	return position{v.ValidFrom, v.Authority, v.Text, v.Hash, v.NativeID}
}

func (p position) compare(q position) int {
	better := 0
	switch {
	case p.authority.Under(q.authority):
		better = -1
	case q.authority.Under(p.authority):
		better = 1
	}
	return cmp.Or(p.at.Compare(q.at), better, cmp.Compare(p.text, q.text), cmp.Compare(p.hash, q.hash), cmp.Compare(p.native, q.native))
}

// sighted is a sight of a version: in the database, of this capture, or the version itself
// where its sights are not known.
type sighted struct {
	Sight
	of      *Version // nil where it has none yet
	reading *Reading // the one of this capture
	whole   bool     // it is the version itself
	last    time.Time
}

func (s sighted) position() position {
	return position{s.At, s.Authority, s.Content.Text, s.Hash, s.NativeID}
}

func (s sighted) undated() bool { return store.UndatedPlace(s.At) >= 0 }

// version is what the sight shows.
func (s sighted) version() store.Version {
	return store.Version{NativeID: s.NativeID, Content: *s.Content, Hash: s.Hash, Authority: s.Authority, CaptureID: s.Capture}
}

// sights are those of a version by its own voice, with their words.
func (t *taking) sights(v *Version) (out []sighted) {
	for _, s := range v.Sights {
		out = append(out, sighted{Sight: s, of: v, last: s.Seen})
	}
	for i := range t.plan.Readings {
		if r := &t.plan.Readings[i]; r.Version.final() == v {
			out = append(out, t.sighted(r, v))
		}
	}
	out = slices.DeleteFunc(out, func(s sighted) bool { return voiceOf(s.Authority) != voiceOf(v.Authority) })
	words := v.Content
	if v.Was.ID != 0 && len(v.Sights) == 0 || len(out) == 0 {
		s := Sight{Capture: v.CaptureID, At: v.ValidFrom, Seen: v.FirstSeen, Authority: v.Authority, NativeID: v.NativeID, Hash: v.Hash}
		out = append(out, sighted{Sight: s, of: v, whole: true, last: v.LastSeen})
	}
	for i := range out {
		out[i].Content = cmp.Or(out[i].Content, &words)
	}
	return out
}

// sighted is a reading of this capture as a sight.
func (t *taking) sighted(r *Reading, of *Version) sighted {
	s := Sight{Capture: t.capture.ID, At: r.At, Seen: r.Seen, Authority: r.Authority, NativeID: r.NativeID, Hash: r.Hash, Content: r.Content}
	return sighted{Sight: s, of: of, reading: r, last: r.Seen}
}

func isOne(v, n store.Version) bool { return same(v, n) || oneIsCut(v, n) }

// tellsMore reports whether n has the better words of one version: more of them, by a
// better authority, or of as good a one and with more media that have an id.
func tellsMore(v, n store.Version) bool {
	return fuller(v, n) || v.SameWords(n.Content) && (v.Authority.Under(n.Authority) || !n.Authority.Under(v.Authority) && namesMore(v, n))
}
