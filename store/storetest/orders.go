package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"onrecord/store"
	"onrecord/store/proof"
)

// orders: looks at the home, mixed with what relays, files and pages say in many orders,
// give the words, the address, the author and the state that the looks alone give. The
// rules are tested in package record with thousands; this is that an engine keeps all that
// they need.
func orders(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.clock.set(at(1000))
	for set := range uint64(12) {
		r := rand.New(rand.NewPCG(set, 68))
		home, others := randomLooks(r), randomOthers(r)
		want := a.play(fmt.Sprintf("%d", 1000*set+1), home)
		for n := range 4 {
			order := slices.Clone(home)
			for _, o := range others {
				order = slices.Insert(order, r.IntN(len(order)+1), o)
			}
			if got := a.play(fmt.Sprintf("%d", 1000*set+2+uint64(n)), order); got != want {
				t.Errorf("set %d: %s, want %s; %+v", set, got, want, order)
			}
		}
	}
}

// ordersAlone: of a post that its home never showed the same is seen last whatever came first,
// though the same few words come again and again, and are verified.
func ordersAlone(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.clock.set(at(1000))
	for set := range uint64(12) {
		r := rand.New(rand.NewPCG(set, 69))
		all, want := randomRepeats(r), ""
		for n := range 4 {
			got := a.play(fmt.Sprintf("%d", 100000+1000*set+uint64(n)), all)
			if n == 0 {
				want = got
			}
			if got != want {
				t.Errorf("set %d: %s, want %s; %+v", set, got, want, all)
			}
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		}
	}
	if r := must[proof.Report](t)(proof.Verify(t.Context(), proof.ArchiveOf(a.Engine), proof.Options{})); len(r.Faults)+len(r.Missing) > 0 {
		t.Errorf("verify: %v %v", r.Faults, r.Missing)
	}
}

func randomRepeats(r *rand.Rand) (out []said) {
	for range 4 + r.IntN(6) {
		by := []store.Authority{store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim}[r.IntN(3)]
		out = append(out, said{60 + r.IntN(9), by, string(rune('A' + r.IntN(3))), false, "evil.example"})
	}
	return append(out, said{62 + r.IntN(9), store.AuthorityImport, "", true, "evil.example"})
}

// said is one capture of a set whose order must not matter; its document is named when it is
// played.
type said struct {
	minute int
	by     store.Authority
	text   string
	gone   bool
	from   string
}

// play records captures in their order, and gives what anybody sees of the post then.
func (a *archive) play(id string, order []said) string {
	a.t.Helper()
	var all []store.Recording
	for _, s := range order {
		o := post(id, s.text)
		o.URL, o.Author = "https://"+s.from+"/status", store.Author{Handle: s.from}
		if s.gone {
			o.Content, o.Gone = store.Content{}, &store.Gone{How: store.Deleted, Certain: s.by == store.AuthorityImport}
		}
		if s.by == store.AuthorityImport {
			o.SeenAt = at(s.minute)
		}
		all = append(all, store.Recording{
			Capture: store.Capture{Method: "GET", Authority: s.by, URL: o.URL, Document: o.Document, Outcome: store.OutcomeOK, StartedAt: at(s.minute), Body: []byte(s.by)},
			Seen:    []store.Observation{o},
		})
	}
	if _, err := a.RecordAll(a.t.Context(), all); err != nil {
		a.t.Fatal(err)
	}
	name := store.DocumentID("x:" + id)
	d := must[store.Document](a.t)(a.Document(a.t.Context(), name))
	vs := must[[]store.Version](a.t)(a.Versions(a.t.Context(), name))
	state := "there"
	if d.Tombstone != nil {
		state = fmt.Sprintf("missed, confirmed %t", d.Gone())
	}
	if n := count(vs, store.AuthorityOrigin); n > 0 && (d.Told != store.Told{Edited: n > 1}) {
		a.t.Errorf("%s: %d versions of its home, and %+v", id, n, d.Told)
	}
	return fmt.Sprintf("%s | %s | %s | %s | %+v", vs[len(vs)-1].Text, d.URL, d.Author.Handle, state, d.Told)
}

// count is how many versions are of an authority.
func count(vs []store.Version, by store.Authority) (n int) {
	for _, v := range vs {
		if v.Authority == by {
			n++
		}
	}
	return n
}

func randomLooks(r *rand.Rand) (out []said) {
	out = append(out, said{100, store.AuthorityOrigin, "A", false, "home.example"})
	for i := range r.IntN(5) {
		out = append(out, said{110 + 10*i, store.AuthorityOrigin, string(rune('A' + r.IntN(4))), r.IntN(3) == 0, "home.example"})
	}
	return out
}

func randomOthers(r *rand.Rand) (out []said) {
	for range 1 + r.IntN(6) {
		by := []store.Authority{store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim}[r.IntN(3)]
		out = append(out, said{60 + r.IntN(120), by, string(rune('A' + r.IntN(4))), r.IntN(5) == 0, "evil.example"})
	}
	return out
}
