package record

import (
	"slices"
	"time"

	"onrecord/store"
)

// What a voice other than the home's says of a document is a line of versions that follows
// from all its sights, whatever the archive heard of first.

// run are sights in a row that show one version.
type run struct {
	all  []sighted
	best store.Version // the best words of it, and its number
	is   *Version
}

func (r *run) add(s sighted) {
	n := s.version()
	if number := r.best.NativeID; len(r.all) == 0 || tellsMore(r.best, n) {
		r.best = n
		if number != "" {
			r.best.NativeID = number
		}
	}
	if r.best.NativeID == "" {
		r.best.NativeID = n.NativeID
	}
	r.all = append(r.all, s)
}

// runsOf are the versions that sights show, in their order. Words that nobody dates stood
// before all others, unless the same are dated too.
func runsOf(all []sighted) []*run {
	slices.SortStableFunc(all, func(a, b sighted) int { return a.position().compare(b.position()) })
	var dated, undated []*run
	first := slices.IndexFunc(all, func(s sighted) bool { return !s.undated() })
	if first < 0 {
		first = len(all)
	}
	for _, s := range all[first:] {
		dated = joined(dated, s)
	}
	for _, s := range all[:first] {
		if i := slices.IndexFunc(dated, func(r *run) bool { return isOne(r.best, s.version()) }); i >= 0 {
			dated[i].add(s)
			continue
		}
		undated = joined(undated, s)
	}
	return append(undated, dated...)
}

// joined adds a sight to the last of some runs, or as one of its own.
func joined(runs []*run, s sighted) []*run {
	if len(runs) == 0 || !isOne(runs[len(runs)-1].best, s.version()) {
		runs = append(runs, &run{})
	}
	runs[len(runs)-1].add(s)
	return runs
}

// retell makes a voice's versions of a document anew from all its sights, n among them
// unless it is nil; it gives the version that n shows.
func (t *taking) retell(d *Document, voice int, n *Reading) *Version {
	var all []sighted
	vs := d.voice(voice)
	for _, v := range vs {
		all = append(all, t.sights(v)...)
	}
	if n != nil {
		all = append(all, t.sighted(n, nil))
		all[len(all)-1].Content = n.Content
	}
	runs := runsOf(all)
	claim(runs)
	for _, r := range runs {
		t.embody(d, voice, r)
	}
	for _, v := range vs {
		if !slices.ContainsFunc(runs, func(r *run) bool { return r.is == v }) {
			i := slices.IndexFunc(runs, func(r *run) bool { return r.holds(v) > 0 })
			t.drop(runs[i].is, v)
		}
	}
	whole := map[*Version]bool{}
	for _, v := range vs {
		first := slices.IndexFunc(runs, func(r *run) bool { return r.holds(v) > 0 })
		whole[v] = !slices.ContainsFunc(runs[first+1:], func(r *run) bool { return r.holds(v) > 0 })
	}
	for _, r := range runs {
		t.settle(r, whole)
	}
	for _, r := range runs {
		t.foldWeaker(d, r.is)
	}
	d.arrange()
	if n == nil {
		return nil
	}
	return n.Version
}

// holds is how many sights of a version a run has.
func (r *run) holds(v *Version) (n int) {
	for _, s := range r.all {
		if s.of == v {
			n++
		}
	}
	return n
}

// claim gives runs the known versions that they go on with: each one of which it has
// sights, best with the words that it had.
func claim(runs []*run) {
	taken := map[*Version]bool{}
	for _, r := range runs {
		for _, s := range r.all {
			switch v := s.of; {
			case v == nil || taken[v]:
			case r.is == nil, r.is.Hash != r.best.Hash && v.Hash == r.best.Hash,
				(r.is.Hash == r.best.Hash) == (v.Hash == r.best.Hash) && age(v.Was.ID) < age(r.is.Was.ID):
				r.is = v
			}
		}
		if r.is != nil {
			taken[r.is] = true
		}
	}
}

// embody gives a run a version where it has none: that of a weaker voice which says the
// same, or a new one.
func (t *taking) embody(d *Document, voice int, r *run) {
	if r.is != nil {
		return
	}
	if r.is = d.weaker(voice, r.best); r.is != nil {
		r.is.FirstSeen, r.is.LastSeen = time.Time{}, time.Time{}
		r.is.NativeID, r.is.URL = r.best.NativeID, ""
		return
	}
	r.is = &Version{Version: r.best, doc: d}
	d.Versions = append(d.Versions, r.is)
	t.plan.Versions = append(t.plan.Versions, r.is)
}

// settle writes a run down in its version. whole are the versions all of whose sights are
// in one run.
func (t *taking) settle(r *run, whole map[*Version]bool) {
	v := r.is
	if v.Hash != r.best.Hash {
		t.reword(v, r.best)
	}
	if v.NativeID != r.best.NativeID {
		v.NativeID, v.URL = r.best.NativeID, ""
	}
	v.CaptureID, v.Authority = r.best.CaptureID, r.best.Authority
	from := r.all[0].At
	if i := slices.IndexFunc(r.all, func(s sighted) bool { return !s.undated() }); i >= 0 {
		from = r.all[i].At
	}
	var first, last time.Time
	sights := slices.DeleteFunc(slices.Clone(v.Sights), func(s Sight) bool { return voiceOf(s.Authority) == voiceOf(v.Authority) })
	for _, s := range r.all {
		if !s.undated() || store.UndatedPlace(from) >= 0 {
			first, last = earlier(first, s.Seen), later(last, s.last)
			if s.of != nil && whole[s.of] {
				first, last = earlier(first, s.of.FirstSeen), later(last, s.of.LastSeen)
			}
		}
		switch {
		case s.whole:
		case s.reading != nil:
			s.reading.Version, s.reading.Content = v, s.Content
			if s.Hash == v.Hash {
				s.reading.Content = nil
			}
		default:
			sights = append(sights, s.Sight)
			if s.of != v {
				t.plan.Moves = append(t.plan.Moves, Move{s.ID, v, s.Content})
			}
		}
	}
	v.Sights, v.ValidFrom, v.FirstSeen, v.LastSeen = sights, from, first, last
}
