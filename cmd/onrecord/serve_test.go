package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
)

// served is a server of a small archive, asked over loopback.
type served struct {
	t    *testing.T
	base string
	desk *newsroom
}

const servedPosts = `{"id":"1","platform":"x","author_handle":"sam","author_name":"Sam Sample","lang":"en","posted_at":"2025-11-12T09:00:00Z","post_url":"https://x.com/sam/status/1","text":"We will close the northern ferry line next year while I am in office.","versions":[{"text":"We will never close the northern ferry line while I am in office.","seen_at":"2025-11-12T09:01:00Z"},{"text":"We will close the northern ferry line next year while I am in office.","seen_at":"2025-11-13T10:00:00Z"}]}
{"id":"2","platform":"x","author_handle":"sam","author_name":"Sam Sample","lang":"en","posted_at":"2025-11-12T10:00:00Z","post_url":"https://x.com/sam/status/2","text":"A second post about the harbour and its gulls.","gone_at":"2025-11-14T10:00:00Z","gone_how":"deleted"}
`

const servedArticles = `{"url":"https://example.org/a","title":"Ferries","publisher":"The Sample Courier","published_at":"2025-11-12T11:00:00Z","lang":"en","text":"“We will never shut the northern ferry line while I am in office,” Sam Sample wrote."}
`

func serveArchive(t *testing.T, flags ...string) *served {
	t.Helper()
	d := newDesk(t)
	for name, text := range map[string]string{"posts": servedPosts, "articles": servedArticles} {
		file := filepath.Join(t.TempDir(), name+".jsonl")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		d.ok("import", name, file)
	}
	d.web.set("/p", `<html lang="en"><head><title>Hostile</title><script>window.pwned=1</script></head><body><article><h1>Hostile</h1><p>`+strings.Repeat("The quick brown fox says nothing here. ", 20)+`<img src=x onerror="window.pwned=1"></p></article></body></html>`)
	d.ok(append([]string{"capture", d.base + "/p"}, fetching...)...)
	return startServer(t, d, flags...)
}

// startServer runs the command and waits for it to say where it listens.
func startServer(t *testing.T, d *newsroom, flags ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		args := append([]string{"serve", "--listen", "127.0.0.1:0", "--archive", d.archive}, flags...)
		ended <- execute(ctx, args, streams{in: strings.NewReader(""), out: in, err: in})
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	base := regexp.MustCompile(`http://[0-9.:]+`).FindString(line)
	if err != nil || base == "" {
		t.Fatalf("the server says %q, %v", line, err)
	}
	go io.Copy(io.Discard, out)
	t.Cleanup(func() {
		cancel()
		select {
		case code := <-ended:
			if code != exit.Done {
				t.Errorf("the server ends with %d", code)
			}
		case <-time.After(20 * time.Second):
			t.Error("the server did not end")
		}
	})
	return &served{t, base, d}
}

// plainClient follows no redirect.
var plainClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 20 * time.Second}

func (s *served) ask(method, path string, header ...string) (*http.Response, string) {
	s.t.Helper()
	return s.send(method, path, "", header...)
}

// send is ask with a body.
func (s *served) send(method, path, sent string, header ...string) (*http.Response, string) {
	s.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = s.base + path
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, path, strings.NewReader(sent))
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		} else {
			req.Header.Set(header[i], header[i+1])
		}
	}
	res, err := plainClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(b)
}

func (s *served) want(status int, path string, header ...string) (*http.Response, string) {
	s.t.Helper()
	res, body := s.ask(http.MethodGet, path, header...)
	if res.StatusCode != status {
		s.t.Errorf("%s answers %d, want %d: %.300s", path, res.StatusCode, status, body)
	}
	return res, body
}

// TestServeInterface holds the JSON interface to its description: each path in it is
// answered, each answer fits its schema, and it says what the command line does.
func TestServeInterface(t *testing.T) {
	s := serveArchive(t)
	_, text := s.want(200, "/api/v1/openapi.json")
	described := describe(t, text)
	asked := map[string]bool{checkPath: true} // in TestServeCheck
	for path, status := range map[string]int{
		"/api/v1/lookup?quote=" + url.QueryEscape("never close the northern ferry line"): 200,
		"/api/v1/lookup?quote=" + url.QueryEscape("words that nobody ever posted here"):  200,
		"/api/v1/lookup": 400, "/api/v1/lookup?quote=x&before=yesterday": 400,
		"/api/v1/document?id=x:1": 200, "/api/v1/document?id=" + url.QueryEscape("https://x.com/sam/status/2"): 200, "/api/v1/document?id=x:404": 404, "/api/v1/document": 400,
		"/api/v1/diff?id=x:1": 200, "/api/v1/diff?id=x:1&from=1&to=2": 200, "/api/v1/diff?id=x:1&from=7": 404, "/api/v1/diff?id=x:1&from=one": 400,
		"/api/v1/search?q=ferry": 200, "/api/v1/search?q=never&state=edited&limit=1&facets=false": 200, "/api/v1/search?q=%22": 400, "/api/v1/search?state=lost": 400, "/api/v1/search?limit=5000": 400,
		"/api/v1/posts?author=sam&limit=1": 200, "/api/v1/articles?outlet=courier": 200, "/api/v1/quotes": 200, "/api/v1/sources": 200, "/api/v1/links?severity=form&from=2025&author=sam": 200,
		"/api/v1/links": 200, "/api/v1/links?offset=1&limit=1": 200, "/api/v1/links?offset=-1": 400, "/api/v1/links?limit=5000": 400, "/api/v1/search?page=0": 400, "/api/v1/changes?limit=2": 200, "/api/v1/authors": 200, "/api/v1/runs": 200, "/api/v1/checkpoints": 200,
		"/api/v1/captures/1": 200, "/api/v1/captures/999999": 404, "/api/v1/captures/one": 400, "/api/v1/captures/1/body": 200, "/api/v1/openapi.json": 200,
	} {
		res, body := s.want(status, path)
		name := regexp.MustCompile(`/captures/[^/?]+`).ReplaceAllString(strings.Split(path, "?")[0], "/captures/{id}")
		described.fits(http.MethodGet, name, res, body)
		asked[name] = true
	}
	for path := range described.paths {
		if !asked[path] {
			t.Errorf("%s is described and not asked here", path)
		}
	}
	for path := range asked {
		if described.paths[path] == nil {
			t.Errorf("%s answers and is not described", path)
		}
	}
	_, got := s.want(200, "/api/v1/document?id=x:1")
	if _, cli := s.desk.run("show", "x:1", "--json"); cli != got {
		t.Errorf("the interface and the command line differ:\n%s\n%s", got, cli)
	}
	_, got = s.want(200, "/api/v1/search?q=never+ferry&kind=post&from=2025-11-12")
	_, cli := s.desk.run("search", "never", "ferry", "--kind", "post", "--from", "2025-11-12", "--json")
	if cli = strings.TrimSpace(cli); !strings.Contains(got, `"where":"earlier"`) || !strings.Contains(got, `{"items":[`+cli+`],"total":1,`) {
		t.Errorf("the interface and the command line find differently:\n%s\n%s", got, cli)
	}
}

// TestServeUnknownParameters: a parameter that a route does not have is refused by its name,
// with the one that may be meant, and nothing is answered as if it were not there.
func TestServeUnknownParameters(t *testing.T) {
	s := serveArchive(t)
	for path, says := range map[string]string{
		"/api/v1/links?published_from=2025":        "did you mean from?",
		"/api/v1/search?q=ferry&autor=sam":         "did you mean author?",
		"/api/v1/posts?colour=red":                 "there are q, author, outlet",
		"/api/v1/sources?limit=1":                  "takes none",
		"/api/v1/lookup?quote=ferry&speeker=Sam":   "did you mean speaker?",
		"/api/v1/captures/1?id=2":                  "takes none",
		"/api/v1/document?id=x:1&" + "Id=x:2":      "did you mean id?",
		"/api/v1/changes?limit=1&offset=1":         `no parameter \"offset\" here; there is only limit`,
		"/api/v1/captures/1/body?id=2":             "takes none",
		"/api/v1/openapi.json?v=2":                 "takes none",
		"/export/posts.csv?from=2025&limit=1":      "takes none",
		"/export/media.zip?document=x:1":           "there is only doc",
		"/api/v1/diff?id=x:1&from=1&to=2&until=99": `no parameter \"until\"`,
	} {
		if res, body := s.ask(http.MethodGet, path); res.StatusCode != 400 || !strings.Contains(body, says) {
			t.Errorf("%s: %d %s, want 400 with %q", path, res.StatusCode, body, says)
		}
	}
	if res, body := s.send(http.MethodPost, checkPath+"?nam=a.md", "# A"); res.StatusCode != 400 || !strings.Contains(body, "did you mean name?") {
		t.Errorf("check: %d %s", res.StatusCode, body)
	}
}

// TestServeNothingIsIgnored: a parameter that cannot be meant is refused in plain words, and
// so is an address whose parameters cannot be read; neither is answered as if it were not there.
func TestServeNothingIsIgnored(t *testing.T) {
	s := serveArchive(t)
	for path, says := range map[string]string{
		"/api/v1/posts?quoted=banana":               `quoted: \"banana\" is neither true nor false`,
		"/api/v1/links?observed=perhaps":            "observed:",
		"/api/v1/lookup?quote=ferry&observed=maybe": "observed:",
		"/api/v1/search?q=ferry&facets=some":        "facets:",
		"/api/v1/lookup?quote=ferry&lang=xx1":       "not the code of a language",
		"/api/v1/lookup?quote=ferry&before=soon":    "before:",
		"/api/v1/search?q=ferry;gull":               "cannot be read",
		"/api/v1/search?q=ferry%zz":                 "cannot be read",
		"/search?q=ferry%zz":                        "cannot be read",
		"/export/posts.csv?q=ferry%zz":              "cannot be read",
		"/export/media.zip?doc=x:1;x:2":             "cannot be read",
	} {
		res, body := s.ask(http.MethodGet, path)
		if res.StatusCode != 400 || !strings.Contains(body, says) || strings.Contains(body, "strconv") {
			t.Errorf("%s: %d %.300s, want 400 with %q", path, res.StatusCode, body, says)
		}
	}
	if res, body := s.send(http.MethodPost, checkPath+"?observed=maybe", "A draft."); res.StatusCode != 400 || !strings.Contains(body, "observed:") {
		t.Errorf("check: %d %s", res.StatusCode, body)
	}
	for path, says := range map[string]string{"/lookup?quote=ferry&lang=xx1": "is not the code of a language", "/lookup?quote=ferry&observed=maybe": "is neither true nor false"} {
		if _, page := s.want(200, path); !strings.Contains(page, says) {
			t.Errorf("%s does not say %q", path, says)
		}
	}
	for _, path := range []string{"/api/v1/posts?quoted=yes", "/api/v1/posts?quoted=", "/api/v1/search?q=ferry&facets=no", "/api/v1/links?observed=0", "/api/v1/lookup?quote=ferry+line+year&observed=1&lang=en", "/timegate/https://x.com/sam/status/1?a;b"} {
		if res, body := s.ask(http.MethodGet, path); res.StatusCode == 400 {
			t.Errorf("%s is refused: %s", path, body)
		}
	}
	if _, with := s.want(200, "/api/v1/search?q=ferry&facets=0"); !strings.Contains(with, `"of":0`) {
		t.Errorf("facets=0 counts all the same: %s", with)
	}
	for path, takes := range map[string]string{checkPath: "POST", "/check": "GET, HEAD, POST", "/lookup": "GET, HEAD, POST", "/login": "GET, HEAD, POST", "/logout": "POST", "/search": "GET, HEAD", "/no/such/page": "GET, HEAD", "/api/v1/nothing": "GET, HEAD", "/manage/source": "GET, HEAD"} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete} {
			res, _ := s.ask(method, path)
			refused := !slices.Contains(strings.Split(takes, ", "), method)
			if refused != (res.StatusCode == http.StatusMethodNotAllowed) || refused && res.Header.Get("Allow") != takes {
				t.Errorf("%s %s: %d, Allow %q in place of %q", method, path, res.StatusCode, res.Header.Get("Allow"), takes)
			}
		}
	}
}

// TestSearchPages: what has no date says so, is told to be left out by a bound of time and is
// found by itself; from behind the last result a way leads back to it.
func TestSearchPages(t *testing.T) {
	s := serveArchive(t)
	for path, has := range map[string]string{
		"/search?q=fox": " · no date</span>", "/search?q=ferry+OR+fox": `<a rel="nofollow" href="search?q=ferry&#43;OR&#43;fox&amp;undated=true"><bdi>no date</bdi></a> <span class="meta">1</span>`,
		"/search?q=ferry+OR+fox&from=2025": `One post or article has no date and was left out. <a rel="nofollow" href="search?q=ferry&#43;OR&#43;fox&amp;undated=true">`,
		"/search?q=ferry+OR+fox&undated=1": ">1 found<", "/search?q=fox+OR+ferry&undated=true&from=2025": ">2 found<",
		"/search?q=ferry&limit=1&offset=50": `<a rel="prev" href="search?limit=1&amp;offset=1&amp;q=ferry">`, "/search?q=ferry&page=9": `<a rel="prev" href="search?q=ferry">`,
	} {
		if _, page := s.want(200, path); !strings.Contains(page, has) {
			t.Errorf("%s lacks %s: %s", path, has, page)
		}
	}
	_, found := s.want(200, "/search?q=fox")
	_, path, _ := strings.Cut(found, `<a href="articles/`)
	path, _, _ = strings.Cut(path, `"`)
	if _, page := s.want(200, "/articles/"+path); !strings.Contains(page, `<span class="note">· no date</span></p>`) {
		t.Errorf("%s has no date and does not say so: %s", path, page)
	}
	if _, got := s.want(200, "/api/v1/search?q=ferry+OR+fox&to=2026"); !strings.Contains(got, `"total":2,`) || !strings.Contains(got, `"undated":1`) {
		t.Errorf("the interface gives %s", got)
	}
	if _, got := s.want(400, "/api/v1/search?undated=1&from=2025"); !strings.Contains(got, "give undated, or from and to") {
		t.Errorf("the interface gives %s", got)
	}
	if _, got := s.want(400, "/api/v1/posts?author=sam&author=nobody"); !strings.Contains(got, `author: it is there more than once, as \"sam\" and \"nobody\"; give one of them`) {
		t.Errorf("the interface gives %s", got)
	}
	s.want(200, "/api/v1/posts?state=gone&state=edited&author=sam&author=sam")
	for _, path := range []string{"search", "posts", "articles", "quotes", "links", "changes", "authors", "runs", "checkpoints"} {
		if _, got := s.want(400, "/api/v1/"+path+"?limit=0"); !strings.Contains(got, "whole number from 1") {
			t.Errorf("%s?limit=0 is answered with %s", path, got)
		}
	}
}

// TestTablesOfSome: what a search found and which links pass are given as tables, all of
// them, and what cannot be asked is refused before a table begins.
func TestTablesOfSome(t *testing.T) {
	s := serveArchive(t)
	_, page := s.want(200, "/search?q=ferry+OR+harbour&kind=post&limit=1")
	_, href, _ := strings.Cut(page, `href="export/`)
	href, _, _ = strings.Cut(href, `"`)
	if res, table := s.want(200, "/export/"+html.UnescapeString(href)); strings.Count(table, "\nx:") != 2 || !strings.HasPrefix(table, "\ufeffdocument,kind,") ||
		res.Header.Get("Content-Disposition") != `attachment; filename="found.csv"` {
		t.Errorf("%s gives %s with %v", href, table, res.Header)
	}
	for path, rows := range map[string]int{"links.csv": 1, "links.csv?severity=wording": 1, "links.csv?severity=meaning": 0, "links.jsonl?q=shut&author=sam": 1, "links.jsonl?author=nobody": 0, "found.csv?q=nothing": 0} {
		if _, table := s.want(200, "/export/"+path); strings.Count(table, "never shut the northern ferry") != rows {
			t.Errorf("%s gives %s", path, table)
		}
	}
	for _, path := range []string{"found.csv?q=-", "found.csv?limit=1", "found.csv?autor=x", "found.csv?from=nope", "links.csv?severity=bad", "links.csv?kind=post", "links.jsonl?from=nope", "posts.csv?q=ferry"} {
		s.want(400, "/export/"+path)
	}
}

// TestServeNothing: where an archive has nothing yet, what is asked of it is answered so.
func TestServeNothing(t *testing.T) {
	d := newDesk(t)
	d.ok("init")
	s := startServer(t, d)
	const says = "This archive holds no post and no article yet."
	_, check := s.send(http.MethodPost, "/check", url.Values{"text": {"“We will never close the northern ferry line”, he said."}}.Encode(), "Content-Type", "application/x-www-form-urlencoded", "Origin", s.base, "Accept", "text/html")
	_, lookup := s.want(200, "/lookup?quote=we+will+never+close")
	_, search := s.want(200, "/search?q=ferry")
	for what, page := range map[string]string{"check": check, "lookup": lookup, "search": search} {
		if !strings.Contains(page, says) {
			t.Errorf("%s does not say it: %s", what, page)
		}
	}
	if _, page := serveArchive(t).want(200, "/search?q=zeppelin"); strings.Contains(page, says) {
		t.Error("it is said of an archive that has something")
	}
}

// TestServeMediaOfNone: where nothing is kept, the table of media is dated as the archive's
// last change, and is the same each time.
func TestServeMediaOfNone(t *testing.T) {
	s := serveArchive(t)
	_, body := s.want(200, "/export/media.zip")
	said := s.desk.ok("export", "media", "-o", "-")
	if said != body {
		t.Error("the command and the browser give different files")
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil || len(z.File) != 1 {
		t.Fatalf("%v, %d files", err, len(z.File))
	}
	if age := time.Since(z.File[0].Modified); age < 0 || age > time.Hour {
		t.Errorf("%s is dated %s", z.File[0].Name, z.File[0].Modified)
	}
}

// TestServePages: the pages of the report, and the answer to a quote, as a page.
func TestServePages(t *testing.T) {
	s := serveArchive(t)
	_, index := s.want(200, "/")
	post := regexp.MustCompile(`posts/x-1-[0-9a-f]+\.html`).FindString(index)
	res, page := s.want(200, "/"+post)
	if !strings.Contains(page, "We will close the northern ferry line") || !strings.Contains(res.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("%s: %v, %.200s", post, res.Header, page)
	}
	if res, _ := s.want(304, "/"+post, "If-None-Match", res.Header.Get("ETag")); res.Header.Get("ETag") == "" {
		t.Error("a page that is known has no ETag")
	}
	if res, body := s.ask(http.MethodHead, "/"+post); res.StatusCode != 200 || body != "" {
		t.Errorf("HEAD answers %d and %d bytes", res.StatusCode, len(body))
	}
	_, page = s.want(200, "/lookup?quote="+url.QueryEscape("We will never shut the northern ferry line while I am in office"))
	for _, want := range []string{`class="chip altered"`, "<del>close</del>", "<ins>shut</ins>", post} {
		if !strings.Contains(page, want) {
			t.Errorf("the answer lacks %q", want)
		}
	}
	_, page = s.want(200, "/lookup?quote="+url.QueryEscape(`<script>alert(1)</script>"'> words that nobody posted`))
	if !strings.Contains(page, "Not found") || strings.Contains(page, "<script>alert") {
		t.Errorf("an unknown and hostile quote: %s", page)
	}
	_, page = s.want(200, "/search?q=never+ferry&kind=post")
	for _, want := range []string{"1 found", "<mark>never</mark>", "only in version 1, which was edited since", `href="` + post, `<option value="post" selected>`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of what was found lacks %q: %s", want, page)
		}
	}
	_, page = s.want(200, "/search?q=ferry&limit=1")
	if !strings.Contains(page, `rel="next" href="search?limit=1&amp;offset=1&amp;q=ferry"`) || !strings.Contains(page, "kind=article&amp;limit=1") {
		t.Errorf("there is no way on, or to less: %s", page)
	}
	for within, found := range map[string]bool{"2d": true, "1h": false} {
		_, page = s.want(200, "/search?state=gone&gone-within="+within)
		if !strings.Contains(page, `name="gone-within" value="`+within+`"`) || strings.Contains(page, "harbour and its gulls") != found {
			t.Errorf("deleted within %s: %s", within, page)
		}
	}
	_, page = s.want(200, "/search?q=%22&author=%3Cscript%3E")
	if !strings.Contains(page, "cannot be searched for") || strings.Contains(page, `value="<script>`) {
		t.Errorf("what cannot be asked: %s", page)
	}
	card := regexp.MustCompile(`/card/[a-z0-9/-]+`).FindString(func() string { _, p := s.want(200, "/"+post); return p }())
	res, page = s.want(200, card)
	if !strings.Contains(page, "altered") || !strings.Contains(res.Header.Get("Content-Security-Policy"), "frame-ancestors *") {
		t.Errorf("the card %s: %v %s", card, res.Header, page)
	}
	s.want(404, "/card/x/y")
	_, feed := s.want(200, "/changes.atom")
	if !strings.Contains(feed, "<entry>") || !strings.Contains(feed, "[-never-]") && !strings.Contains(feed, "never ") {
		t.Errorf("the feed: %s", feed)
	}
	_, figures := s.want(200, "/metrics")
	if !strings.Contains(figures, "onrecord_posts 2") || !strings.Contains(figures, `onrecord_lookups_total{verdict="altered"} 1`) {
		t.Errorf("the figures: %s", figures)
	}
	s.want(200, "/healthz")
	for _, path := range []string{"/posts/none.html", "/posts/x-1-0000000000.html", "/runs/99.html", "/sources/x.html", "/etc/passwd"} {
		s.want(404, path)
	}
}

// TestServeStale: a server that is to tell of missing runs does.
func TestServeStale(t *testing.T) {
	s := serveArchive(t, "--stale", "1h")
	if _, body := s.want(503, "/healthz"); !strings.Contains(body, "onrecord doctor") {
		t.Errorf("no run ever began: %s", body)
	}
}

// TestServeMementos: versions as RFC 7089 has them.
func TestServeMementos(t *testing.T) {
	s := serveArchive(t)
	const original = "https://x.com/sam/status/1"
	res, _ := s.want(302, "/timegate/"+original, "Accept-Datetime", "Wed, 12 Nov 2025 12:00:00 GMT")
	first := s.base + "/memento/20251112090100/" + original
	if res.Header.Get("Location") != first || res.Header.Get("Vary") != "accept-datetime" || !strings.Contains(res.Header.Get("Link"), `<`+original+`>; rel="original"`) {
		t.Errorf("the TimeGate: %v", res.Header)
	}
	res, _ = s.want(302, "/timegate/"+original)
	if !strings.Contains(res.Header.Get("Location"), "/memento/20251113100000/") {
		t.Errorf("without a time: %v", res.Header)
	}
	res, page := s.want(200, first)
	if res.Header.Get("Memento-Datetime") != "Wed, 12 Nov 2025 09:01:00 GMT" || !strings.Contains(page, "We will never close") || strings.Contains(page, "next year") {
		t.Errorf("the first memento: %v %.300s", res.Header, page)
	}
	_, timemap := s.want(200, "/timemap/link/"+original)
	entry := regexp.MustCompile(`<([^>]+)>; rel="((?:first |last )*memento)"; datetime="([^"]+)"`)
	var got []string
	for _, m := range entry.FindAllStringSubmatch(timemap, -1) {
		got = append(got, strings.TrimPrefix(m[1], s.base)+" "+m[2])
	}
	if want := []string{"/memento/20251112090100/" + original + " first memento", "/memento/20251113100000/" + original + " last memento"}; !slices.Equal(got, want) {
		t.Errorf("the TimeMap: %q", got)
	}
	s.want(302, "/memento/20251112120000/"+original)
	s.want(400, "/timegate/"+original, "Accept-Datetime", "yesterday")
	s.want(404, "/timegate/https://nobody.example/")
	s.want(400, "/memento/2025/"+original)
}

// TestFault41ArchivedHTML: archived pages come from an origin of their own, shut in,
// by an address that nobody can make up.
func TestFault41ArchivedHTML(t *testing.T) {
	s := serveArchive(t)
	id := s.desk.base + "/p"
	res, _ := s.want(302, "/timegate/"+id)
	_, page := s.want(200, res.Header.Get("Location"))
	raw := strings.ReplaceAll(regexp.MustCompile(`http://[0-9.:]+/raw/[^"]+`).FindString(page), "&amp;", "&")
	if raw == "" || strings.HasPrefix(raw, s.base) {
		t.Fatalf("the archived page is at %q", raw)
	}
	res, body := s.want(200, raw)
	policy := res.Header.Get("Content-Security-Policy")
	if !strings.Contains(body, "onerror") || !strings.Contains(policy, "sandbox;") || !strings.Contains(policy, "default-src 'none'") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the archived page: %v", res.Header)
	}
	s.want(403, regexp.MustCompile(`/raw/\d+`).ReplaceAllString(raw, "/raw/1"))
	s.want(403, strings.Split(raw, "?")[0])
	s.want(404, strings.Replace(raw, regexp.MustCompile(`http://[0-9.:]+`).FindString(raw), s.base, 1))
	other := regexp.MustCompile(`http://[0-9.:]+`).FindString(raw)
	s.want(403, other+"/index.html")
}

// TestFault42HostileRequests: other names, other sites' pages and other methods are
// refused.
func TestFault42HostileRequests(t *testing.T) {
	s := serveArchive(t)
	for _, host := range []string{"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost", ""} {
		if host != "" {
			s.want(421, "/", "Host", host)
		}
	}
	s.want(403, "/api/v1/document?id=x:1", "Origin", "https://evil.example")
	s.want(403, "/", "Origin", "null")
	s.want(403, "/api/v1/links", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors")
	s.want(403, "/", "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors") // another server of this machine
	res, _ := s.want(200, "/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
	for header, want := range map[string]string{"Content-Security-Policy": "frame-ancestors 'none'", "X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
		if got := res.Header.Get(header); !strings.Contains(got, want) {
			t.Errorf("%s is %q, so that other sites may frame or read a page", header, got)
		}
	}
	s.want(200, "/", "Origin", s.base)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, "TRACE"} {
		for _, path := range []string{"/api/v1/links", "/timegate/https://x.com/sam/status/1"} {
			if res, _ := s.ask(method, path); res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD" || res.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s %s answers %d %v", method, path, res.StatusCode, res.Header)
			}
		}
	}
	s.want(414, "/lookup?quote="+strings.Repeat("a", 20_000))
	s.want(200, "/lookup?quote=%ff%fe%00")
	if _, body := s.want(400, "/api/v1/lookup?quote=%20%00"); !strings.Contains(body, `"status":400`) {
		t.Errorf("a quote without words: %s", body)
	}
}

// TestFault45HeaderValues: nothing from outside stands in a header as it is.
func TestFault45HeaderValues(t *testing.T) {
	s := serveArchive(t)
	res, _ := s.want(200, "/api/v1/captures/1/body")
	if got := res.Header.Get("Content-Disposition"); got != `attachment; filename="capture-1.bin"` || res.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("a saved capture is %q, %s", got, res.Header.Get("Content-Type"))
	}
	res, _ = s.want(302, "/timegate/https://x.com/sam/status/1?a=%3E%0D%0AX-Evil:%201,<b>;")
	for _, v := range append(res.Header["Link"], res.Header.Get("Location")) {
		if strings.ContainsAny(v, "\r\n") || strings.Contains(v, "1>\r") || res.Header.Get("X-Evil") != "" {
			t.Errorf("a hostile address in a header: %q", v)
		}
	}
	res, _ = s.want(302, "/timegate/https://x.com/sam/status/1%23a%20b%C3%B1%3E,%22")
	const written = "https://x.com/sam/status/1#a%20b%C3%B1%3E,%22"
	if links, to := res.Header.Get("Link"), res.Header.Get("Location"); !strings.HasPrefix(links, "<"+written+`>; rel="original"`) || !strings.HasSuffix(to, written) {
		t.Errorf("an address that would end its brackets: %q, %q", links, to)
	}
}

// TestServeToken: others reach it with the token only, and without one it does not
// start.
func TestServeToken(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "p.jsonl")
	if err := os.WriteFile(file, []byte(servedPosts), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", file)
	if code, out := d.run("serve", "--listen", "0.0.0.0:0"); code != exit.Usage || !strings.Contains(out, "ONRECORD_TOKEN") {
		t.Errorf("open to others without a token: %d %s", code, out)
	}
	if code, out := d.run("serve", "--lang", "tlh"); code != exit.Usage || !strings.Contains(out, "choose one of") {
		t.Errorf("a language it does not speak: %d %s", code, out)
	}
	t.Setenv("ONRECORD_TOKEN", "correct-horse-battery")
	s := startServer(t, d)
	s.want(401, "/")
	s.want(401, "/", "Authorization", "Bearer wrong")
	s.want(401, "/login?token=wrong")
	s.want(200, "/healthz")
	s.want(200, "/", "Authorization", "Bearer correct-horse-battery")
	res, _ := s.want(303, "/login?token=correct-horse-battery")
	cookie := res.Header.Get("Set-Cookie")
	if !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") || strings.Contains(cookie, "correct-horse") {
		t.Fatalf("the cookie is %q", cookie)
	}
	s.want(200, "/", "Cookie", strings.Split(cookie, ";")[0])
	s.want(401, "/", "Cookie", "onrecord=0000")
}

// TestServeWhileWriting: pages are drawn while a capture is recorded.
func TestServeWhileWriting(t *testing.T) {
	s := serveArchive(t)
	for i := range 5 {
		file := filepath.Join(t.TempDir(), "more.jsonl")
		text := fmt.Sprintf(`{"id":"%d","platform":"x","author_handle":"sam","author_name":"Sam Sample","lang":"en","posted_at":"2025-11-20T10:00:00Z","text":"More of post %d."}`, 100+i, i)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s.desk.ok("import", "posts", file)
		if _, body := s.want(200, fmt.Sprintf("/api/v1/document?id=x:%d", 100+i)); !bytes.Contains([]byte(body), []byte("More of post")) {
			t.Errorf("a new post is not there: %s", body)
		}
	}
}
