package run

import (
	"context"
	"errors"
	"fmt"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/sign"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// Open opens the archive at an address to write, making it where create says so.
func Open(ctx context.Context, e config.Env, address string, create bool) (st *sqlite.DB, err error) {
	st, err = archive.Open(ctx, address, e.MediaDir, sqlite.Options{
		Create: create, ConfirmAfter: e.ConfirmGap(), Scheme: link.Scheme(), Terms: link.Terms, Collector: e.Collector(), Now: e.Now,
		Lean:   e.Lean,
		Beacon: func(ctx context.Context) *store.Beacon { return e.Beacon(ctx, st) },
	})
	if err != nil {
		return nil, err
	}
	if err := st.FinishErasing(ctx); err != nil {
		e.Warn(fmt.Errorf("an erasure that was broken off is not finished: %w", err))
	}
	return st, nil
}

// Writing does something with the archive at an address, making it where create says so. What was
// put on record by it, settings and sources too, is signed before the archive is closed.
func Writing(ctx context.Context, e config.Env, address string, create bool, f func(*sqlite.DB) error) error {
	st, err := Open(ctx, e, address, create)
	if err != nil {
		return err
	}
	defer Close(ctx, e, st)
	return f(st)
}

// Close signs what was put on record and closes the archive.
func Close(ctx context.Context, e config.Env, st *sqlite.DB) {
	if err := sign.Checkpoint(ctx, e, st, 0); err != nil {
		e.Warn(err)
	}
	_ = st.Close()
}

// Read opens the archive at an address to read only.
func Read(ctx context.Context, e config.Env, address string) (*sqlite.DB, error) {
	return archive.Open(ctx, address, e.MediaDir, sqlite.Options{ReadOnly: true, Now: e.Now})
}

// ToLookUp opens the archive at an address with the index of look-ups up to date, and
// ToSearch with that of the search. One that cannot be written is read as it stands.
func ToLookUp(ctx context.Context, e config.Env, address string) (*sqlite.DB, error) {
	return indexed(ctx, e, address, func(st *sqlite.DB) error { return IndexPosts(ctx, st) })
}

// ToSearch is as in ToLookUp.
func ToSearch(ctx context.Context, e config.Env, address string) (*sqlite.DB, error) {
	return indexed(ctx, e, address, func(st *sqlite.DB) error { return IndexWords(ctx, e, st) })
}

func indexed(ctx context.Context, e config.Env, address string, index func(*sqlite.DB) error) (*sqlite.DB, error) {
	st, err := Open(ctx, e, address, false)
	if err == nil {
		if err = index(st); err == nil {
			return st, nil
		}
		st.Close()
		err = fmt.Errorf("bring the index up to date: %w", err)
	}
	if cannotWrite(err) {
		return Read(ctx, e, address)
	}
	return nil, err
}

// cannotWrite reports whether an error is one of writing only: the archive may be read.
func cannotWrite(err error) bool {
	return errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrDisk) || errors.Is(err, store.ErrBusy)
}
