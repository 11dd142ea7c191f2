// Package pagetest looks at pages in a real browser, for tests: what they run, ask for,
// complain of, and whether a keyboard and a screen reader get along with them.
package pagetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
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

// Chromium is a headless one, which ends with the test, or skips the test.
func Chromium(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		Absent(t, "chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// Absent skips a test for want of a program, which CI installs.
func Absent(t *testing.T, program string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(program + " is not installed; CI installs it")
	}
	t.Skip(program + " is not installed; apt-get install " + program)
}

// Watcher notes what a page must not do.
type Watcher struct {
	mu       sync.Mutex
	ours     string
	troubles []string
}

// Watch begins to note what pages do; ours is how the addresses begin that they may
// ask for.
func Watch(t *testing.T, ctx context.Context, ours string) *Watcher {
	t.Helper()
	w := &Watcher{ours: ours}
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

// Take gives what was noted and forgets it.
func (w *Watcher) Take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.troubles
	w.troubles = nil
	return out
}

func (w *Watcher) note(format string, a ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.troubles = append(w.troubles, fmt.Sprintf(format, a...))
}

func (w *Watcher) see(ev any) {
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, w.ours) && !strings.HasPrefix(e.Request.URL, "data:,") {
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

// Look is what a page says of itself.
type Look struct {
	// Pwned says that words from outside ran, Foreign that they became elements,
	// Turned that they reached the page with what turns or hides others.
	Pwned, Foreign, Turned bool
	// Styled says that the stylesheet is in force.
	Styled bool
	// Width is how wide the page is, in pixels, Broken how many images are not shown.
	Width, Broken int
}

// Bad says whether anything is wrong with a page that is shown so wide.
func (l Look) Bad(width int64) bool {
	return l.Pwned || l.Foreign || l.Turned || !l.Styled || l.Broken > 0 || l.Width > int(width)
}

// At looks at the page at hand at a width and in a colour scheme, "light" or "dark".
func At(ctx context.Context, width int64, scheme string) (Look, error) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800)); err != nil {
		return Look{}, err
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		return Look{}, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[Look](`({
		Pwned: window.pwned === 1, Styled: document.styleSheets.length > 0, Width: document.documentElement.scrollWidth,
		Foreign: document.querySelectorAll("iframe, object, embed, math, svg script, [onerror], [onload], [onmouseover], a[href^='javascript:']:not(#capture ~ p > a.drag:only-of-type, #bookmarklet ~ p > a.drag:only-of-type), a[href^='data:'], a[href^='vbscript:']").length > 0,
		Turned: /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/.test(document.documentElement.textContent + Array.from(document.querySelectorAll("[title], [aria-label]")).map(e => e.title + e.getAttribute("aria-label")).join()),
		Broken: Array.from(document.images).filter(i => !i.complete || !i.naturalWidth).length})`))
}
