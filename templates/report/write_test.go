package report

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/compare/cross"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// hostile is what every field of the test archive carries.
const hostile = `<script>window.pwned=1;alert(1)</script><img src=x onerror="window.pwned=1">{{.}}${x}</style><svg onload=window.pwned=1>` + "\u202egnp\u0000\x1b[31m"

// archive is a real one with an edited post, a gone one, an article that quotes
// the first, and a hostile post and article.
func archive(t testing.TB) *sqlite.DB {
	t.Helper()
	ctx := context.Background()
	st, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "archive"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	at := time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC)
	n := 0
	rec := func(o store.Observation) {
		t.Helper()
		n++
		if _, _, err := st.Record(ctx, store.Capture{Method: "GET", Endpoint: "page", URL: o.URL, StartedAt: at.Add(time.Duration(n) * time.Hour), Outcome: store.OutcomeOK, Body: []byte(fmt.Sprint(n))}, []store.Observation{o}); err != nil {
			t.Fatal(err)
		}
	}
	post := func(id, text string) store.Observation {
		return store.Observation{Document: store.DocumentID("x:" + id), Kind: store.Post, URL: "https://x.com/sam/status/" + id, Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Content: store.Content{Text: text, Lang: "en", PublishedAt: store.Moment{Time: at, Precision: store.PrecisionSecond}}}
	}
	rec(post("1", "We will never close the northern ferry line while I am in office."))
	rec(post("1", "We will close the northern ferry line next year while I am in office."))
	rec(post("2", "A second post."))
	gone := post("2", "")
	gone.Gone = &store.Gone{How: store.Deleted, Detail: hostile, Certain: true}
	rec(gone)
	bad := post("3", hostile)
	bad.URL, bad.Author = "javascript:window.pwned=1", store.Author{Name: hostile, Handle: hostile, ID: hostile, URL: "data:text/html,x"}
	bad.Content.Media = []store.Media{{Type: hostile, URL: "JaVaScRiPt:window.pwned=1", Alt: hostile}}
	bad.Content.Flags, bad.Content.CutWhy, bad.Content.Cut = []string{hostile}, hostile, true
	rec(bad)
	rec(store.Observation{Document: "web:https://example.org/a", Kind: store.Article, URL: "https://example.org/a", Publisher: "The Sample Courier", Content: store.Content{
		Title: "Ferries: “never close the northern ferry line”", Lang: "en", PublishedAt: store.Moment{Time: at.Add(2 * time.Hour), Precision: store.PrecisionSecond},
		Text: "“We will never close the ferry line while I am in office,” Sam Sample wrote.\n\n“The seagulls voted for the cheaper boat,” a neighbour said.\n\nالميناء مفتوح.",
	}})
	rec(store.Observation{Document: "web:https://example.org/b", Kind: store.Article, URL: "vbscript:x", Publisher: hostile, Author: store.Author{Name: hostile}, Content: store.Content{
		Title: hostile, Byline: hostile, Lang: `en" onmouseover="window.pwned=1`, Text: "“" + hostile + " these words too” wrote Sam Sample. " + hostile,
	}})
	linkArticles(t, st)
	return st
}

// reported is what a report is written from.
func reported(st *sqlite.DB) Archive {
	pages := view.Archive{Documents: st, Captures: st, Changes: st, Authors: st, Months: st, Quotes: st, Runs: st, Sources: st, Log: st}
	return Archive{Archive: pages, Freshness: st, Texts: st}
}

func linkArticles(t testing.TB, st *sqlite.DB) {
	t.Helper()
	ctx := context.Background()
	if _, err := st.IndexPosts(ctx, link.Scheme(), link.Terms); err != nil {
		t.Fatal(err)
	}
	if err := st.UnlinkedVersions(ctx, link.Linker, func(v store.Version) error {
		d, err := st.Document(ctx, v.Document)
		if err != nil {
			return err
		}
		links, err := link.Article(ctx, st, cross.Translators{}, d, v)
		if err != nil {
			return err
		}
		return st.ReplaceQuotes(ctx, v.ID, link.Linker, links)
	}); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, st *sqlite.DB, dir string) Summary {
	t.Helper()
	sum, err := Write(context.Background(), reported(st), dir, Options{Options: view.Options{Generated: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)}})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func read(t testing.TB, dir, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) != 1 {
		t.Fatalf("%s: %v, %v", pattern, files, err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestReport(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	if sum := write(t, st, dir); sum.Pages != 25 || sum.Rewritten != 25 {
		t.Errorf("wrote %+v", sum)
	}
	for page, wants := range map[string][]string{
		"posts/x-1-*.html":                        {"Edited: 2 versions", "<del>", `class="chip trimmed"`, "The Sample Courier", "Quoted from a version later edited.", "2 hours after the post", "SHA-256 <code>"},
		"posts/x-2-*.html":                        {"No longer available (<bdi>deleted", "as the platform stated on", "for up to 4 hours"},
		"articles/web-https-example-org-a-*.html": {`<mark class="trimmed" id="text-q2">`, "No post in this archive says this", "../posts/x-1-"},
		"authors/x-sam-*.html":                    {"<strong>2</strong> posts kept", "<strong>1</strong> edited", "<strong>1</strong> no longer available"},
		"index.html":                              {"Edits, deletions and restorations", "Most quoted", "Quotes that differ", "<svg", "posts/x-1-"},
		"about.html":                              {"verbatim", "trimmed", "altered"},
	} {
		got := read(t, dir, page)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q", page, want)
			}
		}
		if len(got) > 100_000 {
			t.Errorf("%s has %d bytes", page, len(got))
		}
	}
}

// TestRewritesOnlyChanges: a second report writes nothing, a new version only
// the pages that it concerns.
func TestRewritesOnlyChanges(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	write(t, st, dir)
	if sum := write(t, st, dir); sum.Rewritten != 0 {
		t.Errorf("nothing changed, %d pages were rewritten", sum.Rewritten)
	}
	if _, _, err := st.Record(context.Background(), store.Capture{StartedAt: time.Date(2025, 12, 2, 0, 0, 0, 0, time.UTC), Outcome: store.OutcomeOK}, []store.Observation{{Document: "x:9", Kind: store.Post, Content: store.Content{Text: "new"}}}); err != nil {
		t.Fatal(err)
	}
	if sum := write(t, st, dir); sum.Rewritten != 5 { // its own, the overview, the log, its month and the list of months
		t.Errorf("one post came, %d pages were rewritten", sum.Rewritten)
	}
}

// TestAnotherBuildDrawsAll: what another program drew is not taken for what this one
// would draw.
func TestAnotherBuildDrawsAll(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	draw := func(build string) Summary {
		t.Helper()
		sum, err := Write(t.Context(), reported(st), dir, Options{Build: build})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	all := draw("one").Pages
	pages, err := filepath.Glob(filepath.Join(dir, "posts", "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no page of a post", err)
	}
	if err := os.WriteFile(pages[0], []byte("as the old code drew it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if sum := draw("one"); sum.Pages >= all {
		t.Errorf("the same build draws %d of %d pages", sum.Pages, all)
	}
	if sum := draw("two"); sum.Pages != all || sum.Rewritten != 1 {
		t.Errorf("another build draws %d of %d pages and rewrites %d", sum.Pages, all, sum.Rewritten)
	}
}

// TestFault38To45Escaped: nothing from outside is markup, an address or a name.
func TestFault38To45Escaped(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	write(t, st, dir)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		page := string(b)
		if n := strings.Count(page, "<script") - strings.Count(page, `<script type="application/ld+json">`); n > 1 && filepath.Base(path) != "lookup.html" {
			t.Errorf("%s has %d scripts, one of them is not ours", filepath.Base(path), n)
		}
		for _, bad := range []string{"<img", "<svg onload", "javascript:", "JaVaScRiPt:", "vbscript:", "data:text", "onerror=\"", "\u202e", "\x00", "\x1b", `onmouseover="`} {
			if strings.Contains(strings.ReplaceAll(page, "&", ""), bad) && !strings.Contains(bad, ":") || strings.Contains(page, `href="`+bad) {
				t.Errorf("%s contains %q", filepath.Base(path), bad)
			}
		}
		if !strings.Contains(page, "default-src &#39;none&#39;") && !strings.Contains(page, "default-src 'none'") {
			t.Errorf("%s has no policy", filepath.Base(path))
		}
		for _, r := range filepath.Base(path) {
			if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-.", r) {
				t.Errorf("the name %q has %q", filepath.Base(path), r)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAnArticleThatBecameAPost: its page keeps its name, and says what it is now.
func TestAnArticleThatBecameAPost(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	write(t, st, dir)
	o := store.Observation{Document: "web:https://example.org/a", Kind: store.Post, URL: "https://example.org/a", Author: store.Author{Name: "The Harbour Office"}, Content: store.Content{Text: "The ferries stay."}}
	if _, _, err := st.Record(t.Context(), store.Capture{Method: "GET", Endpoint: "page", URL: o.URL, StartedAt: time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC), Outcome: store.OutcomeOK}, []store.Observation{o}); err != nil {
		t.Fatal(err)
	}
	write(t, st, dir)
	if was, is := read(t, dir, "articles/web-https-example-org-a-*.html"), read(t, dir, "posts/web-https-example-org-a-*.html"); was != is || !strings.Contains(is, "The Harbour Office") {
		t.Errorf("the page under its old name differs from the one under the new: %t", was != is)
	}
	site, err := page.New(reported(st).Archive, view.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := site.Draw(t.Context(), io.Discard, view.PagePath(store.Article, o.Document)); err != nil {
		t.Error(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	st := archive(b)
	dir := b.TempDir()
	for b.Loop() {
		write(b, st, dir)
	}
}
