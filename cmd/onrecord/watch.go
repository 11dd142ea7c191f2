package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
)

// Bounds of the pause between two passes of watch.
const (
	shortestNap = 5 * time.Second
	longestNap  = 5 * time.Minute // a source that another process adds is seen by then
)

func (a *app) watchCommand() *cobra.Command {
	var noLink bool
	var passes int
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Stay, and look at each source and document as it is due",
		Long: `Watch makes one pass after another by the same due times as 'run', links new
quotes and sends notifications, until it is told to stop (SIGTERM, Ctrl-C), which
it does within seconds and without losing anything.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.watch(cmd.Context(), !noLink, passes) },
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes after a pass")
	cmd.Flags().IntVar(&passes, "passes", 0, "stop after so many passes; 0 is never")
	a.fetchFlags(cmd)
	a.tongueFlags(cmd)
	return cmd
}

func (a *app) watch(ctx context.Context, link bool, passes int) error {
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	for n := 1; ; n++ {
		switch err := a.passAndAfter(ctx, st, link); {
		case ctx.Err() != nil:
			return a.stopped()
		case err == nil || inPart(err):
		case n > 1 && willPass(err):
			a.warn(err)
		default:
			return err
		}
		if n == passes {
			a.anchor(ctx, st, byItself)
			return nil
		}
		switch goOn, err := a.rest(ctx, st); {
		case err != nil:
			return err
		case !goOn:
			return a.stopped()
		}
	}
}

// rest waits for what is due next, and has the log stamped meanwhile. It reports
// whether it was left to.
func (a *app) rest(ctx context.Context, st store.Store) (bool, error) {
	stamped := make(chan struct{})
	go func() {
		defer close(stamped)
		a.anchor(ctx, st, byItself)
	}()
	defer func() { <-stamped }()
	next, err := st.NextDue(ctx)
	return err == nil && nap(ctx, a.pause(next)), err
}

// inPart reports whether a pass ended, though some or all looks of it failed: the
// next one may do better.
func inPart(err error) bool { return exit.CodeOf(err) == exit.Part || errors.Is(err, errAllFailed) }

// willPass reports whether an error is another process's doing, which ends.
func willPass(err error) bool {
	var held *store.HeldError
	return errors.As(err, &held) || errors.Is(err, store.ErrBusy)
}

// stopped ends a watch that was told to stop: that is how it is meant to end.
func (a *app) stopped() error {
	if !a.json {
		fmt.Fprintln(a.out, "stopped; what was reported is kept")
	}
	return nil
}

// pause is how long to wait for what is due next.
func (a *app) pause(next time.Time) time.Duration {
	if next.IsZero() {
		return longestNap
	}
	return min(max(next.Sub(a.now()), shortestNap), longestNap)
}

// nap waits, and reports whether it was left to.
func nap(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
