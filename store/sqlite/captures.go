package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"onrecord/store"
)

// capturesAboutQuery gives the captures that were aimed at a document, showed it or
// missed it.
const capturesAboutQuery = `SELECT id FROM capture WHERE id IN (` + showing + `
	UNION SELECT capture FROM version WHERE document = ?1
	UNION SELECT capture FROM change WHERE document = ?1
	UNION SELECT capture FROM tombstone WHERE document = ?1
	UNION SELECT confirmed_by FROM tombstone WHERE document = ?1
	UNION SELECT capture FROM medium WHERE document = ?1) AND id > ?2 AND id <= ?3 ORDER BY id LIMIT 256`

const capturesQuery = `SELECT id FROM capture WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT 256`

// Captures calls f for the captures of a document, or all, in order.
func (d *DB) Captures(ctx context.Context, about store.DocumentID, after int64, f func(store.Capture) error) error {
	const doing = "go through the captures"
	var last sql.NullInt64
	if err := d.r.QueryRowContext(ctx, `SELECT max(id) FROM capture`).Scan(&last); err != nil {
		return d.fail(doing, err)
	}
	query, args := capturesQuery, []any{after, last.Int64}
	if about != "" {
		doc, err := findDocument(ctx, d.r, about)
		if err != nil {
			return d.fail("the captures of "+string(about), err)
		}
		query, args = capturesAboutQuery, []any{doc, after, last.Int64}
	}
	var lost store.LostError
	for {
		ids, err := numbers(ctx, d.r, query, args...)
		if err != nil {
			return d.fail(doing, err)
		}
		if len(ids) == 0 {
			break
		}
		for _, id := range ids {
			c, err := d.captureLeft(ctx, id)
			if err != nil {
				err = d.fail(fmt.Sprintf("capture %d", id), err)
			}
			switch {
			case errors.Is(err, store.ErrNotFound):
				lost.Captures = append(lost.Captures, err)
			case err != nil:
				return err
			default:
				if err := f(c); err != nil {
					return err
				}
			}
		}
		args[len(args)-2] = ids[len(ids)-1]
	}
	if len(lost.Captures) > 0 {
		return &lost
	}
	return nil
}

// captureLeft is a capture with those of its bytes that were not erased.
func (d *DB) captureLeft(ctx context.Context, id int64) (store.Capture, error) {
	c, raw, err := scanCapture(d.r.QueryRowContext(ctx, captureQuery+` WHERE id = ?`, id))
	if err == nil && c.BodyLength > 0 {
		c.Body, err = d.left(ctx, c.BodySHA256)
	}
	if err == nil && raw != "" {
		c.Raw, err = d.left(ctx, raw)
	}
	return c, err
}

// left are the bytes of a sum, nil where they were erased.
func (d *DB) left(ctx context.Context, sum string) ([]byte, error) {
	b, err := d.bytes(ctx, sum)
	if err == nil || !errors.Is(err, store.ErrNotFound) && !errors.Is(err, sql.ErrNoRows) {
		return b, err
	}
	var gone bool
	if qerr := d.r.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM erased WHERE sha256 = ?)`, sum).Scan(&gone); qerr != nil || gone {
		return nil, qerr
	}
	return nil, err
}

const linesThereQuery = `SELECT objects.key FROM json_each(?) objects WHERE EXISTS (SELECT 1 FROM capture c
	WHERE c.document = objects.value ->> 'Document' AND c.document <> '' AND c.body_sha256 = objects.value ->> 'BodySHA256' AND c.method = 'IMPORT')`

// LinesThere says of lines of imported files which the archive has.
func (d *DB) LinesThere(ctx context.Context, lines []store.Line) ([]bool, error) {
	out, err := linesThere(ctx, d.r, lines)
	return out, d.fail("look for imported lines", err)
}

func linesThere(ctx context.Context, q Queryer, lines []store.Line) ([]bool, error) {
	out := make([]bool, len(lines))
	there, err := numbers(ctx, q, linesThereQuery, toJSON(lines))
	for _, i := range there {
		out[i] = true
	}
	return out, err
}

// captureAtQuery gives a capture by its moment, address and body.
const captureAtQuery = `SELECT id FROM capture WHERE started_at = ?1 AND (url = ?2 OR final_url = ?2) AND body_sha256 = ?3 LIMIT 1`

// CaptureAt is the number of a capture of an address at a moment with a body.
func (d *DB) CaptureAt(ctx context.Context, url string, at time.Time, bodySHA256 string) (int64, error) {
	var id int64
	if at.IsZero() {
		return 0, store.ErrNotFound
	}
	err := d.r.QueryRowContext(ctx, captureAtQuery, ms(at), url, bodySHA256).Scan(&id)
	return id, d.fail("the capture of "+url, err)
}
