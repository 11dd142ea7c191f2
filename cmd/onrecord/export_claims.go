package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
)

// claimsAsked are the flags of `export claims` beside the filter.
type claimsAsked struct{ out, publisher, publisherURL, pages string }

func (a *app) exportClaimsCommand() *cobra.Command {
	var c egress.Claims
	var f claimsAsked
	cmd := &cobra.Command{
		Use:         "claims [WORDS] [-o FILE.jsonl]",
		Annotations: map[string]string{cli.TakesWords: "yes"},
		Short:       "Draft ClaimReviews of the quotes whose meaning or words differ",
		Long: `Export claims drafts a review of each quote whose meaning or words differ from the post's:
a ClaimReview of schema.org as JSON-LD, one a line, on standard output or in FILE. The
filters are those of 'onrecord links'.

The claim is the quote as the article has it, its author the speaker whom the article
names. Its appearance is the article; its firstAppearance is the post, with the post's own
words. The rating says the verdict, the warnings and what differs, in words.

Each is a draft for an editor to finish. Left out is what the archive cannot know:

  whether what was said is true: there is no ratingValue; put yours, with
  bestRating and worstRating

  the address of your review, which Google requires: put url, or give --pages
  where the report is published

  the speaker, the outlet or a date, where the article does not give it

The date is today's, in UTC, until you publish. The author is --publisher and
--publisher-url, else the archive's contact ('onrecord init --contact'), else nobody.

A line is escaped so that it can stand in a page's <script type="application/ld+json">. The
pages of articles, served or of a report, carry the same reviews, with the site's --title
as author where it has one, and the day on which the quote was compared.`,
		Example: `  onrecord export claims --severity meaning --from 2025-11 -o claims.jsonl
  onrecord export claims --publisher "The Desk" --publisher-url https://desk.example \
      --pages https://desk.example/onrecord/ -o claims.jsonl`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.Filter.Words = cli.Searched(args)
			return asked(a.exportClaims(cmd.Context(), c, f))
		},
	}
	linkFlags(cmd, &c.Filter)
	cmd.Flags().StringVarP(&f.out, "output", "o", "-", "the `file` to write, - for standard output")
	cmd.Flags().StringVar(&f.publisher, "publisher", "", "the `name` of who publishes the reviews")
	cmd.Flags().StringVar(&f.publisherURL, "publisher-url", "", "the publisher's `address`")
	cmd.Flags().StringVar(&f.pages, "pages", "", "the `address` at which the report is published; reviews then point into it")
	return cmd
}

func (a *app) exportClaims(ctx context.Context, c egress.Claims, f claimsAsked) error {
	if f.publisherURL != "" {
		if err := scraper.CheckURL(f.publisherURL); err != nil {
			return exit.Usagef("--publisher-url: %w", err)
		}
	}
	if f.pages != "" {
		var err error
		if c.Pages, err = scraper.ParseURL(f.pages); err != nil {
			return exit.Usagef("--pages: %w", err)
		}
	}
	st, err := a.linkArchive(ctx, c.Filter)
	if err != nil {
		return err
	}
	defer st.Close()
	if c.By, err = egress.Publisher(ctx, a.env(), st, f.publisher, f.publisherURL); err != nil {
		return err
	}
	c.Date = a.now().UTC().Format(time.DateOnly)
	n := 0
	if err := a.write(f.out, func(w io.Writer) (err error) {
		n, err = c.Write(ctx, st, w)
		return err
	}); err != nil {
		return err
	}
	if f.out == "-" {
		if n == 0 {
			err = a.print().Nothing(false)
		}
		return err
	}
	return a.print().Said(struct {
		File   string `json:"file"`
		Claims int    `json:"claims"`
	}{f.out, n}, "%s: %s of a review", words.Visible(f.out), words.Count(n, "draft"))
}
