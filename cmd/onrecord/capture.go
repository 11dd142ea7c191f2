package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
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
	a.tongueFlags(cmd)
	return cmd
}

func (a *app) capture(ctx context.Context, urls []string, link bool) error {
	for i, u := range urls {
		urls[i] = a.platforms().WebAddress(u)
	}
	for _, u := range urls {
		if err := a.platforms().CheckTarget(u); err != nil {
			return &exit.Error{Code: exit.Usage, Err: err}
		}
	}
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	c, done, err := a.collector(ctx, st)
	if err != nil {
		return err
	}
	defer done()
	failed := 0
	for _, u := range urls {
		ok, err := a.captureOne(ctx, st, c, u)
		if err != nil {
			return err
		}
		if !ok {
			failed++
		}
	}
	if err := a.checkpoint(ctx, st, 0); err != nil {
		return err
	}
	if link {
		if _, err := a.link(ctx, st, false); err != nil {
			return err
		}
	}
	a.anchor(ctx, st, byHand)
	switch {
	case failed == len(urls):
		return exit.Silent(exit.Failed)
	case failed > 0:
		return exit.Silent(exit.Part)
	}
	return nil
}

// captureOne prints what one address gave, and reports whether it gave anything.
func (a *app) captureOne(ctx context.Context, st store.Reader, c *scraper.Collector, u string) (bool, error) {
	rep, err := c.Capture(ctx, u)
	if err != nil {
		return false, err
	}
	for _, ch := range rep.Changes {
		if err := a.printChange(ctx, st, ch); err != nil {
			return false, err
		}
	}
	if !rep.Failed() {
		return true, a.printBeside(rep)
	}
	return false, a.printFailure(rep)
}

// printFailure says why a look gave nothing.
func (a *app) printFailure(rep scraper.LookResult) error {
	if a.json {
		return a.printJSON(failureJSON{URL: rep.URL, Change: "failed", Captures: rep.CaptureIDs(), Error: rep.Why()})
	}
	_, err := fmt.Fprintf(a.out, "%s  %s\n%s%s\n", a.label("failed"), words.Visible(rep.URL), margin, words.Line(rep.Why(), 400))
	return err
}

type failureJSON struct {
	URL      string  `json:"url"`
	Change   string  `json:"change"`
	Captures []int64 `json:"captures"`
	Error    string  `json:"error"`
}
