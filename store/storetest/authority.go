package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"onrecord/store"
)

// hear records what somebody says at so many minutes, and gives the one change.
func (a *archive) hear(minutes int, by store.Authority, o store.Observation) store.Change {
	a.t.Helper()
	if a.clock.Now().Before(at(minutes)) {
		a.clock.set(at(minutes))
	}
	c := store.Capture{Method: "GET", Authority: by, URL: o.URL, Document: o.Document, Outcome: store.OutcomeOK, StartedAt: at(minutes), Body: []byte(by)}
	_, changes, err := a.Record(a.t.Context(), c, []store.Observation{o})
	if err != nil || len(changes) > 1 {
		a.t.Fatalf("%+v %v", changes, err)
	}
	if len(changes) == 0 {
		return store.Change{}
	}
	return changes[0]
}

// aside are the words that others say, with whose they are.
func (a *archive) aside(id store.DocumentID) string {
	a.t.Helper()
	var out []string
	for _, v := range must[[]store.Version](a.t)(a.Aside(a.t.Context(), id)) {
		out = append(out, string(v.Authority)+":"+v.Text)
	}
	return strings.Join(out, "|")
}

// authorities: a document's words, address, author and end are those that its home
// shows, whoever came first.
func authorities(t *testing.T, open Opener) {
	for name, test := range map[string]func(*testing.T, *archive){
		"an import that lies, before the home": importBefore, "and after it": importAfter, "what a relay saw first": relayFirst,
		"names": namesByHome, "a page that leads elsewhere": ledElsewhere, "what was derived": asideDerived, "the future": fromTheFuture,
		"whose words stand": wordsBy, "two that cannot both be right": contradicting, "histories": toldOfHistories,
	} {
		t.Run(name, func(t *testing.T) { test(t, newArchive(t, open)) })
	}
}

func lie() store.Observation {
	o := versionID(post("1", "contra, nunca con"), "1", -60)
	o.URL = "https://evil.example/1"
	return o
}

func truth() store.Observation { return versionID(post("1", "con, nunca contra"), "1", -60) }

func checkTruth(t *testing.T, a *archive) {
	t.Helper()
	check(t, "words", a.texts("x:1"), "con, nunca contra")
	check(t, "kept aside", a.aside("x:1"), "import:contra, nunca con")
	d := a.document("x:1")
	check(t, "url", d.URL, truth().URL)
	check(t, "author", d.Author, truth().Author)
	check(t, "authority", d.Authority, store.AuthorityOrigin)
	v := must[[]store.Version](t)(a.Aside(t.Context(), "x:1"))[0]
	by, yes := v.ContradictedBy(a.versions("x:1"), d.PublishedAt)
	check(t, "contradicted", yes, true)
	check(t, "by", by.Text, "con, nunca contra")
}

func importBefore(t *testing.T, a *archive) {
	check(t, "alone", a.hear(1, store.AuthorityImport, lie()).Kind, store.ChangeNew)
	check(t, "marked", a.document("x:1").Authority, store.AuthorityImport)
	check(t, "the home", a.hear(2, store.AuthorityOrigin, truth()).Kind, store.ChangeNew)
	checkTruth(t, a)
}

func importAfter(t *testing.T, a *archive) {
	a.hear(1, store.AuthorityOrigin, truth())
	check(t, "change", a.hear(2, store.AuthorityImport, lie()).Kind, store.ChangeUnconfirmed)
	check(t, "again", a.hear(3, store.AuthorityImport, lie()).Kind, store.ChangeNone)
	checkTruth(t, a)
	check(t, "what a file says of the end", a.hear(4, store.AuthorityImport, gone("1", store.Deleted, true)).Kind, "")
	check(t, "it is there", a.document("x:1").Tombstone == nil, true)
}

func relayFirst(t *testing.T, a *archive) {
	a.hear(1, store.AuthorityOrigin, post("1", "A"))
	check(t, "passed on", a.hear(5, store.AuthorityRelay, post("1", "B")).Kind, store.ChangeUnconfirmed)
	check(t, "words", a.texts("x:1"), "A")
	ch := a.hear(9, store.AuthorityOrigin, post("1", "B"))
	check(t, "confirmed", ch.Kind, store.ChangeEdited)
	check(t, "previous", ch.Previous.Text, "A")
	check(t, "words then", a.texts("x:1"), "A|B")
	check(t, "whose", a.versions("x:1")[1].Authority, store.AuthorityOrigin)
	check(t, "nothing is left aside", a.aside("x:1"), "")
}

// namesByHome: only its home gives a document another name.
func namesByHome(t *testing.T, a *archive) {
	a.hear(1, store.AuthorityOrigin, post("1", "A"))
	a.hear(2, store.AuthorityOrigin, post("2", "A"))
	a.hear(3, store.AuthorityRelay, aliased(post("1", "A"), "x:2", "x:3"))
	check(t, "two that a relay calls one", a.document("x:2").ID, "x:2")
	if _, err := a.Document(t.Context(), "x:3"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a name that a relay gave: %v", err)
	}
	a.hear(4, store.AuthorityOrigin, aliased(post("1", "A"), "x:2"))
	check(t, "two that the home calls one", a.document("x:2").ID, "x:1")

	famous, own := article("letter", "What the famous one wrote", 0), article("copy", "What another made of it", 0)
	own.Document = "web:https://evil.example/copy"
	a.hear(5, store.AuthorityOrigin, famous)
	a.hear(6, store.AuthorityOrigin, aliased(own, famous.Document))
	check(t, "a page that calls itself another's", a.document(famous.Document).ID, famous.Document)
	check(t, "its words", a.texts(famous.Document), famous.Content.Text)
}

// ledElsewhere: three articles that all lead to one page for a while stay three.
func ledElsewhere(t *testing.T, a *archive) {
	var all []store.Observation
	for _, path := range []string{"a", "b", "c"} {
		all = append(all, article(path, "The text of "+path, 0))
		a.hear(1, store.AuthorityOrigin, all[len(all)-1])
	}
	for i, o := range all {
		down := aliased(article("maintenance", "We are back soon", 0), o.Document)
		c := store.Capture{Method: "GET", URL: o.URL, Document: o.Document, StartedAt: at(2 + i), Outcome: store.OutcomeOK}
		a.clock.set(c.StartedAt)
		if _, _, err := a.Record(t.Context(), c, []store.Observation{down}); err != nil {
			t.Fatal(err)
		}
	}
	for _, o := range all {
		check(t, "after recovery", a.hear(9, store.AuthorityOrigin, o).Kind, store.ChangeNone)
		check(t, "words", a.texts(o.Document), o.Content.Text)
	}
	moved := all[0]
	moved.Document, moved.URL = "web:https://paper.example/new-place/a", "https://paper.example/new-place/a"
	check(t, "a move, word for word", a.hear(10, store.AuthorityOrigin, aliased(moved, all[0].Document)).Kind, store.ChangeNone)
	check(t, "under its new name", a.document(moved.Document).ID, all[0].Document)
	moved.Content.Text = "The text of a, corrected"
	check(t, "edited there", a.hear(11, store.AuthorityOrigin, moved).Kind, store.ChangeEdited)
}

// asideDerived: nothing is linked to words that the home does not say.
func asideDerived(t *testing.T, a *archive) {
	lying := a.hear(1, store.AuthorityImport, lie()).Version
	art := a.see(2, article("a", "It says “contra, nunca con”", 0)).Version
	must[int](t)(a.IndexPosts(t.Context(), 1, words))
	a.replace(art.ID, linkTo(lying, "contra, nunca con"))
	a.hear(3, store.AuthorityOrigin, truth())
	check(t, "links", len(must[[]store.Link](t)(a.LinksTo(t.Context(), "x:1"))), 0)
	check(t, "candidates", len(must[[]store.Indexed](t)(a.Candidates(t.Context(), []int64{lying.ID}))), 0)
	check(t, "the article is due again", a.unlinked(1), "It says “contra, nunca con”")
}

// fromTheFuture: what is said to have been seen after now is a claim.
func fromTheFuture(t *testing.T, a *archive) {
	a.hear(1, store.AuthorityOrigin, post("1", "A"))
	o := post("1", "B")
	_, _, err := a.Record(t.Context(), store.Capture{Method: "GET", StartedAt: at(60), Outcome: store.OutcomeOK}, []store.Observation{o})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "words", a.texts("x:1"), "A")
	check(t, "kept aside", a.aside("x:1"), "claim:B")
	v := must[[]store.Version](t)(a.Aside(t.Context(), "x:1"))[0]
	check(t, "flag", strings.Join(v.Flags, " "), "future-time")
	check(t, "still there", a.document("x:1").LastSeen, at(1))
}

// wordsBy: a document and a post's texts say whose word they are, and from which capture.
func wordsBy(t *testing.T, a *archive) {
	ctx := t.Context()
	a.hear(1, store.AuthorityImport, post("1", "from a file"))
	a.hear(2, store.AuthorityOrigin, post("2", "from its home"))
	a.hear(3, store.AuthorityClaim, post("2", "from another page"))
	for id, by := range map[store.DocumentID]store.Authority{"x:1": store.AuthorityImport, "x:2": store.AuthorityOrigin} {
		d := a.document(id)
		vs := must[[]store.Version](t)(a.Versions(ctx, id))
		last := vs[len(vs)-1]
		check(t, string(id)+" is the word of", d.WordsBy, by)
		check(t, string(id)+" comes from", d.WordsFrom, last.CaptureID)
		if err := a.PostTexts(ctx, 0, func(p store.PostText) error {
			if p.Document == id {
				check(t, string(id)+", searched", len(p.Words) == len(p.Texts) && p.Words[len(vs)-1] == last.Word() && p.Words[len(vs)-1].By == by, true)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// contradicting: of two whom nobody but themselves vouches for, either says that the other
// contradicts it, wherever the words are read; the home's words are contradicted by nobody.
func contradicting(t *testing.T, a *archive) {
	ctx := t.Context()
	one, other := versionID(post("1", "open to every ship https://one.example/a"), "1", -60), versionID(post("1", "closed to every ship"), "1", -60)
	a.hear(1, store.AuthorityImport, one)
	check(t, "alone", a.document("x:1").Contradicted == nil, true)
	link := versionID(post("1", "open to every ship https://short.example/b"), "1", -60)
	a.hear(2, store.AuthorityImport, link)
	check(t, "another link", a.document("x:1").Contradicted == nil, true)
	a.hear(3, store.AuthorityRelay, other)
	art := a.see(4, article("a", "It says “open to every ship”", 0)).Version
	vs := a.versions("x:1")
	for _, v := range vs {
		want := v.Authority == store.AuthorityImport // the relay's is the better word
		check(t, v.Text+" is contradicted", v.Contradicted != nil, want)
		check(t, v.Text+", alone", (must[store.Version](t)(a.Version(ctx, v.ID)).Contradicted != nil), want)
		if want {
			check(t, "by", v.Contradicted.Authority, store.AuthorityRelay)
			a.replace(art.ID, linkTo(v, "open to every ship"))
		}
	}
	to := must[[]store.Link](t)(a.LinksTo(ctx, "x:1"))
	check(t, "the link says so", len(to) == 1 && to[0].Match.Brought.Contradicted != nil, true)
	check(t, "so does the list", must[[]store.Document](t)(listed(ctx, a))[0].Contradicted != nil, vs[len(vs)-1].Contradicted != nil)

	a.hear(9, store.AuthorityOrigin, versionID(post("1", "open to some ships"), "1", -60))
	check(t, "the home's", a.versions("x:1")[0].Contradicted == nil && a.document("x:1").Contradicted == nil, true)
	for _, v := range must[[]store.Version](t)(a.Aside(ctx, "x:1")) {
		check(t, v.Text+" aside", v.Contradicted != nil && !v.Contradicted.Authority.Under(store.AuthorityOrigin), true)
	}
}

func listed(ctx context.Context, a *archive) (out []store.Document, err error) {
	err = a.Documents(ctx, store.DocumentFilter{Kind: store.Post}, func(d store.Document) error { out = append(out, d); return nil })
	return out, err
}
