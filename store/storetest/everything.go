package storetest

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

const aCertificate = "a certificate"

// said is a post as it is seen, by an account that has only a handle.
func saidBy(id, text string) store.Observation {
	return store.Observation{Document: store.DocumentID("x:" + id), Kind: store.Post, Author: store.Author{Handle: "a"}, Content: store.Content{Text: text}}
}

// Signed fills an archive with two posts, an edit, a deletion and a run, under a
// signed checkpoint, and gives the key and the checkpoint.
func Signed(t *testing.T, d Engine, now time.Time) (proof.Signer, string) {
	t.Helper()
	key, err := proof.CreateKey(filepath.Join(t.TempDir(), "key"), proof.NewOrigin())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Append(t.Context(), store.KeyLeaf, "", func(i int64) ([]byte, error) {
		return proof.Encode(proof.Key{Head: proof.NewHead(store.KeyLeaf, i, now), Key: key.Public()})
	}); err != nil {
		t.Fatal(err)
	}
	for i, o := range []store.Observation{saidBy("1", "A"), saidBy("2", "B"), saidBy("1", "A, edited"), endOf("2")} {
		c := store.Capture{
			Method: "GET", URL: o.URL, Document: o.Document, Outcome: store.OutcomeOK, Status: 200, Endpoint: "page", StartedAt: now.Add(time.Duration(i) * time.Minute),
			Body: []byte("body of " + o.Content.Text), Raw: []byte("packed body of " + o.Content.Text), Hops: []store.Hop{{URL: "https://a.example/", Status: 301}},
			TLS: &store.TLS{Version: "TLS 1.3", Chain: []string{sumOf(aCertificate)}, Certificates: [][]byte{[]byte(aCertificate)}},
		}
		if _, _, err := d.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	run, err := d.BeginRun(t.Context(), "here pid 1")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.EndRun(t.Context(), run.ID, "done", store.RunCounts{}); err != nil {
		t.Fatal(err)
	}
	return key, Sign(t, d, key)
}

func endOf(id string) store.Observation {
	o := saidBy(id, "")
	o.Gone = &store.Gone{How: store.Deleted, Certain: true}
	return o
}

// Sign adds a signed checkpoint of all that the log has, and gives it.
func Sign(t *testing.T, d Engine, key proof.Signer) string {
	t.Helper()
	size, root, err := d.LogHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	note, err := proof.Checkpoint{Origin: key.Name(), Size: size, Root: root}.Sign(key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddCheckpoint(t.Context(), store.Checkpoint{Size: size, Note: note}); err != nil {
		t.Fatal(err)
	}
	return note
}

// Everything fills an archive with a row in every table that anything shows.
func Everything(t *testing.T, d Engine, now time.Time) {
	t.Helper()
	key, _ := Signed(t, d, now.AddDate(0, 0, -1))
	o := saidBy("1", "A, edited again")
	o.Aliases, o.Relations = []store.DocumentID{"x:11"}, []store.Relation{{Kind: store.RelationQuotes, Document: "x:5"}}
	cut := saidBy("3", "A long text that was cut…")
	cut.Content.Cut = true
	article := store.Observation{Document: "web:https://a.example/", Kind: store.Article, URL: "https://a.example/", Content: store.Content{Title: "T", Text: "He said “A, edited”.", Lang: "en"}}
	for i, o := range []store.Observation{o, cut, saidBy("3", "A long text that was cut short by somebody."), article} {
		c := store.Capture{Method: "GET", URL: "https://a.example/", Document: o.Document, StartedAt: now.Add(time.Duration(i) * time.Minute), Body: []byte(o.Content.Text), Outcome: store.OutcomeOK}
		if _, _, err := d.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	quoteOne(t, d)
	if err := d.SavePerson(t.Context(), store.Person{Name: "Somebody", Names: []string{"S. B."}, Accounts: []store.Account{{Platform: "x", Key: "@somebody"}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/i.png", Document: "x:1", StartedAt: now}, store.Medium{Document: "x:1", URL: "https://a.example/i.png", Type: "image/png"}, []byte("a picture")); err != nil {
		t.Fatal(err)
	}
	keptBeside(t, d, now)
	if _, _, err := d.Record(t.Context(), store.Capture{URL: "https://a.example/9", StartedAt: now, Body: []byte("Words that go")}, []store.Observation{saidBy("9", "Words that go")}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Forget(t.Context(), "x:9", "a court said so"); err != nil {
		t.Fatal(err)
	}
	Sign(t, d, key)
	c, err := d.LastCheckpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.AddAnchor(t.Context(), c.ID, store.Anchor{Size: c.Size, Authority: "https://tsa.example/", Time: now, Token: []byte("a token")}, ""); err != nil {
		t.Fatal(err)
	}
	run, err := d.BeginRun(t.Context(), "here pid 1")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.EndRun(t.Context(), run.ID, "done", store.RunCounts{}); err != nil {
		t.Fatal(err)
	}
	Sign(t, d, key)
}

// keptBeside puts rows there that no capture brought.
func keptBeside(t *testing.T, d Engine, now time.Time) {
	t.Helper()
	s, err := d.AddSource(t.Context(), store.Source{Kind: store.SourceFeed, Platform: "x", URL: "https://a.example/feed", Name: "A", Cadence: time.Hour, AddedAt: now, NextDue: now, OCR: true})
	if err != nil {
		t.Fatal(err)
	}
	looked := s
	looked.LastRun, looked.LastOK, looked.ETag, looked.Gaps, looked.LastError, looked.LastCause, looked.Failures = now, now, `"1"`, "[]", "no", store.CauseServer, 1
	if err := d.NoteLook(t.Context(), s, looked); err != nil {
		t.Fatal(err)
	}
	if _, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/j.png", Document: "x:3", StartedAt: now, SourceID: s.ID}, store.Medium{Document: "x:3", URL: "https://a.example/j.png", Type: "image/png"}, []byte("words")); err != nil {
		t.Fatal(err)
	}
	if n, err := d.ReadPictures(t.Context(), func(string) (store.PictureWords, error) {
		return store.PictureWords{Text: "words in a picture", Engine: "tesseract"}, nil
	}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := d.Unrendered(t.Context(), "an engine", func(page []store.Version) (out []store.Rendition, err error) {
		for _, v := range page {
			out = append(out, store.Rendition{VersionID: v.ID, Lang: "en", Engine: "an engine", Text: "rendered: " + v.Text})
		}
		return out, nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Announce(t.Context(), []store.Notice{{At: now, Kind: "edited", Name: "change 1", Body: []byte(`{"event":"edited"}`)}}, []string{"a channel", "another"}); err != nil {
		t.Fatal(err)
	}
	due, err := d.Undelivered(t.Context(), now, 9)
	if err != nil || len(due) != 2 {
		t.Fatal(due, err)
	}
	for i, failure := range []error{nil, errors.New("not taken")} {
		if err := d.Delivered(t.Context(), due[i], failure, now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.SaveHost(t.Context(), store.Host{Name: "a.example", BlockedUntil: now, Strikes: 2, Why: "429", Cause: store.CauseRate, AskedAt: now}); err != nil {
		t.Fatal(err)
	}
	if err := d.SetSetting(t.Context(), "contact", "you@example.org"); err != nil {
		t.Fatal(err)
	}
}

// quoteOne links the article to the post.
func quoteOne(t *testing.T, d Engine) {
	t.Helper()
	article, err := d.Versions(t.Context(), "web:https://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	post, err := d.Versions(t.Context(), "x:1")
	if err != nil {
		t.Fatal(err)
	}
	found := store.Link{
		Quote: store.Quote{Kind: store.QuoteInline, From: 9, To: 18, Text: "A, edited", Speaker: "He", Handle: "he", URL: "https://x.example/1", Document: "x:1", Parts: [][2]int{{9, 10}}},
		Match: store.Match{Document: "x:1", VersionID: post[0].ID, Verdict: store.Verbatim, Confidence: 0.9, Span: [2]int{0, 9}, Edits: []store.Edit{{Op: "equal"}}, Warnings: []string{"number"}, Severity: store.SeverityMeaning, Via: "original"},
	}
	without := store.Link{Quote: store.Quote{Kind: store.QuoteBlock, Text: "Nobody's words"}}
	if err := d.ReplaceQuotes(t.Context(), article[0].ID, 1, []store.Link{found, without}); err != nil {
		t.Fatal(err)
	}
}
