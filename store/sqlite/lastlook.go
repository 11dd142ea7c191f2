package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"onrecord/store"
)

// LastLook tells when a document was last asked for and how that ended.
func (d *DB) LastLook(ctx context.Context, id store.DocumentID) (time.Time, store.Outcome, error) {
	var at sql.NullInt64
	var o store.Outcome
	err := d.r.QueryRowContext(ctx, `SELECT started_at, outcome FROM capture WHERE document = ? AND document <> '' ORDER BY id DESC LIMIT 1`, id).Scan(&at, &o)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, "", nil
	}
	return fromMS(at), o, d.fail("last look at "+string(id), err)
}

// LastAsked tells when an address that names no document was last asked for and how that
// ended.
func (d *DB) LastAsked(ctx context.Context, url string) (time.Time, store.Outcome, error) {
	var at sql.NullInt64
	var o store.Outcome
	err := d.r.QueryRowContext(ctx, `SELECT started_at, outcome FROM capture WHERE url = ? AND document = '' ORDER BY id DESC LIMIT 1`, url).Scan(&at, &o)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, "", nil
	}
	return fromMS(at), o, d.fail("last look at "+url, err)
}

// Validators are those of the latest whole answer from an address.
func (d *DB) Validators(ctx context.Context, name store.DocumentID, url string) (etag, lastModified string, err error) {
	var header string
	err = d.r.QueryRowContext(ctx, `SELECT header FROM capture WHERE document = ? AND url = ? AND outcome = 'ok' AND status = 200
		ORDER BY started_at DESC NULLS LAST, id DESC LIMIT 1`, name, url).Scan(&header)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", nil
	}
	var h http.Header
	if err == nil {
		err = json.Unmarshal([]byte(header), &h)
	}
	return h.Get("ETag"), h.Get("Last-Modified"), d.fail("the last answer about "+string(name), err)
}

// QuotedAt is when the latest article that quotes a post was first seen.
func (d *DB) QuotedAt(ctx context.Context, name store.DocumentID) (time.Time, error) {
	var at sql.NullInt64
	err := d.r.QueryRowContext(ctx, `SELECT max(a.first_seen) FROM document p JOIN version v ON v.document = p.id JOIN link l ON l.version = v.id
		JOIN quote q ON q.id = l.quote JOIN version av ON av.id = q.version JOIN document a ON a.id = av.document WHERE p.name = ?`, name).Scan(&at)
	return fromMS(at), d.fail("who quotes "+string(name), err)
}

// Captured reports whether an address was already read well for a document.
func (d *DB) Captured(ctx context.Context, name store.DocumentID, url string) (have bool, err error) {
	err = d.r.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM capture WHERE document = ? AND document <> '' AND url = ? AND outcome IN ('ok', 'gone', 'partial'))`,
		name, url).Scan(&have)
	return have, d.fail("the captures of "+string(name), err)
}
