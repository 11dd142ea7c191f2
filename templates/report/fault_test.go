package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"onrecord/templates/view"
)

// exhibited are the pages of an archive with hostile words in all fields, as a browser
// reads them.
func exhibited(t *testing.T, each func(name string, page *goquery.Document)) {
	t.Helper()
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	for _, f := range pagesOf(t, dir) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		page, err := goquery.NewDocumentFromReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		each(filepath.Base(f), page)
	}
}

// TestFault39MarkupStaysText: no SVG, MathML or frame from outside is an element.
func TestFault39MarkupStaysText(t *testing.T) {
	shown := false
	exhibited(t, func(name string, page *goquery.Document) {
		if n := page.Find("math, mtext, iframe, object, embed, [srcdoc], svg [onload], svg[onload], main script:not([type]):not(:last-of-type), main style").Length(); n > 0 {
			t.Errorf("%s has %d elements from outside", name, n)
		}
		shown = shown || strings.Contains(page.Find("main").Text(), "<iframe srcdoc=")
	})
	if !shown {
		t.Error("no page shows the hostile words, so nothing was tested")
	}
}

// TestFault40Addresses: only http and https are links, however an address is written.
func TestFault40Addresses(t *testing.T) {
	for _, bad := range []string{"javascript:x", "JaVaScRiPt:x", " javascript:x", "java\tscript:x", "java\nscript:x", "\x01javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "http:", "https:///x", "mailto:a@b"} {
		if got := view.SafeLink(bad); got != "" {
			t.Errorf("%q is the link %q", bad, got)
		}
	}
	exhibited(t, func(name string, page *goquery.Document) {
		page.Find("[href], [src], [action]").Each(func(_ int, s *goquery.Selection) {
			for _, attr := range []string{"href", "src", "action"} {
				v := strings.ToLower(strings.TrimSpace(s.AttrOr(attr, "")))
				scheme, _, ok := strings.Cut(v, ":")
				if ok && !strings.ContainsAny(scheme, "/#?.") && scheme != "http" && scheme != "https" && v != "data:," && !strings.HasPrefix(v, "data:image/png;base64,") {
					t.Errorf("%s leads to %.80q", name, v)
				}
			}
		})
	})
}
