package storetest

import (
	"testing"

	"onrecord/store"
)

// shows gives an observation pictures by their ids, which lie elsewhere at each look.
func shows(o store.Observation, look string, ids ...string) store.Observation {
	for _, id := range ids {
		o.Content.Media = append(o.Content.Media, store.Media{Type: "image", URL: "https://cdn.example/" + look, ID: id})
	}
	return o
}

// swapped: another picture under the same words is another version, and an answer that does
// not tell which it is, or tells it for the first time, is none: what was derived from the
// words stays, and is on record under the new hash.
func swapped(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	check(t, "pictures without ids", a.see(0, shows(post("1", "Look at this."), "a", "", "")).Kind, store.ChangeNew)
	first := a.versions("x:1")[0]
	must[int](t)(a.Unrendered(ctx, "test", func(all []store.Version) (out []store.Rendition, err error) {
		for _, v := range all {
			out = append(out, store.Rendition{VersionID: v.ID, Lang: "es", Engine: "test", Text: "Mira esto."})
		}
		return out, nil
	}))
	a.see(1, article("a", "She wrote: “Look at this.”", 1))
	paper := a.versions("web:https://paper.example/a")[0]
	a.replace(paper.ID, linkTo(first, "Look at this."))

	check(t, "their ids", a.see(2, shows(post("1", "Look at this."), "b", "1", "2")).Kind, store.ChangeNone)
	vs := a.versions("x:1")
	if len(vs) != 1 || vs[0].ID != first.ID || vs[0].Hash == first.Hash || vs[0].Media[1].ID != "2" || vs[0].LastSeen != at(2) {
		t.Errorf("named: %+v", vs)
	}
	if links := must[[]store.Link](t)(a.Quotes(ctx, paper.ID)); len(links) != 1 || links[0].Match.VersionID != first.ID {
		t.Errorf("the quote: %+v", links)
	}
	if all := must[[]store.Rendition](t)(a.RenditionsOf(ctx, []int64{first.ID})); len(all) != 1 {
		t.Errorf("the translation: %+v", all)
	}
	check(t, "without ids again", a.see(3, shows(post("1", "Look at this."), "c", "", "")).Kind, store.ChangeNone)
	check(t, "elsewhere", a.see(4, shows(post("1", "Look at this."), "d", "1", "2")).Kind, store.ChangeNone)
	check(t, "swapped", a.see(5, shows(post("1", "Look at this."), "d", "1", "3")).Kind, store.ChangeEdited)
	check(t, "in another order", a.see(6, shows(post("1", "Look at this."), "d", "3", "1")).Kind, store.ChangeEdited)
	check(t, "one taken out", a.see(7, shows(post("1", "Look at this."), "d", "3")).Kind, store.ChangeEdited)
	check(t, "put back", a.see(8, shows(post("1", "Look at this."), "d", "3", "1")).Kind, store.ChangeEdited)
	check(t, "versions", len(a.versions("x:1")), 5)
}
