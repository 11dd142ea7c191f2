package storetest

import (
	"errors"
	"testing"

	"onrecord/store"
)

func aliased(o store.Observation, aliases ...store.DocumentID) store.Observation {
	o.Aliases = aliases
	return o
}

func agreeing(o store.Observation, with ...store.DocumentID) store.Observation {
	o.Agreed = with
	return o
}

// identity: a document is found by any of its ids, and keeps its name.
func identity(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	a.see(0, aliased(post("1", "A"), "x:2"))
	a.see(1, aliased(post("2", "A"), "x:3"))
	for _, id := range []store.DocumentID{"x:1", "x:2", "x:3"} {
		check(t, "name by "+string(id), a.document(id).ID, "x:1")
		check(t, "texts by "+string(id), a.texts(id), "A")
	}
	check(t, "versions name it too", a.versions("x:3")[0].Document, "x:1")
	for name, err := range map[string]error{
		"document": second(a.Document(ctx, "x:9")), "versions": second(a.Versions(ctx, "x:9")), "timeline": second(a.Timeline(ctx, "x:9")),
		"links": second(a.LinksTo(ctx, "x:9")), "version": second(a.Version(ctx, 999)), "forewarn": a.SetNextLook(ctx, "x:9", at(1)),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s of an unknown document: %v", name, err)
		}
	}
	for _, bad := range []store.DocumentID{"", "x", "x:", ":1"} {
		o := post("1", "A")
		o.Document = bad
		if _, _, err := a.Record(ctx, store.Capture{}, []store.Observation{o}); err == nil {
			t.Errorf("%q was taken for a document id", bad)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// merges: two documents that turn out to be one become the older.
func merges(t *testing.T, open Opener) {
	t.Run("versions in the order of time", func(t *testing.T) {
		a := newArchive(t, open)
		a.see(0, versionID(post("1", "A"), "1", 0))
		a.see(5, versionID(post("3", "C"), "3", 3))
		a.see(6, versionID(post("2", "B"), "2", 2))
		ch := a.see(9, aliased(versionID(post("1", "C"), "3", 3), "x:2", "x:3"))
		check(t, "change", ch.Kind, store.ChangeNone)
		check(t, "number", ch.Version.Seq, 3)
		check(t, "versions", a.texts("x:2"), "A|B|C")
		check(t, "name", a.document("x:3").ID, "x:1")
		check(t, "timeline", a.kinds("x:1"), "new1 edited3 edited2")
		check(t, "posts", must[store.Counts](t)(a.Counts(t.Context())).Posts, 1)
	})
	t.Run("the older keeps its name, whichever is asked", func(t *testing.T) {
		a := newArchive(t, open)
		a.see(0, post("2", "A"))
		a.see(1, post("1", "A"))
		ch := a.see(2, aliased(post("1", "A"), "x:2"))
		check(t, "name", ch.Document, "x:2")
		check(t, "kind", ch.Kind, store.ChangeNone)
		check(t, "versions of one text become one", a.texts("x:1"), "A")
		check(t, "first seen", a.versions("x:1")[0].FirstSeen, at(0))
		check(t, "last seen", a.versions("x:1")[0].LastSeen, at(2))
		check(t, "timeline", a.kinds("x:1"), "new1")
	})
	t.Run("pages of two hosts, where both say so", func(t *testing.T) {
		a := newArchive(t, open)
		one, other := article("a", "The words of both", 0), article("a", "The words of both", 0)
		other.Document, other.URL = "web:https://other.example/a", "https://other.example/a"
		a.see(0, one)
		a.see(1, other)
		a.hear(2, store.AuthorityRelay, agreeing(other, one.Document))
		check(t, "by another's word", a.document(one.Document).ID == a.document(other.Document).ID, false)
		a.see(3, agreeing(other, one.Document, "web:https://third.example/a"))
		for _, name := range []store.DocumentID{one.Document, other.Document, "web:https://third.example/a"} {
			check(t, string(name), a.document(name).ID, one.Document)
		}
		check(t, "words", a.texts(other.Document), "The words of both")
		check(t, "and again", a.see(4, other).Kind, store.ChangeNone)
	})
	t.Run("what is known of either", func(t *testing.T) { mergeKnown(t, newArchive(t, open)) })
	t.Run("tombstones", func(t *testing.T) { mergeTombstones(t, open) })
	t.Run("links, quotes and postings follow", func(t *testing.T) { mergeDerived(t, newArchive(t, open)) })
}

func mergeKnown(t *testing.T, a *archive) {
	one, two := post("1", "A"), post("2", "B")
	one.Author, one.URL = store.Author{}, ""
	two.Content.PublishedAt = store.Moment{Time: at(-5), Precision: store.PrecisionMinute}
	a.see(0, one)
	a.see(1, two)
	if err := a.SetNextLook(t.Context(), "x:2", at(50)); err != nil {
		t.Fatal(err)
	}
	a.see(2, aliased(one, "x:2"))
	d := a.document("x:1")
	check(t, "author", d.Author, two.Author)
	check(t, "url", d.URL, two.URL)
	check(t, "published", d.PublishedAt, two.Content.PublishedAt)
	check(t, "next look", d.NextLook, at(50))
	check(t, "first seen", d.FirstSeen, at(0))
}

func mergeTombstones(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.see(-2, post("1", "A"))
	a.see(0, gone("1", store.Deleted, true))
	a.see(5, post("2", "A"))
	a.see(6, seenAt(aliased(post("2", "A"), "x:1"), -1)) // an old sight, which restores nothing by itself
	check(t, "one that it outlived", a.document("x:1").Tombstone == nil, true)

	for _, certain := range []string{"1", "2"} {
		a = newArchive(t, open)
		a.see(0, post("1", "A"))
		a.see(1, post("2", "A"))
		a.see(5, gone("1", store.Unavailable, certain == "1"))
		a.see(6, gone("2", store.Deleted, certain == "2"))
		ch := a.see(7, aliased(gone("1", store.Unavailable, false), "x:2"))
		check(t, "the confirmed one stands", ch.Kind, store.ChangeStillGone)
		check(t, "gone", a.document("x:2").Gone(), true)
		check(t, "back", a.see(8, post("1", "A")).Kind, store.ChangeRestored)
		check(t, "none left", a.document("x:2").Tombstone == nil, true)
	}
}

func mergeDerived(t *testing.T, a *archive) {
	art := a.see(0, article("a", "It says “some words”", 0)).Version
	a.see(1, post("1", "some words"))
	dup := a.see(2, post("2", "some words")).Version
	must[int](t)(a.IndexPosts(t.Context(), 1, words))
	a.replace(art.ID, linkTo(dup, "some words"))
	a.see(3, aliased(post("1", "some words"), "x:2"))

	kept := a.versions("x:1")[0]
	to := must[[]store.Link](t)(a.LinksTo(t.Context(), "x:2"))
	if len(to) != 1 || to[0].Match.Document != "x:1" || to[0].Match.VersionID != kept.ID {
		t.Errorf("links after the merge: %+v", to)
	}
	must[int](t)(a.IndexPosts(t.Context(), 1, words))
	check(t, "postings", a.postings("some"), ids(kept.ID))
}
