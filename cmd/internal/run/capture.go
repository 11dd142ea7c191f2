package run

import (
	"context"

	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
)

// Capture captures addresses, which CheckTarget has let pass, with all that follows.
// Its error is of the exit code for done in part where some gave nothing.
func (j Job) Capture(ctx context.Context, urls []string) error {
	return j.After(ctx, j.CaptureOnly(ctx, urls))
}

// CaptureOnly captures addresses and leaves what follows to the caller.
func (j Job) CaptureOnly(ctx context.Context, urls []string) error {
	c, done, err := NewCollector(ctx, j.Env, j.Store, nil)
	if err != nil {
		return err
	}
	defer done()
	failed := 0
	for _, u := range urls {
		rep, err := c.Capture(ctx, u)
		if err != nil {
			return err
		}
		if rep.Failed() {
			failed++
		}
		if err := j.looked(rep); err != nil {
			return err
		}
	}
	switch failed {
	case 0:
		return nil
	case len(urls):
		return errNothing
	}
	return exit.Silent(exit.Part)
}

func (j Job) looked(r scraper.LookResult) error {
	if j.Looked == nil {
		return nil
	}
	return j.Looked(r)
}
