// Package run is what the program does with an archive: it looks, records, signs,
// links, notifies and has time stamps made, in this order, whatever command asks.
package run

import (
	"context"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
	"onrecord/scraper/browser"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// hosts is what the archive knows of hosts, and the contact address to give to them.
type hosts interface {
	config.Settings
	Hosts(ctx context.Context) ([]store.Host, error)
	SaveHost(ctx context.Context, h store.Host) error
}

// newClient makes what fetches, by the settings in force and by what the archive
// knows of hosts.
func newClient(ctx context.Context, e config.Env, st hosts, turns client.Turns) (*client.Client, error) {
	known, err := st.Hosts(ctx)
	if err != nil {
		return nil, err
	}
	keep := context.WithoutCancel(ctx)
	o := e.Network()
	o.Delay, o.Timeout, o.PerHost, o.Parallel, o.Pace, o.Now = e.Delay, e.Timeout, e.PerHost, e.Parallel, e.Wayback().Pace(), e.Now
	if o.Turns = turns; turns != nil {
		o.PerHost = 1
	}
	o.Hosts, o.Remember = known, func(h store.Host) {
		if err := st.SaveHost(keep, h); err != nil {
			e.Warn(err)
		}
	}
	return client.New(o)
}

// NewCollector wires adapters, the network and the archive. The caller calls done at its
// end. turns coordinates the requests of several processes to one host, nil where this
// process is alone.
func NewCollector(ctx context.Context, e config.Env, st *sqlite.DB, turns client.Turns) (c *scraper.Collector, done func(), err error) {
	if e, err = e.WithContact(ctx, st); err != nil {
		return nil, nil, err
	}
	f, err := newClient(ctx, e, st, turns)
	if err != nil {
		return nil, nil, err
	}
	c = &scraper.Collector{
		Fetch: f, Platforms: e.Platforms(), Store: scraper.ArchiveOf(st), Now: e.Now, ConfirmAfter: e.ConfirmGap(),
		Media: e.Media, Parallel: e.Parallel, PerHost: e.PerHost,
	}
	switch e.SaveTo {
	case "":
	case "wayback":
		c.Save = e.Wayback().Save
	default:
		return nil, nil, exit.Usagef("--save-to %q is not known; give wayback", e.SaveTo)
	}
	if !e.Screenshot {
		return c, func() {}, nil
	}
	return withBrowser(e, c)
}

// withBrowser lets a collector take screenshots.
func withBrowser(e config.Env, c *scraper.Collector) (*scraper.Collector, func(), error) {
	b, err := browser.New(e.Network())
	if err != nil {
		return nil, nil, err
	}
	c.Screenshots = b
	return c, func() {
		if err := b.Close(); err != nil {
			e.Warn(err)
		}
	}, nil
}
