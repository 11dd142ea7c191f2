package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"onrecord/store"
)

// remade: of random histories, in which documents are named by each other, move, merge and
// part, are edited, told of by others and gone, each document is what the records of the
// captures make of it, as newArchive checks at the end.
func remade(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.clock.set(at(100000))
	r := rand.New(rand.NewPCG(14, 7))
	for set := range 150 {
		var all []store.Recording
		for i := range 3 + r.IntN(8) {
			all = append(all, randomCapture(r, set, i))
		}
		if set%2 == 0 {
			must[[][]store.Change](t)(a.RecordAll(t.Context(), all))
			continue
		}
		for _, x := range all {
			if _, _, err := a.Record(t.Context(), x.Capture, x.Seen); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func randomCapture(r *rand.Rand, set, i int) store.Recording {
	c := store.Capture{
		Method: "GET", Outcome: store.OutcomeOK, StartedAt: at(100 + set + 10*i + r.IntN(10)), Body: []byte{byte(set), byte(i)},
		Authority: []store.Authority{"", store.AuthorityOrigin, store.AuthorityOrigin, store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim}[r.IntN(6)],
	}
	var seen []store.Observation
	for range 1 + r.IntN(3) {
		seen = append(seen, randomObservation(r, set))
	}
	c.URL, c.Document = seen[0].URL, seen[0].Document
	switch r.IntN(6) {
	case 0:
		c.Method, c.Authority, c.StartedAt = store.MethodImport, "", at(5000+i)
	case 1:
		c.Outcome, seen = store.OutcomeNotModified, nil
	case 2:
		c.Document, c.URL = randomName(r, set)
		c.Hops = []store.Hop{{URL: seen[0].URL, Status: 301, Location: c.URL}}
	}
	return store.Recording{Capture: c, Seen: seen}
}

// randomName is one of few ids and its address: of posts, and of pages of two hosts.
func randomName(r *rand.Rand, set int) (store.DocumentID, string) {
	n := r.IntN(3)
	switch r.IntN(3) {
	case 0:
		u := fmt.Sprintf("https://paper.example/%d/%d", set, n)
		return store.DocumentID("web:" + u), u
	case 1:
		u := fmt.Sprintf("https://m.paper.example/%d/%d", set, n)
		return store.DocumentID("web:" + u), u
	}
	return store.DocumentID(fmt.Sprintf("x:%d", 10*set+n)), fmt.Sprintf("https://x.com/a/status/%d", 10*set+n)
}

func randomObservation(r *rand.Rand, set int) store.Observation {
	o := post("1", []string{"A", "B", "C", "A long text"}[r.IntN(4)])
	o.Document, o.URL = randomName(r, set)
	if o.Document.Platform() == "web" {
		o.Kind, o.Publisher = store.Article, "The Paper"
		o.Author = store.Author{Name: "By Line"}
		if r.IntN(5) == 0 {
			o.Kind = store.Post
		}
	}
	name, _ := randomName(r, set)
	switch r.IntN(12) {
	case 0:
		o = seenAt(o, 90+r.IntN(200))
	case 1:
		o.VersionTime = at(80 + r.IntN(200))
	case 2:
		o = versionID(o, fmt.Sprint(r.IntN(3)), 80+r.IntN(200))
	case 3:
		o.Content.Text, o.Content.Cut = "A long…", true
	case 4, 5:
		o.Gone = &store.Gone{How: store.Deleted, Detail: "404", Certain: r.IntN(2) == 0}
	case 6:
		o.Aliases = []store.DocumentID{name}
	case 7:
		o.Agreed = []store.DocumentID{name}
	case 8:
		o.Relations, o.Context = []store.Relation{{Kind: store.RelationQuotes, Document: name}}, r.IntN(2) == 0
	case 9:
		o.Author = store.Author{ID: "8", Handle: "Other", URL: "https://x.com/other"}
	case 10:
		o.Content.PublishedAt = []store.Moment{{Time: at(3), Precision: store.PrecisionDay}, {Time: at(4)}, {Raw: "2024-01-01"}, {Time: at(5), Precision: store.PrecisionMinute, Raw: "then"}}[r.IntN(4)]
	case 11:
		o.Content.Media, o.Loose = []store.Media{{Type: "image", ID: fmt.Sprint(r.IntN(2))}}, r.IntN(2) == 0
	}
	if r.IntN(8) == 0 {
		o.Authority = store.AuthorityClaim
	}
	return o
}
