package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
	"onrecord/scraper/browser"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/scraper/platform/bluesky"
	"onrecord/scraper/platform/x"
	"onrecord/scraper/wayback"
	"onrecord/store"
)

// config is what the environment and the flags of fetching commands set.
type config struct {
	contact string
	relay   string
	delay   time.Duration
	timeout time.Duration
	private bool
	// media keeps the bytes of media, screenshot pictures of pages; save asks an
	// archive to keep what was captured.
	media, screenshot bool
	save, waybackBase string
	parallel, perHost int
	// doors is set by the demo only: it asks the web that it serves itself.
	doors        x.Endpoints
	bluesky      bluesky.Endpoints
	confirmAfter time.Duration
	// libre is a LibreTranslate server; plain leaves translation alone.
	libre string
	plain bool
	// keyFile is set by the demo only: its key lies beside its archive.
	keyFile string
}

// fetchFlags adds the flags of every command that fetches.
func (a *app) fetchFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&a.config.contact, "contact", os.Getenv("ONRECORD_CONTACT"), "an `address` (mail or page) put in the User-Agent, so that a site can reach you (env ONRECORD_CONTACT)")
	f.StringVar(&a.config.relay, "x-relay", os.Getenv("ONRECORD_X_RELAY"), "the `URL` of an FxEmbed service to ask for X accounts and cut posts; what it passes on is marked as relayed (env ONRECORD_X_RELAY)")
	f.DurationVar(&a.config.delay, "delay", time.Second, "wait this long between two requests to one host")
	f.BoolVar(&a.config.private, "allow-private", false, "let requests reach private addresses and any port: for an intranet, never for addresses from strangers")
	f.BoolVar(&a.config.media, "media", false, "keep the pictures, videos and sounds of new posts as well")
	f.BoolVar(&a.config.screenshot, "screenshot", false, "keep a picture of each new page, taken with an installed Chromium")
	f.StringVar(&a.config.save, "save-to", "", "ask another archive to keep each new page too: wayback")
	f.StringVar(&a.config.waybackBase, "wayback", "", "the `URL` of another Wayback Machine than web.archive.org")
	f.IntVar(&a.config.parallel, "parallel", 8, "ask this many hosts at once")
	f.IntVar(&a.config.perHost, "per-host", 1, "send this many requests at once to one host")
	f.DurationVar(&a.config.timeout, "timeout", time.Minute, "give up on a request after this long")
}

// userAgent names onrecord, its version and whom to write to.
func (c config) userAgent() string {
	if c.contact == "" {
		return fmt.Sprintf("onrecord/%s (archives public posts and articles)", version)
	}
	return fmt.Sprintf("onrecord/%s (archives public posts and articles; +%s)", version, c.contact)
}

// platforms are those that the program knows.
func (a *app) platforms() *scraper.Registry {
	doors := a.config.doors
	doors.Relay = a.config.relay
	doors.Token = os.Getenv("ONRECORD_X_TOKEN")
	return platform.All(platform.Options{X: doors, Bluesky: a.config.bluesky})
}

// confirmGap is how long after a first look that missed a document a second
// one may confirm that it is gone.
func (c config) confirmGap() time.Duration {
	if c.confirmAfter > 0 {
		return c.confirmAfter
	}
	return 5 * time.Minute
}

// fetcherWith adds what the flags say.
func (a *app) fetcherWith(o client.Options) (*client.Client, error) {
	o.UserAgent, o.Delay, o.Timeout, o.AllowPrivate = a.config.userAgent(), a.config.delay, a.config.timeout, a.config.private
	o.PerHost, o.Pace, o.Now = a.config.perHost, a.wayback().Pace(), a.now
	return client.New(o)
}

// collector wires adapters, fetching and the archive. The caller calls done when
// it is through.
func (a *app) collector(ctx context.Context, st store.Store) (c *scraper.Collector, done func(), err error) {
	hosts, err := st.Hosts(ctx)
	if err != nil {
		return nil, nil, err
	}
	if a.config.contact == "" {
		if a.config.contact, err = st.Setting(ctx, contactSetting); err != nil {
			return nil, nil, err
		}
	}
	keep := context.WithoutCancel(ctx)
	f, err := a.fetcherWith(client.Options{Hosts: hosts, Remember: func(h store.Host) {
		if err := st.SaveHost(keep, h); err != nil {
			a.warn(err)
		}
	}})
	if err != nil {
		return nil, nil, err
	}
	c = &scraper.Collector{
		Fetch: f, Platforms: a.platforms(), Store: st, Now: a.now, ConfirmAfter: a.config.confirmGap(),
		Media: a.config.media, Parallel: a.config.parallel, PerHost: a.config.perHost,
	}
	if err := a.saveTo(c); err != nil {
		return nil, nil, err
	}
	return a.withBrowser(c)
}

// withBrowser has pictures taken where the user asks for them.
func (a *app) withBrowser(c *scraper.Collector) (*scraper.Collector, func(), error) {
	if !a.config.screenshot {
		return c, func() {}, nil
	}
	b, err := browser.New(client.Options{UserAgent: a.config.userAgent(), AllowPrivate: a.config.private})
	if err != nil {
		return nil, nil, err
	}
	c.Screenshots = b
	return c, func() {
		if err := b.Close(); err != nil {
			a.warn(err)
		}
	}, nil
}

// saveTo has another archive asked to keep what is captured.
func (a *app) saveTo(c *scraper.Collector) error {
	switch a.config.save {
	case "":
	case "wayback":
		c.Save = a.wayback().Save
	default:
		return exit.Usagef("--save-to %q is not known; give wayback", a.config.save)
	}
	return nil
}

func (a *app) wayback() wayback.Machine { return wayback.New(a.config.waybackBase) }
