package sqlite

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
)

// putBlob keeps bytes once under their SHA-256 and gives it, "" for none.
func putBlob(ctx context.Context, tx *sql.Tx, b []byte) (string, error) {
	if len(b) == 0 {
		return "", nil
	}
	sum := sha256.Sum256(b)
	key := hex.EncodeToString(sum[:])
	kept, encoding := pack(b)
	_, err := tx.ExecContext(ctx, `INSERT INTO blob (sha256, encoding, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, key, encoding, kept)
	return key, err
}

// pack compresses bytes where that saves room.
func pack(b []byte) ([]byte, string) {
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	_, err := w.Write(b)
	if err == nil {
		err = w.Close()
	}
	if err != nil || buf.Len() >= len(b) {
		return b, ""
	}
	return buf.Bytes(), "gzip"
}

// getBlob gives the exact bytes back.
func getBlob(ctx context.Context, q queryer, key string) ([]byte, error) {
	if key == "" {
		return nil, nil
	}
	var kept []byte
	var encoding string
	if err := q.QueryRowContext(ctx, `SELECT encoding, bytes FROM blob WHERE sha256 = ?`, key).Scan(&encoding, &kept); err != nil {
		return nil, fmt.Errorf("bytes %s: %w", key, err)
	}
	if encoding == "" {
		return kept, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(kept))
	if err != nil {
		return nil, fmt.Errorf("bytes %s: %w", key, err)
	}
	return io.ReadAll(r)
}
