package sqlite

import (
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// TestForgottenWordsLeaveListsToo: a feed that shows the words of a document, or its
// address, in whatever form, is not kept once the document is forgotten, nor when it comes
// again; other lists are, and the archive is as it was recorded.
func TestForgottenWordsLeaveListsToo(t *testing.T) {
	now := time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC)
	const text = "The minister said that the harbour road stays open until the end of the year."
	for name, c := range map[string]struct {
		body string
		goes bool
	}{
		"the words, escaped twice": {`<rss><item><description>&lt;p&gt;The minister said that the &amp;quot;harbour&amp;quot; road stays open&lt;/p&gt;</description></item></rss>`, true},
		"the words in JSON":        {`{"items":[{"content_text":"The minister\u0020said that the\nharbour road stays open until \u2026"}]}`, true},
		"the address":              {`<urlset><url><loc>https://news.example/2025/harbour-road</loc></url></urlset>`, true},
		"the address in a link":    {`<p>Read <a href="https://news.example/2025/harbour-road">this</a></p>`, true},
		"other words":              {`<rss><item><description>The minister said nothing</description><link>https://news.example/2025/harbour</link></item></rss>`, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			d := open(t, dir, Options{Create: true, Now: func() time.Time { return now }})
			list := store.Capture{Method: "GET", URL: "https://news.example/feed", StartedAt: now, Body: []byte(c.body), Outcome: store.OutcomeOK}
			before, _, err := d.Record(t.Context(), list, nil)
			if err != nil {
				t.Fatal(err)
			}
			article := store.Observation{Document: "web:https://news.example/2025/harbour-road", Kind: store.Article, URL: "https://news.example/2025/harbour-road", Content: store.Content{Title: "Road", Text: text}}
			page := store.Capture{Method: "GET", URL: article.URL, Document: article.Document, StartedAt: now, Body: []byte("<p>" + text + "</p>"), Outcome: store.OutcomeOK}
			if _, _, err := d.Record(t.Context(), page, []store.Observation{article}); err != nil {
				t.Fatal(err)
			}
			if _, err := d.Forget(t.Context(), article.Document, "a court said so"); err != nil {
				t.Fatal(err)
			}
			list.StartedAt = now.Add(time.Hour)
			list.Body = []byte(c.body + `<p>https://news.example/2025/harbour-road</p>`)
			again, _, err := d.Record(t.Context(), list, nil)
			if err != nil {
				t.Fatal(err)
			}
			for id, gone := range map[int64]bool{before: c.goes, again: true} {
				got, err := d.Capture(t.Context(), id)
				if kept := len(got.Body) > 0; kept == gone {
					t.Errorf("capture %d: kept %v (%v)", id, kept, err)
				}
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			if r := verified(t, dir, proof.Options{}); len(r.Faults)+len(r.Missing) > 0 {
				t.Errorf("%+v", r)
			}
		})
	}
}

// TestACheckpointThatWasTakenOutIsMissed: whoever takes out the newest checkpoints leaves
// an archive that is not whole, whether a run came after them or not.
func TestACheckpointThatWasTakenOutIsMissed(t *testing.T) {
	for name, c := range map[string]struct{ run, stripped bool }{"the newest": {}, "before a run": {run: true, stripped: true}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			key, _ := signed(t, dir)
			d := open(t, dir, Options{})
			checkpoint(t, d, key)
			keepPost(t, d, "31", "first")
			checkpoint(t, d, key)
			if c.run {
				if _, err := d.BeginRun(t.Context(), "here"); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			script := `DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)`
			if c.stripped {
				script += `; DELETE FROM setting WHERE name = 'log.signed'`
			}
			if !tampered(t, dir, script) {
				t.Fatal("nothing was taken out")
			}
			if r := verified(t, dir, proof.Options{}); r.State != proof.Incomplete {
				t.Errorf("%s %+v", r.State, r)
			}
		})
	}
}
