package record

import (
	"cmp"
	"slices"
	"time"

	"onrecord/store"
)

// Rules is the number of the rules in force: what was recorded by others cannot be played
// again. Whoever changes what they make of a capture counts it on.
const Rules = 1

// Memory is an archive without a database: it has what the rules make of captures, and is
// what a database must have that took in the same.
type Memory struct {
	// Names are its documents by each of the names that lead to them.
	Names map[store.DocumentID]*Document
	// Events are its list of changes.
	Events []Event
	// Relations are how its documents stand to others.
	Relations []Relation

	documents, versions, tombstones, readings int64
	sights                                    map[int64][]*read // by the version
}

// read is a sight of a version as a database keeps it.
type read struct {
	Sight
	dated bool // it has times and an authority of its own
}

// Take takes in a capture, as Take does, and carries out the plan.
func (m *Memory) Take(c store.Capture, said []store.Observation, confirmAfter time.Duration) (*Plan, error) {
	known, loaded := Known{}, map[*Document]*Document{}
	for _, n := range Names(c, said) {
		if d := m.Names[n]; d != nil {
			if loaded[d] == nil {
				loaded[d] = d.reload()
			}
			known[n] = loaded[d]
		}
	}
	for _, v := range Within(known, c, said) {
		v.Sights = m.sightsOf(v)
	}
	p, err := Take(known, c, said, confirmAfter)
	if err == nil {
		m.carryOut(p, c.ID)
	}
	return p, err
}

// reload is a document as a database would load it.
func (d *Document) reload() *Document {
	c := &Document{ID: d.ID, Name: d.Name, Facts: d.Facts, Was: d.Facts, Forgotten: d.Forgotten}
	vs := make([]store.Version, len(d.Versions))
	for i, v := range d.Versions {
		vs[i] = v.Version
	}
	c.SetVersions(vs)
	for _, s := range d.Tombstones {
		t := *s
		t.Changed = false
		c.Tombstones = append(c.Tombstones, &t)
	}
	return c
}

func (m *Memory) sightsOf(v *Version) []Sight {
	out := make([]Sight, len(m.sights[v.ID]))
	for i, r := range m.sights[v.ID] {
		s := r.Sight
		if !r.dated { // it counts for the version's beginning
			s.At, s.Seen, s.Authority, s.NativeID = v.ValidFrom, v.FirstSeen, v.Authority, v.NativeID
		}
		s.Seen = cmp.Or(s.Seen, v.FirstSeen)
		out[i] = s
	}
	return out
}

// carryOut does what a plan says, in the order of its fields.
func (m *Memory) carryOut(p *Plan, capture int64) {
	if m.Names == nil {
		m.Names, m.sights = map[store.DocumentID]*Document{}, map[int64][]*read{}
	}
	m.putDocuments(p)
	for _, v := range p.Versions {
		m.versions++
		v.ID = m.versions
	}
	m.putSights(p, capture)
	for _, d := range p.Documents {
		for _, s := range d.Tombstones {
			if s.ID == 0 {
				m.tombstones++
				s.ID = m.tombstones
			}
		}
	}
	m.Events, m.Relations = append(m.Events, p.Events...), append(m.Relations, p.Relations...)
	for _, d := range p.Documents {
		for _, v := range d.Versions {
			kind := v.Resighted()
			for i, e := range m.Events {
				if kind != "" && e.Version != nil && e.Version.ID == v.ID && isSight(e.Kind) {
					m.Events[i].Kind = kind
				}
			}
		}
	}
}

// putDocuments keeps the documents of a plan, each under all its names.
func (m *Memory) putDocuments(p *Plan) {
	now := map[int64]*Document{}
	for _, d := range p.Documents {
		if d.ID == 0 {
			m.documents++
			d.ID = m.documents
		}
		now[d.ID], m.Names[d.Name] = d, d
	}
	for _, merge := range p.Merges {
		now[merge.Drop.ID] = merge.Keep
	}
	for n, d := range m.Names {
		m.Names[n] = cmp.Or(now[d.ID], d)
	}
	for i, e := range m.Events {
		m.Events[i].Document = cmp.Or(now[e.Document.ID], e.Document)
	}
	for i, r := range m.Relations {
		m.Relations[i].Document = cmp.Or(now[r.Document.ID], r.Document)
	}
	for _, a := range p.Aliases {
		if m.Names[a.Name] == nil {
			m.Names[a.Name] = a.Document
		}
	}
}

// putSights leads the sights of versions, and the changes, to the versions that they are of
// now, and keeps the words that are no version's own any more.
func (m *Memory) putSights(p *Plan, capture int64) {
	for _, move := range p.Moves {
		for of, all := range m.sights {
			if i := slices.IndexFunc(all, func(r *read) bool { return r.ID == move.Reading }); i >= 0 {
				r := all[i]
				r.Content = cmp.Or(move.Content, r.Content)
				m.sights[of] = slices.Delete(all, i, i+1)
				m.sights[move.To.ID] = append(m.sights[move.To.ID], r)
				break
			}
		}
	}
	for _, f := range p.Folds {
		for _, r := range m.sights[f.Drop.ID] {
			if was := cmp.Or(f.Keep.Was.Hash, f.Keep.Hash); r.Hash != was {
				r.Content = cmp.Or(r.Content, &f.Drop.Was.Content)
			}
		}
		m.sights[f.Keep.ID] = append(m.sights[f.Keep.ID], m.sights[f.Drop.ID]...)
		delete(m.sights, f.Drop.ID)
		m.Events = slices.DeleteFunc(m.Events, func(e Event) bool {
			return e.Version != nil && e.Version.ID == f.Drop.ID && isSight(e.Kind)
		})
		for i, e := range m.Events {
			if e.Version != nil && e.Version.ID == f.Drop.ID {
				m.Events[i].Version = f.Keep
			}
		}
	}
	for _, d := range p.Documents {
		for _, v := range d.Versions {
			for _, r := range m.sights[v.ID] {
				r.Content = cmp.Or(r.Content, v.Before)
			}
			slices.SortFunc(m.sights[v.ID], func(a, b *read) int { return cmp.Compare(a.ID, b.ID) })
			for i, e := range m.Events {
				if e.Version != nil && e.Version.ID == v.ID {
					m.Events[i].Version = v
				}
			}
		}
	}
	words := slices.DeleteFunc(slices.Clone(p.Said), func(s Said) bool { return s.Gone != nil })
	for i, r := range p.Readings {
		m.readings++
		s := &read{Sight: Sight{ID: m.readings, Capture: capture, Hash: r.Hash, NativeID: words[i].VersionID, Authority: words[i].Authority, Content: r.Content}}
		if s.dated = s.Authority != store.AuthorityOrigin; s.dated {
			s.At, s.Seen = words[i].StoodFrom(words[i].At), words[i].At
			if store.UndatedPlace(s.At) >= 0 {
				s.Seen = time.Time{}
			}
		}
		m.sights[r.Version.ID] = append(m.sights[r.Version.ID], s)
	}
}
