package scraper_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// meddler is a web in which somebody changes a source while it is looked at.
type meddler func(path string)

func (m meddler) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Path == "/robots.txt" {
		return reply(req, 404, ""), nil
	}
	m(req.URL.Path)
	return reply(req, 200, `{"links":[]}`), nil
}

// TestFault83SourceChangedWhileItIsLookedAt: the run goes on, and what somebody wrote
// meanwhile stands.
func TestFault83SourceChangedWhileItIsLookedAt(t *testing.T) {
	st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	ids := map[string]store.Source{}
	web := meddler(func(path string) {
		id := ids[path].ID
		switch path {
		case "/removed":
			err = st.RemoveSource(t.Context(), id)
		case "/paused":
			_, err = st.EditSource(t.Context(), id, func(s *store.Source) error { s.NextDue = time.Time{}; return nil })
		case "/edited":
			_, err = st.EditSource(t.Context(), id, func(s *store.Source) error {
				s.Name, s.Cadence, s.Fixed = "By hand", time.Minute, true
				return nil
			})
		}
		if err != nil {
			t.Error(err)
		}
	})
	f, err := client.New(client.Options{Transport: web})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/removed", "/paused", "/edited", "/other"} {
		s := store.Source{Kind: store.SourceAccount, Platform: "sim", URL: "https://a.example" + path, Cadence: time.Hour, NextDue: time.Now()}
		if ids[path], err = st.AddSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	c := &scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(scraper.SimAdapter{}), Store: scraper.ArchiveOf(st), Parallel: 1}
	run, err := c.Pass(t.Context(), "test")
	if err != nil || run.State != "done" {
		t.Fatalf("%+v %v", run, err)
	}
	is := func(path string) store.Source {
		s, err := st.Source(t.Context(), ids[path].ID)
		if err != nil {
			t.Fatal(path, err)
		}
		if s.LastOK.IsZero() {
			t.Errorf("%s was not looked at", path)
		}
		return s
	}
	if _, err := st.Source(t.Context(), ids["/removed"].ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the removed source: %v", err)
	}
	if s := is("/paused"); !s.NextDue.IsZero() {
		t.Errorf("the paused source is due: %+v", s)
	}
	if s := is("/edited"); s.Name != "By hand" || s.Cadence != time.Minute || !s.Fixed || s.NextDue.After(time.Now().Add(2*time.Minute)) {
		t.Errorf("the edited source: %+v", s)
	}
	is("/other")
}
