package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"onrecord/store"
	"onrecord/store/proof"
)

// unaltered: whatever a test did to an archive, its log agrees with it, and the rules make
// every document of it anew.
func (a *archive) unaltered() {
	a.t.Helper()
	r, err := proof.Verify(context.WithoutCancel(a.t.Context()), proof.ArchiveOf(a.Engine), proof.Options{})
	if err != nil {
		a.t.Errorf("verify: %v", err)
	}
	for _, f := range append(r.Faults, r.Missing...) {
		if !strings.Contains(f.What, "signed note") { // the tests' checkpoints are none
			a.t.Errorf("verify: %s", f)
		}
	}
	all, forgotten := must[int64](a.t)(a.CountDocuments(context.WithoutCancel(a.t.Context()))), int64(0)
	if err := a.EachVersionRecord(context.WithoutCancel(a.t.Context()), func(v proof.VersionRecord) error {
		if v.Forgotten && v.Seq == 1 {
			forgotten++
		}
		return nil
	}); err != nil || r.Made < all-forgotten {
		a.t.Errorf("verify: %d documents made anew, of %d less %d forgotten; %v", r.Made, all, forgotten, err)
	}
}

// statesOfNew: what is recorded of a document that is new agrees with what is read of it
// again, in whatever order its names and relations were told, also where one capture or one
// transaction tells of several.
func statesOfNew(t *testing.T, open Opener) {
	a := newArchive(t, open)
	replies, quotes, other := store.Relation{Kind: store.RelationRepliesTo, Document: "x:91"}, store.Relation{Kind: store.RelationQuotes, Document: "x:92"}, store.Relation{Kind: store.RelationQuotes, Document: "x:1"}
	var all []store.Recording
	for i, related := range [][]store.Relation{{replies, quotes}, {quotes, replies}, {quotes, other, replies, quotes}, {other}} {
		id := string(rune('1' + i))
		o, edited, beside := post(id, "Words."), post(id, "Words, edited."), post("5"+id, "Beside.")
		o.Aliases = []store.DocumentID{store.DocumentID("x:8" + id), store.DocumentID("x:7" + id)}
		o.Relations, beside.Relations = related, related
		all = append(all, store.Recording{Capture: store.Capture{Document: o.Document, Method: "GET", Outcome: store.OutcomeOK, StartedAt: at(i), Body: []byte(id)}, Seen: []store.Observation{o, beside, edited, gone(id, store.Deleted, true)}})
	}
	must[[][]store.Change](t)(a.RecordAll(t.Context(), all)) // and newArchive verifies it at the end
}

// evidence: what the check is told of captures, versions and documents is what
// was recorded.
func evidence(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	id, _ := a.record(0, post("1", "The words."))
	a.record(1, post("1", "The words, edited."))
	a.record(2, gone("1", store.Deleted, true))
	row := must[proof.CaptureRow](t)(a.CaptureRow(ctx, id))
	if row.Capture.ID != id || row.Capture.Document != "x:1" || row.Capture.Body != nil || len(row.Read) != 1 || row.Read[0].Document != "x:1" {
		t.Errorf("the capture: %+v", row)
	}
	check(t, "the bytes", string(must[[]byte](t)(a.Bytes(ctx, row.Capture.BodySHA256))), "body")
	var texts []string
	if err := a.EachVersionRecord(ctx, func(v proof.VersionRecord) error {
		texts = append(texts, v.Content.Text)
		check(t, "the hash", v.Hash, v.Content.Hash())
		check(t, "read and not forgotten", v.Read && !v.Forgotten, true)
		return nil
	}); err != nil {
		t.Error(err)
	}
	check(t, "the versions", strings.Join(texts, "|"), "The words.|The words, edited.")
	documents := 0
	if err := a.EachDocumentRecord(ctx, func(d proof.DocumentRecord) error {
		documents++
		check(t, "the document", d.Document.ID, "x:1")
		check(t, "its captures", len(d.Captures), 3)
		return nil
	}); err != nil || documents != 1 {
		t.Error(documents, err)
	}
	check(t, "the tombstone", must[bool](t)(a.HadTombstone(ctx, "x:1")), true)
	check(t, "no tombstone", must[bool](t)(a.HadTombstone(ctx, "x:2")), false)
	stop := errors.New("stop")
	if err := a.EachUnloggedCapture(ctx, func(int64) error { return stop }); err != nil {
		t.Errorf("a capture without a leaf: %v", err)
	}
	if _, err := a.CaptureRow(ctx, 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no capture: %v", err)
	}
	if _, err := a.Bytes(ctx, strings.Repeat("0", 64)); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no bytes: %v", err)
	}
}

// checks: an archive is sound, and says so of every text that it has.
func checks(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	a.record(0, post("1", "The words."), post("2", "Other words."))
	terms := func(v store.Version) []store.Term { return []store.Term{store.Term(len(v.Text)), -7} }
	if n, err := a.IndexPosts(ctx, 1, terms); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	done := 0
	progress := func(n, _ int) { done = n }
	if err := a.Check(ctx, 1, terms, progress, func(s string) { t.Error(s) }); err != nil || done != 2 {
		t.Errorf("%d texts checked, %v", done, err)
	}
	faults := 0
	other := func(store.Version) []store.Term { return []store.Term{12345} }
	if err := a.Check(ctx, 1, other, progress, func(string) { faults++ }); err != nil || faults == 0 {
		t.Errorf("postings that are not there: %d faults, %v", faults, err)
	}
	if err := a.Check(ctx, 2, terms, progress, func(string) { faults = -1 }); err != nil || faults != -1 {
		t.Errorf("an index by another scheme: %v", err)
	}
}
