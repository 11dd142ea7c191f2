package report

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"onrecord/templates/pagetest"
)

// pagesOf are the pages of a report, one of each sort where some is false.
func pagesOf(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.html", "*/*.html"} {
		got, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, got...)
	}
	if len(files) < 30 {
		t.Fatalf("only %d pages", len(files))
	}
	return files
}

func fileURL(file string) string { return (&url.URL{Scheme: "file", Path: file}).String() }

// TestFault38And46InTheBrowser: at every width, by day and by night, every page opens
// from disk, runs nothing that is not ours, asks for nothing, complains of nothing,
// fits, and is no larger than 100 kB.
func TestFault38And46InTheBrowser(t *testing.T) {
	ctx := pagetest.Chromium(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	w := pagetest.Watch(t, ctx, "file://"+dir)
	files := pagesOf(t, dir)
	for i, f := range files {
		if info, err := os.Stat(f); err != nil || info.Size() > 100_000 {
			t.Errorf("%s has %d bytes, %v", filepath.Base(f), info.Size(), err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(f))); err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		for j, width := range []int64{360, 800, 1400} {
			scheme := []string{"light", "dark"}[(i+j)%2]
			got, err := pagetest.At(ctx, width, scheme)
			if err != nil {
				t.Fatalf("%s: %v", filepath.Base(f), err)
			}
			if troubles := w.Take(); got.Bad(width) || len(troubles) > 0 {
				t.Errorf("%s at %d, %s: %+v, %v", filepath.Base(f), width, scheme, got, troubles)
			}
		}
	}
}
