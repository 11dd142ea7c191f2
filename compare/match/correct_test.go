package match

import (
	"testing"

	"onrecord/store"
)

// TestCorrection: what a quote changed is given back in the post's words, and what it
// marks as left out or put in is left alone.
func TestCorrection(t *testing.T) {
	const post = "Before. We will not close the old library. It stays open on Sundays for all who read, write, work or wait there. That is a promise."
	all := [2]int{8, 131}
	equal := func(s string) store.Edit { return store.Edit{Op: "equal", Quote: s, Post: s} }
	gone := func(s string) store.Edit { return store.Edit{Op: "delete", Post: s} }
	long := gone("It stays open on Sundays for all who read, write, work or wait there")
	for _, c := range []struct {
		name, quote, want string
		m                 store.Match
	}{
		{
			"a negation left out", "We will close the old library", "We will not close the old library",
			store.Match{Verdict: store.Trimmed, Span: [2]int{8, 41}, Warnings: []string{"negation"}, Edits: []store.Edit{equal("We will"), gone("not"), equal("close the old library")}},
		},
		{
			"in the quote's own sentence", "we will close the old library,", "we will not close the old library,",
			store.Match{Verdict: store.Trimmed, Span: [2]int{8, 41}, Warnings: []string{"negation"}, Edits: []store.Edit{equal("We will"), gone("not"), equal("close the old library")}},
		},
		{
			"a word replaced", "We will not shut the old library", "We will not close the old library",
			store.Match{Verdict: store.Altered, Span: [2]int{8, 41}, Edits: []store.Edit{equal("We will not"), {Op: "replace", Quote: "shut", Post: "close"}, equal("the old library")}},
		},
		{
			"a long passage left out unmarked", "We will not close the old library. That is a promise", "We will not close the old library. […] That is a promise.",
			store.Match{Verdict: store.Trimmed, Span: all, Edits: []store.Edit{equal("We will not close the old library"), long, equal("That is a promise")}},
		},
		{
			"the same, marked", "We will not close the old library … That is a promise", "",
			store.Match{Verdict: store.Trimmed, Span: all, Edits: []store.Edit{equal("We will not close the old library"), long, equal("That is a promise")}},
		},
		{
			"the same, marked in brackets", "We will not close the old library [...] That is a promise", "",
			store.Match{Verdict: store.Trimmed, Span: all, Edits: []store.Edit{equal("We will not close the old library"), long, equal("That is a promise")}},
		},
		{
			"a word put in, in brackets", "We will not close the [town's] old library", "",
			store.Match{Verdict: store.Altered, Span: [2]int{8, 41}, Edits: []store.Edit{equal("We will not close the"), {Op: "insert", Quote: "town's"}, equal("old library")}},
		},
		{
			"a word put in without", "We will not close the dear old library", "We will not close the old library",
			store.Match{Verdict: store.Altered, Span: [2]int{8, 41}, Edits: []store.Edit{equal("We will not close the"), {Op: "insert", Quote: "dear"}, equal("old library")}},
		},
		{
			"with the end of its sentence", "We will not shut the old library.", "We will not close the old library.",
			store.Match{Verdict: store.Altered, Span: [2]int{8, 41}, Edits: []store.Edit{equal("We will not"), {Op: "replace", Quote: "shut", Post: "close"}, equal("the old library")}},
		},
		{
			"ended where the post goes on", "We will not shut the old.", "We will not close the old.",
			store.Match{Verdict: store.Altered, Span: [2]int{8, 33}, Edits: []store.Edit{equal("We will not"), {Op: "replace", Quote: "shut", Post: "close"}, equal("the old")}},
		},
		{"verbatim", "close the old library", "", store.Match{Verdict: store.Verbatim, Span: [2]int{20, 41}}},
		{"translated", "otra cosa", "", store.Match{Verdict: store.Translated, Span: all}},
		{"of two posts", "We will", "", store.Match{Verdict: store.Altered, Span: all, Warnings: []string{Spliced}}},
		{"a span that is none", "We will", "", store.Match{Verdict: store.Altered, Span: [2]int{9, 4}}},
	} {
		if got := Correction(c.quote, c.m, post); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
