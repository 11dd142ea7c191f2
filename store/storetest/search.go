package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// searcher gives the part of an archive that searches, brought up to date, or skips.
func (a *archive) searcher() store.Searcher {
	a.t.Helper()
	s, ok := a.Engine.(store.Searcher)
	if !ok {
		a.t.Skip("this engine does not search")
	}
	if _, err := s.IndexWords(a.t.Context(), 1, lower, nil); err != nil {
		a.t.Fatal(err)
	}
	if n := must[int](a.t)(s.Unsearched(a.t.Context(), 1)); n != 0 {
		a.t.Errorf("%d are not indexed", n)
	}
	return s
}

// lower cuts at blanks.
func lower(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// sought are those of a search, each a group of its own; "a|b" is a group of two, "a_b" a
// phrase, "a*" a beginning, "-a" one that must not be there.
func sought(list string) store.Words {
	var out store.Words
	for _, w := range strings.Fields(list) {
		w, not := strings.CutPrefix(w, "-")
		var group []store.Phrase
		for _, p := range strings.Split(w, "|") {
			p, prefix := strings.CutSuffix(p, "*")
			group = append(group, store.Phrase{Words: strings.Split(p, "_"), Prefix: prefix})
		}
		if not {
			out.Not = append(out.Not, group...)
		} else {
			out.All = append(out.All, group)
		}
	}
	return out
}

// finds holds a search to what it finds, in order.
func (a *archive) finds(what string, s store.Search, want string) {
	a.t.Helper()
	if s.Limit == 0 {
		s.Limit = 100
	}
	found := must[store.Found](a.t)(a.searcher().Search(a.t.Context(), s))
	var got []string
	for _, h := range found.Hits {
		got = append(got, h.Document.Native())
	}
	check(a.t, what, strings.Join(got, " "), want)
	check(a.t, what+": how many", found.Total, len(strings.Fields(want)))
}

// searches: words and filters find what they say, whatever happened to a document since.
func searches(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.see(1, post("1", "the ferry leaves at nine"))
	a.see(2, post("2", "no ferry today"))
	o := post("3", "the bridge is closed")
	o.Author, o.Content.Lang = store.Author{Handle: "Other", Name: "Somebody Else"}, "pt-br"
	o.Content.Media = []store.Media{{Type: "image", URL: "https://x.com/i.png", Alt: "a broken pier"}}
	a.see(3, o)
	a.see(4, post("1", "the ship leaves at ten")) // edited
	a.see(5, gone("2", store.Deleted, true))

	word := func(list string) store.Search { return store.Search{Words: sought(list)} }
	a.finds("a word", word("ferry"), "2 1")
	a.finds("words in different versions", word("ferry ten"), "1")
	a.finds("a phrase", word("ferry_leaves"), "1")
	a.finds("words in no such order", word("leaves_ferry"), "")
	a.finds("one or the other", word("bridge|ship"), "3 1")
	a.finds("a beginning", word("brid* is"), "3")
	a.finds("without what only an earlier version has", word("leaves -ferry"), "1")
	a.finds("without what the current version has", word("leaves -ship"), "")
	a.finds("only without", word("-ship"), "3 2")
	a.finds("a picture's description", word("broken_pier"), "3")
	a.finds("no tag is a word", word("=kpost"), "")
	a.finds("the index's own language is only words", word(`text:bridge|"|NEAR(ferry|'|\`), "")

	a.finds("everything", store.Search{}, "3 2 1")
	a.finds("oldest first", store.Search{Order: store.OrderOldest}, "1 2 3")
	a.pages()
	best := word("ferry")
	best.Order = store.OrderBest
	a.finds("the best first", best, "2 1")
	a.finds("by author", store.Search{Accounts: []store.Account{{Platform: "x", Key: "@other"}, {Platform: "x", Key: "@nobody"}}}, "3")
	a.finds("by handle", store.Search{Handle: "OTHER"}, "3")
	a.finds("by name, or handle", store.Search{Handle: "speaker", Name: []string{"else", "somebody"}}, "3 2 1")
	a.finds("by a name that is not all there", store.Search{Name: []string{"somebody", "new"}}, "")
	a.finds("by state", store.Search{States: []store.State{store.StateEdited}}, "1")
	a.finds("by one state or another", store.Search{States: []store.State{store.StateEdited, store.State(store.Deleted)}}, "2 1")
	a.finds("by platform", store.Search{Platform: "bluesky"}, "")
	a.finds("by kind", store.Search{Kind: store.Article}, "")
	a.finds("by language", store.Search{Lang: "pt"}, "3")
	a.finds("by whose word", store.Search{Authorities: []store.Authority{store.AuthorityOrigin}}, "3 2 1")
	a.finds("a word of an author", store.Search{Words: sought("the"), Accounts: []store.Account{{Platform: "x", Key: "@speaker"}}}, "1")
	a.searchedByTime()
	a.facets()

	pictures := newArchive(t, open)
	wordless := post("1", "")
	wordless.Content.Media = []store.Media{{Type: "image", URL: "https://x.com/statement.png"}}
	pictures.see(1, wordless)
	pictures.finds("a picture without words", store.Search{Kind: store.Post}, "1")
}

// pages: what is found in parts is found whole.
func (a *archive) pages() {
	a.t.Helper()
	for order, want := range map[store.Order]string{store.OrderNewest: "3 2 1", store.OrderOldest: "1 2 3"} {
		var got, offset []string
		s := store.Search{Order: order, Limit: 1}
		for i := range 4 {
			found := must[store.Found](a.t)(a.searcher().Search(a.t.Context(), s))
			for _, h := range found.Hits {
				got, s.After = append(got, h.Document.Native()), h.Place
			}
			found = must[store.Found](a.t)(a.searcher().Search(a.t.Context(), store.Search{Order: order, Limit: 1, Offset: i}))
			for _, h := range found.Hits {
				offset = append(offset, h.Document.Native())
			}
		}
		check(a.t, string(order)+", one after the other", strings.Join(got, " "), want)
		check(a.t, string(order)+", by offset", strings.Join(offset, " "), want)
	}
}

// searchedByTime: bounds hold to the millisecond, and pass only what has a date: what it
// claims, or else its id says.
func (a *archive) searchedByTime() {
	a.t.Helper()
	a.finds("what has no date is not found by one", store.Search{From: at(0), To: at(100)}, "")
	a.finds("what has no date", store.Search{Undated: true}, "3 2 1")
	a.finds("what has no date, by words", store.Search{Undated: true, Words: sought("ferry")}, "2 1")
	a.finds("gone within an hour of a time that nobody claims", store.Search{GoneWithin: time.Hour}, "")
	one, two, three := post("1", "the ship leaves at ten"), post("2", "no ferry today"), post("3", "the bridge is closed")
	three.Author, three.Content.Lang, three.IDTime = store.Author{Handle: "Other", Name: "Somebody Else"}, "pt-br", at(3)
	three.Content.Media = []store.Media{{Type: "image", URL: "https://x.com/i.png", Alt: "a broken pier"}}
	for i, o := range []*store.Observation{&one, &two} {
		o.Content.PublishedAt = store.Moment{Time: at(i + 1), Precision: store.PrecisionSecond}
	}
	a.see(7, one)
	a.see(8, two)
	a.see(8, gone("2", store.Deleted, true))
	a.finds("two of three are dated, from", store.Search{From: at(1)}, "2 1")
	check(a.t, "years, one of them unknown", fmt.Sprint(must[store.Facets](a.t)(a.searcher().Facets(a.t.Context(), store.Search{})).Years), "[{2025 2} { 1}]")
	a.see(9, three)
	a.finds("all are dated", store.Search{Undated: true}, "")
	a.finds("from", store.Search{From: at(2)}, "3 2")
	a.finds("to, which is not included", store.Search{To: at(2)}, "1")
	a.finds("within a minute", store.Search{From: at(1).Add(time.Millisecond), To: at(3).Add(time.Millisecond)}, "3 2")
	o := post("4", "said and deleted")
	o.Content.PublishedAt = store.Moment{Time: at(10), Precision: store.PrecisionSecond}
	a.see(20, o)
	a.see(40, gone("4", store.Deleted, true))
	a.finds("gone within an hour", store.Search{GoneWithin: time.Hour}, "4 2")
	a.finds("gone within ten minutes", store.Search{GoneWithin: 10 * time.Minute}, "2")
	o.Content.PublishedAt = store.Moment{Time: time.Date(1920, 1, 1, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond}
	o.Document, o.Content.Text = "x:5", "from long ago"
	a.see(41, o)
	a.finds("before 1970", store.Search{To: at(0)}, "5")
}

// facets: what is found is counted by what it has.
func (a *archive) facets() {
	a.t.Helper()
	f := must[store.Facets](a.t)(a.searcher().Facets(a.t.Context(), store.Search{From: at(0)}))
	check(a.t, "platforms", fmt.Sprint(f.Platforms), "[{x 4}]")
	check(a.t, "languages", fmt.Sprint(f.Langs), "[{en 3} {pt-br 1}]")
	check(a.t, "states", fmt.Sprint(f.States), "[{deleted 2} {gone 2} {edited 1}]")
	check(a.t, "years", fmt.Sprint(f.Years), "[{2025 4}]")
	check(a.t, "of", f.Of, 4)
	if len(f.Authors) != 2 || f.Authors[0].Key != "@speaker" || f.Authors[0].Count != 3 || f.Authors[1].Author.Name != "Somebody Else" {
		a.t.Errorf("authors: %+v", f.Authors)
	}
}

// searchedAnew: the index follows links, merges, erasure and another way of cutting.
func searchedAnew(t *testing.T, open Opener) {
	a := newArchive(t, open)
	v := a.see(1, post("1", "the ferry leaves")).Version
	a.see(2, post("2", "the secret ferry"))
	art := a.see(3, article("a", "He said the ferry stays", 3)).Version
	a.finds("nothing quotes it yet", store.Search{Quoted: true}, "")
	l := linkTo(v, "the ferry stays")
	l.Match.Verdict, l.Match.Warnings, l.Match.Severity = store.Altered, []string{"opposite"}, store.SeverityMeaning
	a.replace(art.ID, l)
	both := "https://paper.example/a 1"
	a.finds("quoted", store.Search{Quoted: true}, both)
	a.finds("with a warning", store.Search{Warnings: []string{"opposite"}}, both)
	a.finds("of a severity", store.Search{Severities: []store.Severity{store.SeverityMeaning}, Kind: store.Post}, "1")
	a.finds("by outlet", store.Search{Outlet: []string{"paper"}}, "https://paper.example/a")
	a.finds("by an outlet's host", store.Search{Outlet: []string{"paper.example"}}, "https://paper.example/a")
	a.finds("with another warning", store.Search{Warnings: []string{"number"}}, "")

	if _, err := a.Forget(t.Context(), "x:2", "a court said so"); err != nil {
		t.Fatal(err)
	}
	s, ok := a.Engine.(store.Searcher)
	if !ok {
		t.Fatal("it searched before")
	}
	found := must[store.Found](t)(s.Search(t.Context(), store.Search{Words: sought("secret"), Limit: 5})) // at once
	check(t, "what was forgotten", found.Total, 0)
	a.finds("what was forgotten, later", store.Search{Words: sought("secret")}, "")

	n := must[int](t)(s.Unsearched(t.Context(), 2))
	check(t, "cut another way", n, 3)
	upper := func(text string) string { return strings.ToUpper(lower(text)) }
	if _, err := s.IndexWords(t.Context(), 2, upper, nil); err != nil {
		t.Fatal(err)
	}
	found = must[store.Found](t)(s.Search(t.Context(), store.Search{Words: sought("FERRY"), Limit: 5}))
	check(t, "found anew", found.Total, 2)
}

// searchedMerged: two documents that turn out to be one are found once.
func searchedMerged(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.see(1, post("1", "one text"))
	a.see(2, post("2", "another text"))
	a.finds("apart", store.Search{Words: sought("text")}, "2 1")
	one, two := post("1", "one text"), post("2", "another text")
	one.Aliases, two.Aliases = []store.DocumentID{"x:2"}, []store.DocumentID{"x:1"}
	a.see(3, one)
	a.see(4, two)
	if d := a.document("x:1"); d.ID != a.document("x:2").ID {
		t.Skip("they were not taken for one")
	}
	a.finds("as one", store.Search{Words: sought("text")}, a.document("x:1").ID.Native())
	a.see(5, post("3", "a third text"))
	a.finds("and what came next", store.Search{Words: sought("third")}, "3")
}
