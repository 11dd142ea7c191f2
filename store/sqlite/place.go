package sqlite

import (
	"strings"
	"time"

	"onrecord/store"
)

// content finds the version that an observation shows, or makes it.
func (r *recorder) content(doc int64, o store.Observation, seen time.Time) (store.Change, error) {
	vs, err := versionsOf(r.ctx, r.tx, doc)
	if err != nil {
		return store.Change{}, err
	}
	name, err := documentName(r.ctx, r.tx, doc)
	if err != nil {
		return store.Change{}, err
	}
	n := store.Version{
		Document: name, NativeID: o.VersionID, URL: o.VersionURL, Content: o.Content, Hash: o.Content.Hash(),
		CaptureID: r.capture, FirstSeen: seen, LastSeen: seen, ValidFrom: seen,
	}
	// What was seen stood by then, whatever the platform's clock says.
	if !o.VersionTime.IsZero() && o.VersionTime.Before(seen) {
		n.ValidFrom = o.VersionTime
	}
	now := o.VersionTime.IsZero() && o.SeenAt.IsZero()
	if i := place(vs, n, now); i >= 0 {
		return r.reread(vs, i, n)
	}
	return r.insert(doc, vs, n)
}

// place finds the version of which n is another sight, -1 for none. now says that
// n was seen at the capture itself, and that nobody claims an earlier time for it.
func place(vs []store.Version, n store.Version, now bool) int {
	if n.NativeID != "" {
		for i, v := range vs {
			if v.NativeID == n.NativeID {
				return i
			}
		}
	}
	last, i := len(vs)-1, inEffect(vs, n.ValidFrom)
	switch {
	case now && last >= 0 && same(vs[last], n):
		return last
	case i >= 0 && (same(vs[i], n) || oneIsCut(vs[i], n)):
		return i
	case i < last && same(vs[i+1], n): // it stood earlier than we knew
		return i + 1
	}
	return -1
}

// inEffect is the last version that stood at a time, -1 for none.
func inEffect(vs []store.Version, at time.Time) int {
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

// reread is another sight of the version vs[i]: it may be fuller than the first,
// or tell the platform's id of it.
func (r *recorder) reread(vs []store.Version, i int, n store.Version) (store.Change, error) {
	v := vs[i]
	ch := store.Change{Document: v.Document, Kind: store.ChangeNone}
	if fuller(v, n) {
		if v.Hash != n.Hash {
			ch.Kind = store.ChangeFilled
		}
		old := v.Content
		v.Content, v.Hash, v.CaptureID = n.Content, n.Hash, n.CaptureID
		if err := r.fill(v, old); err != nil {
			return ch, err
		}
	}
	if v.NativeID == "" && n.NativeID != "" {
		v.NativeID, v.URL = n.NativeID, n.URL
	}
	if n.ValidFrom.Before(v.ValidFrom) && v.ValidFrom.Equal(v.FirstSeen) {
		v.ValidFrom = n.ValidFrom
		if i > 0 && !v.ValidFrom.After(vs[i-1].ValidFrom) {
			v.ValidFrom = vs[i-1].ValidFrom.Add(time.Millisecond)
		}
	}
	v.FirstSeen, v.LastSeen = earlier(v.FirstSeen, n.FirstSeen), later(v.LastSeen, n.LastSeen)
	ch.Version = v
	if err := r.update(v); err != nil {
		return ch, err
	}
	return ch, r.reading(v, n)
}

// insert puts a new version in its place in time and counts the later ones on.
func (r *recorder) insert(doc int64, vs []store.Version, n store.Version) (store.Change, error) {
	at := inEffect(vs, n.ValidFrom) + 1
	ch := store.Change{Document: n.Document, Kind: store.ChangeNew}
	if len(vs) > 0 {
		ch.Kind = store.ChangeEdited
	}
	if at > 0 {
		ch.Previous = vs[at-1]
	}
	var err error
	if n, err = r.add(doc, n, len(vs)+1); err != nil {
		return ch, err
	}
	n.Seq = at + 1
	ch.Version = n
	r.outOfOrder = r.outOfOrder || at < len(vs)
	return ch, r.reading(n, n)
}
