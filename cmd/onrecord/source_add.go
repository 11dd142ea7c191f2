package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sources"
	"onrecord/store"
	"onrecord/store/sqlite"
)

func (a *app) sourceAddCommand() *cobra.Command {
	var n sources.New
	var kind, platform string
	var tags []string
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
			var err error
			if n.Tags, err = sources.Tags(tags); err != nil {
				return err
			}
			n.Kind, n.Platform = store.SourceKind(kind), store.Platform(platform)
			return a.addSources(cmd.Context(), n, urls)
		},
	}
	f := cmd.Flags()
	f.StringVar(&kind, "kind", "", "post, account, feed or page; recognised when not given")
	f.StringVar(&platform, "platform", "", "whose posts a feed gives: x, for a Nitter or RSSHub feed of an account")
	f.StringVar(&n.Name, "name", "", "what to call it")
	cli.LengthVar(f, &n.Cadence, "every", 0, 0, 0, "look at it this often; by its own rhythm when not given")
	f.StringVar(&n.Selector, "selector", "", "the `CSS` selector of the text on its pages, where it is not found by itself")
	f.StringVar(&n.Speaker, "speaker", "", "the `name` of whom its pages are statements of")
	f.BoolVar(&n.OCR, "ocr", false, ocrFlag)
	f.BoolVar(&n.Unseen, "unseen", false, "add it without asking it first")
	f.StringSliceVar(&tags, "tag", nil, "a `tag` to group it by; again, or after a comma, for more")
	a.fetchFlags(cmd)
	return cmd
}

// ocrFlag is what --ocr does.
const ocrFlag = "fetch the pictures of its posts and read their words by Tesseract, marked as a machine's reading"

func (a *app) addSources(ctx context.Context, n sources.New, urls []string) error {
	if err := n.Check(); err != nil {
		return err
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer run.Close(ctx, a.env(), st)
	return cli.Each(urls, a.warn, func(u string) error {
		one := n
		one.URL = desk.Address(a.config.Platforms(), u)
		if strings.HasPrefix(one.URL, "@") {
			return &exit.Error{Code: exit.Usage, Err: desk.CheckAddress(a.config.Platforms(), one.URL)}
		}
		return a.addSource(ctx, st, one)
	})
}

func (a *app) addSource(ctx context.Context, st *sqlite.DB, n sources.New) error {
	added, trial, err := sources.Adder{Env: a.env(), Store: st}.Watch(ctx, n)
	if err != nil {
		return err
	}
	shown := &trial
	if n.Unseen {
		shown = nil
	}
	if added.OCR && !a.json {
		defer a.warnOCR(ctx)
	}
	return a.print().Watching(added, shown)
}

// warnOCR says what is missing to read pictures.
func (a *app) warnOCR(ctx context.Context) {
	if err := run.PicturesLack(ctx); err != nil {
		a.warn(fmt.Errorf("the pictures will be fetched, and read once they can be: %w", err))
	}
}
