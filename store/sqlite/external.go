package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// Large bodies make a database slow to copy and expensive to keep, so they lie with the media:
// the row of such bytes holds the sum of the file that has them, packed.

// externalPrefix begins the encoding of bytes that lie with the media. What follows is how the file
// is packed.
const externalPrefix = "apart"

// externalFrom is from how many bytes on, packed, a body lies with the media.
const externalFrom = 256 << 10

// externalRows is where the rows of such bytes are; an index has just them.
const externalRows = `encoding IN ('apart', 'apartgzip')`

// fileSums are the sums of all files that the archive names: media, and bodies that lie
// with them.
func fileSums(ctx context.Context, q Queryer) ([]string, error) {
	media, err := texts(ctx, q, `SELECT DISTINCT sha256 FROM medium`)
	if err != nil {
		return nil, err
	}
	bodies, err := texts(ctx, q, `SELECT bytes FROM blob WHERE `+externalRows)
	return slices.Compact(slices.Sorted(slices.Values(append(media, bodies...)))), err
}

// UnnamedFiles are the paths of the files among the media that the archive does not name and
// that were written before a time: what is left where a process was killed between a file
// and its row. Of a bucket none are told.
func (d *DB) UnnamedFiles(ctx context.Context, before time.Time) ([]string, error) {
	dir, ok := d.media.(directory)
	if !ok {
		return nil, nil
	}
	sums, out, err := dir.filesBefore(ctx, before)
	if err != nil || len(sums) == 0 {
		return out, err
	}
	// Read after the files: what came to be named meanwhile is.
	named, err := fileSums(ctx, d.r)
	if err != nil {
		return nil, d.fail("list the media", err)
	}
	for _, sum := range sums {
		if _, ok := slices.BinarySearch(named, sum); !ok {
			out = append(out, dir.path(sum))
		}
	}
	return out, nil
}

// writeWithFiles runs f, which keeps captures, in one transaction. Their large bodies are on
// their way to the media before that: the other writers do not wait for them.
func (d *DB) writeWithFiles(ctx context.Context, captures []*store.Capture, f func(*tx) error) error {
	if d.w == nil {
		return store.ErrReadOnly
	}
	put, err := d.putExternal(ctx, captures)
	if err == nil {
		err = d.write(ctx, func(t *tx) error {
			t.packed = maps.Clone(put)
			return f(t)
		})
	}
	return errors.Join(err, d.dropExternal(context.WithoutCancel(ctx), put))
}

// putExternal packs large bodies, and puts those that stay large with the media. It gives
// what is to be kept in the database by the sum of the plain bytes.
func (d *DB) putExternal(ctx context.Context, captures []*store.Capture) (map[string]packed, error) {
	var out map[string]packed
	for _, c := range captures {
		for _, b := range [][]byte{c.Body, c.Raw} {
			if len(b) < externalFrom {
				continue
			}
			key := sha(b)
			have, err := d.haveBlob(ctx, key)
			if err != nil {
				return out, err
			}
			if _, done := out[key]; have || done {
				continue
			}
			kept, encoding := pack(b)
			p := packed{kept, encoding}
			if len(kept) >= externalFrom {
				sum := sha(kept)
				if err := d.media.Put(ctx, sum, int64(len(kept)), bytes.NewReader(kept)); err != nil {
					return out, err
				}
				p = packed{[]byte(sum), externalPrefix + encoding}
			}
			if out == nil {
				out = map[string]packed{}
			}
			out[key] = p
		}
	}
	return out, nil
}

// haveBlob reports whether bytes are there, with their file where they lie in one: one that
// was lost is put back when its bytes come again.
func (d *DB) haveBlob(ctx context.Context, key string) (bool, error) {
	var file []byte
	err := d.r.QueryRowContext(ctx, `SELECT CASE WHEN `+externalRows+` THEN bytes END FROM blob WHERE sha256 = ?`, key).Scan(&file)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil || file == nil:
		return err == nil, err
	}
	return d.media.Has(ctx, string(file))
}

// stillThere reports whether bytes that were made ready can be named by a row: whoever put
// the same file before us may have removed it since. In a transaction nobody removes one.
func (t *tx) stillThere(ctx context.Context, p packed) (bool, error) {
	if !strings.HasPrefix(p.encoding, externalPrefix) {
		return true, nil
	}
	return t.media.Has(ctx, string(p.bytes))
}

// dropExternal removes the files that no row came to name: the transaction failed, or what
// they show was forgotten.
func (d *DB) dropExternal(ctx context.Context, put map[string]packed) error {
	for _, p := range put {
		if !strings.HasPrefix(p.encoding, externalPrefix) {
			continue
		}
		if err := d.removeUnnamed(ctx, string(p.bytes)); err != nil {
			return err
		}
	}
	return nil
}

// removeUnnamed removes a file that the archive does not name. It does so alone among the
// writers: none comes to name it meanwhile.
func (d *DB) removeUnnamed(ctx context.Context, sum string) error {
	named, err := isNamed(ctx, d.r, sum)
	if err != nil || named {
		return err
	}
	return d.write(ctx, func(t *tx) error {
		named, err := isNamed(ctx, t, sum)
		if err != nil || named {
			return err
		}
		return d.media.Remove(ctx, sum)
	})
}

// isNamed reports whether the archive names a file.
func isNamed(ctx context.Context, q Queryer, sum string) (named bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM medium WHERE sha256 = ?) OR EXISTS (SELECT 1 FROM blob WHERE `+externalRows+` AND bytes = ?)`, sum, []byte(sum)).Scan(&named)
	return named, err
}
