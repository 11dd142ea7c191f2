package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/platform/webpage"
	"onrecord/store"
)

// newSource is what the flags of 'source add' say of a source.
type newSource struct {
	store.Source
	// unseen adds it without asking it first.
	unseen bool
}

func (a *app) sourceAddCommand() *cobra.Command {
	var n newSource
	var kind, platform string
	cmd := &cobra.Command{
		Use:   "add URL…",
		Short: "Watch an account, a post, a feed, a sitemap or a page",
		Long: `Add recognises what an address is, asks it once to see that it answers, names whose it
is and says what will be done. It takes accounts and posts on X, Mastodon and its kin,
Truth Social, Bluesky, Telegram, YouTube and Reddit; RSS, Atom and JSON feeds and news
sitemaps; and pages. Where the pages are somebody's own statements (a government's, a
party's), --speaker says whose, and they are kept as posts that the press can quote.`,
		Example: `  onrecord source add https://x.com/petrogustavo https://mastodon.social/@Gargron
  onrecord source add https://example.org/feed.xml --every 15m
  onrecord source add https://gobierno.example/comunicados.rss --speaker "Gobierno" --selector 'div.texto'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			n.Kind, n.Platform = store.SourceKind(kind), store.Platform(platform)
			return a.addSources(cmd.Context(), n, urls)
		},
	}
	f := cmd.Flags()
	f.StringVar(&kind, "kind", "", "post, account, feed or page; recognised when not given")
	f.StringVar(&platform, "platform", "", "whose posts a feed gives: x, for a Nitter or RSSHub feed of an account")
	f.StringVar(&n.Name, "name", "", "what to call it")
	f.DurationVar(&n.Cadence, "every", 0, "look at it this often; by its own rhythm when not given")
	f.StringVar(&n.Selector, "selector", "", "the `CSS` selector of the text on its pages, where it is not found by itself")
	f.StringVar(&n.Speaker, "speaker", "", "the `name` of whom its pages are statements of")
	f.BoolVar(&n.unseen, "unseen", false, "add it without asking it first")
	a.fetchFlags(cmd)
	return cmd
}

func (a *app) addSources(ctx context.Context, n newSource, urls []string) error {
	if err := n.check(); err != nil {
		return err
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, u := range urls {
		one := n
		one.URL = a.config.Platforms().WebAddress(u)
		if err := a.addSource(ctx, st, one); err != nil {
			return err
		}
	}
	return nil
}

func (n newSource) check() error {
	if n.Cadence != 0 && n.Cadence < time.Minute {
		return exit.Usagef("--every %s is too often; give a minute or more", n.Cadence)
	}
	if n.Selector != "" {
		if err := webpage.CheckSelector(n.Selector); err != nil {
			return &exit.Error{Code: exit.Usage, Err: err}
		}
	}
	return nil
}

func (a *app) addSource(ctx context.Context, st store.Store, n newSource) error {
	s, trial, err := a.recognise(ctx, st, n)
	if err != nil {
		return err
	}
	added, err := a.keepSource(ctx, st, s)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(wire.SourceOf(added))
	}
	fmt.Fprintf(a.out, "watching  %d  %s, every %s: %s\n", added.ID, added.Kind, rhythm(added), words.Line(added.Name+" "+added.URL, 200))
	if !n.unseen {
		fmt.Fprintf(a.out, "%s%s\n", margin, trialText(added, trial))
	}
	return nil
}

// keepSource puts a source that was recognised into the archive, due at once.
func (a *app) keepSource(ctx context.Context, st store.Sources, s store.Source) (store.Source, error) {
	s.AddedAt = a.now().UTC()
	s.NextDue = s.AddedAt
	if s.Fixed = s.Cadence != 0; !s.Fixed {
		s.Cadence = scraper.DefaultCadence(s.Kind)
	}
	added, err := st.AddSource(ctx, s)
	if errors.Is(err, store.ErrExists) {
		return s, fmt.Errorf("%s is watched already; see 'onrecord source list': %w", s.URL, store.ErrExists)
	}
	return added, err
}

func rhythm(s store.Source) string {
	if s.Fixed {
		return words.Duration(s.Cadence)
	}
	return words.Duration(s.Cadence) + " at first, then by its own rhythm"
}

// trialText says what a source showed and what will be done with it.
func trialText(s store.Source, t scraper.Trial) string {
	var b strings.Builder
	switch {
	case t.Posts == 1:
		b.WriteString("it answers with one post")
	case t.Posts > 1:
		fmt.Fprintf(&b, "it answers with %d posts", t.Posts)
	case t.Entries == 1:
		b.WriteString("it answers with one entry, to be captured")
	case t.Entries > 1:
		fmt.Fprintf(&b, "it answers with %d entries, each to be captured", t.Entries)
	default:
		b.WriteString("it answers")
	}
	if who := authorText(t.Author); who != "" {
		b.WriteString(" by " + who)
	}
	if t.Relay != "" {
		fmt.Fprintf(&b, ", as %s relays it, which is marked", words.Line(t.Relay, 60))
	}
	if s.Speaker != "" {
		fmt.Fprintf(&b, "; its pages are kept as posts of %s", words.Line(s.Speaker, 60))
	}
	b.WriteString(". What it brings is looked at again after 5 min, 15 min, 1 h, 6 h, 1 d, 3 d, 1 w, 1 month, then monthly; sooner while the press quotes it.")
	return b.String()
}

func authorText(who store.Author) string {
	switch {
	case who.Name != "" && who.Handle != "":
		return words.Line(who.Name, 60) + " (@" + words.Line(who.Handle, 60) + ")"
	case who.Handle != "":
		return "@" + words.Line(who.Handle, 60)
	}
	return words.Line(who.Name, 60)
}

// recognise fills in what kind of source an address is and whose adapter reads it,
// and asks it once unless the user says not to. An address that no platform knows
// is taken for a feed where it gives one, else for a page.
func (a *app) recognise(ctx context.Context, st store.Store, n newSource) (store.Source, scraper.Trial, error) {
	s := n.Source
	if err := scraper.CheckURL(s.URL); err != nil {
		return s, scraper.Trial{}, &exit.Error{Code: exit.Usage, Err: err}
	}
	u, err := url.Parse(s.URL)
	if err != nil {
		return s, scraper.Trial{}, exit.Usagef("%w", err)
	}
	if s.Platform != "" {
		return a.othersFeed(ctx, st, n, u)
	}
	platforms := a.config.Platforms()
	if s.Kind == "" && !n.unseen && s.Speaker == "" {
		if g, t, ok, err := a.guess(ctx, st, s, u); ok || err != nil {
			return g, t, err
		}
	}
	ad, target, err := platforms.Recognise(u, s.Kind)
	if err != nil {
		return s, scraper.Trial{}, &exit.Error{Code: exit.Usage, Err: err}
	}
	open := s.Kind == "" && ad.Traits().AnyPage && !n.unseen
	if s, err = settle(s, ad.Platform(), target); err != nil || n.unseen {
		return s, scraper.Trial{}, err
	}
	return a.try(ctx, st, s, open)
}

// othersFeed takes a feed that somebody else makes of a platform's posts.
func (a *app) othersFeed(ctx context.Context, st store.Store, n newSource, u *url.URL) (store.Source, scraper.Trial, error) {
	s := n.Source
	platforms := a.config.Platforms()
	ad := platforms.Named(platforms.PlatformOf(string(s.Platform)))
	if ad == nil || !ad.Traits().OthersFeeds {
		return s, scraper.Trial{}, exit.Usagef("--platform %s: nobody else's feeds of it are known; leave it out", words.Line(string(s.Platform), 40))
	}
	s.Platform, s.Kind = ad.Platform(), store.SourceFeed
	if s.Name == "" {
		s.Name = ad.Traits().Name + " by " + u.Hostname()
	}
	if n.unseen {
		return s, scraper.Trial{}, nil
	}
	return a.try(ctx, st, s, false)
}

// guess asks whether an address of a shape that any site may have is a platform's post.
func (a *app) guess(ctx context.Context, st store.Store, s store.Source, u *url.URL) (store.Source, scraper.Trial, bool, error) {
	c, done, err := run.NewCollector(ctx, a.env(), st)
	if err != nil {
		return s, scraper.Trial{}, false, err
	}
	defer done()
	ad, t := c.TryGuess(ctx, u)
	if ad == nil {
		return s, t, false, nil
	}
	target, err := ad.Recognise(u)
	if err != nil {
		return s, t, false, err
	}
	s, err = settle(s, ad.Platform(), target)
	return s, t, true, err
}

// settle takes what was recognised unless the user has said otherwise.
func settle(s store.Source, p store.Platform, t scraper.Target) (store.Source, error) {
	if s.Kind != "" && s.Kind != t.Kind {
		return s, exit.Usagef("%s is recognised as %s, not as %s; leave --kind out, or give another address", s.URL, t.Kind, words.Line(string(s.Kind), 40))
	}
	s.Platform, s.Kind = p, t.Kind
	if s.Name == "" {
		s.Name = t.Name
	}
	return s, nil
}

// try asks the source once; open says that it may turn out to be a feed.
func (a *app) try(ctx context.Context, st store.Store, s store.Source, open bool) (store.Source, scraper.Trial, error) {
	c, done, err := run.NewCollector(ctx, a.env(), st)
	if err != nil {
		return s, scraper.Trial{}, err
	}
	defer done()
	if open {
		as := s
		as.Platform, as.Kind = a.config.Platforms().Lists().Platform(), store.SourceFeed
		if t, err := c.Try(ctx, as); err == nil && t.Entries > 0 {
			if t.Name != "" {
				as.Name = t.Name
			}
			return as, t, nil
		}
	}
	t, err := c.Try(ctx, s)
	if err != nil {
		return s, t, fmt.Errorf("%s does not answer (%w); check the address, or add it all the same with --unseen", s.URL, err)
	}
	if who := authorText(t.Author); s.Kind == store.SourceAccount && who != "" {
		s.Name = who + " on " + string(s.Platform)
	} else if t.Name != "" && s.Kind == store.SourceFeed {
		s.Name = t.Name
	}
	return s, t, nil
}
