package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"onrecord/templates/pagetest"
)

// servedPages are those that only a server has, and some that it draws as a report does:
// path → status.
func servedPages(s *served) map[string]int {
	_, index := s.want(http.StatusOK, "/")
	post := "/" + regexp.MustCompile(`posts/x-1-[0-9a-f]+\.html`).FindString(index)
	_, page := s.want(http.StatusOK, post)
	res, _ := s.want(http.StatusFound, "/timegate/https://x.com/sam/status/1")
	ask := func(quote, more string) string { return "/lookup?quote=" + url.QueryEscape(quote) + more }
	return map[string]int{
		"/": 200, post: 200, "/changes.html": 200, "/log.html": 200, "/runs.html": 200, "/tools.html": 200, "/lookup.html": 200, "/search.html": 200, "/check.html": 200, "/search?q=ferry+OR+fox&limit=1": 200, "/search?q=never+ferry": 200, "/search?q=%22": 200,
		"/search?q=%3Cscript%3Ewindow.pwned%3D1%3C%2Fscript%3E&author=%22%3E%3Cb": 200,
		strings.TrimPrefix(res.Header.Get("Location"), s.base):                    200,
		regexp.MustCompile(`/card/[a-z0-9/-]+`).FindString(page):                  200,
		ask("We will never shut the northern ferry line", ""):                     200,
		ask("words that nobody ever posted in this harbour", ""):                  200,
		ask("northern ferry line next year", "&before=yesterday"):                 200,
		ask("<script>window.pwned=1</script> that nobody posted", ""):             200,
		"/posts/none.html": 404, "/memento/2025/https://x.com/": 400, "/timegate/https://nobody.example/": 404,
	}
}

// TestServedPagesInTheBrowser: each page at every width, by day and by night, runs
// nothing that is not ours, asks nobody else, complains of nothing and fits; axe-core
// finds nothing, and the keyboard reaches everything.
func TestServedPagesInTheBrowser(t *testing.T) {
	ctx, axe, s := pagetest.Chromium(t), pagetest.NewAxe(t), serveArchive(t)
	w := pagetest.Watch(t, ctx, s.base+"/")
	for path, status := range servedPages(s) {
		if path == "" {
			t.Fatal("a page is not to be found")
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(s.base+path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, width := range []int64{360, 800, 1400} {
			for _, scheme := range []string{"light", "dark"} {
				got, err := pagetest.At(ctx, width, scheme)
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				found, err := axe.Violations(ctx)
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				if troubles := besides(w.Take(), status); got.Bad(width) || len(troubles) > 0 || len(found) > 0 {
					t.Errorf("%s at %d, %s: %+v %v %v", path, width, scheme, got, troubles, found)
				}
			}
		}
		if err := pagetest.Walk(ctx, !strings.HasPrefix(path, "/card/")); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// besides are troubles without the browser's own note that a page has an error's status.
func besides(troubles []string, status int) (out []string) {
	for _, trouble := range troubles {
		if status == http.StatusOK || !strings.Contains(trouble, "the server responded with a status of") {
			out = append(out, trouble)
		}
	}
	return out
}

// TestFault41ArchivedHTMLInTheBrowser: nothing in an archived page runs or asks for
// anything.
func TestFault41ArchivedHTMLInTheBrowser(t *testing.T) {
	ctx, s := pagetest.Chromium(t), serveArchive(t)
	res, _ := s.want(http.StatusFound, "/timegate/"+s.desk.base+"/p")
	_, page := s.want(http.StatusOK, res.Header.Get("Location"))
	raw := strings.ReplaceAll(regexp.MustCompile(`http://[0-9.:]+/raw/[^"]+`).FindString(page), "&amp;", "&")
	_ = pagetest.Watch(t, ctx, raw)
	var mu sync.Mutex
	var answered []string // what the policy refuses is announced and never asked
	if err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*network.EventResponseReceived); ok && e.Response.URL != raw {
			mu.Lock()
			defer mu.Unlock()
			answered = append(answered, e.Response.URL)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(raw)); err != nil {
		t.Fatal(err)
	}
	words, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(window.pwned || "") + document.body.innerText`))
	if err != nil || !strings.HasPrefix(words, "Hostile") || !strings.Contains(words, "quick brown fox") {
		t.Errorf("the archived page reads %.100q, %v", words, err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, asked := range answered {
		if !strings.HasSuffix(asked, "/favicon.ico") {
			t.Errorf("the archived page asked for %s", asked)
		}
	}
}
