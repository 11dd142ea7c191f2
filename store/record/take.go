package record

import (
	"fmt"
	"time"

	"onrecord/store"
)

// Take makes the plan of what a capture changes: c has its number, and said is as Clean gives
// it. A second look confirms that a document is gone when it comes confirmAfter or more after
// the first. Take modifies the documents in known, which must not be used again. It fails only
// for an observation without a document's id.
func Take(known Known, c store.Capture, said []store.Observation, confirmAfter time.Duration) (*Plan, error) {
	t := &taking{known: known, capture: c, started: Instant(c.StartedAt), confirmAfter: confirmAfter, plan: &Plan{}, undated: map[store.DocumentID]int{}}
	if c.Outcome == store.OutcomeNotModified && len(said) == 0 && c.Document != "" {
		t.stillThere(c.Document)
	}
	for _, o := range said {
		if err := t.observe(o); err != nil {
			return nil, fmt.Errorf("%s: %w", o.Document, err)
		}
	}
	t.plan.settle()
	return t.plan, nil
}

// taking takes in what one capture says.
type taking struct {
	known        Known
	capture      store.Capture
	started      time.Time
	confirmAfter time.Duration
	plan         *Plan
	// undated counts the versions of a document that a file gives in their order, without
	// a time: each stood since the one before.
	undated map[store.DocumentID]int
}

// observe takes in one observation, unless it is about a document that was forgotten, says
// that one is gone which the archive never had, or gives a post to an account that does not
// own it.
func (t *taking) observe(o store.Observation) error {
	if o.Document.Platform() == "" || o.Document.Native() == "" {
		return fmt.Errorf("an observation needs a document id such as x:123, not %q", o.Document)
	}
	if t.known.Forgets(namesOf(o)...) {
		return nil
	}
	a := o.Authority.Within(t.capture.Speaks())
	if d := t.known[o.Document]; d != nil && d.is(o) && d.ofAnother(o, a) {
		return nil
	}
	d := t.document(o, a)
	if d == nil {
		return nil
	}
	when := t.timesOf(o)
	d.disown(o, a)
	o.Authority = a
	t.plan.Said = append(t.plan.Said, Said{o, when.said()})
	if o.Gone != nil {
		if ch, ok := t.gone(d, o, when.seen); ok {
			if ch.kind != store.ChangeStillGone { // else it says nothing new
				d.describe(o, when.seen, a)
			}
			t.note(ch, when.seen)
		}
		return nil
	}
	d.describe(o, when.known(), a)
	if !a.Under(d.Facts.Authority) {
		t.relate(d, o)
	}
	t.takeContent(d, o, when)
	return nil
}

// times are when words were seen, and since when they stood.
type times struct{ seen, from time.Time }

// undated reports whether nobody says when the words were seen.
func (w times) undated() bool { return store.UndatedPlace(w.from) >= 0 }

// known is when the words were seen, zero where nobody says so.
func (w times) known() time.Time {
	if w.undated() {
		return time.Time{}
	}
	return w.seen
}

// since is since when the words stood, else when they were seen.
func (w times) since() time.Time {
	if w.undated() {
		return w.seen
	}
	return w.from
}

// said is the time under which the words are put on record.
func (w times) said() time.Time {
	if w.undated() {
		return w.from
	}
	return w.seen
}

// timesOf are those of an observation. What a file keeps was there when it was written, else
// when it was posted, and nobody says how long: a notice that it was deleted since stands, in
// whichever order the two come in. Words without a time of their own are counted, as a file
// lists them: each stood since the one before.
func (t *taking) timesOf(o store.Observation) times {
	line := o.Gone == nil && t.capture.Method == store.MethodImport
	switch {
	case !o.SeenAt.IsZero():
		return times{o.SeenAt, o.StoodFrom(o.SeenAt)}
	case line && !o.VersionTime.IsZero() && o.VersionTime.Before(t.started):
		return times{o.VersionTime, o.VersionTime}
	case o.Gone != nil || t.capture.Speaks() != store.AuthorityImport:
		return times{t.started, o.StoodFrom(t.started)}
	}
	n := t.undated[o.Document]
	t.undated[o.Document]++
	since := time.Duration(n) * time.Millisecond
	for _, posted := range []time.Time{o.Content.PublishedAt.Time, o.IDTime} {
		if line && !posted.IsZero() && posted.Before(t.started) {
			return times{posted.Add(since), posted.Add(since)}
		}
	}
	if line {
		return times{t.started, store.Undated(n)}
	}
	return times{t.started.Add(since), o.StoodFrom(t.started.Add(since))}
}

// takeContent takes in the content of a document, which may end a tombstone.
func (t *taking) takeContent(d *Document, o store.Observation, when times) {
	at := when.seen
	var restored bool
	var again *Tombstone
	if !when.undated() {
		restored, again = d.restore(at, o.Authority)
	}
	ch := t.content(d, o, when)
	if o.Authority == store.AuthorityClaim && t.capture.Speaks() == store.AuthorityImport && ch.kind != store.ChangeNone && d.Facts.URL != "" {
		d.Facts.NextLook = earlier(d.Facts.NextLook, t.started) // its home is asked, as after a look that hears of it
	}
	switch {
	case again != nil: // it was there between two ends
		back := Event{At: at, Kind: store.ChangeRestored, Document: d, Capture: t.capture.ID, Version: ch.version}
		end := Event{At: again.FirstMissed, Kind: store.ChangeGone, Document: d, Capture: again.CaptureID, How: again.How, Detail: again.Detail}
		t.plan.Events = append(t.plan.Events, back, end)
	case restored:
		t.log(ch, at) // what came to light with the return
		ch.kind = store.ChangeRestored
	}
	t.note(ch, at)
}

// stillThere takes in a 304 (not modified): the version that stands was seen again.
func (t *taking) stillThere(name store.DocumentID) {
	d, a := t.known[name], t.capture.Speaks()
	if d == nil || len(d.Standing()) == 0 || a != d.Facts.Authority {
		return
	}
	t.enter(d)
	v := d.Standing()[len(d.Standing())-1]
	v.LastSeen = later(v.LastSeen, t.started)
	ch := change{doc: d, kind: store.ChangeNone, version: v}
	if restored, _ := d.restore(t.started, a); restored {
		ch.kind = store.ChangeRestored
	}
	t.note(ch, t.started)
	d.describe(store.Observation{}, t.started, a)
	d.arrange()
}

// relate takes in a document's relations to others.
func (t *taking) relate(d *Document, o store.Observation) {
	for _, rel := range o.Relations {
		if rel.Document != "" && rel.Document != o.Document {
			t.plan.Relations = append(t.plan.Relations, Relation{d, rel})
		}
	}
}

// note adds a change to what Record returns, and logs it.
func (t *taking) note(ch change, at time.Time) {
	t.plan.changes = append(t.plan.changes, ch)
	t.log(ch, at)
}

// log adds a change to the plan's events, unless nothing changed.
func (t *taking) log(ch change, at time.Time) {
	if ch.kind == store.ChangeNone || ch.kind == store.ChangeStillGone {
		return
	}
	e := Event{At: at, Kind: ch.kind, Document: ch.doc, Capture: t.capture.ID, Version: ch.version}
	if ch.tombstone != nil {
		e.How, e.Detail = ch.tombstone.How, ch.tombstone.Detail
	}
	t.plan.Events = append(t.plan.Events, e)
}
