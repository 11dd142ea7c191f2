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

// postings are the versions with a word that are still there.
func (a *archive) postings(word string) string {
	a.t.Helper()
	lists, _ := a.lists(store.PostSpace, 100, word)
	out := []int64{}
	for _, c := range must[[]store.Indexed](a.t)(a.Candidates(a.t.Context(), lists[0].Refs)) {
		out = append(out, c.Version.ID)
	}
	return ids(out...)
}

func (a *archive) lists(space store.Space, most int, of ...string) ([]store.List, int) {
	a.t.Helper()
	lists, total, err := a.Lists(a.t.Context(), space, terms(of...), most)
	if err != nil {
		a.t.Fatal(err)
	}
	return lists, total
}

// indexes: versions of posts by their terms.
func indexes(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	one := post("1", "some words are rare")
	one.Content.PublishedAt = store.Moment{Time: at(10), Precision: store.PrecisionSecond}
	v1 := a.see(20, one).Version
	v2 := a.see(20, post("2", "some words are common")).Version
	a.see(20, article("a", "some words of an article", 5))
	check(t, "before", a.postings("some"), ids())
	check(t, "indexed", must[int](t)(a.IndexPosts(ctx, 1, words)), 2)
	check(t, "and no more", must[int](t)(a.IndexPosts(ctx, 1, words)), 0)

	lists, total := a.lists(store.PostSpace, 1, "some", "rare", "nowhere", "some")
	check(t, "all texts", total, 2)
	check(t, "too many to list", fmt.Sprint(lists[0], lists[3]), "{2 []} {2 []}")
	check(t, "few enough", fmt.Sprint(lists[1]), fmt.Sprint(store.List{Count: 1, Refs: []int64{v1.ID}}))
	check(t, "none", lists[2].Count, 0)
	v3 := a.see(30, post("1", "some other words")).Version
	check(t, "an edit", must[int](t)(a.IndexPosts(ctx, 1, words)), 1)
	check(t, "every version", a.postings("some"), ids(v1.ID, v2.ID, v3.ID))
	check(t, "none lost", must[int](t)(0, a.Reindex(ctx)), 0)
	check(t, "dropped", a.postings("some"), ids())
	check(t, "made anew", must[int](t)(a.IndexPosts(ctx, 1, words)), 3)
	check(t, "every version again", a.postings("some"), ids(v1.ID, v2.ID, v3.ID))
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
	check(t, "its author", got[1].Document.Author.Handle, "Speaker")
	check(t, "the place among the versions", got[0].Version.Seq, 2)
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
		return ids(must[[]int64](t)(a.UnlinkedQuotes(ctx, terms("some"), 10))...)
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
	lists, total := a.lists(store.PostSpace, n, "every", "scheme2", "77")
	check(t, "frequencies", fmt.Sprint(lists[0].Count, lists[1].Count, lists[2].Count, total), fmt.Sprint(0, n, 1, n))
	check(t, "a long list", len(lists[1].Refs), n)
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
			check(t, "filled", a.see(1, post("1", "old and new")).Kind, store.ChangeFilled)
		}
		return words(v)
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "the new words", a.postings("new"), ids(v.ID))
}
