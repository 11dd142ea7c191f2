package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// outbox: notices are announced once and kept until each channel has taken them.
func outbox(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	a.see(0, post("1", "A"))
	a.see(1, post("1", "B"))
	a.see(2, gone("1", store.Deleted, true))
	after := must[[]store.Event](t)
	all := after(a.ChangesAfter(ctx, 0, 10))
	check(t, "worth telling", len(all), 2)
	check(t, "the first", all[0].Kind, store.ChangeEdited)
	check(t, "what follows", after(a.ChangesAfter(ctx, all[0].ID, 10))[0].Kind, store.ChangeGone)
	check(t, "nothing follows the last", len(after(a.ChangesAfter(ctx, all[1].ID, 10))), 0)

	n := []store.Notice{{At: at(1), Kind: "edited", Name: "change 1", Body: []byte(`{"a":1}`)}}
	for range 2 {
		if err := a.Announce(ctx, n, []string{"one", "two"}); err != nil {
			t.Fatal(err)
		}
	}
	waiting := must[[]store.Delivery](t)
	due := waiting(a.Undelivered(ctx, at(5), 10))
	check(t, "on their way", len(due), 2)
	check(t, "what is told", string(due[0].Notice.Body), `{"a":1}`)
	if err := errors.Join(a.Delivered(ctx, due[0], nil, time.Time{}), a.Delivered(ctx, due[1], errors.New("no answer"), at(9))); err != nil {
		t.Fatal(err)
	}
	check(t, "until the next try", len(waiting(a.Undelivered(ctx, at(8), 10))), 0)
	due = waiting(a.Undelivered(ctx, at(9), 10))
	check(t, "tried again", due[0].Channel+" "+due[0].Notice.Kind, "two edited")
	check(t, "tries", due[0].Tries, 1)
	check(t, "notices", len(must[[]store.Notice](t)(a.Notices(ctx, 10))), 1)
}

// people: accounts and names of one person.
func people(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	a.see(0, post("1", "A"))
	key := post("1", "").Author.Key()
	p := store.Person{Name: "Example Person", Names: []string{"Πρόσωπο"}, Accounts: []store.Account{{Platform: "x", Key: key}}}
	if err := errors.Join(a.SavePerson(ctx, p), a.SavePerson(ctx, store.Person{Name: p.Name, Names: []string{"Persona"}})); err != nil {
		t.Fatal(err)
	}
	all := must[[]store.Person](t)(a.People(ctx))
	p.Names = []string{"Persona", "Πρόσωπο"}
	check(t, "people", fmt.Sprint(all), fmt.Sprint([]store.Person{p}))
	names := must[store.Document](t)(a.Document(ctx, "x:1")).AuthorNames
	check(t, "a document's author", fmt.Sprint(names), fmt.Sprint([]string{p.Name, "Persona", "Πρόσωπο", key}))
	if err := a.RemovePerson(ctx, p.Name); err != nil {
		t.Fatal(err)
	}
	check(t, "ungrouped", len(must[store.Document](t)(a.Document(ctx, "x:1")).AuthorNames), 0)
	if err := a.RemovePerson(ctx, p.Name); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
}

// speakers: whose posts there are, as of the last write, with the names of the people
// behind the accounts.
func speakers(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	list := func() string {
		var out []string
		for _, s := range must[[]store.Speaker](t)(a.Speakers(ctx)) {
			out = append(out, fmt.Sprint(s.Author.Name, " ", s.Names))
		}
		slices.Sort(out)
		return strings.Join(out, ", ")
	}
	check(t, "of an empty archive", list(), "")
	a.see(0, post("1", "A"))
	check(t, "one", list(), "A Speaker []")
	other := post("2", "B")
	other.Author = store.Author{ID: "8", Handle: "Other", Name: "Other One"}
	a.see(1, other)
	check(t, "another since", list(), "A Speaker [], Other One []")
	other.Document, other.Author.Name = "x:3", "Another Name"
	a.see(2, other)
	check(t, "renamed", list(), "A Speaker [], Another Name []")
	person := store.Person{Name: "Example", Accounts: []store.Account{{Platform: "x", Key: other.Author.Key()}}}
	if err := a.SavePerson(ctx, person); err != nil {
		t.Fatal(err)
	}
	check(t, "grouped", list(), "A Speaker [], Another Name [Example @other]")
	if err := a.RemovePerson(ctx, person.Name); err != nil {
		t.Fatal(err)
	}
	check(t, "ungrouped", list(), "A Speaker [], Another Name []")
}

// related: how posts stand to others, and posts kept beside others.
func related(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	quoting := post("1", "A")
	quoting.Relations = []store.Relation{{Kind: store.RelationQuotes, Document: "x:2"}, {Kind: store.RelationRepliesTo, Document: "x:9"}}
	beside := post("2", "B")
	beside.Context = true
	a.see(0, quoting)
	a.see(0, beside)
	own, _, err := a.Relations(ctx, "x:1")
	check(t, "own", fmt.Sprint(own, err), fmt.Sprint(quoting.Relations, nil))
	_, others, err := a.Relations(ctx, "x:2")
	check(t, "others", fmt.Sprint(others, err), fmt.Sprint([]store.Relation{{Kind: store.RelationQuotes, Document: "x:1"}}, nil))
	check(t, "beside", must[store.Document](t)(a.Document(ctx, "x:2")).Context, true)
	var listed []store.DocumentID
	err = a.Documents(ctx, store.DocumentFilter{NoContext: true}, func(d store.Document) error { listed = append(listed, d.ID); return nil })
	check(t, "listed", fmt.Sprint(listed, err), "[x:1] <nil>")
	a.see(1, post("2", "B"))
	check(t, "seen for its own sake", must[store.Document](t)(a.Document(ctx, "x:2")).Context, false)
	a.see(2, beside)
	check(t, "and that stays", must[store.Document](t)(a.Document(ctx, "x:2")).Context, false)
}

// media: bytes are kept once, whole, and given back.
func media(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	a.see(0, post("1", "A"))
	c := store.Capture{Document: "x:1", Endpoint: "media", URL: "https://img.example/a.png", StartedAt: at(1), Outcome: store.OutcomeOK, Body: []byte("bytes")}
	m := must[store.Medium](t)(a.KeepMedium(ctx, c, store.Medium{Document: "x:1", URL: c.URL, Type: "image/png"}, c.Body))
	check(t, "kept", must[[]store.Medium](t)(a.MediaOf(ctx, "x:1"))[0], m)
	check(t, "bytes", string(must[[]byte](t)(a.OpenMedium(ctx, m.SHA256))), "bytes")
	got := must[store.Capture](t)(a.Capture(ctx, m.CaptureID))
	check(t, "the capture's body", string(got.Body), "bytes")
	check(t, "its sum", got.BodySHA256, m.SHA256)
	if _, err := a.OpenMedium(ctx, "../../etc/passwd"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a path: %v", err)
	}
}
