package storetest

import (
	"testing"

	"onrecord/store"
)

func cut(o store.Observation, text string) store.Observation {
	o.Content.Text, o.Content.Cut, o.Content.CutWhy = text, true, "the platform cuts it"
	return o
}

// cuts: a text known to be cut is no edit of the whole one, which fills it.
func cuts(t *testing.T, open Opener) {
	whole := post("1", "The whole text, to its end")
	other := post("1", "Other words altogether")
	short, longer := cut(whole, "The whole…"), cut(whole, "The whole text…")
	id := func(o store.Observation) store.Observation { return versionID(o, "11", 0) }
	for _, c := range []placeCase{
		{"filled", []look{{1, id(short), store.ChangeNew}, {2, id(whole), store.ChangeFilled}, {3, id(whole), store.ChangeNone}}, whole.Content.Text},
		{"cut later", []look{{1, id(whole), store.ChangeNew}, {2, id(short), store.ChangeNone}}, whole.Content.Text},
		{"no ids: filled", []look{{1, short, store.ChangeNew}, {2, whole, store.ChangeFilled}, {3, short, store.ChangeNone}}, whole.Content.Text},
		{"no ids: cut later", []look{{1, whole, store.ChangeNew}, {2, short, store.ChangeNone}}, whole.Content.Text},
		{"a longer cut", []look{{1, short, store.ChangeNew}, {2, longer, store.ChangeFilled}, {3, short, store.ChangeNone}}, longer.Content.Text},
		{"cut, and edited", []look{{1, short, store.ChangeNew}, {2, other, store.ChangeEdited}}, "The whole…|Other words altogether"},
		{"edited, and cut", []look{{1, other, store.ChangeNew}, {2, short, store.ChangeEdited}}, "Other words altogether|The whole…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newArchive(t, open)
			for _, l := range c.looks {
				check(t, "change", a.see(l.at, l.seen).Kind, l.want)
			}
			check(t, "versions", a.texts("x:1"), c.want)
		})
	}
	t.Run("what a cut text was derived from is due again", func(t *testing.T) { filledIsDue(t, newArchive(t, open)) })
}

func filledIsDue(t *testing.T, a *archive) {
	whole := article("a", "A text that says “words of a post” in its second half", 0)
	v := a.see(1, cut(whole, "A text that says…")).Version
	p := a.see(1, cut(post("1", ""), "words of…")).Version
	must[int](t)(a.IndexPosts(t.Context(), 1, words))
	if err := a.ReplaceQuotes(t.Context(), v.ID, 1, nil); err != nil {
		t.Fatal(err)
	}
	check(t, "unlinked before", a.unlinked(1), "")

	filled := a.see(2, whole)
	check(t, "change", filled.Kind, store.ChangeFilled)
	check(t, "the version", filled.Version.ID, v.ID)
	check(t, "the capture", a.versions(whole.Document)[0].CaptureID != v.CaptureID, true)
	check(t, "still cut", a.versions(whole.Document)[0].Cut, false)
	check(t, "unlinked after", a.unlinked(1), "A text that says “words of a post” in its second half")

	a.see(3, post("1", "words of a post"))
	check(t, "indexed again", must[int](t)(a.IndexPosts(t.Context(), 1, words)), 1)
	check(t, "found by the new words", a.postings("post"), ids(p.ID))
}

// notModified: an answer of 304 says that what we have still stands.
func notModified(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.see(0, post("1", "A"))
	a.see(1, post("1", "B"))
	c := store.Capture{Document: "x:1", Outcome: store.OutcomeNotModified, Status: 304, StartedAt: at(9)}
	_, changes, err := a.Record(t.Context(), c, nil)
	if err != nil || len(changes) != 1 || changes[0].Kind != store.ChangeNone || changes[0].Version.Seq != 2 {
		t.Fatalf("%+v %v", changes, err)
	}
	check(t, "last seen", a.versions("x:1")[1].LastSeen, at(9))
	check(t, "the document's last seen", a.document("x:1").LastSeen, at(9))
	check(t, "the older version", a.versions("x:1")[0].LastSeen, at(0))
	check(t, "timeline", a.kinds("x:1"), "new1 edited2")

	a.see(10, gone("1", store.Unavailable, false))
	c.StartedAt = at(11)
	if _, changes, err = a.Record(t.Context(), c, nil); err != nil || changes[0].Kind != store.ChangeRestored {
		t.Errorf("a miss, then 304: %+v %v", changes, err)
	}
	check(t, "tombstone", a.document("x:1").Tombstone == nil, true)

	c.Document = "x:404"
	if _, changes, err = a.Record(t.Context(), c, nil); err != nil || len(changes) != 0 {
		t.Errorf("304 for a document unknown: %+v %v", changes, err)
	}
}
