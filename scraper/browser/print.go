package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Print makes a PDF of a page given as HTML, which loads nothing from elsewhere. The
// PDF is tagged, so that screen readers can read it.
func (b *Browser) Print(ctx context.Context, html string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	tab, closeTab, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	defer closeTab()
	if err = chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
		return nil, fmt.Errorf("print with Chromium: %w", err)
	}
	tree, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, fmt.Errorf("print with Chromium: %w", err)
	}
	content := page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: html}
	if _, err := chromedp.Call(tab, page.SetDocumentContent, content); err != nil {
		return nil, fmt.Errorf("print with Chromium: %w", err)
	}
	yes := true
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(), func(p *page.PrintToPDFParams) {
		p.GenerateTaggedPDF = &yes
	}))
	if err != nil {
		return nil, fmt.Errorf("print with Chromium: %w", err)
	}
	return pdf, nil
}
