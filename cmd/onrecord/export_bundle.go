package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/bundle"
	"onrecord/store/sqlite"
)

func (a *app) exportBundleCommand() *cobra.Command {
	var out, head string
	cmd := &cobra.Command{
		Use:   "bundle [DOC…] -o FILE.wacz",
		Short: "Write captures with all that proves them",
		Long: `Export bundle packs the captures of the documents, or of all without DOC, with their
bytes, their records in the log, the proofs that these are under a signed checkpoint,
and the time stamps that there are. It needs no archive to be checked: 'onrecord verify
FILE'. It is a WACZ, so ReplayWeb.page shows what is in it.

That it was made is put on the log. --head FILE sees to it that the bundle leads from a
checkpoint that somebody kept to its own.`,
		Example: `  onrecord export bundle x:1988393441999593891 -o petro.wacz
  onrecord export bundle -o all.wacz`,
		RunE: func(cmd *cobra.Command, docs []string) error {
			if out == "" {
				return exit.Usagef("say where it goes: onrecord export bundle -o FILE.wacz")
			}
			return a.exportBundle(cmd.Context(), docs, out, head)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the `file` to write")
	cmd.Flags().StringVar(&head, "head", "", "a `file` with a checkpoint that the reader kept")
	return cmd
}

func (a *app) exportBundle(ctx context.Context, docs []string, out, head string) error {
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	o, err := a.bundleOptions(ctx, st, docs, out, head)
	if err != nil {
		return err
	}
	var made bundle.Made
	if err := a.writeWhole(out, func(w io.Writer, dir string) (err error) {
		o.Dir = dir
		made, err = bundle.Write(ctx, w, st, o)
		return err
	}); err != nil {
		return err
	}
	return a.printBundle(out, made)
}

// bundleOptions say what goes in, and by whom it is signed.
func (a *app) bundleOptions(ctx context.Context, st *sqlite.DB, docs []string, out, head string) (o bundle.Options, err error) {
	key, _, err := sign.Key(ctx, a.config, st)
	if err != nil {
		return o, fmt.Errorf("a bundle is signed: %w", err)
	}
	if head != "" {
		b, err := os.ReadFile(head) //nolint:gosec // the user names it
		if err != nil {
			return o, exit.Usagef("--head: %w", err)
		}
		h, err := proof.ReadHead(string(b))
		if err != nil {
			return o, exit.Usagef("--head: %w", err)
		}
		o.Head = h.Size
	}
	for _, d := range docs {
		doc, err := a.findDocument(ctx, st, d)
		if err != nil {
			return o, err
		}
		o.Documents = append(o.Documents, doc.ID)
	}
	all, err := st.Counts(ctx)
	if err != nil {
		return o, err
	}
	show, done := a.progress("packing"), 0
	o.Captures = func(f func(store.Capture) error) error {
		defer func() { show(done, done) }()
		return walkCaptures(ctx, st, o.Documents, func(c store.Capture) error {
			done++
			show(done, max(all.Captures, done+1))
			return f(c)
		})
	}
	o.WARC, o.Title, o.Now, o.Origin = a.warcOptions(ctx, st, out), titles(ctx, st), a.now(), key.Name()
	o.Sign = func(ctx context.Context) (store.Checkpoint, error) {
		return a.signNow(ctx, st)
	}
	o.Keys, err = logKeys(ctx, st)
	return o, err
}

// signNow signs the log as it stands, or says why that cannot be.
func (a *app) signNow(ctx context.Context, st store.Store) (store.Checkpoint, error) {
	if err := sign.Checkpoint(ctx, a.env(), st, 0); err != nil {
		return store.Checkpoint{}, err
	}
	size, err := st.LogSize(ctx)
	if err != nil {
		return store.Checkpoint{}, err
	}
	c, err := st.LastCheckpoint(ctx)
	if err == nil && c.Size > size || errors.Is(err, store.ErrNotFound) {
		err = errors.New("the log could not be signed; see 'onrecord init'")
	}
	return c, err
}

// logKeys are the keys that the log names, the one in use last.
func logKeys(ctx context.Context, st *sqlite.DB) ([]string, error) {
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

func (a *app) printBundle(out string, m bundle.Made) error {
	if a.json {
		return a.printJSON(struct {
			File        string `json:"file"`
			Captures    int    `json:"captures"`
			Documents   int    `json:"documents"`
			Leaves      int    `json:"leaves"`
			Blobs       int    `json:"blobs"`
			Checkpoints int    `json:"checkpoints"`
			Stamps      int    `json:"timestamps"`
			Export      int64  `json:"leaf"`
		}{out, m.Captures, m.Documents, m.Leaves, m.Blobs, m.Checkpoints, m.Stamps, m.Export})
	}
	_, err := fmt.Fprintf(a.out, "%s: %s of %s, %d leaves of the log, %s; check it with: onrecord verify %s\n", words.Visible(out),
		words.Count(m.Captures, "capture"), words.Count(m.Documents, "document"), m.Leaves, words.Count(m.Stamps, "time stamp"), shellQuote(out))
	return err
}

// verifyBundle checks a bundle's file.
func (a *app) verifyBundle(ctx context.Context, file string, o proof.Options) error {
	f, err := os.Open(file) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	checker := authority.NewChecker(a.trust, nil, a.now())
	o.Stamp = checker.Check
	r, err := bundle.Verify(ctx, f, info.Size(), o)
	if err != nil {
		return err
	}
	return a.printVerified(verifyJSON{Report: r, Stamps: checker.Good, bundle: true})
}
