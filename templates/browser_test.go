package templates

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a headless Chromium, or skips the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not installed; CI installs it")
		}
		t.Skip("chromium is not installed; apt-get install chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// TestFault38And46InTheBrowser: every page opens from disk, runs nothing, asks
// for nothing, complains of nothing, and is no wider than a phone.
func TestFault38And46InTheBrowser(t *testing.T) {
	ctx := browser(t)
	dir := t.TempDir()
	write(t, archive(t), dir)
	var files []string
	for _, pattern := range []string{"*.html", "*/*.html"} {
		got, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, got...)
	}
	var mu sync.Mutex
	var troubles []string
	trouble := func(s string) {
		mu.Lock()
		defer mu.Unlock()
		troubles = append(troubles, s)
	}
	err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "file://"+dir) {
				trouble("a request to " + e.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			trouble("the console says " + string(e.Type))
		case *runtime.EventExceptionThrown:
			trouble("an exception: " + e.ExceptionDetails.Text)
		case *page.EventJavascriptDialogOpening:
			trouble("a dialog: " + e.Message)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 800)); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := look(ctx, f)
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		mu.Lock()
		if got.Pwned || !got.Styled || got.Width > 360 || len(troubles) > 0 {
			t.Errorf("%s: %+v, %v", filepath.Base(f), got, troubles)
		}
		troubles = nil
		mu.Unlock()
	}
	if len(files) < 9 {
		t.Errorf("only %d pages", len(files))
	}
}

// looked is what a page says of itself.
type looked struct {
	Pwned, Styled bool
	Width         int
}

func look(ctx context.Context, file string) (looked, error) {
	if err := chromedp.Do(ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: file}).String())); err != nil {
		return looked{}, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[looked](`({Pwned: window.pwned === 1, Styled: getComputedStyle(document.querySelector("main")).maxWidth !== "none", Width: document.documentElement.scrollWidth})`))
}
