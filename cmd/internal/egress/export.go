// Package egress gives what an archive holds to others: captures as WARC and WACZ, and
// bundles that prove them.
package egress

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/outfile"
	"onrecord/cmd/internal/sign"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

// Archive is what is exported.
type Archive interface {
	reader
	Counts(ctx context.Context) (store.Counts, error)
	sign.Settings
}

// Format is a way to write captures.
type Format func(out io.Writer, dir string, o warc.Options, title func(store.Capture) string, each func(func(store.Capture) error) error) (warc.Counts, error)

// Export writes the captures of documents, or all, to a file, "-" for stdout, which is
// put in place when it is whole. It gives what was written and the file's SHA-256, and
// warns of captures whose bytes are lost: lost is how many.
func Export(ctx context.Context, e config.Env, st Archive, ids []store.DocumentID, out string, stdout io.Writer, write Format) (n warc.Counts, sum string, lost int, err error) {
	all, err := st.Counts(ctx)
	if err != nil {
		return n, "", 0, err
	}
	o := warcOptions(ctx, e, st, out)
	if o.Sign, err = signer(ctx, e, st); err != nil {
		return n, "", 0, err
	}
	show, done := e.Progress("exporting"), 0
	hash := sha256.New()
	err = outfile.Write(out, stdout, func(w io.Writer, dir string) (err error) {
		n, err = write(io.MultiWriter(w, hash), dir, o, titles(ctx, st), func(f func(store.Capture) error) error {
			err := walkCaptures(ctx, st, ids, func(c store.Capture) error {
				done++
				show(done, max(all.Captures, done+1))
				return f(c)
			})
			var without *store.LostError
			if !errors.As(err, &without) {
				return err
			}
			for _, one := range without.Captures {
				e.Warn(fmt.Errorf("%w; it is left out", one))
			}
			lost = len(without.Captures)
			return nil
		})
		return err
	})
	show(done, done)
	return n, hex.EncodeToString(hash.Sum(nil)), lost, err
}

// signer signs a WACZ with the key of the archive, nil where it has none. One that cannot
// be read is a warning: what is exported stands without it.
func signer(ctx context.Context, e config.Env, st sign.Settings) (warc.Sign, error) {
	key, _, err := sign.Key(ctx, e.Config, st)
	switch {
	case err == nil:
		return key.SignP256, nil
	case ctx.Err() != nil:
		return nil, err
	case !errors.Is(err, proof.ErrNoKey):
		e.Warn(fmt.Errorf("the file is not signed: %w", err))
	}
	return nil, nil //nolint:nilnil // none is no fault
}

// Log puts on the log that a file was made for others.
func Log(ctx context.Context, e config.Env, st sign.Log, ids []store.DocumentID, sum string, captures int) error {
	if _, err := st.Append(ctx, store.ExportLeaf, "", func(i int64) ([]byte, error) {
		return proof.Encode(proof.Export{Head: proof.NewHead(store.ExportLeaf, i, e.Now()), File: sum, Documents: ids, Captures: captures})
	}); err != nil {
		return err
	}
	return sign.Checkpoint(ctx, e, st, 0)
}

// WARC writes captures as WARC records.
func WARC(out io.Writer, _ string, o warc.Options, _ func(store.Capture) string, each func(func(store.Capture) error) error) (warc.Counts, error) {
	w, err := warc.NewWriter(out, o)
	if err != nil {
		return warc.Counts{}, err
	}
	err = each(w.Capture)
	return w.Counts(), err
}

// WACZ packs captures with an index and a list of pages. dir is where other files may
// lie meanwhile.
func WACZ(out io.Writer, dir string, o warc.Options, title func(store.Capture) string, each func(func(store.Capture) error) error) (n warc.Counts, err error) {
	p, err := warc.NewPackage(dir, o, title)
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := each(p.Capture); err != nil {
		return n, err
	}
	z := zipped.NewWriter(out, o.Now)
	resources, err := p.AddTo(z)
	if err != nil {
		return n, err
	}
	d := p.Describe("onrecord", "Captures of an onrecord archive", o.Now)
	d.Resources = resources
	return p.Counts(), errors.Join(warc.AddDatapackage(z, d), z.Close())
}
