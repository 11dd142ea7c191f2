package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"onrecord/store"
)

// mediaDir is where an archive's media lie, by the first two letters of their sums.
const mediaDir = "media"

// validSum reports whether a name is one that bytes are kept by.
func validSum(sum string) bool {
	return len(sum) == 64 && strings.Trim(sum, "0123456789abcdef") == ""
}

// KeepMedium writes the bytes, then the capture and the medium.
func (d *DB) KeepMedium(ctx context.Context, c store.Capture, m store.Medium, b []byte) (store.Medium, error) {
	m.SHA256, m.Length = sha(b), int64(len(b))
	if err := d.media.Put(ctx, m.SHA256, m.Length, bytes.NewReader(b)); err != nil {
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
		// Again, for one that was removed meanwhile: here nobody else removes any.
		if err := d.media.Put(ctx, m.SHA256, m.Length, bytes.NewReader(b)); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, `INSERT INTO medium (document, url, sha256, type, length, width, height, capture) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			doc, m.URL, m.SHA256, m.Type, m.Length, m.Width, m.Height, m.CaptureID); err != nil {
			return err
		}
		if err := tx.picture(ctx, doc, m, c.SourceID); err != nil {
			return err
		}
		return d.logCapture(ctx, tx, c, nil, []int64{doc}, nil)
	}))
}

// mediaQuery gives those of a document, or of a list of them as JSON.
const mediaQuery = `SELECT d.name, m.url, m.sha256, m.type, m.length, m.width, m.height, m.capture, coalesce(p.text, ''), coalesce(p.engine, '')
	FROM medium m JOIN document d ON d.id = m.document LEFT JOIN pictured p ON p.sha256 = m.sha256 WHERE m.document` + among + ` ORDER BY m.capture, m.url`

func scanMedium(r scanner) (m store.Medium, err error) {
	err = r.Scan(&m.Document, &m.URL, &m.SHA256, &m.Type, &m.Length, &m.Width, &m.Height, &m.CaptureID, &m.Words, &m.Engine)
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
func (d *DB) OpenMedium(ctx context.Context, sum string) ([]byte, error) {
	if !validSum(sum) {
		return nil, fmt.Errorf("%q is no SHA-256: %w", sum, store.ErrNotFound)
	}
	return openMedium(ctx, d.media, sum)
}

func openMedium(ctx context.Context, media store.MediaFiles, sum string) ([]byte, error) {
	r, _, err := media.Get(ctx, sum)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notThere(sum, media)
	}
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r)
	switch err := errors.Join(err, r.Close()); {
	case err != nil:
		return nil, err
	case sha(b) != sum:
		return nil, fmt.Errorf("the bytes %s are not those that were kept: %w", sum, store.ErrCorrupt)
	}
	return b, nil
}

func notThere(sum string, media store.MediaFiles) error {
	return fmt.Errorf("the bytes %s: %w; they are not in %s", sum, store.ErrNotFound, media)
}

// HasMedium reports whether the bytes of a medium are there, or may be: where they cannot
// be looked for they are not said to be gone.
func (d *DB) HasMedium(sum string) bool {
	if !validSum(sum) {
		return false
	}
	has, err := d.media.Has(context.Background(), sum)
	return has || err != nil
}

// bytes are those of a sum, from the database or the media.
func (d *DB) bytes(ctx context.Context, sum string) ([]byte, error) {
	b, err := getBlob(ctx, d.s, d.media, sum)
	if errors.Is(err, sql.ErrNoRows) {
		return d.OpenMedium(ctx, sum)
	}
	return b, err
}

// Beside is the path of a file that lies beside the archive and is no part of it: no
// backup takes it along.
func (d *DB) Beside(name string) string { return filepath.Join(d.media.Beside(), name) }
