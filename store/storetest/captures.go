package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

var errEnough = errors.New("enough")

// captureWalks: every capture comes once, in order, with its bytes; of a document
// those that are about it, also under other names and where it was missed.
func captureWalks(t *testing.T, open Opener) {
	a := newArchive(t, open)
	full := fullCapture()
	full.Document = ""
	first, _, err := a.Record(t.Context(), full, nil)
	if err != nil {
		t.Fatal(err)
	}
	full.ID = first
	shown := post("1", "A")
	shown.Aliases = []store.DocumentID{"x:10"}
	seen, _ := a.record(1, shown)
	other, _ := a.record(2, post("2", "B"))
	failed := must2(t)(a.Record(t.Context(), store.Capture{Document: "x:10", URL: "https://x.example/10", StartedAt: at(3), Outcome: store.OutcomeFailed, Error: "no"}, nil))
	missed := must2(t)(a.Record(t.Context(), store.Capture{URL: "https://x.example/list", StartedAt: at(4)},
		[]store.Observation{{Document: "x:1", Kind: store.Post, Gone: &store.Gone{How: store.Deleted}}}))

	walk := func(about store.DocumentID, after int64) (ids []int64) {
		t.Helper()
		err := a.Captures(t.Context(), about, after, func(c store.Capture) error {
			ids = append(ids, c.ID)
			if diff := cmp.Diff(must[store.Capture](t)(a.Capture(t.Context(), c.ID)), c); diff != "" { // f may read the store
				t.Error(diff)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	for _, c := range []struct {
		about store.DocumentID
		after int64
		want  []int64
	}{
		{"", 0, []int64{first, seen, other, failed, missed}},
		{"", other, []int64{failed, missed}},
		{"", missed, nil},
		{"x:1", 0, []int64{seen, failed, missed}},
		{"x:10", seen, []int64{failed, missed}},
	} {
		if got := walk(c.about, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%q after %d gives %d, want %d", c.about, c.after, got, c.want)
		}
	}
	if err := a.Captures(t.Context(), "x:404", 0, nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown document: %v", err)
	}
	calls := 0
	err = a.Captures(t.Context(), "", 0, func(store.Capture) error {
		calls++
		must2(t)(a.Record(t.Context(), store.Capture{StartedAt: at(5)}, nil)) // not among those walked through
		return errEnough
	})
	if !errors.Is(err, errEnough) || calls != 1 {
		t.Errorf("it does not stop: %v after %d", err, calls)
	}
	manyCaptures(t, a)
	captureAt(t, a, full)
}

func must2(t *testing.T) func(int64, []store.Change, error) int64 {
	return func(id int64, _ []store.Change, err error) int64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
}

// manyCaptures: more than any page of them holds, none twice and none left out.
func manyCaptures(t *testing.T, a *archive) {
	all := make([]store.Recording, 1000)
	for i := range all {
		all[i].Capture = store.Capture{StartedAt: at(i)}
	}
	if _, err := a.RecordAll(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	n, last := 0, int64(0)
	if err := a.Captures(t.Context(), "", 0, func(c store.Capture) error {
		if c.ID <= last {
			t.Fatalf("capture %d after %d", c.ID, last)
		}
		n, last = n+1, c.ID
		return nil
	}); err != nil || n != must[store.Counts](t)(a.Counts(t.Context())).Captures {
		t.Errorf("%d captures, %v", n, err)
	}
}

// captureAt: a capture is found by its moment, either address and its body.
func captureAt(t *testing.T, a *archive, c store.Capture) {
	for _, url := range []string{c.URL, c.FinalURL} {
		if id, err := a.CaptureAt(t.Context(), url, c.StartedAt, c.BodySHA256); err != nil || id != c.ID {
			t.Errorf("%s: %d %v", url, id, err)
		}
	}
	for name, f := range map[string]func() (int64, error){
		"another address": func() (int64, error) {
			return a.CaptureAt(t.Context(), "https://c.example/", c.StartedAt, c.BodySHA256)
		},
		"another moment": func() (int64, error) {
			return a.CaptureAt(t.Context(), c.URL, c.StartedAt.Add(time.Millisecond), c.BodySHA256)
		},
		"another body": func() (int64, error) { return a.CaptureAt(t.Context(), c.URL, c.StartedAt, sum(nil)) },
		"no moment":    func() (int64, error) { return a.CaptureAt(t.Context(), c.URL, time.Time{}, c.BodySHA256) },
	} {
		if id, err := f(); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %d %v", name, id, err)
		}
	}
}

// linesThere: a line of an imported file is known again by its bytes and its document, and
// what was fetched is no line.
func linesThere(t *testing.T, open Opener) {
	a := newArchive(t, open)
	body := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:])
	}
	line := func(method, text string, o store.Observation) {
		c := store.Capture{Method: method, URL: "https://x.example/1", Document: o.Document, Body: []byte(text), StartedAt: at(1), Outcome: store.OutcomeOK}
		must2(t)(a.Record(t.Context(), c, []store.Observation{o}))
	}
	line(store.MethodImport, "a line", post("1", "A"))
	line("GET", "an answer", post("2", "B"))
	got, err := a.LinesThere(t.Context(), []store.Line{{Document: "x:1", BodySHA256: body("a line")}, {Document: "x:1", BodySHA256: body("an answer")},
		{Document: "x:2", BodySHA256: body("an answer")}, {Document: "x:3", BodySHA256: body("a line")}, {}})
	if want := []bool{true, false, false, false, false}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}

	// Two imports of one file at once: who comes second adds nothing.
	one := store.Recording{
		Capture: store.Capture{Method: store.MethodImport, Document: "x:9", FinalURL: "a.jsonl#1", Outcome: store.OutcomeOK, StartedAt: at(5), Body: []byte("one line")},
		Seen:    []store.Observation{post("9", "Words of a file")},
	}
	before := must[store.Counts](t)(a.Counts(t.Context())).Captures
	for _, want := range []store.ChangeKind{store.ChangeNew, store.ChangeNone} {
		changes := must[[][]store.Change](t)(a.RecordAll(t.Context(), []store.Recording{one}))
		check(t, "change", changes[0][0].Kind, want)
	}
	check(t, "captures", must[store.Counts](t)(a.Counts(t.Context())).Captures-before, 1)
}
