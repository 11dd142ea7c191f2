package templates

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"onrecord/templates/npmtest"
)

// axeCore is the package, in the tests only.
var axeCore = npmtest.Package{
	Name: "axe-core@4.14.1",
	Sum:  "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
}

// axe is the script of axe-core.
func axe(t *testing.T) string {
	t.Helper()
	return string(axeCore.File(t, "axe.min.js"))
}

// TestAccessible: axe-core finds nothing on any page, by day and by night.
func TestAccessible(t *testing.T) {
	ctx := browser(t)
	script := axe(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	for i, f := range pagesOf(t, dir) {
		if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(f))); err != nil {
			t.Fatal(err)
		}
		if _, err := at(ctx, []int64{360, 1200}[i%2], []string{"light", "dark"}[i/2%2]); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: script}); err != nil {
			t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")))`, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		for _, v := range found {
			t.Errorf("%s: %s", strings.TrimPrefix(f, dir+"/"), v)
		}
	}
}
