package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
)

func (a *app) captureCommand() *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   "capture URL…",
		Short: "Capture posts and articles by their addresses",
		Long: `Capture fetches each address, keeps the exact bytes with their headers and times,
and says what it saw: new, unchanged, edited (with the difference), missed or
gone, failed (and why).`,
		Example: `  onrecord capture https://x.com/petrogustavo/status/1988393441999593891
  onrecord capture https://example.org/news/story.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			return a.capture(cmd.Context(), urls, !noLink)
		},
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.fetchFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) capture(ctx context.Context, urls []string, link bool) error {
	for i, u := range urls {
		urls[i] = desk.Address(a.config.Platforms(), u)
	}
	var bad []error
	good := slices.DeleteFunc(slices.Clone(urls), func(u string) bool {
		err := desk.CheckAddress(a.config.Platforms(), u)
		if err != nil {
			bad = append(bad, err)
		}
		return err != nil
	})
	for _, err := range bad {
		a.warn(err)
	}
	if len(good) == 0 {
		return exit.Silent(exit.Usage)
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	j := a.job(st, link)
	j.Looked = func(r scraper.LookResult) error { return a.print().Capture(ctx, st, r) }
	if err = j.Capture(ctx, good); err == nil && len(bad) > 0 {
		return exit.Silent(exit.Part)
	}
	return err
}
