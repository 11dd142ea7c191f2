package storetest

import (
	"errors"
	"strings"
	"testing"

	"onrecord/store"
)

// pictures: those wait to be read that came by a source with OCR, or of its posts; what was
// read is found, is nobody's words, and goes with its post.
func pictures(t *testing.T, open Opener) {
	a := newArchive(t, open)
	ctx := t.Context()
	with := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourceAccount, Platform: "x", URL: "https://x.example/a", OCR: true}))
	without := must[store.Source](t)(a.AddSource(ctx, store.Source{Kind: store.SourceAccount, Platform: "x", URL: "https://x.example/b"}))
	for id, source := range map[string]int64{"1": with.ID, "2": without.ID} {
		o := post(id, "See the picture")
		c := store.Capture{Method: "GET", URL: "https://x.example/" + id, Document: o.Document, SourceID: source, StartedAt: at(1), FinishedAt: at(1), Status: 200, Outcome: store.OutcomeOK, Body: []byte("{}" + id)}
		if _, _, err := a.Record(ctx, c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	keep := func(doc store.DocumentID, url, kind, bytes string) store.Medium {
		t.Helper()
		c := store.Capture{Document: doc, Endpoint: "media", URL: url, StartedAt: at(2), Outcome: store.OutcomeOK}
		return must[store.Medium](t)(a.KeepMedium(ctx, c, store.Medium{Document: doc, URL: url, Type: kind}, []byte(bytes)))
	}
	one := keep("x:1", "https://img.example/1.png", "image/png", "one")
	keep("x:1", "screenshot:https://x.example/1", "image/png", "shot")
	keep("x:1", "https://img.example/1.mp4", "video/mp4", "video")
	two := keep("x:2", "https://img.example/2.png", "image/png", "two")
	check(t, "waiting", must[int](t)(a.CountUnread(ctx)), 1)
	said := map[string]string{one.SHA256: "The harbour is closed", two.SHA256: "The harbour is open"}
	read := func(want int) {
		t.Helper()
		check(t, "read", must[int](t)(a.ReadPictures(ctx, func(sum string) (store.PictureWords, error) {
			return store.PictureWords{Text: said[sum], Engine: "machine 1"}, nil
		})), want)
		must[int](t)(a.IndexPictures(ctx, 1, func(w store.PictureWords) []store.Term { return terms(strings.Fields(w.Text)...) }))
	}
	stop := errors.New("no Tesseract")
	if _, err := a.ReadPictures(ctx, func(string) (store.PictureWords, error) { return store.PictureWords{}, stop }); !errors.Is(err, stop) {
		t.Errorf("a reader that fails: %v", err)
	}
	read(1)
	edit(a, without.ID, func(s *store.Source) { s.OCR = true })
	check(t, "waiting once a source wants it", must[int](t)(a.CountUnread(ctx)), 1)
	read(1)
	got := must[[]store.Medium](t)(a.MediaOf(ctx, "x:1"))
	check(t, "what was read", got[0].Words+" by "+got[0].Engine, "The harbour is closed by machine 1")
	check(t, "the post's words", a.texts("x:1"), "See the picture")
	a.finds("the words of a picture", store.Search{Words: sought("harbour closed")}, "1")

	lists, total := a.lists(store.PictureSpace, 10, "harbour", "closed")
	if total != 2 || lists[0].Count != 2 || lists[1].Count != 1 {
		t.Fatalf("the index has %+v of %d", lists, total)
	}
	found := must[[]store.Pictured](t)(a.Pictured(ctx, lists[1].Refs))
	if len(found) != 1 || found[0].Document.ID != "x:1" || found[0].Version.Text != "The harbour is closed" || found[0].SHA256 != one.SHA256 {
		t.Errorf("it gives %+v", found)
	}
	if _, err := a.Forget(ctx, "x:1", "asked to"); err != nil {
		t.Fatal(err)
	}
	if left := must[[]store.Pictured](t)(a.Pictured(ctx, lists[1].Refs)); len(left) != 0 {
		t.Errorf("once forgotten it gives %+v", left)
	}
	a.finds("the forgotten words", store.Search{Words: sought("harbour")}, "2")
	a.unaltered()
}
