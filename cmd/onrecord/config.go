package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"onrecord/scraper"
	"onrecord/scraper/all"
	"onrecord/scraper/x"
	"onrecord/store"
)

// config is what the environment and the flags of fetching commands set.
type config struct {
	contact string
	relay   string
	delay   time.Duration
	timeout time.Duration
	private bool
	// doors is set by the demo only: it asks the web that it serves itself.
	doors        x.Doors
	confirmAfter time.Duration
	// libre is a LibreTranslate server; plain leaves translation alone.
	libre string
	plain bool
}

// fetchFlags adds the flags of every command that fetches.
func (a *app) fetchFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&a.config.contact, "contact", os.Getenv("ONRECORD_CONTACT"), "an `address` (mail or page) put in the User-Agent, so that a site can reach you (env ONRECORD_CONTACT)")
	f.StringVar(&a.config.relay, "x-relay", os.Getenv("ONRECORD_X_RELAY"), "the `URL` of an FxEmbed service to ask for X accounts and cut posts; what it passes on is marked as relayed (env ONRECORD_X_RELAY)")
	f.DurationVar(&a.config.delay, "delay", time.Second, "wait this long between two requests to one host")
	f.BoolVar(&a.config.private, "allow-private", false, "let requests reach private addresses and any port: for an intranet, never for addresses from strangers")
	f.DurationVar(&a.config.timeout, "timeout", time.Minute, "give up on a request after this long")
}

// userAgent names onrecord, its version and whom to write to.
func (c config) userAgent() string {
	if c.contact == "" {
		return fmt.Sprintf("onrecord/%s (archives public posts and articles)", version)
	}
	return fmt.Sprintf("onrecord/%s (archives public posts and articles; +%s)", version, c.contact)
}

// adapters are every platform's, the web's last.
func (a *app) adapters() []scraper.Adapter {
	doors := a.config.doors
	doors.Relay = a.config.relay
	return all.Adapters(all.Options{X: doors})
}

// confirmGap is how long after a first look that missed a document a second
// one may confirm that it is gone.
func (c config) confirmGap() time.Duration {
	if c.confirmAfter > 0 {
		return c.confirmAfter
	}
	return 5 * time.Minute
}

// fetcher asks the web by the flags.
func (a *app) fetcher() (*scraper.Fetcher, error) { return a.fetcherWith(scraper.Options{}) }

// fetcherWith adds what the flags say.
func (a *app) fetcherWith(o scraper.Options) (*scraper.Fetcher, error) {
	o.UserAgent, o.Delay, o.Timeout, o.AllowPrivate = a.config.userAgent(), a.config.delay, a.config.timeout, a.config.private
	return scraper.NewFetcher(o)
}

// collector wires adapters, fetching and the archive.
func (a *app) collector(ctx context.Context, st store.Store) (*scraper.Collector, error) {
	hosts, err := st.Hosts(ctx)
	if err != nil {
		return nil, err
	}
	keep := context.WithoutCancel(ctx)
	f, err := a.fetcherWith(scraper.Options{Hosts: hosts, Remember: func(h store.Host) {
		if err := st.SaveHost(keep, h); err != nil {
			a.warn(err)
		}
	}})
	if err != nil {
		return nil, err
	}
	return &scraper.Collector{Fetch: f, Adapters: a.adapters(), Store: st, ConfirmAfter: a.config.confirmGap()}, nil
}
