package record

import (
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// content finds the version that an observation shows, or makes it.
func (t *taking) content(d *Document, o store.Observation, seen time.Time) change {
	n := store.Version{
		NativeID: o.VersionID, URL: o.VersionURL, Content: o.Content, Hash: o.Content.Hash(),
		CaptureID: t.capture, FirstSeen: seen, LastSeen: seen, ValidFrom: seen,
	}
	// What was seen stood by then, whatever the platform's clock says.
	if !o.VersionTime.IsZero() && o.VersionTime.Before(seen) {
		n.ValidFrom = o.VersionTime
	}
	now := o.VersionTime.IsZero() && o.SeenAt.IsZero()
	if i := place(d.Versions, n, now); i >= 0 {
		return t.reread(d, i, n)
	}
	return t.insert(d, n)
}

// place finds the version of which n is another sight, -1 for none. now says that n was
// seen at the capture itself, and that nobody claims an earlier time for it.
func place(vs []*Version, n store.Version, now bool) int {
	if n.NativeID != "" {
		for i, v := range vs {
			if v.NativeID == n.NativeID {
				return i
			}
		}
	}
	last, i := len(vs)-1, inEffect(vs, n.ValidFrom)
	switch {
	case now && last >= 0 && same(vs[last].Version, n):
		return last
	case i >= 0 && (same(vs[i].Version, n) || oneIsCut(vs[i].Version, n)):
		return i
	case i < last && same(vs[i+1].Version, n): // it stood earlier than we knew
		return i + 1
	}
	return -1
}

// inEffect is the last version that stood at a time, -1 for none.
func inEffect(vs []*Version, at time.Time) int {
	for i := len(vs) - 1; i >= 0; i-- {
		if !vs[i].ValidFrom.After(at) {
			return i
		}
	}
	return -1
}

// mayBeOne reports whether the platform's own ids let two sights be of one version.
func mayBeOne(v, n store.Version) bool {
	return v.NativeID == "" || n.NativeID == "" || v.NativeID == n.NativeID
}

func same(v, n store.Version) bool { return v.Hash == n.Hash && mayBeOne(v, n) }

// oneIsCut reports whether one of two texts is the other cut short: no edit.
func oneIsCut(v, n store.Version) bool {
	return mayBeOne(v, n) && (cutOf(n.Content, v.Content) || cutOf(v.Content, n.Content))
}

// cutOf reports whether a is b cut short. Platforms end a cut with an ellipsis.
func cutOf(a, b store.Content) bool {
	return a.Cut && (a.Title == b.Title || a.Title == "") && strings.HasPrefix(b.Text, strings.TrimRight(a.Text, " \n…."))
}

// fuller reports whether n has more of the version than v, which is cut.
func fuller(v, n store.Version) bool {
	return v.Cut && (!n.Cut || len(n.Text) > len(v.Text) && cutOf(v.Content, n.Content))
}

// reread is another sight of the version with index i: it may be fuller than the first,
// or tell the platform's id of it.
func (t *taking) reread(d *Document, i int, n store.Version) change {
	v := d.Versions[i]
	ch := change{doc: d, kind: store.ChangeNone, version: v}
	if fuller(v.Version, n) {
		if v.Hash != n.Hash {
			ch.kind = store.ChangeFilled
		}
		t.fill(v, n)
	}
	if v.NativeID == "" && n.NativeID != "" {
		v.NativeID, v.URL = n.NativeID, n.URL
	}
	if n.ValidFrom.Before(v.ValidFrom) && v.ValidFrom.Equal(v.FirstSeen) {
		v.ValidFrom = n.ValidFrom
		if i > 0 && !v.ValidFrom.After(d.Versions[i-1].ValidFrom) {
			v.ValidFrom = d.Versions[i-1].ValidFrom.Add(time.Millisecond)
		}
	}
	v.FirstSeen, v.LastSeen = earlier(v.FirstSeen, n.FirstSeen), later(v.LastSeen, n.LastSeen)
	t.reading(v, n)
	return ch
}

// fill puts a fuller text in place of a cut one, whose own words stay with the readings
// that brought them.
func (t *taking) fill(v *Version, n store.Version) {
	old := v.Content
	for i := range t.plan.Readings {
		if r := &t.plan.Readings[i]; r.Version == v && r.Content == nil {
			r.Content = &old
		}
	}
	if v.Was.ID != 0 && v.Before == nil {
		v.Before = &old
	}
	v.Content, v.Hash, v.CaptureID = n.Content, n.Hash, n.CaptureID
}

// insert puts a new version in its place in time and counts the later ones on.
func (t *taking) insert(d *Document, n store.Version) change {
	at := inEffect(d.Versions, n.ValidFrom) + 1
	v := &Version{Version: n, doc: d}
	v.Seq = at + 1
	ch := change{doc: d, kind: store.ChangeNew, version: v}
	if len(d.Versions) > 0 {
		ch.kind = store.ChangeEdited
	}
	if at > 0 {
		ch.previous = d.Versions[at-1]
	}
	late := at < len(d.Versions)
	d.Versions = slices.Insert(d.Versions, at, v)
	if late {
		d.recount()
	}
	t.plan.Versions = append(t.plan.Versions, v)
	t.reading(v, n)
	return ch
}

// reading writes down one sight of a version, with its words where they are not the
// version's own.
func (t *taking) reading(v *Version, n store.Version) {
	r := Reading{Version: v, Hash: n.Hash, Cut: n.Cut}
	if n.Hash != v.Hash {
		r.Content = &n.Content
	}
	t.plan.Readings = append(t.plan.Readings, r)
}
