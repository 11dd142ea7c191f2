package run

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/notify"
	"onrecord/cmd/internal/sign"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// Job is work on an archive.
type Job struct {
	config.Env
	Store *sqlite.DB
	// NoLink leaves quotes unlinked.
	NoLink bool
	// Only are the sources that a pass looks at, due or not; none for all that is due.
	Only []store.Source
	// Looked is told of each look, one at a time, and Passed of each pass; an error
	// of theirs ends the job in good order. nil for nobody.
	Looked func(scraper.LookResult) error
	Passed func(store.Run) error
	// Linked is told of what linking did; nil for nobody.
	Linked func(LinkCounts)
}

// ErrAllFailed says that every look of a pass failed.
var ErrAllFailed = errors.New("every look failed; see the lines above, or 'onrecord doctor'")

// errNothing says the same where the output has said why already.
var errNothing = exit.Silent(exit.Failed)

// isPartial reports whether looking ended, though some or all looks of it failed: the
// next pass may do better.
func isPartial(err error) bool {
	return exit.CodeOf(err) == exit.Part || errors.Is(err, ErrAllFailed) || errors.Is(err, errNothing)
}

// Once makes one pass over what is due, with all that follows.
func (j Job) Once(ctx context.Context) error {
	err := j.pass(ctx)
	if err == nil || isPartial(err) {
		authority.StampDue(ctx, j.Env, j.Store, authority.AutoInterval)
	}
	return err
}

// pass looks at all that is due, signs, links and notifies. Its error is of the exit
// code for done in part where some looks failed.
func (j Job) pass(ctx context.Context) error {
	r, err := j.look(ctx)
	return j.after(ctx, r.ID, err)
}

// After is what follows every capture, import and pass: quotes are linked, the log is
// signed, notices are sent, and the log is stamped. err is that of the work before: where it
// failed as a whole (err is neither nil nor of the code for done in part) the log is only
// signed. It gives err back.
func (j Job) After(ctx context.Context, err error) error {
	if err = j.after(ctx, 0, err); err == nil || isPartial(err) {
		authority.StampDue(ctx, j.Env, j.Store, authority.ManualInterval)
	}
	return err
}

// after is After without the stamp, which watch has made while it waits.
func (j Job) after(ctx context.Context, run int64, lookErr error) error {
	failed := lookErr != nil && !isPartial(lookErr)
	notices := notify.New(j.Env, j.Store)
	var linkErr error
	if !failed {
		if linkErr = j.link(ctx); linkErr == nil {
			linkErr = notices.Make(ctx)
		}
	}
	// Even where linking was broken off: what was captured is signed.
	if err := sign.Checkpoint(ctx, j.Env, j.Store, run); err != nil || failed {
		return errors.Join(lookErr, linkErr, err)
	}
	if linkErr != nil {
		return linkErr
	}
	// Deliveries are in the log too, so it is signed once more.
	if err := errors.Join(notices.Deliver(ctx), sign.Checkpoint(ctx, j.Env, j.Store, run)); err != nil {
		return err
	}
	return lookErr
}

// link finds what the new articles quote, or only brings the search up to date.
func (j Job) link(ctx context.Context) error {
	if j.NoLink {
		return errors.Join(ReadPictures(ctx, j.Env, j.Store), IndexWords(ctx, j.Env, j.Store))
	}
	n, err := Link(ctx, j.Env, j.Store, false)
	if err == nil && j.Linked != nil {
		j.Linked(n)
	}
	return err
}

// look makes the pass alone.
func (j Job) look(ctx context.Context) (store.Run, error) {
	c, done, err := NewCollector(ctx, j.Env, j.Store, nil)
	if err != nil {
		return store.Run{}, err
	}
	defer done()
	l := listener{look: j.Looked}
	c.Notify, c.Progress = l.hear, j.Progress("looking")
	pass := c.Pass
	if len(j.Only) > 0 {
		pass = func(ctx context.Context, holder string) (store.Run, error) { return c.PassOver(ctx, holder, j.Only) }
	}
	r, err := pass(ctx, Holder())
	if err = errors.Join(err, l.err); err == nil && j.Passed != nil {
		err = j.Passed(r)
	}
	switch {
	case err != nil:
	case r.State == "failed":
		err = ErrAllFailed
	case r.State == "partial":
		err = exit.Silent(exit.Part)
	}
	return r, err
}

// Holder names this process in the lease.
func Holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	return fmt.Sprintf("%s pid %d", host, os.Getpid())
}

// listener passes on looks, from whichever goroutine they come, and keeps the first error of
// its callback.
type listener struct {
	look func(scraper.LookResult) error
	mu   sync.Mutex
	err  error
}

func (l *listener) hear(r scraper.LookResult) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.look != nil && l.err == nil {
		l.err = l.look(r)
	}
}
