package storetest

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// terms hashes words as an index scheme would; half of the hashes are negative.
func terms(of ...string) []store.Term {
	out := make([]store.Term, len(of))
	for i, w := range of {
		h := fnv.New64a()
		h.Write([]byte(w))
		out[i] = store.Term(h.Sum64())
	}
	return out
}

func words(v store.Version) []store.Term { return terms(strings.Fields(v.Text)...) }

func ids(n ...int64) string { return fmt.Sprint(n) }

// postings are the versions with a word.
func (a *archive) postings(word string) string {
	a.t.Helper()
	return ids(must[[]int64](a.t)(a.Postings(a.t.Context(), terms(word)[0], store.PostingFilter{}, 100))...)
}

// indexes: versions of posts by their terms, with what narrows the search.
func indexes(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	one := post("1", "some words are rare")
	one.Content.PublishedAt = store.Moment{Time: at(10), Precision: store.Second}
	v1 := a.see(20, one).Version
	two := post("2", "some words are common")
	two.Author.Handle = "Other"
	v2 := a.see(20, two).Version
	a.see(20, article("a", "some words of an article", 5))
	check(t, "before", a.postings("some"), ids())
	check(t, "indexed", must[int](t)(a.IndexPosts(ctx, 1, words)), 2)
	check(t, "and no more", must[int](t)(a.IndexPosts(ctx, 1, words)), 0)

	freqs, total, err := a.DocFreqs(ctx, terms("some", "rare", "nowhere", "some"))
	if err != nil || fmt.Sprint(freqs) != "[2 1 0 2]" || total != 2 {
		t.Error("frequencies:", freqs, total, err)
	}
	some := terms("some")[0]
	for _, c := range []struct {
		name   string
		filter store.PostingFilter
		limit  int
		want   string
	}{
		{"all", store.PostingFilter{}, 10, ids(v1.ID, v2.ID)},
		{"limit", store.PostingFilter{}, 1, ids(v1.ID)},
		{"author", store.PostingFilter{AuthorKey: "@other"}, 10, ids(v2.ID)},
		{"before", store.PostingFilter{Before: at(10)}, 10, ids(v2.ID)}, // no time of its own: may be
		{"after", store.PostingFilter{Before: at(11)}, 10, ids(v1.ID, v2.ID)},
		{"both", store.PostingFilter{AuthorKey: "@speaker", Before: at(10)}, 10, ids()},
	} {
		check(t, c.name, ids(must[[]int64](t)(a.Postings(ctx, some, c.filter, c.limit))...), c.want)
	}
	v3 := a.see(30, post("1", "some other words")).Version
	check(t, "an edit", must[int](t)(a.IndexPosts(ctx, 1, words)), 1)
	check(t, "every version", a.postings("some"), ids(v1.ID, v2.ID, v3.ID))
	t.Run("candidates", func(t *testing.T) { candidates(t, a, v1, v3) })
	t.Run("quotes", func(t *testing.T) { quoteIndex(t, newArchive(t, open)) })
}

func candidates(t *testing.T, a *archive, v1, v3 store.Version) {
	got := must[[]store.Indexed](t)(a.Candidates(t.Context(), []int64{v3.ID, 9999, v1.ID}))
	if len(got) != 2 {
		t.Fatalf("candidates: %+v", got)
	}
	check(t, "in the order asked", got[0].Version.Text, "some other words")
	check(t, "the older version", got[1].Version.Text, "some words are rare")
	check(t, "with the document", got[1].Document.ID, "x:1")
	check(t, "its time", got[1].Document.PublishedAt.Time.IsZero(), false)
	check(t, "its versions", got[1].Document.Versions, 2)
	check(t, "of none", len(must[[]store.Indexed](t)(a.Candidates(t.Context(), nil))), 0)
}

func quoteIndex(t *testing.T, a *archive) {
	ctx := t.Context()
	quoteWords := func(q store.Quote) []store.Term { return terms(strings.Fields(q.Text)...) }
	v := a.see(0, post("1", "some words")).Version
	art := a.see(1, article("a", "text", 0)).Version
	a.replace(art.ID, linkTo(v, "some words"), unlinkedQuote("some riddle"))
	check(t, "only those without a source", must[int](t)(a.IndexQuotes(ctx, 1, quoteWords)), 1)
	qs := must[[]store.Link](t)(a.Quotes(ctx, art.ID))
	find := func() string {
		return ids(must[[]int64](t)(a.QuotePostings(ctx, terms("some")[0], 10))...)
	}
	check(t, "found", find(), ids(qs[1].Quote.ID))
	check(t, "posts are apart", a.postings("some"), ids())
	a.replace(art.ID, linkTo(v, "some words"), linkTo(v, "some riddle"))
	check(t, "one with a source is out", find(), ids())
	check(t, "none left", must[int](t)(a.IndexQuotes(ctx, 1, quoteWords)), 0)
}

// reindexes: another scheme makes all anew, and a text that changes while it is
// being indexed is not left with its old terms.
func reindexes(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	const n = 1100
	var all []store.Recording
	for i := range n {
		all = append(all, store.Recording{Capture: store.Capture{StartedAt: at(i)}, Seen: []store.Observation{post(fmt.Sprint(i), "every post "+fmt.Sprint(i))}})
	}
	must[[][]store.Change](t)(a.RecordAll(ctx, all))
	check(t, "indexed", must[int](t)(a.IndexPosts(ctx, 1, words)), n)
	check(t, "by another scheme", must[int](t)(a.IndexPosts(ctx, 2, func(v store.Version) []store.Term { return terms("scheme2", strings.Fields(v.Text)[2], "scheme2") })), n)
	check(t, "the old terms", a.postings("every"), ids())
	freqs, total, err := a.DocFreqs(ctx, terms("every", "scheme2", "77"))
	if err != nil || fmt.Sprint(freqs) != fmt.Sprint([]int{0, n, 1}) || total != n {
		t.Error(freqs, total, err)
	}
	t.Run("changed meanwhile", func(t *testing.T) { changedMeanwhile(t, newArchive(t, open)) })
	t.Run("cancelled", func(t *testing.T) {
		a := newArchive(t, open)
		a.see(0, post("1", "A"))
		ctx, cancel := contextWithCancel(t)
		cancel()
		if _, err := a.IndexPosts(ctx, 1, words); !errors.Is(err, ctx.Err()) {
			t.Error(err)
		}
	})
}

func changedMeanwhile(t *testing.T, a *archive) {
	v := a.see(0, cut(post("1", ""), "old…")).Version
	filled := false
	_, err := a.IndexPosts(t.Context(), 1, func(v store.Version) []store.Term {
		if !filled {
			filled = true
			a.clock.set(a.clock.Now().Add(time.Minute))
			check(t, "filled", a.see(1, post("1", "old and new")).Kind, store.Filled)
		}
		return words(v)
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "the new words", a.postings("new"), ids(v.ID))
	check(t, "the cut ones", a.postings("old…"), ids())
}
