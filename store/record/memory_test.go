package record_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"onrecord/store"
	"onrecord/store/record"
)

// made is what the rules of a number make of the histories of TestRulesAreCounted.
var made = map[int]string{1: "b0255db35ebe8220184ebc7919a8dee46192b88716e4d2cddd9b6f53171582ff"}

// TestRulesAreCounted: where the rules make something else of what captures say, their number
// is another: verify holds what was recorded by rules of the same number against them, and
// would call archives tampered with that are whole.
func TestRulesAreCounted(t *testing.T) {
	sum := sha256.New()
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 14))
		home, others := randomLooks(r, []string{"A", "B", "C", "A long text"}), repeats(r)
		a := newArchive(t)
		for _, c := range among(r, home, others) {
			a.hear(c...)
		}
		d := a.Names["x:1"]
		fmt.Fprintln(sum, a.face("x:1"), d.Facts)
		for _, v := range d.Versions {
			fmt.Fprintln(sum, v.Seq, v.Authority, v.Hash, v.NativeID, v.URL, v.CaptureID, v.ValidFrom, v.FirstSeen, v.LastSeen)
		}
		for _, s := range d.Tombstones {
			fmt.Fprintln(sum, s.Tombstone, s.ClosedAt)
		}
		for _, e := range a.Events {
			seq := 0
			if e.Version != nil {
				seq = e.Version.Seq
			}
			fmt.Fprintln(sum, e.At, e.Kind, e.Capture, seq, e.How, e.Detail)
		}
		names := []store.DocumentID{}
		for n := range a.Names {
			names = append(names, n)
		}
		slices.Sort(names)
		fmt.Fprintln(sum, names)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != made[record.Rules] {
		t.Errorf("the rules make %s of what they made %q of: count record.Rules on, and add the sum to made", got, made[record.Rules])
	}
}
