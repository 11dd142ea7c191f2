package record

import (
	"cmp"
	"slices"

	"onrecord/store"
)

// enter takes a known document in.
func (t *taking) enter(d *Document) {
	if !slices.Contains(t.plan.Documents, d) {
		t.plan.Documents = append(t.plan.Documents, d)
	}
}

// byAge puts the known documents in order.
func (t *taking) byAge() {
	slices.SortFunc(t.plan.Documents, func(a, b *Document) int { return cmp.Compare(a.ID, b.ID) })
}

// document finds the document that an observation is about, makes it where it is new,
// and merges those that turn out to be one.
func (t *taking) document(o store.Observation) *Document {
	var d *Document
	for _, name := range namesOf(o) {
		other := t.known[name]
		switch {
		case other == nil:
		case d == nil:
			d = other
		case d != other:
			d = t.merge(d, other)
		}
	}
	if d == nil {
		d = &Document{Name: o.Document, Facts: Facts{Kind: o.Kind, Context: o.Context}}
		t.known[o.Document] = d
		t.plan.Documents = append(t.plan.Documents, d)
	}
	for _, name := range namesOf(o) {
		if name != "" && t.known[name] == nil {
			t.known[name] = d
			t.plan.Aliases = append(t.plan.Aliases, Alias{name, d})
		}
	}
	return d
}

// older reports whether a has been known for longer than b.
func (t *taking) older(a, b *Document) bool {
	return slices.Index(t.plan.Documents, a) < slices.Index(t.plan.Documents, b)
}

// merge makes two documents one: the older keeps its name, the other's leads to it, and
// the versions of both are counted in the order of their times.
func (t *taking) merge(a, b *Document) *Document {
	keep, drop := a, b
	if t.older(b, a) {
		keep, drop = b, a
	}
	keep.absorb(drop)
	for name, d := range t.known {
		if d == drop {
			t.known[name] = keep
		}
	}
	if drop.ID == 0 { // the database never had it, nor its name
		t.plan.Aliases = append(t.plan.Aliases, Alias{drop.Name, keep})
	}
	t.plan.Merges = append(t.plan.Merges, Merge{keep, drop})
	t.foldRepeats(keep)
	keep.recount()
	keep.closeOutlived()
	return keep
}

// absorb takes over what is known of another document.
func (d *Document) absorb(o *Document) {
	d.Facts.take(o.Facts, o.Facts.LastSeen.After(d.Facts.LastSeen))
	d.Facts.FirstSeen, d.Facts.LastSeen = earlier(d.Facts.FirstSeen, o.Facts.FirstSeen), later(d.Facts.LastSeen, o.Facts.LastSeen)
	d.Facts.NextLook = earlier(d.Facts.NextLook, o.Facts.NextLook)
	d.Facts.Context = d.Facts.Context && o.Facts.Context
	for _, v := range o.Versions {
		v.doc, v.moved = d, true
	}
	d.Versions = append(d.Versions, o.Versions...)
	d.Tombstones = append(d.Tombstones, o.Tombstones...)
	slices.SortStableFunc(d.Tombstones, func(a, b *Tombstone) int { return cmp.Compare(age(a.ID), age(b.ID)) })
	o.Versions, o.Tombstones, o.into = nil, nil, d
}

// age puts what has no number yet behind what has.
func age(id int64) uint64 { return uint64(id) - 1 }

// foldRepeats makes one version of neighbours that say the same: both documents had it.
func (t *taking) foldRepeats(d *Document) {
	d.inOrder()
	var out []*Version
	for _, b := range d.Versions {
		if len(out) == 0 || !same(out[len(out)-1].Version, b.Version) {
			out = append(out, b)
			continue
		}
		a := out[len(out)-1]
		a.FirstSeen, a.LastSeen = earlier(a.FirstSeen, b.FirstSeen), later(a.LastSeen, b.LastSeen)
		if a.NativeID == "" {
			a.NativeID, a.URL = b.NativeID, b.URL
		}
		b.into = a
		t.plan.Folds = append(t.plan.Folds, Fold{a, b})
	}
	d.Versions = out
}

// inOrder sorts the versions by time, the one known for longer first.
func (d *Document) inOrder() {
	slices.SortStableFunc(d.Versions, func(a, b *Version) int {
		return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(age(a.Was.ID), age(b.Was.ID)))
	})
}

// recount counts the versions by time.
func (d *Document) recount() {
	d.inOrder()
	for i, v := range d.Versions {
		v.Seq = i + 1
	}
}
