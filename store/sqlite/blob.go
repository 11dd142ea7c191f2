package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip" // the standard one clears a megabyte for each writer it resets

	"onrecord/store"
)

// packedAnyway is up to how many bytes it costs less to pack than to ask whether they are
// there.
const packedAnyway = 2 << 10

const insertBlob = `INSERT INTO blob (sha256, encoding, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`

// putBlob keeps bytes once under their SHA-256 and gives it, "" for none.
func putBlob(ctx context.Context, tx *tx, b []byte) (string, error) {
	if len(b) == 0 {
		return "", nil
	}
	key := sha(b)
	if p, ok := tx.packed[key]; ok {
		delete(tx.packed, key)
		there, err := tx.stillThere(ctx, p)
		if err != nil {
			return "", err
		}
		if there { // or another process was first
			_, err := tx.ExecContext(ctx, insertBlob, key, p.encoding, p.bytes)
			return key, err
		}
	}
	if p, ok := tx.ahead.blobs[key]; ok {
		if p != nil {
			tx.hold(ctx, blobTable, key, p.encoding, p.bytes)
			tx.ahead.blobs[key] = nil
		}
		return key, nil
	}
	if len(b) > packedAnyway {
		var have bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM blob WHERE sha256 = ?)`, key).Scan(&have); err != nil || have {
			return key, err
		}
	}
	kept, encoding := pack(b)
	_, err := tx.ExecContext(ctx, insertBlob, key, encoding, kept)
	return key, err
}

// sha is the SHA-256 of bytes in hexadecimal.
func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// packers are costly to make anew for each capture.
var packers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// unpackers cost more to make than a small body to unpack.
var unpackers = sync.Pool{New: func() any { return new(gzip.Reader) }}

// unpack undoes what pack did.
func unpack(kept []byte) ([]byte, error) {
	r, _ := unpackers.Get().(*gzip.Reader)
	defer unpackers.Put(r)
	if err := r.Reset(bytes.NewReader(kept)); err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// pack compresses bytes where that saves room.
func pack(b []byte) ([]byte, string) {
	var buf bytes.Buffer
	w, _ := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&buf)
	_, err := w.Write(b)
	if err == nil {
		err = w.Close()
	}
	if err != nil || buf.Len() >= len(b) {
		return b, ""
	}
	return buf.Bytes(), "gzip"
}

// getBlob gives the exact bytes back; those that lie with the media come from there.
func getBlob(ctx context.Context, q Queryer, media store.MediaFiles, key string) ([]byte, error) {
	var kept []byte
	var encoding string
	if err := q.QueryRowContext(ctx, `SELECT encoding, bytes FROM blob WHERE sha256 = ?`, key).Scan(&encoding, &kept); err != nil {
		return nil, fmt.Errorf("bytes %s: %w", key, err)
	}
	encoding, isExternal := strings.CutPrefix(encoding, externalPrefix)
	if isExternal {
		var err error
		if kept, err = openMedium(ctx, media, string(kept)); err != nil {
			return nil, fmt.Errorf("bytes %s: %w", key, err)
		}
	}
	if encoding == "gzip" {
		var err error
		if kept, err = unpack(kept); err != nil {
			return nil, fmt.Errorf("bytes %s: %w (%w)", key, store.ErrCorrupt, err)
		}
	}
	if sha(kept) != key {
		return nil, fmt.Errorf("bytes %s are not those that were kept: %w", key, store.ErrCorrupt)
	}
	return kept, nil
}
