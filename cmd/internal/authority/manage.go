package authority

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
	"onrecord/scraper/stampclient"
	"onrecord/store"
)

// New is the authority at an address, whose chain must end in the certificate of a file
// where one is named.
func New(url, rootFile string) (Authority, error) {
	n := Authority{URL: url}
	if err := scraper.CheckURL(url); err != nil {
		return n, &exit.Error{Code: exit.Usage, Err: err}
	}
	if rootFile == "" {
		return n, nil
	}
	b, err := os.ReadFile(rootFile)
	if err != nil {
		return n, exit.Usagef("--root: %w", err)
	}
	if n.Root, err = RootPEM(b); err != nil {
		return n, exit.Usagef("--root %s: %w", rootFile, err)
	}
	return n, nil
}

// Added is an authority that was added, with the stamp that it gave to be tried, nil
// where it was not. First says that there was none before.
type Added struct {
	Authority
	Tried *stampclient.Answer
	First bool
}

// Add keeps an authority, after it has stamped nothing in particular where it is to be
// tried, and remembers its root for 'verify' on this machine.
func Add(ctx context.Context, e config.Env, st Settings, n Authority, try bool) (Added, error) {
	out := Added{Authority: n}
	all, err := All(ctx, st)
	if err != nil {
		return out, err
	}
	if slices.ContainsFunc(all, func(o Authority) bool { return o.URL == n.URL }) {
		return out, fmt.Errorf("%s is asked already; see 'onrecord anchor list'", n.URL)
	}
	out.First = len(all) == 0
	if try {
		var sum [32]byte
		_, _ = rand.Read(sum[:]) // never fails
		s, err := Ask(ctx, e, st, n, sum, time.Time{})
		if err != nil {
			return out, fmt.Errorf("%s gives no time stamp: %w; correct it, or add it all the same with --unseen", n.URL, err)
		}
		out.Tried = &s
	}
	if err = Save(ctx, st, append(all, n)); err == nil && n.Root != "" {
		err = RememberRoot(n.Root)
	}
	return out, err
}

// Remove has an authority asked no more; its stamps stay.
func Remove(ctx context.Context, st Settings, url string) error {
	all, err := All(ctx, st)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(o Authority) bool { return o.URL == url })
	if len(kept) == len(all) {
		return exit.NotFoundf("no authority %q; see 'onrecord anchor list'", url)
	}
	return Save(ctx, st, kept)
}

// Now has all authorities stamp the last checkpoint.
func Now(ctx context.Context, e config.Env, st Archive) (store.Checkpoint, []Result, error) {
	all, err := All(ctx, st)
	if err == nil && len(all) == 0 {
		err = exit.NotFoundf("no authority is set up; see 'onrecord anchor add --help'")
	}
	if err != nil {
		return store.Checkpoint{}, nil, err
	}
	c, asked, err := Stamp(ctx, e, st, all, -1)
	if errors.Is(err, store.ErrNotFound) {
		err = exit.NotFoundf("there is no checkpoint to stamp yet; make a signing key with onrecord init, and the next run signs one")
	}
	return c, asked, err
}
