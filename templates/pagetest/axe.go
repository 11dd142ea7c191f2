package pagetest

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"onrecord/templates/npmtest"
)

var axeCore = npmtest.Package{
	Name: "axe-core@4.14.1",
	Sum:  "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
}

// Axe is axe-core, which looks for what shuts people out.
type Axe string

// NewAxe gets axe-core or skips the test.
func NewAxe(t *testing.T) Axe {
	t.Helper()
	return Axe(axeCore.File(t, "axe.min.js"))
}

// Violations are what it finds on the page at hand.
func (a Axe) Violations(ctx context.Context) ([]string, error) {
	if _, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: string(a)}); err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")))`, chromedp.EvalAwaitPromise))
}
