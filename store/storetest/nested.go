package storetest

import (
	"errors"
	"slices"
	"testing"

	"onrecord/store"
)

// forgetsNested: what a post's quoters and answerers show of it goes when it is forgotten, also
// where nothing was read of the copy, and does not come back with them; what they say
// themselves stays.
func forgetsNested(t *testing.T, open Opener) {
	const private = "The private words of somebody whom a court has given the right to be forgotten"
	a := newArchive(t, open)
	nested, alien := post("1", private+", as quoted"), post("1", private)
	nested.Authority, nested.Context = store.AuthorityClaim, true
	alien.Authority, alien.Context, alien.Author = store.AuthorityClaim, true, store.Author{ID: "66", Handle: "another"}
	a.hear(0, store.AuthorityOrigin, post("1", private))
	var shown, kept []int64
	quote := func(minute int, id string, kind store.RelationKind, body string, beside ...store.Observation) int64 {
		t.Helper()
		o := post(id, "My own words number "+id)
		o.Relations = []store.Relation{{Kind: kind, Document: "x:1"}}
		a.clock.set(at(minute))
		c := store.Capture{Method: "GET", URL: o.URL, Document: o.Document, Outcome: store.OutcomeOK, StartedAt: at(minute), Body: []byte(body)}
		n, _, err := a.Record(t.Context(), c, append([]store.Observation{o}, beside...))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	shown = append(shown,
		quote(1, "2", store.RelationQuotes, `{"text":"My own words","quoted":{"text":"`+private+`, as quoted"}}`, nested),
		quote(2, "3", store.RelationQuotes, `{"text":"My own words","quoted":{"text":"`+private+`","by":"another"}}`, alien), // not believed
		quote(3, "4", store.RelationQuotes, `{"text":"My own words","crosspost":[{"selftext":"`+private+`"}]}`),              // not read
		quote(4, "5", store.RelationRepliesTo, `<p>My own words</p><blockquote>`+private+`</blockquote>`),
	)
	kept = append(kept, quote(5, "6", store.RelationQuotes, `{"text":"My own words","quoted":"https://x.com/speaker/status/1"}`))
	a.clock.set(at(10))
	e := must[store.Erasure](t)(a.Forget(t.Context(), "x:1", "a court said so"))
	if !slices.Equal(e.Bystanders, []store.DocumentID{"x:2", "x:3", "x:4", "x:5"}) {
		t.Errorf("whose bytes went with it: %v", e.Bystanders)
	}
	check(t, "what others said of it", a.aside("x:1"), "claim:")
	shown = append(shown, quote(11, "2", store.RelationQuotes, `{"text":"My own words","quoted":{"text":"`+private+`, again"}}`, nested))
	for _, n := range shown {
		if c, err := a.Capture(t.Context(), n); len(c.Body) > 0 || err != nil && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("capture %d: %q, %v", n, c.Body, err)
		}
	}
	for _, n := range kept {
		if c := must[store.Capture](t)(a.Capture(t.Context(), n)); len(c.Body) == 0 {
			t.Errorf("capture %d, which only names it, is erased", n)
		}
	}
	for _, id := range []string{"2", "3", "4", "5", "6"} {
		check(t, "the words of "+id, a.words(store.DocumentID("x:"+id)), "My own words number "+id)
	}
	check(t, "its own", a.words("x:1"), "")
}
