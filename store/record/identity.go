package record

import (
	"cmp"
	"slices"

	"onrecord/store"
)

// document finds the document that an observation is about, makes it where it is new,
// and merges those that its home says to be one. It is nil where a document is missed
// that nobody ever saw, unless the keeper's own file says that it was there and ended.
func (t *taking) document(o store.Observation, a store.Authority) *Document {
	d := t.known[o.Document]
	if d != nil && t.parts(d, o, a) {
		d = nil
	}
	if a == store.AuthorityOrigin {
		d = t.oneOf(d, o)
	}
	if d == nil && o.Gone != nil && !(o.Gone.Certain && a == store.AuthorityImport) {
		return nil
	}
	if d == nil {
		d = &Document{Name: o.Document, Facts: Facts{Authority: a, Kind: o.Kind, Context: o.Context}}
		if o.Gone != nil { // nobody saw it yet
			d.Facts.Authority = store.AuthorityClaim
		}
		if other := t.known[o.Document]; other != nil { // which loses the name
			t.enter(other)
		}
		t.known[o.Document] = d
	}
	t.enter(d)
	t.alias(d, o, a)
	return d
}

// parts reports whether a name that leads to a document is another's from here on, as only
// its home can show; not within the capture that made the two one.
func (t *taking) parts(d *Document, o store.Observation, a store.Authority) bool {
	return a == store.AuthorityOrigin && !d.is(o) &&
		!slices.ContainsFunc(t.plan.Merges, func(m Merge) bool { return m.Drop.Name == o.Document }) &&
		!slices.ContainsFunc(t.plan.Aliases, func(a Alias) bool { return a.Name == o.Document })
}

// is reports whether a name that leads to a document still means it: an address that
// was led there once and now shows other words is a page of its own.
func (d *Document) is(o store.Observation) bool {
	return d.Name == o.Document || oneHome(d.Name, o.Document) || d.says(o) || atAddress(o.Document, d.Facts.URL)
}

// oneOf is the one document that an observation by the home names: a known one under
// another name, or the two that it says to be one, where it has a right to or the other's
// home says so too. A move to another address of its host is one where the words match; what
// others merely claim to be is not.
func (t *taking) oneOf(d *Document, o store.Observation) *Document {
	for _, name := range namesOf(o)[1:] {
		other, agreed := t.known[name], slices.Contains(o.Agreed, name)
		switch {
		case other == nil || other == d:
		case d == nil && (agreed || oneHome(other.Name, o.Document) || oneSite(other.Name, o.Document) && other.says(o)):
			d = other
		case d != nil && (agreed || oneHome(other.Name, d.Name)):
			d = t.merge(d, other)
		}
	}
	return d
}

// alias lets other names lead to the document: those that its home gives, the address
// that it moved to, and the one under which we asked. What passes a document on may say so of its own name only.
func (t *taking) alias(d *Document, o store.Observation, a store.Authority) {
	for _, name := range namesOf(o) {
		if name == "" || t.known[name] != nil {
			continue
		}
		own := oneHome(name, d.Name)
		moved := name == o.Document && oneSite(name, d.Name) && d.says(o)
		agreed := len(o.Agreed) > 0 && (name == o.Document || slices.Contains(o.Agreed, name))
		if a == store.AuthorityOrigin && (own || moved || agreed) || !own && asked(name, t.capture) {
			t.known[name] = d
			t.plan.Aliases = append(t.plan.Aliases, Alias{name, d})
		}
	}
}

// enter takes a document into the plan.
func (t *taking) enter(d *Document) {
	if !slices.Contains(t.plan.Documents, d) {
		t.plan.Documents = append(t.plan.Documents, d)
	}
}

// older reports whether a has been known for longer than b.
func (t *taking) older(a, b *Document) bool {
	if c := cmp.Compare(age(a.ID), age(b.ID)); c != 0 {
		return c < 0
	}
	return slices.Index(t.plan.Documents, a) < slices.Index(t.plan.Documents, b)
}

// merge makes two documents one: the older keeps its name, the other's leads to it, and
// the versions of both are counted in the order of their times.
func (t *taking) merge(a, b *Document) *Document {
	keep, drop := a, b
	if t.older(b, a) {
		keep, drop = b, a
	}
	t.enter(keep)
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
	keep.arrange()
	keep.closeOutlived()
	return keep
}

// absorb takes over what is known of another document.
func (d *Document) absorb(o *Document) {
	d.Facts.join(o.Facts)
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

// foldRepeats makes one version of neighbours of one voice that say the same, and of
// what others say as well as the home: both documents had it.
func (t *taking) foldRepeats(d *Document) {
	for _, voice := range []int{own, passedOn, claimed} {
		vs := d.voice(voice)
		for i := 1; i < len(vs); i++ {
			if same(vs[i-1].Version, vs[i].Version) {
				t.fold(vs[i-1], vs[i])
				vs[i] = vs[i-1]
			}
		}
	}
	for _, v := range d.voice(own) {
		t.foldWeaker(d, v)
	}
}

// fold lets b be a sight of a.
func (t *taking) fold(a, b *Version) {
	if voiceOf(a.Authority) == voiceOf(b.Authority) {
		a.FirstSeen, a.LastSeen = earlier(a.FirstSeen, b.FirstSeen), later(a.LastSeen, b.LastSeen)
		if a.NativeID == "" {
			a.NativeID, a.URL = b.NativeID, b.URL
		}
		if a.Authority.Under(b.Authority) {
			a.Authority = b.Authority
		}
	}
	t.drop(a, b)
}

// drop takes away b, which a says as well.
func (t *taking) drop(a, b *Version) {
	b.into = a
	t.plan.Folds = append(t.plan.Folds, Fold{a, b})
	d := a.doc
	d.Versions = slices.DeleteFunc(d.Versions, func(v *Version) bool { return v == b })
}
