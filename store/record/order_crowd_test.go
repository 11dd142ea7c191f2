package record_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"onrecord/store"
)

// TestFault68OthersRepeatThemselves mixes in ten thousand orders what relays, files and pages
// say of a post that its home never showed: the same few words again and again, whole and
// cut, at close and at equal times and without any, edited and edited back, under numbers of
// their own, and gone. All that is seen of it is the same each time, whenever a file is
// imported.
func TestFault68OthersRepeatThemselves(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 3))
		inTenOrders(t, seed, r, repeats(r), func(a *archive) string { return a.face("x:1") + " | " + a.lines("x:1") })
	}
}

// repeats are captures of others that say the same few things.
func repeats(r *rand.Rand) (out [][]told) {
	for range 2 + r.IntN(6) {
		a := []store.Authority{store.AuthorityRelay, store.AuthorityRelay, store.AuthorityImport, file, file, store.AuthorityClaim}[r.IntN(6)]
		at := 30 + r.IntN(8)
		var one []told
		for range 1 + r.IntN(2) {
			one = append(one, told{at, a, repeated(r, a)})
		}
		out = append(out, one)
	}
	return out
}

func repeated(r *rand.Rand, a store.Authority) store.Observation {
	o := by(says([]string{"A", "B", "C", "A long text"}[r.IntN(4)]), "a", fmt.Sprintf("https://x.com/a/status/1?%d", r.IntN(3)))
	switch n := r.IntN(8); {
	case n < 2 && (a == store.AuthorityImport || a == file):
		return seenAt(o, 28+r.IntN(8))
	case n == 2:
		o.VersionTime = at(25 + r.IntN(8))
	case n == 3:
		o.VersionID, o.VersionTime = fmt.Sprint(r.IntN(3)), at(25+r.IntN(8))
	case n == 4:
		return cut(by(says("A long…"), "a", o.URL))
	case n == 5:
		o.Content.PublishedAt.Time = at(24 + r.IntN(4))
	case n == 6 && (a == store.AuthorityImport || a == file):
		return ended(28 + r.IntN(10))
	}
	return o
}

// TestFault68TheHomeAmongOthers mixes such captures with looks at the home: the words, the
// address, the author and the state are those that the looks alone give, and what of the
// others stands before them is the same each time, though a file be imported at any time.
// Every second set has numbers of versions too, which contradict each other.
func TestFault68TheHomeAmongOthers(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed/2, 5))
		home, others, want := randomLooks(r, []string{"A", "B", "C", "A long text"}), repeats(r), ""
		numbers := seed%2 == 1
		if !numbers {
			withoutNumbers(append([][]told{home}, others...)...)
		}
		alone := newArchive(t)
		for _, o := range home {
			alone.hear(o)
		}
		for n := range 10 {
			a := newArchive(t)
			for _, c := range among(r, home, others) {
				a.hear(c...)
			}
			if got, want := a.face("x:1"), alone.face("x:1"); got != want {
				t.Fatalf("seed %d: %s, want %s", seed, got, want)
			}
			got := a.lines("x:1")
			if n == 0 {
				want = got
			}
			if got != want {
				t.Fatalf("seed %d: %s, before %s", seed, got, want)
			}
		}
	}
}

// among mixes captures into looks, which keep their order.
func among(r *rand.Rand, looks []told, others [][]told) (out [][]told) {
	for _, o := range looks {
		out = append(out, []told{o})
	}
	for _, c := range others {
		out = slices.Insert(out, r.IntN(len(out)+1), c)
	}
	return out
}

// withoutNumbers leaves out the numbers of versions: random ones contradict each other.
func withoutNumbers(all ...[]told) {
	for _, c := range all {
		for i := range c {
			c[i].seen.VersionID = ""
		}
	}
}
