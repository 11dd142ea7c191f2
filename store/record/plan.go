package record

import (
	"time"

	"onrecord/store"
)

// Plan is what a capture changes. A database carries it out in the order of the fields,
// in the transaction that writes the capture.
type Plan struct {
	// Documents are those that are new or concerned, the older first, without those
	// that turned out to be another.
	Documents []*Document
	// Merges are known documents that turned out to be one, in order.
	Merges []Merge
	// Aliases are names that lead to a document from here on.
	Aliases []Alias
	// Versions are the new ones, in the order in which they were seen.
	Versions []*Version
	// Folds are known versions that another says as well.
	Folds []Fold
	// Moves are known readings that turned out to be of a new version.
	Moves []Move
	// Readings are what the capture shows of versions.
	Readings []Reading
	// Relations are how documents stand to others.
	Relations []Relation
	// Events are what the archive's list of changes says of it.
	Events []Event
	// Said are the observations that were taken in, as the log tells them.
	Said []Said

	changes []change
}

// Said is an observation that was taken in, as it came but for its authority, and At the
// time under which its words are put on record.
type Said struct {
	store.Observation
	At time.Time
}

// Merge says that Drop is Keep: what names Drop names Keep from here on, under
// the name of either.
type Merge struct{ Keep, Drop *Document }

// Alias is another name of a document.
type Alias struct {
	Name     store.DocumentID
	Document *Document
}

// Fold says that what points at Drop points at Keep from here on.
type Fold struct{ Keep, Drop *Version }

// Reading is one sight of a version.
type Reading struct {
	Version *Version
	Hash    string
	Cut     bool
	// At is for which time it says that the version stood, Seen when it was seen, Authority
	// whose word it is.
	At, Seen  time.Time
	Authority store.Authority
	// NativeID is the platform's id of the version, "" where it told none.
	NativeID string
	// Content is nil where the words are the version's own.
	Content *store.Content
}

// Relation is how a document stands to another.
type Relation struct {
	Document *Document
	store.Relation
}

// Event is one line of the archive's list of changes.
type Event struct {
	At       time.Time
	Kind     store.ChangeKind
	Document *Document
	// Capture is the one that showed it.
	Capture int64
	// Version is nil where it is about none.
	Version *Version
	How     store.GoneHow
	Detail  string
}

// change is a store.Change whose version may have no number yet.
type change struct {
	doc               *Document
	kind              store.ChangeKind
	version, previous *Version
	tombstone         *store.Tombstone
}

// Changes are what Record gives back, once the plan is carried out and the versions
// have their numbers.
func (p *Plan) Changes() []store.Change {
	var out []store.Change
	for _, c := range p.changes {
		ch := store.Change{Document: c.doc.final().Name, Kind: c.kind, Tombstone: c.tombstone}
		ch.Version, ch.Previous = c.version.told(), c.previous.told()
		out = append(out, ch)
	}
	return out
}

// settle leaves out what was made and unmade within the capture, and names what is left
// by what it turned out to be.
func (p *Plan) settle() {
	p.Documents = keep(p.Documents, func(d *Document) bool { return d.into == nil })
	p.Merges = keep(p.Merges, func(m Merge) bool { return m.Drop.ID != 0 })
	p.Folds = keep(p.Folds, func(f Fold) bool { return f.Drop.Was.ID != 0 })
	p.Versions = keep(p.Versions, func(v *Version) bool { return v.into == nil })
	p.Events = keep(p.Events, func(e Event) bool { return e.Version == nil || e.Version.into == nil || !isSight(e.Kind) })
	for i := range p.Merges {
		p.Merges[i].Keep = p.Merges[i].Keep.final()
	}
	for i := range p.Folds {
		p.Folds[i].Keep = p.Folds[i].Keep.final()
	}
	for i := range p.Aliases {
		p.Aliases[i].Document = p.Aliases[i].Document.final()
	}
	for i := range p.Relations {
		p.Relations[i].Document = p.Relations[i].Document.final()
	}
	for i := range p.Readings {
		p.Readings[i].Version = p.Readings[i].Version.final()
	}
	for i := range p.Moves {
		p.Moves[i].To = p.Moves[i].To.final()
	}
	for i := range p.Events {
		e := &p.Events[i]
		e.Document, e.Version = e.Document.final(), e.Version.final()
		if e.Version != nil && e.Version.Stands() && isSight(e.Kind) {
			e.Kind = e.Version.FirstSight()
		}
	}
}

// isSight reports whether a change is the first sight of a version.
func isSight(k store.ChangeKind) bool {
	return k == store.ChangeNew || k == store.ChangeEdited || k == store.ChangeContradicted
}

func keep[T any](all []T, is func(T) bool) []T {
	out := all[:0]
	for _, x := range all {
		if is(x) {
			out = append(out, x)
		}
	}
	return out
}
