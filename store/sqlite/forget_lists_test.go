package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/storetest"
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
		"the address in JSON":      {`{"url":"https:\/\/news.example\/2025\/harbour-road?from=feed"}`, true},
		"an address that goes on":  {`<loc>https://news.example/2025/harbour-road-2</loc><loc>https://news.example/2025/harbour-road/map</loc>`, false},
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

// counted counts what is asked of a database.
type counted struct {
	Queryer
	n int
}

func (c *counted) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	c.n++
	return c.Queryer.QueryContext(ctx, q, args...)
}

// TestForgottenAddressesAreAskedForOnce: however many documents were forgotten and lists
// come, a transaction asks once; what it forgets itself counts for the next list.
func TestForgottenAddressesAreAskedForOnce(t *testing.T) {
	d := open(t, t.TempDir(), Options{Create: true})
	address := func(i int) string { return fmt.Sprintf("https://news.example/2025/road-%02d", i) }
	list := func(i int) []byte { return []byte(`<link>` + address(i) + `</link>`) }
	for i := range 21 {
		o := store.Observation{Document: store.DocumentID("web:" + address(i)), Kind: store.Article, URL: address(i), Content: store.Content{Title: "Road", Text: "Words."}}
		c := store.Capture{Method: "GET", URL: o.URL, Document: o.Document, StartedAt: time.Now(), Body: []byte(address(i)), Outcome: store.OutcomeOK}
		if _, _, err := d.Record(t.Context(), c, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
		if i < 20 {
			if _, err := d.Forget(t.Context(), o.Document, "a court said so"); err != nil {
				t.Fatal(err)
			}
		}
	}
	err := d.write(t.Context(), func(tx *tx) error {
		q := &counted{Queryer: tx}
		for i := range 30 {
			shows, err := tx.forgotten.shownBy(t.Context(), q, list(i))
			if err != nil || shows != (i < 20) {
				t.Errorf("list %d: %v %v", i, shows, err)
			}
		}
		if q.n != 1 {
			t.Errorf("%d queries for 30 lists and 20 forgotten documents", q.n)
		}
		doc, err := findDocument(t.Context(), tx, store.DocumentID("web:"+address(20)))
		if err != nil {
			return err
		}
		e := eraser{tx: tx, now: d.opts.Now()}
		if err := errors.Join(e.erase(t.Context(), doc), e.bury(t.Context(), doc, "a court said so"), e.log(t.Context(), doc, "a court said so")); err != nil {
			return err
		}
		if shows, err := tx.forgotten.shownBy(t.Context(), q, list(20)); err != nil || !shows || q.n != 2 {
			t.Errorf("forgotten in this transaction: %v %v, %d queries", shows, err, q.n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAFileThatIsPutAgainIsInUse: whoever finds the bytes there is about to name them, and
// an old file that nothing named is old no more.
func TestAFileThatIsPutAgainIsInUse(t *testing.T) {
	dir := directory(t.TempDir())
	b := []byte("what a killed process left")
	old := time.Now().Add(-2 * time.Hour)
	told := func() int {
		sums, _, err := dir.filesBefore(t.Context(), time.Now().Add(-time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return len(sums)
	}
	for want := 1; want >= 0; want-- {
		if err := dir.Put(t.Context(), sha(b), int64(len(b)), bytes.NewReader(b)); err != nil {
			t.Fatal(err)
		}
		if want == 1 {
			if err := os.Chtimes(dir.path(sha(b)), old, old); err != nil {
				t.Fatal(err)
			}
		}
		if got := told(); got != want {
			t.Errorf("%d old files, not %d", got, want)
		}
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
			storetest.Sign(t, d, key)
			keepPost(t, d, "31", "first")
			storetest.Sign(t, d, key)
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

// TestForgetTwice: that the bytes of a list went with one document, or are a picture's of
// no document, keeps no other from being forgotten.
func TestForgetTwice(t *testing.T) {
	now := time.Date(2025, 11, 12, 12, 0, 0, 0, time.UTC)
	d := open(t, t.TempDir(), Options{Create: true, Now: func() time.Time { return now }})
	list := store.Capture{Method: "GET", URL: "https://news.example/feed", StartedAt: now, Body: []byte("<p>The words of the first, which are long enough</p>"), Outcome: store.OutcomeOK}
	if _, _, err := d.Record(t.Context(), list, nil); err != nil {
		t.Fatal(err)
	}
	for id, text := range map[string]string{"1": "The words of the first, which are long enough", "2": "The words of the second, which are long enough"} {
		o := observation(id, text)
		if _, _, err := d.Record(t.Context(), store.Capture{URL: o.URL, StartedAt: now, Body: []byte(text)}, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.KeepMedium(t.Context(), store.Capture{URL: "https://a.example/i.png", StartedAt: now}, store.Medium{Document: "x:2", URL: "https://a.example/i.png", Type: "image/png"}, []byte("a picture")); err != nil {
		t.Fatal(err)
	}
	for _, id := range []store.DocumentID{"x:1", "x:2"} {
		if e, err := d.Forget(t.Context(), id, "a court said so"); err != nil || e.Versions != 1 {
			t.Errorf("%s: %+v, %v", id, e, err)
		}
	}
}
