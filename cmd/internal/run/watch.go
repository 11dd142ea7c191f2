package run

import (
	"context"
	"errors"
	"time"

	"onrecord/cmd/internal/authority"
	"onrecord/store"
)

// Bounds of the pause between two passes of Watch.
const (
	shortestPause = 5 * time.Second
	longestPause  = 5 * time.Minute // a source that another process adds is seen by then
)

// Watch makes one pass after another as things are due, so many, or without end for
// 0. It reports whether it was told to stop.
func (j Job) Watch(ctx context.Context, passes int) (stopped bool, err error) {
	for n := 1; ; n++ {
		switch err := j.pass(ctx); {
		case ctx.Err() != nil:
			return true, nil
		case err == nil || isPartial(err):
		case n > 1 && isTransient(err):
			j.Warn(err)
		default:
			return false, err
		}
		if n == passes {
			authority.StampDue(ctx, j.Env, j.Store, authority.AutoInterval)
			return false, nil
		}
		goOn, err := j.rest(ctx)
		switch {
		case ctx.Err() != nil || err == nil && !goOn:
			return true, nil
		case err != nil && !isTransient(err):
			return false, err
		case err != nil:
			j.Warn(err)
			sleep(ctx, shortestPause)
		}
	}
}

// rest waits for what is due next, and has the log stamped meanwhile. It reports
// whether it was left to.
func (j Job) rest(ctx context.Context) (bool, error) {
	stamped := make(chan struct{})
	go func() {
		defer close(stamped)
		authority.StampDue(ctx, j.Env, j.Store, authority.AutoInterval)
	}()
	defer func() { <-stamped }()
	next, err := j.Store.NextDue(ctx)
	return err == nil && sleep(ctx, j.pause(next)), err
}

// isTransient reports whether an error is another process's doing, which ends, or a database's
// that is away, which comes back.
func isTransient(err error) bool {
	var held *store.HeldError
	return errors.As(err, &held) || errors.Is(err, store.ErrBusy) || errors.Is(err, store.ErrUnreachable)
}

// pause is how long to wait for what is due next.
func (j Job) pause(next time.Time) time.Duration {
	if next.IsZero() {
		return longestPause
	}
	return min(max(next.Sub(j.Now()), shortestPause), longestPause)
}

// sleep waits, and reports whether it was left to.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
