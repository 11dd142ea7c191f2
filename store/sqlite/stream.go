package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"

	"onrecord/store"
)

// chunk is how much of kept bytes a reader holds at a time.
const chunk = 512 << 10

// OpenBody gives a capture's decoded body piece by piece, so that a reader who takes long
// holds no more than one. The last read fails where the bytes are not those that were kept.
func (d *DB) OpenBody(ctx context.Context, c store.Capture) (io.Reader, error) {
	if c.BodyLength == 0 {
		return bytes.NewReader(nil), nil
	}
	var encoding string
	var n int64
	err := d.r.QueryRowContext(ctx, `SELECT encoding, length(bytes) FROM blob WHERE sha256 = ?`, c.BodySHA256).Scan(&encoding, &n)
	if errors.Is(err, sql.ErrNoRows) {
		b, err := d.bytes(ctx, c.BodySHA256)
		return bytes.NewReader(b), d.fail(fmt.Sprintf("the body of capture %d", c.ID), err)
	}
	if err != nil {
		return nil, d.fail(fmt.Sprintf("the body of capture %d", c.ID), err)
	}
	var r io.Reader = &blobReader{ctx: ctx, d: d, key: c.BodySHA256, left: n}
	encoding, isExternal := strings.CutPrefix(encoding, externalPrefix)
	if isExternal {
		if r, err = d.openExternal(ctx, r); err != nil {
			return nil, d.fail(fmt.Sprintf("the body of capture %d", c.ID), err)
		}
	}
	if encoding == "gzip" {
		if r, err = gzip.NewReader(r); err != nil {
			return nil, fmt.Errorf("bytes %s: %w (%w)", c.BodySHA256, store.ErrCorrupt, err)
		}
	}
	return &summed{r: r, sum: sha256.New(), want: c.BodySHA256}, nil
}

// openExternal opens the file that a row of bytes names, until its context is over.
func (d *DB) openExternal(ctx context.Context, row io.Reader) (io.Reader, error) {
	sum, err := io.ReadAll(row)
	if err != nil {
		return nil, err
	}
	r, _, err := d.media.Get(ctx, string(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notThere(string(sum), d.media)
	}
	if err == nil {
		context.AfterFunc(ctx, func() { _ = r.Close() })
	}
	return r, err
}

// blobReader reads a blob by pieces.
type blobReader struct {
	ctx      context.Context //nolint:containedctx // of the one reading that it is made for
	d        *DB
	key      string
	at, left int64
	piece    []byte
}

func (b *blobReader) Read(p []byte) (int, error) {
	if len(b.piece) == 0 {
		if b.left == 0 {
			return 0, io.EOF
		}
		err := b.d.r.QueryRowContext(b.ctx, `SELECT substr(bytes, ?, ?) FROM blob WHERE sha256 = ?`, b.at+1, min(b.left, chunk), b.key).Scan(&b.piece)
		if err != nil {
			return 0, err
		}
		if len(b.piece) == 0 {
			return 0, io.ErrUnexpectedEOF
		}
		b.at, b.left = b.at+int64(len(b.piece)), b.left-int64(len(b.piece))
	}
	n := copy(p, b.piece)
	b.piece = b.piece[n:]
	return n, nil
}

// summed ends well only where all that was read has a sum.
type summed struct {
	r    io.Reader
	sum  hash.Hash
	want string
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum.Write(p[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(s.sum.Sum(nil)) != s.want {
		err = fmt.Errorf("bytes %s are not those that were kept: %w", s.want, store.ErrCorrupt)
	}
	return n, err
}

// Moved says that the archive's file is not the one that was opened any more: it was
// removed, or another stands in its place, which this one knows nothing of. nil where it
// is still there.
func (d *DB) Moved() error {
	if d.opened == nil {
		return nil
	}
	now, err := os.Stat(d.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%s was removed: %w", d.path, store.ErrNotFound)
	case err != nil:
		return err
	case !os.SameFile(d.opened, now):
		return fmt.Errorf("%s was replaced by another file: %w", d.path, store.ErrNotFound)
	}
	return nil
}
