package pagetest

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

const (
	// usable are what can be used; of radio buttons with one name, the one that is on.
	usable = `Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")).filter(e => e.checkVisibility({contentVisibilityAuto: true}) && !(e.type === "radio" && !e.checked))`
	stops  = usable + `.length`
	where  = `(() => { const e = document.activeElement, s = getComputedStyle(e); return [` + usable + `.indexOf(e), e.tagName, s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 ? "seen" : "unseen", e.className].join(" "); })()`
)

// Walk tabs through the page at hand. Its error is the first stop that is out of the
// page's order, or does not show where it is; skip says that the first leads past
// the head.
func Walk(ctx context.Context, skip bool) error {
	want, err := chromedp.Run(ctx, chromedp.Evaluate[int](stops))
	if err != nil {
		return err
	}
	for i := range want {
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil {
			return err
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](where))
		if err != nil {
			return err
		}
		n := -1
		var tag, seen, class string
		_, _ = fmt.Sscan(got, &n, &tag, &seen, &class) // most stops have no class
		if n != i || seen != "seen" || i == 0 && skip && class != "skip" {
			return fmt.Errorf("stop %d of %d is %q", i, want, got)
		}
	}
	return nil
}
