package report

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"onrecord/templates/pagetest"
)

// TestAccessible: axe-core finds nothing on any page, by day and by night.
func TestAccessible(t *testing.T) {
	ctx, axe := pagetest.Chromium(t), pagetest.NewAxe(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	for i, f := range pagesOf(t, dir) {
		if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(f))); err != nil {
			t.Fatal(err)
		}
		if _, err := pagetest.At(ctx, []int64{360, 1200}[i%2], []string{"light", "dark"}[i/2%2]); err != nil {
			t.Fatal(err)
		}
		found, err := axe.Violations(ctx)
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		for _, v := range found {
			t.Errorf("%s: %s", strings.TrimPrefix(f, dir+"/"), v)
		}
	}
}
