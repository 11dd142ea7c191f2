package record_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onrecord/store"
)

// told is one capture of a set whose order must not matter.
type told struct {
	at        int
	authority store.Authority
	seen      store.Observation
}

// file stands for AuthorityImport in a line of an imported file: its capture is of when that
// is imported, whenever the test says.
const file store.Authority = "file"

// hear records what one capture says.
func (a *archive) hear(all ...told) {
	a.captures++
	o := all[0]
	c := store.Capture{ID: a.captures, StartedAt: at(o.at), Outcome: store.OutcomeOK, Authority: o.authority, URL: o.seen.URL, Document: o.seen.Document}
	if o.authority == file {
		c.Method, c.Authority, c.StartedAt = store.MethodImport, store.AuthorityImport, at(600+int(a.captures))
	}
	var seen []store.Observation
	for _, o := range all {
		seen = append(seen, o.seen)
	}
	a.record(c, seen...)
}

// lines are the words of each voice that stands, in their order.
func (a *archive) lines(name store.DocumentID) string {
	var out []string
	for _, v := range a.Names[name].Standing() {
		out = append(out, string(v.Authority)+":"+v.Text)
	}
	return strings.Join(out, " ")
}

// face is what anybody sees of a document first: its words, its address, its author and
// whether it is there.
func (a *archive) face(name store.DocumentID) string {
	d := a.Names[name]
	if d == nil {
		return "none"
	}
	words := "nothing"
	if vs := d.Standing(); len(vs) > 0 {
		v := vs[len(vs)-1]
		words = string(v.Authority) + ":" + v.Text
	}
	gone := "there"
	for _, s := range d.Tombstones {
		if s.ClosedAt.IsZero() {
			gone = "missed"
			if s.Confirmed() {
				gone = "gone:" + string(s.How)
			}
		}
	}
	return fmt.Sprintf("%s | %s | %s | %s", words, d.Facts.URL, d.Facts.Author.Handle, gone)
}

func by(o store.Observation, handle, url string) store.Observation {
	o.Author.Handle, o.URL = handle, url
	return o
}

func missed(minute int) store.Observation {
	o := misses()
	if minute > 0 {
		o.SeenAt = at(minute)
	}
	return o
}

// ended is a notice of a deletion.
func ended(minute int) store.Observation {
	o := missed(minute)
	o.Gone.Certain = true
	return o
}

// sets are observations of one post, and what must be seen of it in the end whatever
// came first.
func sets() map[string]struct {
	all  []told
	want string
} {
	const own, evil = "https://x.com/a/status/1", "https://evil.example/1"
	origin, relay, imported, claim := store.AuthorityOrigin, store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim
	type set = struct {
		all  []told
		want string
	}
	return map[string]set{
		"an import that lies under the post's own number": {[]told{
			{50, origin, versioned(by(says("con, nunca contra"), "a", own), "1", 1)},
			{60, imported, versioned(by(says("contra, nunca con"), "b", evil), "1", 1)},
		}, "origin:con, nunca contra | " + own + " | a | there"},
		"a relay that is behind, one that lies, and a claim": {[]told{
			{10, origin, by(says("A"), "a", own)}, {20, origin, by(says("B"), "a", own)},
			{21, relay, by(says("A"), "a", own)}, {22, relay, by(says("C"), "x", evil)}, {30, claim, by(says("D"), "x", evil)},
		}, "origin:B | " + own + " | a | there"},
		"a file that says more than was ever there": {[]told{
			{40, origin, by(says("A"), "a", own)},
			{50, imported, seenAt(by(says("old words"), "z", evil), 5)}, {50, imported, missed(45)}, {51, imported, seenAt(by(says("A"), "z", evil), 1)},
		}, "origin:A | " + own + " | a | there"},
		"gone for its home, whatever others show": {[]told{
			{10, origin, by(says("A"), "a", own)}, {20, origin, missed(0)}, {30, origin, missed(0)},
			{31, relay, by(says("A"), "a", own)}, {32, relay, by(says("B"), "a", own)}, {33, claim, by(says("E"), "a", own)}, {15, imported, by(says("A"), "a", own)},
		}, "origin:A | " + own + " | a | gone:deleted"},
		"others say that it is gone": {[]told{
			{10, origin, by(says("A"), "a", own)}, {12, relay, missed(0)}, {30, relay, missed(0)}, {31, imported, missed(20)}, {32, claim, missed(0)},
		}, "origin:A | " + own + " | a | there"},
		"never seen at its home": {[]told{
			{10, imported, seenAt(by(says("A"), "a", own), 1)}, {11, imported, seenAt(by(says("B"), "a", own), 5)}, {20, origin, missed(0)}, {30, origin, missed(0)}, {40, claim, by(says("C"), "e", evil)},
		}, "import:B | " + own + " | a | there"},
		"the same again, and other words in between": {[]told{
			{10, relay, by(says("A"), "a", own)}, {12, relay, by(says("A"), "a", own)}, {11, relay, by(says("D"), "a", own)}, {13, claim, by(says("D"), "e", own)},
		}, "relay:A | " + own + " | a | there"},
		"gone, there, and gone again": {[]told{
			{10, imported, seenAt(by(says("A"), "a", own), 1)}, {11, imported, ended(2)}, {12, imported, seenAt(by(says("A"), "a", own), 3)}, {13, imported, ended(4)},
		}, "import:A | " + own + " | a | gone:deleted"},
		"gone twice, and there at the moment of the second end": {[]told{
			{10, imported, seenAt(by(says("A"), "a", own), 1)}, {11, imported, ended(2)}, {12, imported, seenAt(by(says("A"), "a", own), 4)}, {13, imported, ended(4)},
		}, "import:A | " + own + " | a | gone:deleted"},
		"two files, one moment": {[]told{
			{10, imported, seenAt(by(says("A"), "a", own), 1)}, {11, imported, seenAt(by(says("B"), "@A", evil), 1)}, {12, imported, seenAt(by(says("A"), "a", own), 1)},
		}, "import:B | " + own + " | a | there"},
		"an edit that a relay saw first": {[]told{
			{10, origin, by(says("A"), "a", own)}, {20, relay, by(says("B"), "a", own)}, {30, origin, by(says("B"), "a", own)},
		}, "origin:B | " + own + " | a | there"},
		"embeds of it, drawn otherwise": {[]told{
			{10, origin, by(says("The whole\n\ntext https://a.example/1 and more"), "a", own)}, {12, claim, by(says("The whole text https://t.co/1 and more pic.twitter.com/x"), "e", evil)},
			{5, claim, by(says("The whole text…"), "e", evil)}, {30, relay, by(says("The whole\n\ntext https://a.example/1 and more"), "e", evil)},
		}, "origin:The whole\n\ntext https://a.example/1 and more | " + own + " | a | there"},
		"a cut text and a full one": {[]told{
			{10, origin, cut(by(says("The whole…"), "a", own))}, {20, relay, by(says("The whole text"), "a", own)}, {30, imported, seenAt(by(says("Others"), "e", evil), 12)},
		}, "origin:The whole… | " + own + " | a | there"},
	}
}

// TestFault68TheOrderDoesNotMatter plays all orders of each set.
func TestFault68TheOrderDoesNotMatter(t *testing.T) {
	for name, set := range sets() {
		t.Run(name, func(t *testing.T) {
			eachOrder(set.all, func(order []told) {
				a := newArchive(t)
				var how []string
				for _, o := range order {
					a.hear(o)
					how = append(how, fmt.Sprintf("%s@%d", o.authority, o.at))
				}
				if got := a.face("x:1"); got != set.want && !t.Failed() {
					t.Errorf("in the order %s: %s, want %s", strings.Join(how, " "), got, set.want)
				}
			})
		})
	}
}

// eachOrder calls f with each order in which the looks at the home keep theirs: they
// are recorded when they are made.
func eachOrder(all []told, f func([]told)) {
	var walk func(done, left []told)
	walk = func(done, left []told) {
		if len(left) == 0 {
			f(done)
		}
		for i, o := range left {
			if o.authority == store.AuthorityOrigin && slices.ContainsFunc(left[:i], func(p told) bool { return p.authority == store.AuthorityOrigin }) {
				continue
			}
			walk(append(slices.Clone(done), o), slices.Delete(slices.Clone(left), i, i+1))
		}
	}
	walk(nil, all)
}

// TestFault68Interleavings mixes looks at the home with what relays, files and pages say, in
// ten thousand orders: the words, the address, the author and the state are those that
// the looks alone give.
func TestFault68Interleavings(t *testing.T) {
	texts := []string{"A", "B", "C", "D"}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 1))
		home, others := randomLooks(r, texts), randomOthers(r, texts)
		alone := newArchive(t)
		for _, o := range home {
			alone.hear(o)
		}
		want := alone.face("x:1")
		for range 10 {
			a := newArchive(t)
			order := interleave(r, home, others)
			for _, o := range order {
				a.hear(o)
			}
			if got := a.face("x:1"); got != want {
				t.Fatalf("seed %d: %s, want %s; %+v", seed, got, want, order)
			}
		}
	}
}

func randomLooks(r *rand.Rand, texts []string) (out []told) {
	out = append(out, told{100, store.AuthorityOrigin, by(says(texts[r.IntN(4)]), "a", "https://x.com/a/status/1")})
	for i := range r.IntN(5) {
		o := by(says(texts[r.IntN(4)]), "a", "https://x.com/a/status/1")
		if r.IntN(3) == 0 {
			o = missed(0)
		}
		if r.IntN(3) == 0 && o.Gone == nil {
			o = versioned(o, fmt.Sprint(i+1), 90+i*10)
		}
		out = append(out, told{110 + 10*i, store.AuthorityOrigin, o})
	}
	return out
}

func randomOthers(r *rand.Rand, texts []string) (out []told) {
	for range 1 + r.IntN(6) {
		a := []store.Authority{store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim}[r.IntN(3)]
		o := by(says(texts[r.IntN(4)]), "evil", "https://evil.example/1")
		switch r.IntN(5) {
		case 0:
			o = missed(0)
			o.Gone.Certain = r.IntN(2) == 0
		case 1:
			o = versioned(o, fmt.Sprint(1+r.IntN(4)), 60+r.IntN(120))
		case 2:
			o = seenAt(o, 50+r.IntN(120))
		case 3:
			o.Aliases = []store.DocumentID{"x:2", "x:3"}
		}
		when := 60 + r.IntN(120)
		if r.IntN(3) == 0 {
			when = 110 // the moment of a look at the home
		}
		out = append(out, told{when, a, o})
	}
	return out
}

// interleave mixes two lists; the first keeps its order.
func interleave(r *rand.Rand, home, others []told) []told {
	out := slices.Clone(home)
	for _, o := range others {
		out = slices.Insert(out, r.IntN(len(out)+1), o)
	}
	return out
}

// TestFault68OthersAlone mixes in ten thousand orders what relays, files and pages say of a
// post that its home never showed, each other words: versions without a time, several of one
// moment and of one capture among them. All that is seen of it is the same each time.
func TestFault68OthersAlone(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 2))
		inTenOrders(t, seed, r, crowd(r), func(a *archive) string { return a.face("x:1") + " | " + a.lines("x:1") })
	}
}

// inTenOrders plays captures in ten orders: what is seen of the archive must be the same.
func inTenOrders(t *testing.T, seed uint64, r *rand.Rand, all [][]told, seen func(*archive) string) {
	t.Helper()
	want := ""
	for n := range 10 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		a := newArchive(t)
		for _, o := range all {
			a.hear(o...)
		}
		got := seen(a)
		if n == 0 {
			want = got
		}
		if got != want {
			t.Fatalf("seed %d: %s, before %s; %+v", seed, got, want, all)
		}
	}
}

// crowd are captures of others, each with one version or with several in their order.
func crowd(r *rand.Rand) (out [][]told) {
	n := 0
	for range 2 + r.IntN(5) {
		a := []store.Authority{store.AuthorityRelay, store.AuthorityImport, store.AuthorityImport, store.AuthorityClaim}[r.IntN(4)]
		at := 60 + r.IntN(3)
		var one []told
		for range 1 + r.IntN(3) {
			n++
			o := by(says(fmt.Sprintf("text %d", n)), "a", "https://x.com/a/status/1")
			if a == store.AuthorityImport && r.IntN(2) == 0 {
				o = seenAt(o, 50+r.IntN(4))
			}
			one = append(one, told{at, a, o})
		}
		out = append(out, one)
	}
	return out
}
