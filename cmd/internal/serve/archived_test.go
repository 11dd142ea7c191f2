package serve

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// finding is an archive in which documents are named by their ids only.
type finding struct{ *sqlite.DB }

func (f finding) Find(ctx context.Context, id string) (store.Document, error) {
	return f.Document(ctx, store.DocumentID(id))
}

// TestFault41ArchivedBytes: archived bytes are drawn only as types in which nothing
// runs outside the sandbox's reach, by addresses that end to be good, and only read.
func TestFault41ArchivedBytes(t *testing.T) {
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC)
	site, err := page.New(view.Archive{}, view.Options{Served: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(finding{db}, Options{Site: site, Archived: "http://archived.test", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, address string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.Archived().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, address, nil))
		return w
	}
	for kind, want := range map[string]string{
		"text/html": "text/html; charset=utf-8", "text/html; charset=koi8-r": "text/html; charset=koi8-r", "image/png": "image/png",
		"image/svg+xml": "text/plain; charset=utf-8", "application/xhtml+xml": "text/plain; charset=utf-8", "text/javascript": "text/plain; charset=utf-8", "application/pdf": "text/plain; charset=utf-8", "no/": "text/plain; charset=utf-8", "": "text/plain; charset=utf-8",
	} {
		c, _, err := db.Record(t.Context(), store.Capture{StartedAt: now, Method: "GET", URL: "https://example.org/", Outcome: store.OutcomeOK, Status: 200, Header: http.Header{"Content-Type": {kind}}, Body: []byte("<svg onload=alert(1)>")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		address := s.rawURL(c)
		if w := ask(http.MethodGet, address); w.Code != 200 || w.Header().Get("Content-Type") != want {
			t.Errorf("%q is shown as %q, status %d", kind, w.Header().Get("Content-Type"), w.Code)
		}
		if w := ask(http.MethodPost, address); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST is answered with %d", w.Code)
		}
		if w := ask(http.MethodGet, strings.Replace(address, "archived.test", "pages.test", 1)); w.Code != http.StatusMisdirectedRequest {
			t.Errorf("another name is answered with %d", w.Code)
		}
		now = now.Add(good + time.Second)
		if w := ask(http.MethodGet, address); w.Code != http.StatusForbidden {
			t.Errorf("an address of an hour ago is answered with %d", w.Code)
		}
	}
}
