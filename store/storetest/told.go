package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"onrecord/store"
)

// toldOfHistories: of random histories, a document whose home was seen is edited where that
// showed two versions, and only there, and never contradicted; where it showed one of several,
// that is the latest. One whose home was not seen and that has several is either.
func toldOfHistories(t *testing.T, a *archive) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 9))
		how, id := "", fmt.Sprint(1000+seed)
		name := store.DocumentID("x:" + id)
		for i := range 2 + r.IntN(4) {
			o, by := post(id, []string{"A", "B", "C"}[r.IntN(3)]), []store.Authority{store.AuthorityOrigin, store.AuthorityRelay, store.AuthorityImport}[r.IntN(3)]
			if r.IntN(2) == 0 {
				o.VersionTime = at(10 + r.IntN(60))
			}
			how += fmt.Sprintf(" %s:%s", by, o.Content.Text)
			a.hear(100+i, by, o)
		}
		d, vs, own := a.document(name), a.versions(name), 0
		for _, v := range vs {
			if v.Authority == store.AuthorityOrigin {
				own++
			}
		}
		several := len(vs) > 1
		switch {
		case own > 0 && (d.Told.Edited != (own > 1) || d.Told.Contradicted || vs[len(vs)-1].Authority != store.AuthorityOrigin),
			own == 0 && several != (d.Told.Edited || d.Told.Contradicted):
			t.Errorf("%s: %+v, %d of %d its home's", how, d.Told, own, len(vs))
		}
	}
}
