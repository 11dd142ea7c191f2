package record

import (
	"slices"
	"time"

	"onrecord/store"
)

// Document is what is known of a document, and what a capture makes of it.
type Document struct {
	// ID is the database's number, 0 for a document that is new.
	ID   int64
	Name store.DocumentID
	// Facts are those after the capture, Was those that the database has.
	Facts, Was Facts
	// Versions are by Seq.
	Versions []*Version
	// Tombstones are all that it ever had, the earliest written first.
	Tombstones []*Tombstone
	// Forgotten says that its words were erased: they do not come back.
	Forgotten bool

	into *Document // the one that it turned out to be
}

// Facts are what is known of a document apart from its versions.
type Facts struct {
	// Authority is whose word they are.
	Authority           store.Authority
	Kind                store.Kind
	URL, Publisher      string
	Author              store.Author
	Published           store.Moment
	IDTime              time.Time
	FirstSeen, LastSeen time.Time
	NextLook            time.Time
	// Context says that it is kept only as the context of another, which quotes or answers it.
	Context bool
}

// SetVersions sets the versions that the database has of a document. Its Facts must be set
// before.
func (d *Document) SetVersions(vs []store.Version) {
	d.Versions = make([]*Version, len(vs))
	for i, v := range vs {
		d.Versions[i] = &Version{Version: v, Was: v, doc: d}
	}
	d.arrange()
	for _, v := range d.Standing() {
		v.sight = v.FirstSight()
	}
}

// Version is a version as it is after the capture.
type Version struct {
	store.Version
	// Was is the version as the database has it; its ID is 0 where this one is new.
	Was store.Version
	// Before are the words that a fuller reading replaced, nil for none; the readings that
	// brought them keep them.
	Before *store.Content
	// Sights are what the database has of it, where Within asked for them.
	Sights []Sight

	doc   *Document
	moved bool             // from another document
	sight store.ChangeKind // its FirstSight in the database, "" where it did not stand
	into  *Version         // the one that says the same
}

// Of is the document whose version it is.
func (v *Version) Of() *Document { return v.doc.final() }

// Resighted is the FirstSight of a known version where the capture changed it, "" where not.
func (v *Version) Resighted() store.ChangeKind {
	if v.sight == "" || v.Seq < 0 || v.FirstSight() == v.sight {
		return ""
	}
	return v.FirstSight()
}

// Stands reports whether the version counts as one of the document's.
func (v *Version) Stands() bool { return v.Seq > 0 }

// Stood reports whether it does in the database.
func (v *Version) Stood() bool { return v.Was.Seq > 0 }

// told is the version as others see it, the zero Version for none.
func (v *Version) told() store.Version {
	if v = v.final(); v == nil {
		return store.Version{}
	}
	out := v.Version
	out.Document = v.Of().Name
	return out
}

// Changed reports whether anything but the words differs from what the database has.
func (v *Version) Changed() bool {
	w := v.Was
	return v.moved || v.Authority != w.Authority || v.NativeID != w.NativeID || v.URL != w.URL || v.Seq != w.Seq || v.CaptureID != w.CaptureID ||
		!v.FirstSeen.Equal(w.FirstSeen) || !v.LastSeen.Equal(w.LastSeen) || !v.ValidFrom.Equal(w.ValidFrom)
}

// Tombstone is one that a document has or had.
type Tombstone struct {
	// ID is the database's number, 0 for a new one.
	ID int64
	store.Tombstone
	// ClosedAt is when the document was seen again, zero while the tombstone stands.
	ClosedAt time.Time
	// Changed says that it differs from what the database has.
	Changed bool
}

// Known are documents by each of the names that lead to them.
type Known map[store.DocumentID]*Document

// Forgets reports whether any of some names leads to a document that was forgotten.
func (k Known) Forgets(names ...store.DocumentID) bool {
	for _, n := range names {
		if d := k[n]; d != nil && d.Forgotten {
			return true
		}
	}
	return false
}

// Names are those under which an archive may know the documents that a capture is about.
func Names(c store.Capture, said []store.Observation) []store.DocumentID {
	var out []store.DocumentID
	seen := map[store.DocumentID]bool{"": true}
	add := func(names ...store.DocumentID) {
		for _, n := range names {
			if !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	if len(said) == 0 || c.Document != "" {
		add(c.Document)
	}
	for _, o := range said {
		add(namesOf(o)...)
	}
	return out
}

func namesOf(o store.Observation) []store.DocumentID {
	return slices.Concat([]store.DocumentID{o.Document}, o.Aliases, o.Agreed)
}

// final is the document that this one turned out to be.
func (d *Document) final() *Document {
	for d.into != nil {
		d = d.into
	}
	return d
}

func (v *Version) final() *Version {
	for v != nil && v.into != nil {
		v = v.into
	}
	return v
}

// standing is the tombstone that stands, nil for none.
func (d *Document) standing() *Tombstone {
	for i := len(d.Tombstones) - 1; i >= 0; i-- {
		if d.Tombstones[i].ClosedAt.IsZero() {
			return d.Tombstones[i]
		}
	}
	return nil
}

// earlier and later treat the zero time as unknown.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
