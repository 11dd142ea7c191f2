package record

import (
	"cmp"
	"slices"
	"time"

	"onrecord/store"
)

// The voices that tell of a document. Each has its own line of versions: what one says
// never changes another's. Relays and imports, which pass on what was, share one.
const (
	own = iota // the home's
	passedOn
	claimed
)

func voiceOf(a store.Authority) int {
	switch {
	case !a.Under(store.AuthorityOrigin):
		return own
	case !a.Under(store.AuthorityImport):
		return passedOn
	}
	return claimed
}

// voice are the versions of one voice, by time.
func (d *Document) voice(voice int) []*Version {
	var out []*Version
	for _, v := range d.Versions {
		if voiceOf(v.Authority) == voice {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, byTime)
	return out
}

// byTime puts versions in the order in which they stood: those of one moment by
// when the home showed them, else by authority and words, so that it does not matter
// which file came first.
func byTime(a, b *Version) int {
	if c := cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(voiceOf(b.Authority), voiceOf(a.Authority))); c != 0 {
		return c
	}
	if voiceOf(a.Authority) == own {
		return cmp.Or(a.FirstSeen.Compare(b.FirstSeen), cmp.Compare(age(a.Was.ID), age(b.Was.ID)))
	}
	return positionOf(a.Version).compare(positionOf(b.Version))
}

// arrange counts the versions: those that stand from 1 in the order of their times, the
// post's own words last; those that do not from -1 downwards.
//
// Where the home was seen, its versions stand. What others pass on stands as history
// before its latest version, unless the home's own looks contradict it. What is merely
// claimed stands only where nobody says more.
func (d *Document) arrange() {
	home, passed := d.voice(own), d.voice(passedOn)
	standing := home
	if len(home) < len(d.Versions) {
		standing = d.history(home, passed)
	}
	stands := map[*Version]bool{}
	for i, v := range standing {
		v.Seq, stands[v] = i+1, true
	}
	aside := slices.DeleteFunc(d.Versions, func(v *Version) bool { return stands[v] })
	slices.SortStableFunc(aside, byTime)
	for i, v := range aside {
		v.Seq = -1 - i
	}
	d.Versions = append(standing, aside...)
}

// history are the versions that stand where not all are the home's own.
func (d *Document) history(home, passed []*Version) []*Version {
	if len(home) == 0 && len(passed) == 0 {
		return d.voice(claimed)
	}
	out, since := slices.Clone(home), map[*Version]time.Time{}
	for _, v := range home {
		since[v] = v.ValidFrom
	}
	for _, v := range passed {
		cut := cutBy(home, v)
		switch {
		case cut != nil: // in full what the home cuts
			since[v] = cut.ValidFrom
		case len(home) > 0 && store.UndatedPlace(v.ValidFrom) >= 0:
			continue
		case len(home) > 0 && !v.ValidFrom.Before(home[len(home)-1].ValidFrom):
			continue
		case v.contradicted(home, d.Facts.Published):
			continue
		default:
			since[v] = v.ValidFrom
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b *Version) int {
		return cmp.Or(since[a].Compare(since[b]), cmp.Compare(voiceOf(b.Authority), voiceOf(a.Authority)), byTime(a, b))
	})
	return out
}

// cutBy is the home's version of which another's is a fuller reading, nil for none.
func cutBy(home []*Version, v *Version) *Version {
	for _, o := range home {
		if o.Cut && mayBeOne(o.Version, v.Version) && cutOf(o.Content, v.Content) {
			return o
		}
	}
	return nil
}

func (v *Version) contradicted(home []*Version, published store.Moment) bool {
	all := make([]store.Version, len(home))
	for i, o := range home {
		all[i] = o.Version
	}
	_, yes := v.ContradictedBy(all, published)
	return yes
}

// Standing are the versions that count, by Seq.
func (d *Document) Standing() []*Version {
	n := 0
	for n < len(d.Versions) && d.Versions[n].Seq > 0 {
		n++
	}
	return d.Versions[:n]
}

// FirstSight is what the first sight of a version that stands was: of the document, of an
// edit of what as good a voice had said before, or of what contradicts that.
func (v *Version) FirstSight() store.ChangeKind {
	kind := store.ChangeNew
	for _, o := range v.doc.Standing() {
		switch {
		case o.Seq >= v.Seq || voiceOf(o.Authority) > voiceOf(v.Authority):
		case voiceOf(v.Authority) != own && v.Disputes(o.Version):
			return store.ChangeContradicted
		default:
			kind = store.ChangeEdited
		}
	}
	return kind
}
