package storetest

import (
	"fmt"
	"testing"
	"time"

	"onrecord/store"
)

// months: all that there is, counted and listed by month.
func months(t *testing.T, open Opener) {
	a, ctx := newArchive(t, open), t.Context()
	dated := func(o store.Observation, at time.Time) store.Observation {
		o.Content.PublishedAt = store.Moment{Time: at, Precision: store.PrecisionSecond}
		return o
	}
	october := time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC)
	a.record(1, dated(post("1", "One."), october), dated(post("2", "Two."), october.Add(-time.Millisecond)), dated(post("3", "Three."), october.AddDate(0, 1, 0).Add(-time.Second)))
	story := dated(post("4", "A story."), october)
	story.Document, story.Kind, story.Publisher = "web:https://example.org/4", store.Article, "The Courier"
	a.record(2, story)
	a.record(3, dated(post("1", "One, edited."), october))
	a.record(4, gone("2", store.Deleted, true))

	say := func(all []store.MonthCount) (out string) {
		for _, m := range all {
			out += fmt.Sprintf("%s:%d ", m.Month.Format("2006-01"), m.Count)
		}
		return out
	}
	posts := store.DocumentFilter{Kind: store.Post}
	check(t, "posts", say(must[[]store.MonthCount](t)(a.CountByMonth(ctx, posts))), "2025-09:1 2025-10:2 ")
	d := must[store.Document](t)(a.Document(ctx, "x:1"))
	check(t, "of an author", say(must[[]store.MonthCount](t)(a.CountByMonth(ctx, store.DocumentFilter{Kind: store.Post, Platform: "x", AuthorKey: d.Author.Key(), Month: &october}))), "2025-10:2 ")
	check(t, "of nobody", say(must[[]store.MonthCount](t)(a.CountByMonth(ctx, store.DocumentFilter{Platform: "bluesky"}))), "")
	outlets := must[[]store.OutletMonth](t)(a.OutletsByMonth(ctx))
	if len(outlets) != 1 || outlets[0].Publisher != "The Courier" || outlets[0].Count != 1 || !outlets[0].Month.Equal(october) {
		t.Errorf("outlets: %+v", outlets)
	}
	listed := func(f store.DocumentFilter) (out string) {
		t.Helper()
		if err := a.Documents(ctx, f, func(d store.Document) error { out += string(d.ID) + " "; return nil }); err != nil {
			t.Fatal(err)
		}
		return out
	}
	posts.Month = &october
	check(t, "a month", listed(posts), "x:3 x:1 ")
	posts.Skip, posts.Limit = 1, 5
	check(t, "the rest of a month", listed(posts), "x:1 ")
	check(t, "an outlet's", listed(store.DocumentFilter{Kind: store.Article, Publisher: "The Courier", Month: &october}), "web:https://example.org/4 ")
	check(t, "another outlet's", listed(store.DocumentFilter{Kind: store.Article, Publisher: "The Herald"}), "")

	november := time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
	check(t, "changes", say(must[[]store.MonthCount](t)(a.ChangesByMonth(ctx))), "2025-11:2 ")
	events := must[[]store.Event](t)(a.ChangesOfMonth(ctx, november, 1, 5))
	if len(events) != 1 || events[0].Kind != store.ChangeEdited {
		t.Errorf("the second of the month's changes: %+v", events)
	}
	if events := must[[]store.Event](t)(a.ChangesOfMonth(ctx, october, 0, 5)); len(events) != 0 {
		t.Errorf("changes of another month: %+v", events)
	}
}
