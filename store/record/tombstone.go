package record

import (
	"cmp"
	"time"

	"onrecord/store"
)

// gone takes in that a document is not there, as one says who saw it there before: who
// never did knows nothing of its end, unless the home states it outright. One look is
// not enough unless it is certain; a second one, after a while, confirms.
func (t *taking) gone(d *Document, o store.Observation, at time.Time) (change, bool) {
	a, g := o.Authority, *o.Gone
	switch {
	case a.Under(d.Facts.Authority):
		return change{}, false
	case a != d.Facts.Authority && !g.Certain:
		return change{doc: d, kind: store.ChangeStillGone}, true
	case d.Facts.LastSeen.After(at) && a == d.Facts.Authority:
		return t.goneForAWhile(d, g, at, a), true
	}
	ch := change{doc: d, kind: store.ChangeMissed}
	s := d.standing()
	wasConfirmed := s != nil && s.Confirmed()
	if s == nil {
		s = d.bury(store.Tombstone{Authority: a, How: g.How, Detail: g.Detail, CaptureID: t.capture.ID, FirstMissed: at, LastThere: d.Facts.LastSeen})
	}
	t.missAgain(s, g, at)
	switch {
	case wasConfirmed:
		ch.kind = store.ChangeStillGone
	case s.Confirmed():
		ch.kind = store.ChangeGone
	}
	told := s.Tombstone
	ch.tombstone = &told
	return ch, true
}

// bury puts up a tombstone.
func (d *Document) bury(s store.Tombstone) *Tombstone {
	t := &Tombstone{Tombstone: s, Changed: true}
	d.Tombstones = append(d.Tombstones, t)
	return t
}

// missAgain adds a look that missed the document to its tombstone.
func (t *taking) missAgain(s *Tombstone, g store.Gone, at time.Time) {
	before := s.Tombstone
	if better(g.How, s.How) {
		s.How, s.Detail = g.How, g.Detail
	}
	second, by := at, t.capture.ID
	if at.Before(s.FirstMissed) { // an older look that we hear of only now
		second, by = s.FirstMissed, s.CaptureID
		s.FirstMissed, s.CaptureID = at, t.capture.ID
	}
	switch {
	case s.Confirmed() && voiceOf(s.Authority) != own && g.Certain && at.After(s.ConfirmedAt): // another who knows of it
		s.ConfirmedAt, s.ConfirmedBy = at, t.capture.ID
	case s.Confirmed():
	case g.Certain:
		s.ConfirmedAt, s.ConfirmedBy = at, t.capture.ID
	case by != s.CaptureID && second.Sub(s.FirstMissed) >= t.confirmAfter:
		s.ConfirmedAt, s.ConfirmedBy = second, by
	}
	s.Changed = s.Changed || s.Tombstone != before
}

// better reports whether one way of being gone says more than another.
func better(how, than store.GoneHow) bool {
	return how != "" && how != store.Unavailable && (than == "" || than == store.Unavailable)
}

// goneForAWhile takes in a look into the past that missed a document which was seen
// again since: history, and no standing tombstone.
func (t *taking) goneForAWhile(d *Document, g store.Gone, at time.Time, a store.Authority) change {
	for _, s := range d.Tombstones {
		if !s.ClosedAt.Before(at) && !s.FirstMissed.After(at) && !s.ClosedAt.IsZero() {
			return change{doc: d, kind: store.ChangeStillGone}
		}
	}
	ch := change{doc: d, kind: store.ChangeMissed}
	s := d.bury(store.Tombstone{Authority: a, How: g.How, Detail: g.Detail, CaptureID: t.capture.ID, FirstMissed: at, LastThere: d.lastThere(at)})
	if g.Certain {
		s.ConfirmedAt, s.ConfirmedBy, ch.kind = at, t.capture.ID, store.ChangeGone
	}
	told := s.Tombstone
	ch.tombstone = &told
	s.ClosedAt = d.Facts.LastSeen
	if v, back := d.nextSight(at); v != nil {
		s.ClosedAt = back
		t.plan.Events = append(t.plan.Events, Event{At: back, Kind: store.ChangeRestored, Document: d, Capture: v.CaptureID, Version: v})
	}
	return ch
}

// lastThere is the last time up to a moment at which a document was seen.
func (d *Document) lastThere(at time.Time) (last time.Time) {
	for _, v := range d.Versions {
		switch {
		case store.UndatedPlace(v.ValidFrom) >= 0, v.FirstSeen.After(at):
		case v.LastSeen.After(at):
			last = later(last, v.FirstSeen)
		default:
			last = later(last, v.LastSeen)
		}
	}
	return last
}

// nextSight is the first time after a moment at which a document was seen, and the
// version that it showed.
func (d *Document) nextSight(at time.Time) (*Version, time.Time) {
	var first *Version
	var back time.Time
	for _, v := range d.Versions {
		seen := v.LastSeen
		if v.FirstSeen.After(at) {
			seen = v.FirstSeen
		}
		if seen.After(at) && store.UndatedPlace(v.ValidFrom) < 0 && (first == nil || seen.Before(back)) {
			first, back = v, seen
		}
	}
	return first, back
}

// restore closes a standing tombstone when the document is seen after it by one who may
// say so, and reports whether there was one; again is what still stands of it. A sight from
// before only dates the loss better. What a weaker authority said of the end falls with the first sight of a
// stronger one, as if it had not been said.
func (d *Document) restore(at time.Time, a store.Authority) (restored bool, again *Tombstone) {
	if a.Under(d.Facts.Authority) {
		return false, nil
	}
	for _, s := range d.Tombstones {
		switch {
		case !s.ClosedAt.IsZero() || a.Under(s.Authority):
		case s.Authority.Under(a):
			s.ClosedAt, s.Changed = later(at, s.FirstMissed), true
		case !s.FirstMissed.After(at) && voiceOf(a) == own, s.FirstMissed.Before(at):
			again = cmp.Or(d.goneAgain(s, at), again)
			s.ClosedAt, s.Changed, restored = at, true, true
		case s.LastThere.Before(at):
			s.LastThere, s.Changed = at, true
		}
	}
	return restored, again
}

// goneAgain parts a tombstone that others confirmed at a time at which the document was still
// there, or later: what they confirmed is another end, which it gives; nil where there is none.
func (d *Document) goneAgain(s *Tombstone, at time.Time) *Tombstone {
	if voiceOf(s.Authority) == own || s.ConfirmedAt.Before(at) {
		return nil
	}
	again := s.Tombstone
	again.FirstMissed, again.CaptureID, again.LastThere = s.ConfirmedAt, s.ConfirmedBy, at
	s.ConfirmedAt, s.ConfirmedBy = s.FirstMissed, s.CaptureID
	return d.bury(again)
}

// closeOutlived leaves at most one tombstone standing: none that the document outlived,
// and of the others the one that is confirmed, or the first.
func (d *Document) closeOutlived() {
	var best *Tombstone
	for _, s := range d.Tombstones {
		if s.ClosedAt.IsZero() && (best == nil || s.Confirmed() && !best.Confirmed() ||
			s.Confirmed() == best.Confirmed() && s.FirstMissed.Before(best.FirstMissed)) {
			best = s
		}
	}
	last := d.Facts.LastSeen
	for _, s := range d.Tombstones {
		if s.ClosedAt.IsZero() && (s != best || !last.IsZero() && !s.FirstMissed.After(last)) {
			s.ClosedAt, s.Changed = later(s.FirstMissed, last), true
		}
	}
}
