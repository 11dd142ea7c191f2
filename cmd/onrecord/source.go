package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"onrecord/scraper"
	"onrecord/store"
)

func (a *app) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Say what is watched: add, list, remove",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.sourceAddCommand(), a.sourceListCommand(), a.sourceRemoveCommand())
	return cmd
}

func (a *app) sourceAddCommand() *cobra.Command {
	var kind, name string
	var every time.Duration
	cmd := &cobra.Command{
		Use:   "add URL…",
		Short: "Watch an X post or account, an RSS, Atom or JSON feed, a page",
		Example: `  onrecord source add https://x.com/petrogustavo
  onrecord source add https://example.org/feed.xml --every 15m
  onrecord source add https://example.org/statement --kind page`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			if every != 0 && every < time.Minute {
				return usagef("--every %s is too often; give a minute or more", every)
			}
			st, err := a.openArchive(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer st.Close()
			for _, u := range urls {
				if err := a.addSource(cmd.Context(), st, store.Source{URL: u, Kind: store.SourceKind(kind), Name: name, Cadence: every}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "", "post, account, feed or page; recognised when not given")
	cmd.Flags().StringVar(&name, "name", "", "what to call it")
	cmd.Flags().DurationVar(&every, "every", 0, "look at it this often; by its own rhythm when not given")
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) addSource(ctx context.Context, st store.Store, s store.Source) error {
	s, err := a.recognise(ctx, s)
	if err != nil {
		return err
	}
	s.AddedAt = a.now().UTC()
	s.NextDue = s.AddedAt
	if s.Fixed = s.Cadence != 0; !s.Fixed {
		s.Cadence = scraper.DefaultCadence(s.Kind)
	}
	added, err := st.AddSource(ctx, s)
	if errors.Is(err, store.ErrExists) {
		return fmt.Errorf("%s is watched already; see 'onrecord source list'", s.URL)
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(sourceOf(added))
	}
	_, err = fmt.Fprintf(a.out, "watching  %d  %s, every %s: %s\n", added.ID, added.Kind, cadence(added.Cadence), line(added.Name+" "+added.URL, 200))
	return err
}

// recognise fills in what kind of source an address is and whose adapter reads
// it. An address that no platform knows is fetched once, to tell a feed from a
// page.
func (a *app) recognise(ctx context.Context, s store.Source) (store.Source, error) {
	if err := scraper.CheckURL(s.URL); err != nil {
		return s, &codeError{exitUsage, err}
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		return s, usagef("%w", err)
	}
	for _, ad := range a.adapters() {
		forced := s.Kind == store.SourceFeed && ad.Platform() == "feed"
		if !forced && (s.Kind == store.SourceFeed || !ad.Match(u)) {
			continue
		}
		kind, name, err := ad.Recognise(u)
		if err != nil {
			return s, &codeError{exitUsage, err}
		}
		if s.Kind == "" && ad.Platform() == "web" {
			return a.sniff(ctx, s, name)
		}
		return settle(s, ad.Platform(), kind, name)
	}
	return s, usagef("no adapter reads %s; give the address of an X post or account, a feed or a page", s.URL)
}

// settle takes what was recognised unless the user has said otherwise.
func settle(s store.Source, p store.Platform, kind store.SourceKind, name string) (store.Source, error) {
	if s.Kind != "" && s.Kind != kind {
		return s, usagef("%s is a %s, not a %s; leave --kind out, or give another address", s.URL, kind, s.Kind)
	}
	s.Platform, s.Kind = p, kind
	if s.Name == "" {
		s.Name = name
	}
	return s, nil
}

// sniff fetches an address once to see whether it is a feed.
func (a *app) sniff(ctx context.Context, s store.Source, name string) (store.Source, error) {
	f, err := a.fetcher()
	if err != nil {
		return s, err
	}
	c, page := f.Fetch(ctx, scraper.Request{URL: s.URL, Door: "page"})
	if page == nil || page.Status >= 400 {
		why := c.Error
		if why == "" {
			why = "HTTP status " + strconv.Itoa(c.Status)
		}
		return s, fmt.Errorf("%s does not answer (%s); check the address, or add it unseen with --kind feed or --kind page", s.URL, why)
	}
	for _, ad := range a.adapters() {
		if ad.Platform() != "feed" {
			continue
		}
		if p, err := ad.Parse(*page); err == nil && (p.Title != "" || len(p.Next) > 0) {
			if p.Title != "" {
				name = p.Title
			}
			return settle(s, "feed", store.SourceFeed, name)
		}
	}
	return settle(s, "web", store.SourcePage, name)
}

// cadence is a duration without its empty parts: 1h, not 1h0m0s.
func cadence(d time.Duration) string {
	s := strings.TrimSuffix(d.String(), "0s")
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

type sourceJSON struct {
	ID        int64            `json:"id"`
	Kind      store.SourceKind `json:"kind"`
	Platform  store.Platform   `json:"platform"`
	URL       string           `json:"url"`
	Name      string           `json:"name"`
	Every     string           `json:"every"`
	NextDue   string           `json:"next_due"`
	LastRun   string           `json:"last_run,omitempty"`
	LastOK    string           `json:"last_ok,omitempty"`
	LastError string           `json:"last_error,omitempty"`
	Failures  int              `json:"failures"`
}

func sourceOf(s store.Source) sourceJSON {
	return sourceJSON{
		s.ID, s.Kind, s.Platform, s.URL, s.Name, s.Cadence.String(), store.FormatTime(s.NextDue),
		store.FormatTime(s.LastRun), store.FormatTime(s.LastOK), s.LastError, s.Failures,
	}
}

func (a *app) sourceListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List what is watched",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			sources, err := st.Sources(cmd.Context(), time.Time{})
			if err != nil {
				return err
			}
			return a.printSources(sources)
		},
	}
}

func (a *app) printSources(sources []store.Source) error {
	if a.json {
		for _, s := range sources {
			if err := a.printJSON(sourceOf(s)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(sources) == 0 {
		_, err := fmt.Fprintln(a.out, "nothing is watched yet; add something with 'onrecord source add URL'")
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tKIND\tEVERY\tNEXT DUE\tSTATE\tWHAT")
	for _, s := range sources {
		state := "ok"
		switch {
		case s.LastError != "":
			state = fmt.Sprintf("failed %d×: %s", s.Failures, line(s.LastError, 60))
		case s.LastRun.IsZero():
			state = "not yet looked at"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", s.ID, s.Kind, cadence(s.Cadence), store.FormatTime(s.NextDue), state, line(s.Name+" "+s.URL, 100))
	}
	return w.Flush()
}

func (a *app) sourceRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID|URL…",
		Short: "Stop watching; what was captured stays",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := a.openArchive(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer st.Close()
			for _, arg := range args {
				if err := a.removeSource(cmd.Context(), st, arg); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (a *app) removeSource(ctx context.Context, st store.Sources, arg string) error {
	sources, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		if arg != s.URL && arg != strconv.FormatInt(s.ID, 10) {
			continue
		}
		if err := st.RemoveSource(ctx, s.ID); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.out, "no longer watched: %d  %s; what it brought in stays\n", s.ID, visible(s.URL))
		return err
	}
	return notFoundf("no source %q; see 'onrecord source list'", arg)
}
