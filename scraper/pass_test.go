package scraper_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/store"
)

// TestAnArticleBecomesAStatement: a page that was kept as an article is read again, once,
// as a post of the one whose statements its source now gives.
func TestAnArticleBecomesAStatement(t *testing.T) {
	var asked atomic.Int32
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			fmt.Fprintf(rw, `<rss version="2.0"><channel><title>Statements</title><item><link>http://%s/a</link></item></channel></rss>`, r.Host)
		case "/a":
			asked.Add(1)
			fmt.Fprintf(rw, article, "A", "A", "Words.")
		default:
			http.NotFound(rw, r)
		}
	})
	id := store.DocumentID("web:" + w.base + "/a")
	add := func(url, speaker string) {
		t.Helper()
		if _, err := w.st.AddSource(t.Context(), store.Source{
			Platform: "feed", Kind: store.SourceFeed, URL: w.base + url, Speaker: speaker, Cadence: time.Millisecond, NextDue: time.Now().UTC(),
		}); err != nil {
			t.Fatal(err)
		}
	}
	pass := func(looks int32, kind store.Kind, author string) {
		t.Helper()
		time.Sleep(2 * time.Millisecond) // the feed is due again
		if _, err := w.c.Pass(t.Context(), "test"); err != nil {
			t.Fatal(err)
		}
		doc, err := w.st.Document(t.Context(), id)
		if err != nil || doc.Kind != kind || doc.Author.Name != author || asked.Load() != looks {
			t.Errorf("%s by %q after %d looks, %v", doc.Kind, doc.Author.Name, asked.Load(), err)
		}
	}
	add("/feed.xml", "")
	pass(1, store.Article, "")
	add("/feed.xml?statements", "The Harbour Office")
	pass(2, store.Post, "The Harbour Office")
	pass(2, store.Post, "The Harbour Office")
	if vs, err := w.st.Versions(t.Context(), id); err != nil || len(vs) != 1 {
		t.Errorf("%d versions, %v", len(vs), err)
	}
	if r := w.capture(t, w.base+"/a"); kinds(r) != "unchanged" {
		t.Errorf("by hand: %q", kinds(r))
	}
	pass(3, store.Post, "The Harbour Office")
}

// TestInPart: a feed that answers and whose entries cannot all be had has not failed, and
// what it lacks stays told of, with its cause, while it waits.
func TestInPart(t *testing.T) {
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			fmt.Fprintf(rw, `<rss version="2.0"><channel><title>News</title><item><link>http://%s/a</link></item><item><link>http://%[1]s/b</link></item></channel></rss>`, r.Host)
		case "/b":
			rw.WriteHeader(http.StatusForbidden)
		case "/a":
			fmt.Fprintf(rw, article, "A", "A", "Words.")
		default:
			http.NotFound(rw, r)
		}
	})
	if _, err := w.st.AddSource(t.Context(), store.Source{Platform: "feed", Kind: store.SourceFeed, URL: w.base + "/feed.xml", Cadence: time.Millisecond, NextDue: time.Now().UTC()}); err != nil {
		t.Fatal(err)
	}
	for look := range 2 {
		if look == 1 {
			time.Sleep(2 * time.Millisecond) // the feed is due again
		}
		if _, err := w.c.Pass(t.Context(), "test"); err != nil {
			t.Fatal(err)
		}
		all, err := w.st.Sources(t.Context(), time.Time{})
		if err != nil || len(all) != 1 || all[0].Failures != 0 || all[0].LastCause != store.CauseForbidden || !strings.Contains(all[0].LastError, "1 of 2 new entries") {
			t.Fatalf("look %d: %+v, %v", look, all, err)
		}
	}
}
