package run

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
	"onrecord/scraper/wayback"
	"onrecord/store"
)

// Backfill files earlier captures, of what an address or a source's number names, that
// the Wayback Machine has, with all that follows.
func (j Job) Backfill(ctx context.Context, b wayback.Job, arg string) (wayback.Counts, error) {
	address, err := sourceAddress(ctx, j.Store, arg)
	if err != nil {
		return wayback.Counts{}, err
	}
	address = desk.Address(j.Platforms(), address)
	if original, _, ok := wayback.ParseAddress(address); ok {
		address = original
	}
	if err := scraper.CheckURL(address); err != nil {
		return wayback.Counts{}, &exit.Error{Code: exit.Usage, Err: err}
	}
	if b.Targets, b.Prefix, err = backfillTargets(j.Platforms(), address); err != nil {
		return wayback.Counts{}, err
	}
	c, done, err := NewCollector(ctx, j.Env, j.Store, nil)
	if err != nil {
		return wayback.Counts{}, err
	}
	defer done()
	b.Machine, b.Collector, b.Progress = j.Wayback(), c, j.Progress("filing")
	n, err := b.Run(ctx)
	return n, j.After(ctx, err)
}

type sources interface {
	Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error)
}

// sourceAddress is the address of a source named by its number, or the argument.
func sourceAddress(ctx context.Context, st sources, arg string) (string, error) {
	id, err := strconv.ParseInt(arg, 10, 64)
	if err != nil {
		return arg, nil
	}
	all, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return "", err
	}
	for _, s := range all {
		if s.ID == id {
			return s.URL, nil
		}
	}
	return "", exit.NotFoundf("no source %d; see 'onrecord source list'", id)
}

// backfillTargets are the addresses under which the archive may have kept what an
// address names; for an account all that begins like one of its posts.
func backfillTargets(platforms *scraper.Registry, address string) (targets []string, prefix bool, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, false, exit.Usagef("%w", err)
	}
	if targets, prefix, err = platforms.Archived(u); err != nil {
		return nil, false, &exit.Error{Code: exit.Usage, Err: err}
	}
	return targets, prefix, nil
}
