package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// reviewOnPage is what is held against the page that a review stands on.
type reviewOnPage struct {
	Type   string `json:"@type"`
	URL    string `json:"url"`
	Said   string `json:"claimReviewed"`
	Rating struct {
		Name, Value string
		Said        string `json:"alternateName"`
	} `json:"reviewRating"`
}

// TestReviewsOnPages: an article's page has a ClaimReview for each quote that changed the
// post's words or is warned of, and for no other; a review leads to its quote, and stands on no second page.
func TestReviewsOnPages(t *testing.T) {
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	reviewed, hostileOnes := 0, 0
	for _, f := range pagesOf(t, dir) {
		b, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(b)
		b.Close()
		if err != nil {
			t.Fatal(err)
		}
		all := doc.Find(`script[type="application/ld+json"]`)
		if filepath.Base(filepath.Dir(f)) != "articles" {
			if all.Length() > 0 {
				t.Errorf("%s has %d reviews", f, all.Length())
			}
			continue
		}
		changed := doc.Find(".quote.altered, .quote.trimmed, .quote:has(.warning)")
		if n := all.Length(); n != changed.Length() {
			t.Errorf("%s has %d reviews of %d changed quotes", filepath.Base(f), n, changed.Length())
		}
		all.Each(func(_ int, s *goquery.Selection) {
			reviewed++
			var r reviewOnPage
			if err := json.Unmarshal([]byte(s.Text()), &r); err != nil {
				t.Errorf("%s: %v in %s", filepath.Base(f), err, s.Text())
			}
			if r.Type != "ClaimReview" || !strings.HasSuffix(r.Rating.Said, ".") || r.Rating.Value != "" || filepath.Base(f)+"#"+s.Parent().AttrOr("id", "") != r.URL {
				t.Errorf("%s, beside #%s: %+v", filepath.Base(f), s.Parent().AttrOr("id", ""), r)
			}
			if strings.Contains(r.Said, "<script>window.pwned=1") && strings.Contains(r.Said, "\u202e") {
				hostileOnes++
			}
		})
	}
	if reviewed < 3 || hostileOnes == 0 {
		t.Errorf("%d reviews, %d of hostile words", reviewed, hostileOnes)
	}
}
