// Package browser takes pictures of pages with an installed Chromium, whose every
// request goes through the same filter of addresses as onrecord's own.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/chromedp/chromedp"

	"onrecord/scraper"
	"onrecord/scraper/client"
)

// ErrAbsent says that no Chromium is installed.
var ErrAbsent = errors.New("no Chromium is installed; install one (Debian: apt install chromium) or leave --screenshot out")

// names are what Chromium is called.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "headless-shell"}

// Find is the path of an installed Chromium, or ErrAbsent.
func Find() (string, error) {
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return p, nil
		}
	}
	return "", ErrAbsent
}

// Bounds of a picture.
const (
	width     = 1200
	minHeight = 900
	maxHeight = 8000 // pixels; what lies below is left out
	timeout   = 45 * time.Second
	settle    = 1500 * time.Millisecond // for what scripts draw
)

// Browser is a Chromium that is started at the first picture. It takes one at a
// time, and is safe for use by many goroutines.
type Browser struct {
	options client.Options
	mu      sync.Mutex
	ctx     context.Context //nolint:containedctx // the browser's own life
	close   func()
}

// New makes a browser that may reach what the options let a fetcher reach. It
// fails with ErrAbsent where there is none.
func New(o client.Options) (*Browser, error) {
	if _, err := Find(); err != nil {
		return nil, err
	}
	return &Browser{options: o}, nil
}

// start runs Chromium behind a proxy of ours. It gets a fresh profile, and no way
// round the proxy: not for loopback, not by UDP, not by names of its own.
func (b *Browser) start() error {
	if b.ctx != nil && b.ctx.Err() == nil {
		return nil
	}
	path, err := Find()
	if err != nil {
		return err
	}
	p, err := listen(client.NewDialer(b.options))
	if err != nil {
		return fmt.Errorf("start the proxy for Chromium: %w", err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.WindowSize(width, minHeight),
		chromedp.ProxyServer("http://"+p.address()), chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),
		chromedp.Flag("disable-quic", true), chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("no-pings", true), chromedp.UserAgent(b.options.UserAgent),
	)
	if os.Geteuid() == 0 { // Chromium refuses to run as root with its sandbox
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, stop := chromedp.NewContext(alloc)
	b.ctx, b.close = ctx, func() {
		stop()
		stopAlloc()
		p.close()
	}
	if err := chromedp.Do(ctx); err != nil {
		b.close()
		b.ctx = nil
		return fmt.Errorf("start Chromium: %w", err)
	}
	return nil
}

// open makes a tab, which lives no longer than a page may take, nor than ctx.
func (b *Browser) open(ctx context.Context) (context.Context, func(), error) {
	if err := b.start(); err != nil {
		return nil, nil, err
	}
	tab, stop := chromedp.NewContext(b.ctx)
	tab, cancel := context.WithTimeout(tab, timeout)
	release := context.AfterFunc(ctx, cancel)
	return tab, func() { release(); cancel(); stop() }, nil
}

// Shoot takes a picture of a page, whole down to 8,000 pixels, as a PNG.
func (b *Browser) Shoot(ctx context.Context, url string) ([]byte, error) {
	if err := scraper.CheckURL(url); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	tab, closeTab, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	defer closeTab()
	png, err := shot(tab, url)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("the page was not there within %s", timeout)
	}
	return png, err
}

// Close ends Chromium.
func (b *Browser) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx != nil {
		b.close()
		b.ctx = nil
	}
	return nil
}
