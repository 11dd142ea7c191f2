package storetest

import (
	"errors"
	"testing"

	"onrecord/store"
)

// tombstones: one look that misses a document announces nothing, a second does.
func tombstones(t *testing.T, open Opener) {
	there, missed, sure := post("1", "A"), gone("1", store.Unavailable, false), gone("1", store.Deleted, true)
	for _, c := range []struct {
		placeCase
		gone, timeline string
	}{
		{placeCase{"missed once", []look{{0, there, store.ChangeNew}, {1, missed, store.ChangeMissed}}, "A"}, "", "new1 missed"},
		{placeCase{"a second look too soon", []look{{0, there, store.ChangeNew}, {1, missed, store.ChangeMissed}, {5, missed, store.ChangeMissed}}, "A"}, "", "new1 missed missed"},
		{placeCase{"confirmed", []look{{0, there, store.ChangeNew}, {1, missed, store.ChangeMissed}, {6, missed, store.ChangeGone}, {99, missed, store.ChangeStillGone}}, "A"}, "unavailable", "new1 missed gone"},
		{placeCase{"certain", []look{{0, there, store.ChangeNew}, {1, sure, store.ChangeGone}, {2, missed, store.ChangeStillGone}}, "A"}, "deleted", "new1 gone"},
		{placeCase{"certain at the second look", []look{{0, there, store.ChangeNew}, {1, missed, store.ChangeMissed}, {2, sure, store.ChangeGone}}, "A"}, "deleted", "new1 missed gone"},
		{placeCase{"back after one miss", []look{{0, there, store.ChangeNew}, {1, missed, store.ChangeMissed}, {2, there, store.ChangeRestored}, {3, there, store.ChangeNone}}, "A"}, "", "new1 missed restored1"},
		{placeCase{"a miss before the return does not count", []look{{0, there, store.ChangeNew}, {1, missed, store.ChangeMissed}, {2, there, store.ChangeRestored}, {9, missed, store.ChangeMissed}}, "A"}, "", "new1 missed restored1 missed"},
		{placeCase{"back after its end", []look{{0, there, store.ChangeNew}, {1, sure, store.ChangeGone}, {2, there, store.ChangeRestored}}, "A"}, "", "new1 gone restored1"},
		{placeCase{"back with other words", []look{{0, there, store.ChangeNew}, {1, sure, store.ChangeGone}, {2, post("1", "B"), store.ChangeRestored}}, "A|B"}, "", "new1 gone edited2 restored2"},
		{placeCase{"an old sight does not restore", []look{{0, there, store.ChangeNew}, {5, sure, store.ChangeGone}, {9, seenAt(there, 3), store.ChangeNone}}, "A"}, "deleted", "new1 gone"},
		{placeCase{"an old miss does not end what was seen since", []look{{9, there, store.ChangeNew}, {20, seenAt(sure, 4), store.ChangeGone}, {21, seenAt(sure, 4), store.ChangeStillGone}}, "A"}, "", "gone new1 restored1"},
		{placeCase{"an older look confirms", []look{{0, there, store.ChangeNew}, {20, missed, store.ChangeMissed}, {21, seenAt(missed, 10), store.ChangeGone}}, "A"}, "unavailable", "new1 gone missed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newArchive(t, open)
			for _, l := range c.looks {
				check(t, "change", a.see(l.at, l.seen).Kind, l.want)
			}
			check(t, "versions", a.texts("x:1"), c.want)
			check(t, "timeline", a.kinds("x:1"), c.timeline)
			d := a.document("x:1")
			check(t, "gone", d.Gone(), c.gone != "")
			if c.gone != "" {
				check(t, "how", string(d.Tombstone.How), c.gone)
			}
		})
	}
	t.Run("never seen", func(t *testing.T) { neverSeen(t, newArchive(t, open)) })
	t.Run("what it says", func(t *testing.T) { tombstoneFields(t, newArchive(t, open)) })
	t.Run("one capture is one look", func(t *testing.T) { oneCaptureOneLook(t, newArchive(t, open)) })
}

// neverSeen: a document that nobody ever saw cannot be gone, and is none.
func neverSeen(t *testing.T, a *archive) {
	for minute, o := range []store.Observation{gone("1", store.Unavailable, false), gone("1", store.Deleted, true)} {
		_, changes, err := a.Record(t.Context(), store.Capture{StartedAt: at(minute), Document: "x:1", Outcome: store.OutcomeGone}, []store.Observation{o})
		if err != nil || len(changes) != 0 {
			t.Errorf("%+v %v", changes, err)
		}
	}
	if _, err := a.Document(t.Context(), "x:1"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a document that was never there: %v", err)
	}
	check(t, "then there", a.see(9, post("1", "A")).Kind, store.ChangeNew)
	check(t, "timeline", a.kinds("x:1"), "new1")
}

func tombstoneFields(t *testing.T, a *archive) {
	a.see(0, post("1", "A"))
	a.see(3, post("1", "A"))
	first, _ := a.record(10, gone("1", store.Unavailable, false))
	d := a.document("x:1")
	if d.Tombstone == nil || d.Gone() {
		t.Fatalf("after one miss: %+v", d.Tombstone)
	}
	second, changes := a.record(20, gone("1", store.Suspended, false))
	for _, got := range []*store.Tombstone{changes[0].Tombstone, a.document("x:1").Tombstone} {
		if got == nil {
			t.Fatal("no tombstone")
		}
		check(t, "tombstone", *got, store.Tombstone{
			Authority: store.AuthorityOrigin, How: store.Suspended, Detail: "it says suspended", FirstMissed: at(10), ConfirmedAt: at(20), LastThere: at(3), CaptureID: first, ConfirmedBy: second,
		})
	}
	check(t, "last seen", a.document("x:1").LastSeen, at(3))
	check(t, "author", a.document("x:1").Author.Name, "A Speaker")
	a.see(25, seenAt(post("1", "A"), 7))
	check(t, "an old sight dates the loss better", a.document("x:1").Tombstone.LastThere, at(7))
	a.see(26, seenAt(post("1", "A"), 5))
	check(t, "an older one does not", a.document("x:1").Tombstone.LastThere, at(7))
}

// oneCaptureOneLook: a capture that says so twice is no second look.
func oneCaptureOneLook(t *testing.T, a *archive) {
	a.see(0, post("1", "A"))
	miss := gone("1", store.Deleted, false)
	_, changes := a.record(20, seenAt(miss, 1), seenAt(miss, 19))
	check(t, "first", changes[0].Kind, store.ChangeMissed)
	check(t, "second", changes[1].Kind, store.ChangeMissed)
	check(t, "gone", a.document("x:1").Gone(), false)
}
