package storetest

import (
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// describes: the newest word about a document counts, and nothing known is blanked.
func describes(t *testing.T, open Opener) {
	a := newArchive(t, open)
	o := article("a", "text", 0)
	o.Author = store.Author{Name: "First Author"}
	o.IDTime = at(-1)
	a.see(1, o)

	blank := store.Observation{Document: o.Document, Kind: o.Kind, Content: store.Content{Text: "text", Title: o.Content.Title}}
	a.see(2, blank)
	d := a.document(o.Document)
	check(t, "author after a blank", d.Author, o.Author)
	check(t, "publisher after a blank", d.Publisher, o.Publisher)
	check(t, "url after a blank", d.URL, o.URL)
	check(t, "published after a blank", d.PublishedAt, o.Content.PublishedAt)
	check(t, "id time after a blank", d.IDTime, at(-1))
	check(t, "platform", d.Platform, "web")

	newer := o
	newer.Author.Name, newer.Publisher = "Second Author", "Another Paper"
	newer.Content.PublishedAt = store.Moment{Time: day0.Truncate(24 * time.Hour), Precision: store.PrecisionDay}
	a.see(5, newer)
	d = a.document(o.Document)
	check(t, "the newest author", d.Author.Name, "Second Author")
	check(t, "the newest publisher", d.Publisher, "Another Paper")
	check(t, "a day does not take a second's place", d.PublishedAt, o.Content.PublishedAt)

	old := seenAt(o, 3)
	old.Author.Name = "An Old Author"
	a.see(9, old)
	check(t, "a look into the past", a.document(o.Document).Author.Name, "Second Author")

	check(t, "known by its author", a.documents(store.DocumentFilter{AuthorKey: "=second author"}), string(o.Document))
	t.Run("an article that is a statement", func(t *testing.T) { statement(t, a) })
	t.Run("author keys", func(t *testing.T) { authorKeys(t, a) })
	t.Run("current version", func(t *testing.T) { currentVersion(t, a) })
}

// statement: an article becomes a post of whose statement a later capture says that it
// is. All its versions can be quoted then, and what they quoted is no quote any more.
func statement(t *testing.T, a *archive) {
	o := article("statement", "The harbour stays open", 0)
	o.Author = store.Author{Name: "A Clerk"}
	a.see(11, o)
	v := a.versions(o.Document)[0]
	a.replace(v.ID, unlinkedQuote("he harbour"))
	must[int](t)(a.IndexPosts(t.Context(), 1, words))

	said := o
	said.Kind, said.Author, said.Content.Text = store.Post, store.Author{Name: "The Harbour Office"}, "The harbour stays open all year"
	past := seenAt(said, 10)
	a.see(12, past)
	check(t, "after a look into the past", a.document(o.Document).Kind, store.Article)
	a.see(13, said)
	d := a.document(o.Document)
	check(t, "kind", d.Kind, store.Post)
	check(t, "author", d.Author, said.Author)
	check(t, "all its versions are indexed", must[int](t)(a.IndexPosts(t.Context(), 1, words)), len(a.versions(o.Document)))
	check(t, "its quotes", len(must[[]store.Link](t)(a.Quotes(t.Context(), v.ID))), 0)
	check(t, "what a linker reads", strings.Contains(a.unlinked(1), said.Content.Text), false)

	a.see(14, o)
	d = a.document(o.Document)
	check(t, "kind, read by one who was not told", d.Kind, store.Post)
	check(t, "author, read by one who was not told", d.Author, said.Author)
}

// authorKeys: a name alone does not unmake the handle known before.
func authorKeys(t *testing.T, a *archive) {
	o := post("1", "A")
	a.see(1, o)
	o.Author = store.Author{Name: "Another Name"}
	a.see(2, o)
	d := a.document("x:1")
	check(t, "author", d.Author, store.Author{ID: "7", Handle: "Speaker", Name: "Another Name"})
	check(t, "by key", a.documents(store.DocumentFilter{AuthorKey: "@speaker"}), "x:1")
	o.Author = store.Author{ID: "8", Handle: "other"}
	a.see(3, o)
	check(t, "another account", a.document("x:1").Author, o.Author)
}

func currentVersion(t *testing.T, a *archive) {
	a.see(1, article("v", "First text", 0))
	o := article("v", "Second text", 0)
	o.Content.Title, o.Content.Lang = "New title", "es"
	a.see(2, o)
	d := a.document(o.Document)
	check(t, "title", d.Title, "New title")
	check(t, "language", d.Lang, "es")
	check(t, "excerpt", d.Excerpt, "Second text")
	check(t, "first seen", d.FirstSeen, at(1))
	check(t, "last seen", d.LastSeen, at(2))
}
