package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"onrecord/store"
)

// documents gives the names that pass a filter, in their order.
func (a *archive) documents(f store.DocumentFilter) string {
	a.t.Helper()
	var out []string
	err := a.Documents(a.t.Context(), f, func(d store.Document) error {
		out = append(out, string(d.ID))
		return nil
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// documents: filters, order, and callbacks that use the store.
func documents(t *testing.T, open Opener) {
	a := newArchive(t, open)
	for i, minutes := range []int{30, 10, 20} {
		o := post(fmt.Sprint(i+1), "A")
		o.Content.PublishedAt = store.Moment{Time: at(minutes), Precision: store.PrecisionSecond}
		a.see(40, o)
	}
	a.see(25, post("4", "no time of its own"))
	other := post("5", "A")
	other.Document, other.Author.Handle = "mastodon:5", "Other"
	a.see(5, other)
	a.see(1, article("a", "A", 15))
	for _, c := range []struct {
		name   string
		filter store.DocumentFilter
		want   string
	}{
		{"all, newest first", store.DocumentFilter{}, "x:1 x:4 x:3 web:https://paper.example/a x:2 mastodon:5"},
		{"kind", store.DocumentFilter{Kind: store.Article}, "web:https://paper.example/a"},
		{"platform", store.DocumentFilter{Platform: "mastodon"}, "mastodon:5"},
		{"author", store.DocumentFilter{AuthorKey: "@speaker"}, "x:1 x:4 x:3 x:2"},
		{"limit", store.DocumentFilter{Kind: store.Post, Limit: 2}, "x:1 x:4"},
		{"none due", store.DocumentFilter{DueBy: at(1000)}, ""},
	} {
		check(t, c.name, a.documents(c.filter), c.want)
	}
	t.Run("due", func(t *testing.T) { dueDocuments(t, a) })
	t.Run("pages", func(t *testing.T) { manyDocuments(t, newArchive(t, open)) })
}

func dueDocuments(t *testing.T, a *archive) {
	for id, minutes := range map[store.DocumentID]int{"x:1": 70, "x:2": 60, "x:3": 80} {
		if err := a.SetNextLook(t.Context(), id, at(minutes)); err != nil {
			t.Fatal(err)
		}
	}
	check(t, "the longest overdue first", a.documents(store.DocumentFilter{DueBy: at(75)}), "x:2 x:1")
	check(t, "due at the very time", a.documents(store.DocumentFilter{DueBy: at(60)}), "x:2")
	check(t, "next look", a.document("x:1").NextLook, at(70))
	if err := a.SetNextLook(t.Context(), "x:2", at(0).AddDate(-9999, 0, 0)); err != nil {
		t.Fatal(err)
	}
	check(t, "never again", a.documents(store.DocumentFilter{DueBy: at(75)}), "x:1")
}

// manyDocuments: more than any page, each once, while the callback reads and
// writes.
func manyDocuments(t *testing.T, a *archive) {
	const n = 1203
	var all []store.Recording
	for i := range n {
		o := post(fmt.Sprint(i), "A")
		o.Content.PublishedAt = store.Moment{Time: at(i / 7), Precision: store.PrecisionSecond} // many share a time
		all = append(all, store.Recording{Capture: store.Capture{StartedAt: at(n)}, Seen: []store.Observation{o}})
	}
	must[[][]store.Change](t)(a.RecordAll(t.Context(), all))
	got, last := map[store.DocumentID]bool{}, at(n)
	err := a.Documents(t.Context(), store.DocumentFilter{}, func(d store.Document) error {
		if d.PublishedAt.Time.After(last) {
			t.Fatalf("%s is out of order", d.ID)
		}
		got[d.ID], last = true, d.PublishedAt.Time
		if len(got)%400 == 0 {
			a.document(d.ID)
			return a.SetNextLook(t.Context(), d.ID, at(n))
		}
		return nil
	})
	if err != nil || len(got) != n {
		t.Errorf("%d of %d documents, %v", len(got), n, err)
	}
	stop, calls := errors.New("enough"), 0
	err = a.Documents(t.Context(), store.DocumentFilter{}, func(store.Document) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("a callback's error: %d calls, %v", calls, err)
	}
}
