package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"onrecord/store"
)

// mediaDir is where an archive's media lie, by the first two letters of their sums.
const mediaDir = "media"

func (d *DB) mediumPath(sum string) string {
	return filepath.Join(d.media, sum[:2], sum)
}

// KeepMedium writes the bytes, then the capture and the medium.
func (d *DB) KeepMedium(ctx context.Context, c store.Capture, m store.Medium, b []byte) (store.Medium, error) {
	m.SHA256, m.Length = sha(b), int64(len(b))
	if err := d.writeMedium(m.SHA256, b); err != nil {
		return m, d.fail("keep the medium "+m.URL, err)
	}
	c.Body, c.Raw = nil, nil
	c.BodySHA256, c.BodyLength = m.SHA256, m.Length
	return m, d.fail("keep the medium "+m.URL, d.write(ctx, func(tx *tx) error {
		doc, err := findDocument(ctx, tx, m.Document)
		if err != nil {
			return err
		}
		if c, err = putCaptureOf(ctx, tx, c); err != nil {
			return err
		}
		m.CaptureID = c.ID
		if _, err = tx.ExecContext(ctx, `INSERT INTO medium (document, url, sha256, type, length, width, height, capture) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			doc, m.URL, m.SHA256, m.Type, m.Length, m.Width, m.Height, m.CaptureID); err != nil {
			return err
		}
		return d.logCapture(ctx, tx, c, nil, []int64{doc})
	}))
}

// writeMedium puts bytes on disk under their sum: whole, or not at all.
func (d *DB) writeMedium(sum string, b []byte) error {
	return putFile(d.mediumPath(sum), int64(len(b)), bytes.NewReader(b))
}

// putFile puts what r gives into a file, whole or not at all, unless one of that size
// is there: files are named by their sums.
func putFile(path string, size int64, r io.Reader) (err error) {
	if info, err := os.Stat(path); err == nil && info.Size() == size {
		return nil
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = io.Copy(f, r)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return errors.Join(syncDir(dir), syncDir(filepath.Dir(dir)))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// mediaQuery gives those of a document, or of a list of them as JSON.
const mediaQuery = `SELECT d.name, m.url, m.sha256, m.type, m.length, m.width, m.height, m.capture FROM medium m
	JOIN document d ON d.id = m.document WHERE m.document` + among + ` ORDER BY m.capture, m.url`

func scanMedium(r scanner) (m store.Medium, err error) {
	err = r.Scan(&m.Document, &m.URL, &m.SHA256, &m.Type, &m.Length, &m.Width, &m.Height, &m.CaptureID)
	return m, err
}

// MediaOf are those of a document, in the order in which they came.
func (d *DB) MediaOf(ctx context.Context, name store.DocumentID) ([]store.Medium, error) {
	id, err := findDocument(ctx, d.s, name)
	if err != nil {
		return nil, d.fail("document "+string(name), err)
	}
	var out []store.Medium
	err = rows(ctx, d.s, mediaQuery, []any{id}, func(r *sql.Rows) error {
		m, err := scanMedium(r)
		out = append(out, m)
		return err
	})
	return out, d.fail("media of "+string(name), err)
}

// OpenMedium gives the bytes back, checked against their hash.
func (d *DB) OpenMedium(_ context.Context, sum string) ([]byte, error) {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%q is no SHA-256: %w", sum, store.ErrNotFound)
	}
	b, err := os.ReadFile(d.mediumPath(sum))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("the bytes %s: %w; they are not in %s", sum, store.ErrNotFound, filepath.Dir(d.mediumPath(sum)))
	case err != nil:
		return nil, err
	case sha(b) != sum:
		return nil, fmt.Errorf("the bytes %s are not those that were kept: %w", sum, store.ErrCorrupt)
	}
	return b, nil
}

// HasMedium reports whether the bytes of a medium are there.
func (d *DB) HasMedium(sum string) bool {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return false
	}
	_, err := os.Stat(d.mediumPath(sum))
	return err == nil
}

// bytes are those of a sum, from the database or the media.
func (d *DB) bytes(ctx context.Context, sum string) ([]byte, error) {
	b, err := getBlob(ctx, d.r, sum)
	if errors.Is(err, sql.ErrNoRows) {
		return d.OpenMedium(ctx, sum)
	}
	return b, err
}

// Beside is the path of a file that lies beside the archive and is no part of it: no
// backup takes it along.
func (d *DB) Beside(name string) string { return filepath.Join(filepath.Dir(d.media), name) }
