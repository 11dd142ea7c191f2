package storetest

import (
	"errors"
	"fmt"
	"testing"

	"onrecord/store"
)

// renditions: each version that waits is handed out once, whether or not something is made
// of it, and what was handed out before an error is not asked for twice where it was made.
func renditions(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	const many = 120
	for i := range many {
		a.see(i, post(fmt.Sprint(i), fmt.Sprintf("words %d", i)))
	}
	handed := map[int64]int{}
	chosen := a.versions("x:70")[0].ID
	give := func(page []store.Version) (made []store.Rendition, err error) {
		for _, v := range page {
			if handed[v.ID]++; v.ID == chosen {
				made = append(made, store.Rendition{VersionID: v.ID, Lang: "en", Engine: "an engine", Text: "others"})
			}
		}
		return made, nil
	}
	waiting := func() int { t.Helper(); return must[int](t)(a.CountUnrendered(ctx, "an engine")) }
	stop := errors.New("no engine any more")
	_, err := a.Unrendered(ctx, "an engine", func(page []store.Version) ([]store.Rendition, error) {
		if handed[chosen] > 0 {
			return nil, stop
		}
		return give(page)
	})
	if !errors.Is(err, stop) {
		t.Errorf("an engine that fails: %v", err)
	}
	check(t, "made before the engine failed", len(must[[]store.Rendition](t)(a.RenditionsOf(ctx, []int64{chosen}))), 1)
	before := waiting()
	clear(handed)
	check(t, "handed out afterwards", must[int](t)(a.Unrendered(ctx, "an engine", give)), before)
	for id, n := range handed {
		if n != 1 || id == chosen {
			t.Errorf("version %d was handed out %d times after the engine failed", id, n)
		}
	}
	check(t, "handed out", len(handed), before)
	check(t, "waiting in the end", waiting(), 0)
}
