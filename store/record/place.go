package record

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// shown is what an observation shows, as a version.
func (t *taking) shown(o store.Observation, when times) store.Version {
	return store.Version{
		NativeID: o.VersionID, URL: o.VersionURL, Content: o.Content, Hash: o.Content.Hash(), Authority: o.Authority,
		CaptureID: t.capture.ID, FirstSeen: when.seen, LastSeen: when.seen, ValidFrom: when.from,
	}
}

// content finds the version that an observation shows, or makes it.
func (t *taking) content(d *Document, o store.Observation, when times) change {
	n := t.shown(o, when)
	voice := voiceOf(n.Authority)
	if voice != own {
		return t.others(d, voice, n)
	}
	told := len(d.Versions) - len(d.voice(own))
	ch := t.home(d, n, o.VersionTime.IsZero() && o.SeenAt.IsZero())
	if len(d.Versions)-len(d.voice(own)) != told { // what stood between is the home's now
		t.retell(d, passedOn, nil)
		t.retell(d, claimed, nil)
	}
	return ch
}

// home takes in what the home shows; now says that it did so at the capture itself, and
// that nobody claims an earlier time for it.
func (t *taking) home(d *Document, n store.Version, now bool) change {
	vs := d.voice(own)
	if i := place(vs, n, now); i >= 0 {
		return t.reread(vs, i, n)
	}
	if v := d.weaker(own, n); v != nil {
		return t.confirm(d, v, n)
	}
	return t.insert(d, n)
}

// others takes in what is not the home's word.
func (t *taking) others(d *Document, voice int, n store.Version) change {
	if v := d.stronger(voice, n); v != nil {
		t.reading(v, n)
		return change{doc: d, kind: store.ChangeNone, version: v}
	}
	was, stood := map[*Version]store.Content{}, map[*Version]bool{}
	told := slices.ContainsFunc(d.Standing(), func(o *Version) bool { return voiceOf(o.Authority) <= voice })
	for _, v := range d.Versions {
		was[v], stood[v] = v.Content, v.Stands()
	}
	v := t.toLine(d, voice, n)
	ch := change{doc: d, kind: store.ChangeNone, version: v}
	for _, w := range d.Versions {
		if _, known := was[w]; !known && w != v { // other words were put between two sights of one
			t.log(change{doc: d, kind: store.ChangeEdited, version: w}, (times{t.started, w.ValidFrom}).since())
		}
	}
	switch words, known := was[v]; {
	case !known && !v.Stands():
		ch.kind = store.ChangeUnconfirmed
	case !known && voice == passedOn && cutBy(d.voice(own), v) != nil, known && stood[v] && !v.SameWords(words):
		ch.kind = store.ChangeFilled
	case !known, !stood[v] && v.Stands():
		switch ch.kind = v.FirstSight(); {
		case !told:
		case slices.ContainsFunc(d.Standing(), func(o *Version) bool { return voiceOf(o.Authority) == voice && v.Disputes(o.Version) }):
			ch.kind = store.ChangeContradicted
		case ch.kind == store.ChangeNew: // from before what was known
			ch.kind = store.ChangeEdited
		}
		if told {
			ch.previous = d.before(v)
		}
	}
	return ch
}

// toLine puts a sight in its place in its voice's line, and gives the version that it shows.
func (t *taking) toLine(d *Document, voice int, n store.Version) *Version {
	vs := d.voice(voice)
	v, last := d.again(vs, n), len(vs) > 0 && d.comesLast(vs, n)
	if v == nil && last && isOne(vs[len(vs)-1].Version, n) {
		v = vs[len(vs)-1]
	}
	if v == nil && last && d.weaker(voice, n) == nil {
		v = &Version{Version: n, doc: d}
		d.Versions, t.plan.Versions = append(d.Versions, v), append(t.plan.Versions, v)
	}
	if v != nil {
		t.goesOn(v, n)
		return v
	}
	t.plan.Readings = append(t.plan.Readings, Reading{
		Hash: n.Hash, Cut: n.Cut, At: n.ValidFrom, Seen: n.LastSeen, NativeID: n.NativeID, Authority: n.Authority, Content: &n.Content,
	})
	v = t.retell(d, voice, &t.plan.Readings[len(t.plan.Readings)-1])
	if v.NativeID == n.NativeID && n.URL != "" {
		v.URL = n.URL
	}
	return v
}

// stronger is a version of a stronger voice that says what n says, and no less of it;
// nil for none.
func (d *Document) stronger(voice int, n store.Version) *Version {
	for _, v := range d.Versions {
		if voiceOf(v.Authority) < voice && (same(v.Version, n) || oneIsCut(v.Version, n) && !fuller(v.Version, n)) {
			return v
		}
	}
	return nil
}

// weaker is the latest version of a weaker voice that says what n says; nil for none.
func (d *Document) weaker(voice int, n store.Version) (found *Version) {
	for _, v := range d.Versions {
		if voiceOf(v.Authority) > voice && same(v.Version, n) && (found == nil || byTime(v, found) > 0) {
			found = v
		}
	}
	return found
}

// confirm makes a version that others told of the own of a stronger voice, which now
// says the same: its times are those of the one who says so.
func (t *taking) confirm(d *Document, v *Version, n store.Version) change {
	stood := v.Stands()
	v.Authority, v.CaptureID, v.FirstSeen, v.LastSeen, v.ValidFrom = n.Authority, n.CaptureID, n.FirstSeen, n.LastSeen, n.ValidFrom
	v.NativeID, v.URL = n.NativeID, n.URL
	t.reword(v, n)
	t.foldWeaker(d, v)
	d.arrange()
	ch := change{doc: d, kind: store.ChangeNone, version: v}
	if !stood && v.Stands() {
		ch.kind, ch.previous = v.FirstSight(), d.before(v)
		if ch.kind == store.ChangeNew {
			ch.previous = nil
		}
	}
	t.reading(v, n)
	return ch
}

// foldWeaker makes what weaker voices say as well a sight of the version.
func (t *taking) foldWeaker(d *Document, v *Version) {
	for _, w := range slices.Clone(d.Versions) {
		if voiceOf(w.Authority) > voiceOf(v.Authority) && (same(v.Version, w.Version) || oneIsCut(v.Version, w.Version) && !fuller(v.Version, w.Version)) {
			t.fold(v, w)
		}
	}
}

// before is the version that stands before another, nil for none.
func (d *Document) before(v *Version) *Version {
	if v.Seq < 2 {
		return nil
	}
	return d.Versions[v.Seq-2]
}

// place finds the version of which n is another sight among the home's, -1 for none. now says that n was seen at the capture itself, and that nobody claims an
// earlier time for it.
func place(vs []*Version, n store.Version, now bool) int {
	for i, v := range vs {
		switch {
		// Whatever the home shows under one number is one version.
		case n.NativeID != "" && v.NativeID == n.NativeID:
			return i
		case same(v.Version, n) && v.ValidFrom.Equal(n.ValidFrom):
			return i
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

// mayBeOne reports whether the platform's own ids let two sights be of one version. What
// number others give to words parts them from nothing that the home shows: whether it was
// heard before the home gave its own would matter.
func mayBeOne(v, n store.Version) bool {
	return v.NativeID == "" || n.NativeID == "" || v.NativeID == n.NativeID || (voiceOf(v.Authority) == own) != (voiceOf(n.Authority) == own)
}

// same reports whether two sights show the same, as far as is known: not every answer
// tells the ids of media.
func same(v, n store.Version) bool {
	return mayBeOne(v, n) && (v.Hash == n.Hash || (v.SameWords(n.Content) || claims(v, n) && v.DrawnAs(n.Content)) && !v.Swapped(n.Content))
}

// claims reports whether one of two sights is what a page says that another posted.
func claims(v, n store.Version) bool {
	return voiceOf(v.Authority) == claimed || voiceOf(n.Authority) == claimed
}

// beginning reports whether one of two sights is what a page draws of the other's beginning.
func beginning(v, n store.Version) bool {
	return voiceOf(n.Authority) == claimed && n.BeginsAs(v.Content) || voiceOf(v.Authority) == claimed && v.BeginsAs(n.Content)
}

// oneIsCut reports whether one of two texts is the other cut short: no edit.
func oneIsCut(v, n store.Version) bool {
	return mayBeOne(v, n) && !v.Swapped(n.Content) && (cutOf(n.Content, v.Content) || cutOf(v.Content, n.Content) || lacksOptions(n.Content, v.Content) || lacksOptions(v.Content, n.Content) || beginning(v, n))
}

// lacksOptions reports whether a is b without the options of b's poll.
func lacksOptions(a, b store.Content) bool {
	without := b.WithoutOptions()
	return without != b.Text && without == strings.TrimRight(a.Text, "\n")
}

// cutOf reports whether a is b cut short. Platforms end a cut with an ellipsis, and some
// with an address behind it.
func cutOf(a, b store.Content) bool {
	return a.Cut && (a.Title == b.Title || a.Title == "") && strings.HasPrefix(b.Text, strings.TrimRight(cutEnd.ReplaceAllString(a.Text, ""), " \n…."))
}

var cutEnd = regexp.MustCompile(`…\s*https?://\S+$`)

// fuller reports whether n has more of the version than v, which is cut or lacks a
// poll's options.
func fuller(v, n store.Version) bool {
	return lacksOptions(v.Content, n.Content) || v.Cut && (!n.Cut || len(n.Text) > len(v.Text) && cutOf(v.Content, n.Content))
}

// namesMore reports whether n tells of the same words more of which media they are with.
func namesMore(v, n store.Version) bool {
	return v.SameWords(n.Content) && n.MediaNamed() > v.MediaNamed()
}

// reread is another sight of the home's version with index i: it may be fuller
// than the first, or tell the platform's id of it.
func (t *taking) reread(vs []*Version, i int, n store.Version) change {
	v := vs[i]
	ch := change{doc: v.doc, kind: store.ChangeNone, version: v}
	if fuller(v.Version, n) || namesMore(v.Version, n) {
		if !v.SameWords(n.Content) {
			ch.kind = store.ChangeFilled
		}
		t.reword(v, n)
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
	t.foldWeaker(v.doc, v)
	v.doc.arrange()
	t.reading(v, n)
	return ch
}

// reword puts a fuller or a better authority's reading in place of a version's own
// words, which stay with the readings that brought them.
func (t *taking) reword(v *Version, n store.Version) {
	old := v.Content
	for i := range t.plan.Readings {
		if r := &t.plan.Readings[i]; r.Version == v && r.Content == nil {
			r.Content = &old
		}
	}
	for i := range v.Sights {
		v.Sights[i].Content = cmp.Or(v.Sights[i].Content, &old)
	}
	if v.Was.ID != 0 && v.Before == nil {
		v.Before = &old
	}
	v.Content, v.Hash, v.CaptureID = n.Content, n.Hash, n.CaptureID
}

// goesOn is another sight of a version that is not the home's word, after all others of its
// line or just like one of them.
func (t *taking) goesOn(v *Version, n store.Version) {
	if tellsMore(v.Version, n) {
		t.reword(v, n)
		v.Authority = n.Authority
	}
	if v.NativeID == "" && n.NativeID != "" {
		v.NativeID, v.URL = n.NativeID, n.URL
	}
	v.FirstSeen, v.LastSeen = earlier(v.FirstSeen, n.FirstSeen), later(v.LastSeen, n.LastSeen)
	t.foldWeaker(v.doc, v)
	v.doc.arrange()
	t.reading(v, n)
}

// insert puts a new version of the home's in its place in time and counts the later ones on.
func (t *taking) insert(d *Document, n store.Version) change {
	v := &Version{Version: n, doc: d}
	told := slices.ContainsFunc(d.Standing(), func(o *Version) bool { return voiceOf(o.Authority) <= voiceOf(n.Authority) })
	d.Versions = append(d.Versions, v)
	t.foldWeaker(d, v)
	d.arrange()
	ch := change{doc: d, kind: store.ChangeNew, version: v}
	switch {
	case told:
		ch.kind, ch.previous = store.ChangeEdited, d.before(v)
	}
	t.plan.Versions = append(t.plan.Versions, v)
	t.reading(v, n)
	return ch
}

// reading writes down one sight of a version, with its words where they are not the
// version's own.
func (t *taking) reading(v *Version, n store.Version) {
	r := Reading{Version: v, Hash: n.Hash, Cut: n.Cut, At: n.ValidFrom, Seen: n.LastSeen, NativeID: n.NativeID, Authority: n.Authority}
	if n.Hash != v.Hash {
		r.Content = &n.Content
	}
	t.plan.Readings = append(t.plan.Readings, r)
}
