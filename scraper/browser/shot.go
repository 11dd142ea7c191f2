package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// shot opens a page and draws what it shows, down to a height.
func shot(ctx context.Context, url string) ([]byte, error) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, minHeight)); err != nil {
		return nil, err
	}
	res, err := chromedp.RunResponse(ctx, chromedp.Navigate(url))
	if err != nil {
		return nil, err
	}
	if res != nil && res.Status >= 400 {
		return nil, fmt.Errorf("the page answers with HTTP status %d", res.Status)
	}
	if err := chromedp.Do(ctx, chromedp.Sleep(settle)); err != nil {
		return nil, err
	}
	height, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)`))
	if err != nil {
		return nil, err
	}
	if h := int64(height); h > minHeight {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, min(h, maxHeight))); err != nil {
			return nil, err
		}
	}
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}
