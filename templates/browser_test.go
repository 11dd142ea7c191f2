package templates

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
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
		absent(t, "chromium")
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

// absent skips a test for want of a program, which CI installs.
func absent(t *testing.T, program string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(program + " is not installed; CI installs it")
	}
	t.Skip(program + " is not installed; apt-get install " + program)
}

// watcher notes what a page must not do.
type watcher struct {
	mu       sync.Mutex
	dir      string
	troubles []string
}

func (w *watcher) note(format string, a ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.troubles = append(w.troubles, fmt.Sprintf(format, a...))
}

// take gives what was noted and forgets it.
func (w *watcher) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.troubles
	w.troubles = nil
	return out
}

func (w *watcher) see(ev any) {
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file://"+w.dir) && !strings.HasPrefix(e.Request.URL, "data:,") {
			w.note("a request to %.200s", e.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		w.note("the console says %s", e.Type)
	case *log.EventEntryAdded:
		w.note("the log says %s", e.Entry.Text)
	case *runtime.EventExceptionThrown:
		w.note("an exception: %s", e.ExceptionDetails.Text)
	case *page.EventJavascriptDialogOpening:
		w.note("a dialog: %s", e.Message)
	}
}

// watch begins to note what pages do.
func watch(t *testing.T, ctx context.Context, dir string) *watcher {
	t.Helper()
	w := &watcher{dir: dir}
	if err := chromedp.Listen(ctx, w.see); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return w
}

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

// looked is what a page says of itself.
type looked struct {
	Pwned, Styled, Foreign, Turned bool
	Width, Broken                  int
}

// TestFault38And46InTheBrowser: at every width, by day and by night, every page opens
// from disk, runs nothing that is not ours, asks for nothing, complains of nothing,
// fits, and is no larger than 100 kB.
func TestFault38And46InTheBrowser(t *testing.T) {
	ctx := browser(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	w := watch(t, ctx, dir)
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
			got, err := at(ctx, width, scheme)
			if err != nil {
				t.Fatalf("%s: %v", filepath.Base(f), err)
			}
			if troubles := w.take(); got.Pwned || got.Foreign || got.Turned || !got.Styled || got.Broken > 0 || got.Width > int(width) || len(troubles) > 0 {
				t.Errorf("%s at %d, %s: %+v, %v", filepath.Base(f), width, scheme, got, troubles)
			}
		}
	}
}

// at looks at the page at hand at a width and in a colour scheme.
func at(ctx context.Context, width int64, scheme string) (looked, error) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800)); err != nil {
		return looked{}, err
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		return looked{}, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[looked](`({
		Pwned: window.pwned === 1, Styled: getComputedStyle(document.querySelector("main")).maxWidth !== "none", Width: document.documentElement.scrollWidth,
		Foreign: document.querySelectorAll("iframe, object, embed, math, svg script, [onerror], [onload], [onmouseover], a[href^='javascript:'], a[href^='data:'], a[href^='vbscript:']").length > 0,
		Turned: /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/.test(document.documentElement.textContent + Array.from(document.querySelectorAll("[title], [aria-label]")).map(e => e.title + e.getAttribute("aria-label")).join()),
		Broken: Array.from(document.images).filter(i => !i.complete || !i.naturalWidth).length})`))
}
