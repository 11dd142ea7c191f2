package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
)

func contextWithCancel(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithCancel(t.Context())
}

// concurrent: readers see whole captures while writers write, through one handle
// and through two.
func concurrent(t *testing.T, open Opener) {
	a := newArchive(t, open)
	b := &archive{t: t, clock: a.clock, dir: a.dir, Engine: open(t, a.dir, a.clock.Now)}
	defer b.Close()
	const writers, each = 4, 40
	g, ctx := errgroup.WithContext(t.Context())
	for w := range writers {
		st := []Engine{a, b}[w%2]
		g.Go(func() error {
			for i := range each {
				two := []store.Observation{post(fmt.Sprintf("%d-%d", w, i), "A"), post(fmt.Sprintf("%d-%d", w, i), "B")}
				if _, _, err := st.Record(ctx, store.Capture{StartedAt: at(i)}, two); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, st := range []Engine{a, b} {
		g.Go(func() error { return watch(ctx, st, writers*each) })
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	c := must[store.Counts](t)(b.Counts(t.Context()))
	check(t, "posts", c.Posts, writers*each)
	check(t, "versions", c.Versions, 2*writers*each)
	check(t, "captures", c.Captures, writers*each)
}

// watch reads until all is there; a document never shows only half of a capture.
func watch(ctx context.Context, st Engine, all int) error {
	for {
		n := 0
		err := st.Documents(ctx, store.DocumentFilter{}, func(d store.Document) error {
			n++
			if d.Versions != 2 {
				return fmt.Errorf("%s has %d versions", d.ID, d.Versions)
			}
			return nil
		})
		if err != nil || n >= all {
			return errors.Join(err, ctx.Err())
		}
	}
}

// reopen: what was acknowledged is there after closing and opening again.
func reopen(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.see(0, post("1", "some words"))
	a.see(1, gone("1", store.Deleted, false))
	id, _, err := a.Record(t.Context(), fullCapture(), nil)
	if err != nil {
		t.Fatal(err)
	}
	begin(a, "elsewhere pid 1")
	must[int](t)(a.IndexPosts(t.Context(), 1, words))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a.Engine = open(t, a.dir, a.clock.Now)
	check(t, "versions", a.texts("x:1"), "some words")
	check(t, "body", len(must[store.Capture](t)(a.Capture(t.Context(), id)).Body), len(fullCapture().Body))
	check(t, "index", must[int](t)(a.IndexPosts(t.Context(), 1, words)), 0)
	check(t, "postings", a.postings("words"), ids(a.versions("x:1")[0].ID))
	if _, err := a.BeginRun(t.Context(), "elsewhere pid 2"); err == nil {
		t.Error("the lease was lost with the handle")
	}
	check(t, "the second look", a.see(10, gone("1", store.Deleted, false)).Kind, store.ChangeGone)
}
