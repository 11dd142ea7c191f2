package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// logs: every capture is a leaf, with what it says; so are tombstones and runs.
func logs(t *testing.T, open Opener) {
	a := newArchive(t, open)
	id, _ := a.record(0, post("1", "The words."))
	a.record(1)
	a.record(2, gone("1", store.Deleted, true))
	must[store.Run](t)(a.BeginRun(t.Context(), "here pid 1"))
	e := must[store.LogEntry](t)(a.LogEntry(t.Context(), id))
	check(t, "index", e.Index, 0)
	check(t, "kind", e.Kind, store.CaptureLeaf)
	for _, want := range []string{`"url":"https://example.org/"`, `"document":"x:1"`, `"handle":"Speaker"`, store.Content{Text: "The words."}.Hash()} {
		if !strings.Contains(string(e.Record), want) {
			t.Errorf("the leaf lacks %s: %s", want, e.Record)
		}
	}
	var kinds []string
	if err := a.Entries(t.Context(), 0, func(e store.LogEntry) error {
		check(t, "index", e.Index, int64(len(kinds)))
		if !strings.Contains(string(e.Record), fmt.Sprintf(`"index":%d`, e.Index)) {
			t.Errorf("leaf %d does not say so: %s", e.Index, e.Record)
		}
		kinds = append(kinds, string(e.Kind))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	check(t, "kinds", strings.Join(kinds, " "), "capture capture capture tombstone run")
	about := must[[]store.LogEntry](t)(a.EntriesAbout(t.Context(), "x:1"))
	if len(about) != 1 || about[0].Kind != store.TombstoneLeaf {
		t.Errorf("about the post: %+v", about)
	}
	if _, err := a.LogEntry(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the leaf of no capture: %v", err)
	}
}

// checkpoints: they are kept, and cover what was before them.
func checkpoints(t *testing.T, open Opener) {
	a := newArchive(t, open)
	if _, err := a.LastCheckpoint(t.Context()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("before the first: %v", err)
	}
	id, _ := a.record(0, post("1", "A"))
	size, root, err := a.LogHead(t.Context())
	if err != nil || size != 1 {
		t.Fatal(size, err)
	}
	kept := must[store.Checkpoint](t)(a.AddCheckpoint(t.Context(), store.Checkpoint{RunID: 3, Size: size, Note: "a note\n"}))
	check(t, "made at", kept.MadeAt, day0)
	later, _ := a.record(1, post("2", "B"))
	if n, next, err := a.LogHead(t.Context()); err != nil || n != 2 || next == root {
		t.Errorf("the head does not move: %d %x %v", n, next, err)
	}
	check(t, "last", must[store.Checkpoint](t)(a.LastCheckpoint(t.Context())), kept)
	all := must[[]store.Checkpoint](t)(a.Checkpoints(t.Context()))
	if len(all) != 1 || all[0] != kept {
		t.Errorf("checkpoints: %+v", all)
	}
	if e := must[store.LogEntry](t)(a.LogEntry(t.Context(), id)); e.Checkpoint == nil || *e.Checkpoint != kept {
		t.Errorf("what covers the first: %+v", e.Checkpoint)
	}
	if e := must[store.LogEntry](t)(a.LogEntry(t.Context(), later)); e.Checkpoint != nil {
		t.Errorf("what covers the second: %+v", e.Checkpoint)
	}
}

// appended: a leaf that is no capture; one that cannot be made leaves nothing.
func appended(t *testing.T, open Opener) {
	a := newArchive(t, open)
	broken := errors.New("broken")
	if _, err := a.Append(t.Context(), store.AnnotationLeaf, "x:1", func(int64) ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("a leaf that cannot be made: %v", err)
	}
	check(t, "size", must[int64](t)(a.LogSize(t.Context())), 0)
	index := must[int64](t)(a.Append(t.Context(), store.ExportLeaf, "x:1", func(i int64) ([]byte, error) {
		return fmt.Appendf(nil, `{"onrecord":1,"kind":"export","index":%d,"documents":["x:1"]}`, i), nil
	}))
	check(t, "index", index, 0)
	about := must[[]store.LogEntry](t)(a.EntriesAbout(t.Context(), "x:1"))
	if len(about) != 1 || string(about[0].Record) != `{"onrecord":1,"kind":"export","index":0,"documents":["x:1"]}` {
		t.Errorf("about x:1: %+v", about)
	}
	if hs := must[[][32]byte](t)(a.LogHashes(t.Context(), []int64{0})); len(hs) != 1 || hs[0] == [32]byte{} {
		t.Errorf("hashes: %x", hs)
	}
	if _, err := a.LogHashes(t.Context(), []int64{77}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a hash that is not there: %v", err)
	}
}

// forgetsNotices: a notice about a document goes with it, whatever is in its name.
func forgetsNotices(t *testing.T, a *archive) {
	t.Helper()
	o := post("1", "quiet words")
	o.Document, o.URL = "web:https://a.example/?a=1&b=<2>", "https://a.example/?a=1&b=<2>"
	a.record(5, o)
	body, err := json.Marshal(map[string]any{"document": o.Document, "text": "quiet words"})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Announce(t.Context(), []store.Notice{{At: at(5), Kind: "edited", Name: "n", Body: body}}, []string{"one"}); err != nil {
		t.Fatal(err)
	}
	must[store.Erasure](t)(a.Forget(t.Context(), o.Document, "a court said so"))
	if left := must[[]store.Delivery](t)(a.Undelivered(t.Context(), at(60), 9)); len(left) > 0 {
		t.Errorf("a notice about what was forgotten is left: %s", left[0].Notice.Body)
	}
}

// forgetsQuoted: whoever was found to quote what is forgotten is named, in whichever of its
// versions, and keeps its words and bytes until it is forgotten too.
func forgetsQuoted(t *testing.T, open Opener) {
	a := newArchive(t, open)
	said := a.see(0, post("1", "private words of somebody")).Version
	other := a.see(1, post("2", "public words of somebody")).Version
	before := a.see(2, article("changed", "He said: private words of somebody", 2)).Version
	after := a.see(3, article("changed", "He said nothing", 2)).Version
	now := a.see(4, article("b", "private words of somebody, and again private words", 4)).Version
	elsewhere := a.see(5, article("c", "public words of somebody", 5)).Version
	a.replace(before.ID, linkTo(said, "private words"))
	a.replace(after.ID)
	a.replace(now.ID, linkTo(said, "private words"), linkTo(said, "words of somebody"))
	a.replace(elsewhere.ID, linkTo(other, "public words"))
	e := must[store.Erasure](t)(a.Forget(t.Context(), "x:1", "a court said so"))
	want := []store.DocumentAddress{
		{ID: "web:https://paper.example/b", URL: "https://paper.example/b"},
		{ID: "web:https://paper.example/changed", URL: "https://paper.example/changed"},
	}
	if !slices.Equal(e.Quoting, want) {
		t.Errorf("quoting it: %+v", e.Quoting)
	}
	check(t, "the words of one that quotes it", a.words(want[0].ID), "private words of somebody, and again private words")
	if e = must[store.Erasure](t)(a.Forget(t.Context(), want[0].ID, "a court said so")); len(e.Quoting) != 0 {
		t.Errorf("quoting an article: %+v", e.Quoting)
	}
	check(t, "its words once it is forgotten too", a.words(want[0].ID), "")
}

// forgets: the words go from everywhere, the rest stays, and they do not come back.
func forgets(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.record(0, post("1", "private words"), post("2", "public words"))
	id, _ := a.record(1, post("1", "private words, edited"))
	e := must[store.Erasure](t)(a.Forget(t.Context(), "x:1", "a court said so"))
	if e.Versions != 2 || e.Captures != 2 || e.Blobs != 1 || len(e.Bystanders) != 1 || e.Bystanders[0] != "x:2" {
		t.Errorf("%+v", e)
	}
	check(t, "words", a.words("x:1"), "|")
	check(t, "the other's words", a.words("x:2"), "public words")
	if _, err := a.Capture(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("its bytes: %v", err)
	}
	d := a.document("x:1")
	if !d.Gone() || d.Tombstone.How != store.Erased || d.Tombstone.Detail != "a court said so" || !d.NextLook.IsZero() {
		t.Errorf("its tombstone: %+v", d.Tombstone)
	}
	why := must[store.LogEntry](t)(a.Forgotten(t.Context(), "x:1"))
	if why.Index != e.Index || !strings.Contains(string(why.Record), "a court said so") {
		t.Errorf("why: %s", why.Record)
	}
	if _, err := a.Forget(t.Context(), "x:1", "again"); !errors.Is(err, store.ErrExists) {
		t.Errorf("twice: %v", err)
	}
	if _, err := a.Forget(t.Context(), "x:9", "unknown"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown one: %v", err)
	}
	if _, err := a.Forgotten(t.Context(), "x:2"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("one that was not: %v", err)
	}
	erasedApart(t, a)
	forgetsNotices(t, a)
	again := post("1", "private words")
	if _, changes, err := a.Record(t.Context(), store.Capture{URL: "https://x.com/", StartedAt: at(9), Body: []byte("more")}, []store.Observation{again}); err != nil || len(changes) != 0 {
		t.Errorf("seen again: %v %v", changes, err)
	}
	check(t, "words", a.words("x:1"), "|")
	for what, c := range map[string]store.Capture{
		"a page that shows it": {URL: "https://x.com/list", StartedAt: at(10), Body: []byte("a list with private words")},
		"the same bytes":       {URL: "https://x.com/copy", StartedAt: at(11), Body: []byte("body")},
		"its own address":      {URL: "https://x.com/1", Document: "x:1", StartedAt: at(12), Body: []byte("private words as a page")},
	} {
		var seen []store.Observation
		if what == "a page that shows it" {
			seen = []store.Observation{again, post("3", "other words")}
		}
		id, _, err := a.Record(t.Context(), c, seen)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if got := must[store.Capture](t)(a.Capture(t.Context(), id)); len(got.Body) != 0 || got.RawLength != int64(len(c.Body)) || got.Truncated == "" {
			t.Errorf("%s: %q came back, %d %q", what, got.Body, got.RawLength, got.Truncated)
		}
	}
	check(t, "what the list showed besides", a.words("x:3"), "other words")
}

// words are the texts of a document's versions, which may have been erased.
func (a *archive) words(id store.DocumentID) string {
	a.t.Helper()
	vs := must[[]store.Version](a.t)(a.Versions(a.t.Context(), id))
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = v.Text
	}
	return strings.Join(out, "|")
}

// noted: notes come back in order, and mark the document as touched.
func noted(t *testing.T, open Opener) {
	a := newArchive(t, open)
	a.record(0, post("1", "A"))
	for i, text := range []string{"first", "second"} {
		must[int64](t)(a.Append(t.Context(), store.AnnotationLeaf, "x:1", func(index int64) ([]byte, error) {
			return fmt.Appendf(nil, `{"onrecord":1,"kind":"annotation","index":%d,"at":"2025-11-11T12:00:0%dZ","document":"x:1","text":%q,"by":"me"}`, index, i, text), nil
		}))
	}
	got := must[[]store.Note](t)(a.Notes(t.Context(), "x:1"))
	if len(got) != 2 || got[0].Text != "first" || got[1].Text != "second" || got[1].Index != 2 || got[1].By != "me" || got[1].At.Second() != 1 {
		t.Errorf("notes: %+v", got)
	}
	if got := must[[]store.Note](t)(a.Notes(t.Context(), "x:2")); len(got) != 0 {
		t.Errorf("of another: %+v", got)
	}
}

// erasedApart: that the owner erased a post never counts as its author's deletion.
func erasedApart(t *testing.T, a *archive) {
	t.Helper()
	all, err := a.Counts(t.Context())
	check(t, "all", fmt.Sprint(all.Gone, all.Erased, err), "0 1 <nil>")
	by := post("1", "").Author
	one, err := a.AuthorCount(t.Context(), "x", by.Key())
	check(t, "the author's", fmt.Sprint(one.Gone, one.Erased, err), "0 1 <nil>")
	for _, c := range must[[]store.AuthorCount](t)(a.Authors(t.Context())) {
		if c.Author.Key() == by.Key() {
			check(t, "among all authors", fmt.Sprint(c.Gone, c.Erased), "0 1")
		}
	}
	gone, erased := 0, 0
	for _, d := range must[[]store.DayCount](t)(a.ChangesByDay(t.Context(), time.Unix(0, 0))) {
		gone, erased = gone+d.Gone, erased+d.Erased
	}
	check(t, "by day", fmt.Sprint(gone, erased), "0 1")
	check(t, "deletions", len(must[[]store.Event](t)(a.Changes(t.Context(), 0, store.ChangeGone))), 0)
	told := must[[]store.Event](t)(a.Changes(t.Context(), 0, store.ToldChanges()...))
	check(t, "what is told", fmt.Sprint(told[0].Kind, " ", told[0].Detail), "erased a court said so")
}
