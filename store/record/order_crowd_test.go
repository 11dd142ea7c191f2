package record_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"onrecord/store"
)

// TestFault68OthersRepeatThemselves mixes in ten thousand orders what relays, files and pages
// say of a post that its home never showed: the same few words again and again, at close and
// at equal times, edited and edited back, under numbers of their own, and gone.
// The words that stand last, the address, the author and the state are the same each time.
func TestFault68OthersRepeatThemselves(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 3))
		inTenOrders(t, seed, r, repeats(r), func(a *archive) string { return a.face("x:1") })
	}
}

// repeats are captures of others that say the same few things.
func repeats(r *rand.Rand) (out [][]told) {
	for range 2 + r.IntN(6) {
		a := []store.Authority{store.AuthorityRelay, store.AuthorityRelay, store.AuthorityImport, store.AuthorityImport, store.AuthorityClaim}[r.IntN(5)]
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
	switch n := r.IntN(6); {
	case n < 2 && a == store.AuthorityImport:
		return seenAt(o, 28+r.IntN(8))
	case n == 2:
		o.VersionTime = at(25 + r.IntN(8))
	case n == 3:
		o.VersionID, o.VersionTime = fmt.Sprint(r.IntN(3)), at(25+r.IntN(8))
	case n == 5 && a == store.AuthorityImport:
		return ended(28 + r.IntN(10))
	}
	return o
}
