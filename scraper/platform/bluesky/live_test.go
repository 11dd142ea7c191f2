package bluesky_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/scraper/platform/bluesky"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// pds is a real server, with an account of its own for this test.
type pds struct {
	t                        *testing.T
	base, did, handle, token string
}

// live is the server that ONRECORD_PDS names (testdata/pds.mjs starts one), or
// skips the test.
func live(t *testing.T) *pds {
	t.Helper()
	base := os.Getenv("ONRECORD_PDS")
	if base == "" {
		t.Skip("no PDS: start testdata/pds.mjs and set ONRECORD_PDS=http://localhost:2583")
	}
	s := &pds{t: t, base: strings.TrimRight(base, "/")}
	var got struct{ DID, AccessJwt, Handle string }
	name := fmt.Sprintf("t%d", rand.Int32())
	s.call("com.atproto.server.createAccount", map[string]string{"handle": name + ".test", "email": name + "@example.org", "password": "a test's password"}, &got)
	s.did, s.token, s.handle = got.DID, got.AccessJwt, got.Handle
	return s
}

func (s *pds) call(method string, in, out any) {
	s.t.Helper()
	b, err := json.Marshal(in)
	if err != nil {
		s.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.base+"/xrpc/"+method, bytes.NewReader(b))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if s.token != "" {
		req.Header.Set("Authorization", "Bearer "+s.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %d %s %v", method, res.StatusCode, body, err)
	}
	if out != nil {
		if err := json.Unmarshal(body, out); err != nil {
			s.t.Fatal(err)
		}
	}
}

// post writes a post and gives its key.
func (s *pds) post(text string) string {
	s.t.Helper()
	var got struct{ URI string }
	s.call("com.atproto.repo.createRecord", map[string]any{"repo": s.did, "collection": "app.bsky.feed.post", "record": record(text)}, &got)
	return got.URI[strings.LastIndexByte(got.URI, '/')+1:]
}

func record(text string) map[string]any {
	return map[string]any{"$type": "app.bsky.feed.post", "text": text, "createdAt": time.Now().UTC().Format(time.RFC3339Nano), "langs": []string{"es"}}
}

// TestLivePDS: posts that are created, listed, changed and deleted on a real
// server.
func TestLivePDS(t *testing.T) {
	for name, endpoints := range map[string]func(*pds) (bluesky.Endpoints, string){
		"its own address": func(s *pds) (bluesky.Endpoints, string) {
			return bluesky.Endpoints{}, s.base + "/xrpc/com.atproto.repo.listRecords?repo=" + s.did + "&collection=app.bsky.feed.post"
		},
		"a configured server": func(s *pds) (bluesky.Endpoints, string) {
			return bluesky.Endpoints{PDS: s.base, AppView: s.base}, "https://bsky.app/profile/" + s.did
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := live(t)
			d, address := endpoints(s)
			liveLife(t, s, d, address)
		})
	}
}

func liveLife(t *testing.T, s *pds, d bluesky.Endpoints, address string) {
	s.post("La más antigua de las declaraciones de prueba")
	first, second := s.post("Primera declaración de prueba"), s.post("Segunda declaración de prueba")
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true, ConfirmAfter: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	f, err := client.New(client.Options{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	c := &scraper.Collector{Fetch: f, Platforms: platform.All(platform.Options{Bluesky: d}), Store: scraper.ArchiveOf(st), ConfirmAfter: time.Millisecond}
	if _, err := st.AddSource(t.Context(), store.Source{Kind: store.SourceAccount, Platform: "bluesky", URL: address, Cadence: time.Minute, NextDue: time.Now()}); err != nil {
		t.Fatal(err)
	}
	pass := func() store.RunCounts {
		t.Helper()
		time.Sleep(5 * time.Millisecond) // the second look must come later than ConfirmAfter
		for _, src := range must(st.Sources(t.Context(), time.Time{}))(t) {
			if _, err := st.EditSource(t.Context(), src.ID, func(s *store.Source) error { s.NextDue = time.Now(); return nil }); err != nil {
				t.Fatal(err)
			}
		}
		run, err := c.Pass(t.Context(), "test")
		if err != nil {
			t.Fatal(err)
		}
		return run.RunCounts
	}
	if n := pass(); n.New != 3 || n.Failed != 0 {
		t.Fatalf("first pass: %+v", n)
	}
	doc, err := st.Document(t.Context(), store.DocumentID("bluesky:"+s.did+"/"+first))
	if err != nil || doc.Excerpt != "Primera declaración de prueba" || doc.Lang != "es" || doc.IDTime.IsZero() || doc.PublishedAt.IsZero() {
		t.Fatalf("%+v %v", doc, err)
	}
	s.call("com.atproto.repo.putRecord", map[string]any{"repo": s.did, "collection": "app.bsky.feed.post", "rkey": first, "record": record("Primera declaración, corregida")}, nil)
	if n := pass(); n.Edited != 1 {
		t.Errorf("after an edit: %+v", n)
	}
	s.call("com.atproto.repo.deleteRecord", map[string]any{"repo": s.did, "collection": "app.bsky.feed.post", "rkey": second}, nil)
	s.post("Tercera declaración de prueba")
	missed := pass()
	gone := pass()
	if missed.New != 1 || missed.Missed != 1 || gone.Gone != 1 {
		t.Errorf("after a deletion: %+v, then %+v", missed, gone)
	}
	doc, err = st.Document(t.Context(), store.DocumentID("bluesky:"+s.did+"/"+second))
	if err != nil || !doc.Gone() {
		t.Errorf("%+v %v", doc.Tombstone, err)
	}
	if vs, err := st.Versions(t.Context(), store.DocumentID("bluesky:"+s.did+"/"+first)); err != nil || len(vs) != 2 || vs[1].NativeID == vs[0].NativeID {
		t.Errorf("%d versions %v", len(vs), err)
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
