package report

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"onrecord/templates/pagetest"
)

// parsed is a page of a report, read.
type parsed struct {
	ids   map[string]int
	links []string
}

func parsePage(t *testing.T, file string) parsed {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	p := parsed{ids: map[string]int{}}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) { p.ids[s.AttrOr("id", "")]++ })
	for _, attr := range []string{"href", "src", "action"} {
		doc.Find("[" + attr + "]").Each(func(_ int, s *goquery.Selection) { p.links = append(p.links, s.AttrOr(attr, "")) })
	}
	doc.Find("[aria-labelledby]").Each(func(_ int, s *goquery.Selection) { p.links = append(p.links, "#"+s.AttrOr("aria-labelledby", "")) })
	return p
}

// TestLinksLead: each link within the report leads to a page, and to a place on it;
// no place has a name twice.
func TestLinksLead(t *testing.T) {
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	pages := map[string]parsed{}
	for _, f := range pagesOf(t, dir) {
		pages[f] = parsePage(t, f)
	}
	for f, p := range pages {
		for id, n := range p.ids {
			if n > 1 {
				t.Errorf("%s has %d places named %q", filepath.Base(f), n, id)
			}
		}
		for _, link := range p.links {
			u, err := url.Parse(link)
			if err != nil || u.Scheme == "data" {
				continue
			}
			if u.Scheme != "" {
				if u.Scheme != "http" && u.Scheme != "https" {
					t.Errorf("%s links to %q", filepath.Base(f), link)
				}
				continue
			}
			target := f
			if u.Path != "" {
				target = filepath.Join(filepath.Dir(f), u.Path)
			}
			to, ok := pages[target]
			if !ok {
				t.Errorf("%s links to %s, which is not there", filepath.Base(f), link)
			} else if u.Fragment != "" && to.ids[u.Fragment] == 0 {
				t.Errorf("%s links to %s, which has no such place", filepath.Base(f), link)
			}
		}
	}
}

// TestValidHTML: tidy finds no error in any page.
func TestValidHTML(t *testing.T) {
	if _, err := exec.LookPath("tidy"); err != nil {
		pagetest.Absent(t, "tidy")
	}
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	for _, f := range pagesOf(t, dir) {
		out, err := exec.CommandContext(t.Context(), "tidy", "-quiet", "-errors", "-utf8", "--mute", "PROPRIETARY_ATTRIBUTE,MISSING_ATTR_LANG", "--drop-empty-elements", "no", f).CombinedOutput()
		if text := strings.TrimSpace(string(out)); text != "" {
			t.Errorf("%s: %v\n%.600s", filepath.Base(f), err, text)
		}
	}
}

// TestKeyboard: the tabulator reaches everything that can be used, in the order of the
// page, and shows where it is; the first stop leads past the head.
func TestKeyboard(t *testing.T) {
	ctx := pagetest.Chromium(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	for _, pattern := range []string{"index.html", "lookup.html", "posts/x-1-*.html", "articles/web-https-example-org-2-*.html", "compare/x-1-*.html", "authors/x-sam-*.html", "runs.html"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: %v %v", pattern, files, err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(files[0]))); err != nil {
			t.Fatal(err)
		}
		if err := pagetest.Walk(ctx, true); err != nil {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}

// TestPrints: on paper, what is folded up on the screen is there.
func TestPrints(t *testing.T) {
	ctx := pagetest.Chromium(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	files, err := filepath.Glob(filepath.Join(dir, "posts", "x-3-*.html"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(files[0]))); err != nil {
		t.Fatal(err)
	}
	res, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil || !bytes.HasPrefix(res.Data, []byte("%PDF")) {
		t.Fatalf("%v, %.20q", err, res.Data)
	}
}
