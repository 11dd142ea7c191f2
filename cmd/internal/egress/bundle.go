package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/outfile"
	"onrecord/cmd/internal/sign"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/bundle"
)

// BundleArchive is what a bundle is made of; one database is all three.
type BundleArchive struct {
	Captures Archive
	Rows     bundle.Archive
	Log      sign.Log
}

// BundleArchiveOf gives a database in all roles.
func BundleArchiveOf[T interface {
	Archive
	bundle.Rows
	bundle.Log
	sign.Log
}](db T) BundleArchive {
	return BundleArchive{Captures: db, Rows: bundle.Archive{Rows: db, Log: db}, Log: db}
}

// Bundle writes the captures of documents, or of all, with all that proves them, to a
// file. head is the size of a checkpoint that the reader kept, 0 for none.
func Bundle(ctx context.Context, e config.Env, st BundleArchive, ids []store.DocumentID, out string, head int64) (made bundle.Made, err error) {
	key, _, err := sign.Key(ctx, e.Config, st.Log)
	if err != nil {
		return made, fmt.Errorf("a bundle is signed: %w", err)
	}
	all, err := st.Captures.Counts(ctx)
	if err != nil {
		return made, err
	}
	keys, err := logKeys(ctx, st.Rows)
	if err != nil {
		return made, err
	}
	show, done := e.Progress("packing"), 0
	o := bundle.Options{
		Documents: ids, Head: head, WARC: warcOptions(ctx, e, st.Captures, out), Title: titles(ctx, st.Captures), Now: e.Now(), Origin: key.Name(), Keys: keys,
		Sign: func(ctx context.Context) (store.Checkpoint, error) { return signNow(ctx, e, st.Log) },
		Captures: func(f func(store.Capture) error) error {
			defer func() { show(done, done) }()
			return walkCaptures(ctx, st.Captures, ids, func(c store.Capture) error {
				done++
				show(done, max(all.Captures, done+1))
				return f(c)
			})
		},
	}
	err = outfile.Write(out, nil, func(w io.Writer, dir string) (err error) {
		o.Dir = dir
		made, err = bundle.Write(ctx, w, st.Rows, o)
		return err
	})
	return made, err
}

// signNow signs the log as it stands, or says why that cannot be.
func signNow(ctx context.Context, e config.Env, st sign.Log) (store.Checkpoint, error) {
	size, _, err := st.LogHead(ctx)
	if err != nil {
		return store.Checkpoint{}, err
	}
	if err := sign.Checkpoint(ctx, e, st, 0); err != nil {
		return store.Checkpoint{}, err
	}
	c, err := st.LastCheckpoint(ctx)
	if err == nil && c.Size < size || errors.Is(err, store.ErrNotFound) {
		err = errors.New("the log could not be signed; see 'onrecord init'")
	}
	return c, err
}

// logKeys are the keys that the log names, the one in use last.
func logKeys(ctx context.Context, st bundle.Archive) ([]string, error) {
	var keys []string
	err := st.Entries(ctx, 0, func(e store.LogEntry) error {
		var k proof.Key
		if e.Kind == store.KeyLeaf && proof.Decode(e.Record, e.Kind, e.Index, &k) == nil {
			keys = append(keys, k.Key)
		}
		return nil
	})
	return keys, err
}

// KeptSize is how many leaves the log had at the checkpoint that somebody kept in a file,
// 0 for no file.
func KeptSize(file string) (int64, error) {
	if file == "" {
		return 0, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	h, err := proof.ReadHead(string(b))
	return h.Size, err
}
