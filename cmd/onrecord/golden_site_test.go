package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"html"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onrecord/cmd/internal/demo"
	"onrecord/cmd/internal/exit"
)

// report holds each page of the report, by its sum.
func (r *reference) report(t *testing.T) {
	dir := filepath.Join(r.dir, "report")
	if code, _, errs := r.run("archive", "", "report", "-o", dir); code != exit.Done {
		t.Fatalf("report ends with %d: %s", code, errs)
	}
	pages := map[string][]byte{}
	if err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == ".onrecord-report.json" { // the report's own note of what drew it
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		pages[name] = r.settled(b)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	heldPages(t, "report.txt", pages)
}

// heldPages holds pages by their sums. Bodies that were seen on this machine are kept
// by their sums as well, so that a page that changed can be shown as it was.
func heldPages(t *testing.T, name string, pages map[string][]byte) {
	t.Helper()
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(pages)) {
		fmt.Fprintf(&b, "%s %6d %s\n", keptBody(t, pages[p]), len(pages[p]), p)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "golden", name))
	if err == nil && !*update {
		showChanged(t, string(want), pages)
	}
	held(t, name, b.String())
}

// bodies is where bodies of pages are kept by their sums.
func bodies() string { return filepath.Join(os.TempDir(), "onrecord-golden-pages") }

func keptBody(t *testing.T, body []byte) (sum string) {
	sum = fmt.Sprintf("%x", sha256.Sum256(body))
	if _, err := os.Stat(filepath.Join(bodies(), sum)); err != nil {
		keep(t, filepath.Join(bodies(), sum), body)
	}
	return sum
}

// showChanged writes the pages that are not as they were to a folder, before and
// after, and shows the first difference.
func showChanged(t *testing.T, want string, pages map[string][]byte) {
	t.Helper()
	dir, shown := "", false
	for l := range strings.Lines(want) {
		sum, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
		_, name, _ := strings.Cut(strings.TrimSpace(rest), " ")
		now, ok := pages[name]
		if !ok || fmt.Sprintf("%x", sha256.Sum256(now)) == sum {
			continue
		}
		if dir == "" {
			var err error
			if dir, err = os.MkdirTemp("", "onrecord-golden-*"); err != nil {
				t.Fatal(err)
			}
		}
		flat := strings.NewReplacer("/", "_", "?", "_").Replace(name)
		keep(t, filepath.Join(dir, flat+".got"), now)
		was, err := os.ReadFile(filepath.Join(bodies(), sum))
		if err != nil {
			continue // never drawn on this machine
		}
		keep(t, filepath.Join(dir, flat+".want"), was)
		if !shown {
			shown = true
			t.Errorf("%s has changed, %s; its first difference:\n%s", name, dir, firstDifference(string(was), string(now)))
		}
	}
	if dir != "" && !shown {
		t.Errorf("pages have changed; as they are now: %s (run the test on main first to see what they were)", dir)
	}
}

// serve holds the answers of the server: those to programs whole, pages by their sums.
func (r *reference) serve(t *testing.T) {
	base := r.startServer(t)
	var api strings.Builder
	pages := map[string][]byte{}
	for _, q := range r.apiQuestions() {
		res, body := r.get(t, base, q)
		fmt.Fprintf(&api, "GET %s\n%d %s\n%s\n\n", q, res.StatusCode, res.Header.Get("Content-Type"), bytes.TrimSpace(body))
	}
	held(t, "api.txt", api.String())
	waiting := []string{"/", "/lookup", "/lookup?quote=subordinarse+a+los+derechos+humanos+del+pueblo", "/tools.html", "/changes.atom", "/healthz", "/login", "/absent.html", "/robots.txt", "/timegate/" + demo.FoundingURL, "/timemap/link/" + demo.FoundingURL, "/timemap/json/" + demo.FoundingURL, "/timegate/" + r.base + "/news/gaceta.html", "/memento/20300101000000/" + r.base + "/news/gaceta.html"}
	for len(waiting) > 0 {
		at := waiting[0]
		waiting = waiting[1:]
		if _, ok := pages[at]; ok {
			continue
		}
		res, body := r.get(t, base, at)
		pages[at] = fmt.Appendf(nil, "%d %s %s\n%s", res.StatusCode, res.Header.Get("Content-Type"), r.settled([]byte(res.Header.Get("Location"))), body)
		if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			waiting = append(waiting, linksOf(at, body)...)
		}
	}
	heldPages(t, "served.txt", pages)
}

var hrefs = regexp.MustCompile(`(?:href|src)="?([^"\s>]+)`)

// linksOf are the server's own addresses that a page links to.
func linksOf(at string, body []byte) (out []string) {
	from, err := url.Parse(at)
	if err != nil {
		return nil
	}
	for _, m := range hrefs.FindAllSubmatch(body, -1) {
		u, err := from.Parse(html.UnescapeString(string(m[1])))
		if err != nil || u.Host != "" || u.Scheme != "" || strings.HasPrefix(u.Path, "/api/") {
			continue
		}
		u.Fragment = ""
		out = append(out, u.String())
	}
	return out
}

func (r *reference) apiQuestions() []string {
	id := url.QueryEscape
	out := []string{
		"/api/v1/openapi.json", "/api/v1/links", "/api/v1/links?limit=2", "/api/v1/changes", "/api/v1/changes?limit=3", "/api/v1/authors", "/api/v1/runs", "/api/v1/checkpoints",
		"/api/v1/lookup", "/api/v1/lookup?quote=" + id(demo.Quotes[0]), "/api/v1/lookup?quote=" + id(demo.Quotes[1]) + "&lang=es", "/api/v1/lookup?quote=" + id(demo.Quotes[3]) + "&before=yesterday",
		"/api/v1/diff?id=x:1988500000000000001", "/api/v1/diff?id=x:1988500000000000001&from=1&to=9", "/api/v1/document?id=x:404", "/api/v1/document", "/api/v1/absent",
		"/api/v1/captures/1", "/api/v1/captures/1/body", "/api/v1/captures/9999", "/api/v1/captures/x",
	}
	for _, doc := range append(r.web.SamplePosts(), demo.FoundingURL, "x:1988500000000000002", r.base+"/own/statement.html", r.base+"/news/gaceta.html", "https://zeitung.example/bruecke") {
		out = append(out, "/api/v1/document?id="+id(doc))
	}
	return out
}

// startServer runs serve and gives its address.
func (r *reference) startServer(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a := r.app(streams{in: strings.NewReader(""), out: in, err: in})
		a.execute(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--no-translate", "--archive", r.place("archive"), "--media-dir", filepath.Join(r.dir, "archive", "media")})
		in.Close()
	}()
	t.Cleanup(func() { cancel(); <-ended })
	said, err := bufio.NewReader(out).ReadString('\n')
	base := regexp.MustCompile(`http://[0-9.:]+`).FindString(said)
	if err != nil || base == "" {
		t.Fatalf("the server says %q, %v", said, err)
	}
	go io.Copy(io.Discard, out)
	r.names[base] = "http://SERVER"
	r.names[strings.TrimPrefix(base, "http://")] = "SERVER"
	return base
}

var archivedPort = regexp.MustCompile(`http://127\.0\.0\.1:(\d+)`)

func (r *reference) get(t *testing.T, base, at string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+at, nil)
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	res, err := plainClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	body = archivedPort.ReplaceAllFunc(r.settled(body), func(b []byte) []byte {
		if string(b) == r.base {
			return b
		}
		return []byte("http://ARCHIVED")
	})
	return res, body
}
