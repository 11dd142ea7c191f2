package bundle_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"onrecord/store/proof"
	"onrecord/store/proof/bundle"
)

// flips are the places at which a bundle is changed: a seeded sample, all with
// ONRECORD_FLIPS=all.
func flips(size int) []int {
	all := rand.New(rand.NewPCG(6, 1)).Perm(size)
	if os.Getenv("ONRECORD_FLIPS") != "all" {
		all = all[:min(size, 1000)]
	}
	slices.Sort(all)
	return all
}

// TestFault61EveryByte: whichever byte of a bundle has a bit flipped, both verifiers
// find it, and name the same items.
func TestFault61EveryByte(t *testing.T) {
	p := startPython(t)
	_, b := reference(t, "The words.")
	name := p.keep(b)
	asked := flips(len(b))
	go func() {
		for _, i := range asked {
			p.send(ask{File: name, Flip: [2]int{i, int(flipOf(i))}, Roots: roots()})
		}
	}()
	differ := 0
	for _, i := range asked {
		bad := slices.Clone(b)
		bad[i] ^= flipOf(i)
		r, err := bundle.Verify(t.Context(), bytes.NewReader(bad), int64(len(bad)), proof.Options{Stamp: checkStamp})
		no(t, err)
		if r.State != proof.Tampered || r.Faults[0].Item == "" {
			t.Fatalf("byte %d of %d: %+v", i, len(b), r)
		}
		a := p.receive()
		if strings.HasPrefix(r.Faults[0].Item, "evidence/seal/timestamps/") && len(r.Faults) <= 3 {
			r.Bad, a.Bad = nil, nil // one DER parser takes what the other does not; the entry is named, missed, and not what was signed
		}
		if !agree(r, a) {
			if differ++; differ < 20 {
				t.Errorf("byte %d: %s; bad %q, %q", i, sayBoth(r, a), r.Bad, a.Bad)
			}
		}
	}
	t.Logf("%d of %d bytes flipped, %d times the verifiers differ", len(asked), len(b), differ)
}
