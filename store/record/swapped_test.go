package record_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"onrecord/store"
)

// with gives an observation a picture.
func with(o store.Observation, id string) store.Observation {
	o.Content.Media = []store.Media{{Type: "image", Alt: "the harbour", ID: id}}
	return o
}

// TestSwappedPicture: another picture under the same words is an edit, but not where its
// words were merely cut, nor where one answer does not tell which picture it is.
func TestSwappedPicture(t *testing.T) {
	a := newArchive(t)
	for i, step := range []struct {
		seen store.Observation
		want string
	}{
		{with(says("A"), ""), "new"},
		{with(says("A"), "1"), "unchanged"},
		{with(says("A"), ""), "unchanged"},
		{with(says("A"), "1"), "unchanged"},
		{with(says("A"), "2"), "edited"},
		{with(says("A"), "1"), "edited"},
		{with(cut(says("A long…")), "1"), "edited"},
		{with(cut(says("A long…")), "2"), "edited"},
		{with(says("A long text"), "2"), "filled"},
		{says("A long text"), "edited"}, // the picture was taken out
	} {
		if got := a.look(i, step.seen); got != step.want {
			t.Errorf("look %d: %s, want %s", i, got, step.want)
		}
	}
	a = newArchive(t)
	a.hear(told{1, store.AuthorityOrigin, with(says("A"), "1")})
	if got := a.record(store.Capture{ID: 9, StartedAt: at(2), Authority: store.AuthorityRelay}, with(says("A"), "2")); got != "unconfirmed" {
		t.Errorf("a relay shows another picture: %s", got)
	}
}

// TestSwappedPictureInAnyOrder: which picture stands last does not depend on what was heard
// first, of the home mixed with others and of others alone.
func TestSwappedPictureInAnyOrder(t *testing.T) {
	last := func(a *archive) string {
		vs := a.Names["x:1"].Standing()
		v := vs[len(vs)-1]
		return fmt.Sprintf("%s:%s %s", v.Authority, v.Text, v.Media[0].ID)
	}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 24))
		one := func(a store.Authority, minute int) told {
			return told{minute, a, by(with(says([]string{"A", "B"}[r.IntN(2)]), fmt.Sprint(1+r.IntN(3))), "a", "https://x.com/a/status/1")}
		}
		home := []told{one(store.AuthorityOrigin, 20)}
		for i := range r.IntN(4) {
			home = append(home, one(store.AuthorityOrigin, 21+i))
		}
		var others []told
		var alone [][]told
		for range 1 + r.IntN(5) {
			o := one([]store.Authority{store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim}[r.IntN(3)], 18+r.IntN(9))
			others, alone = append(others, o), append(alone, []told{o})
		}
		a := newArchive(t)
		for _, o := range home {
			a.hear(o)
		}
		want := last(a)
		for range 5 {
			a := newArchive(t)
			order := interleave(r, home, others)
			for _, o := range order {
				a.hear(o)
			}
			if got := last(a); got != want {
				t.Fatalf("seed %d: %s, want %s; %+v", seed, got, want, order)
			}
		}
		inTenOrders(t, seed, r, alone, last)
	}
}
