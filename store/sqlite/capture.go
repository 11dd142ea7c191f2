package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"onrecord/store"
	"onrecord/store/record"
)

// putCapture writes a capture and its bytes and gives it as it was written, with
// its number. The sums are of the bytes at hand; only where the raw ones are not is
// the claim kept.
func putCapture(ctx context.Context, tx *tx, c store.Capture) (store.Capture, error) {
	c.BodySHA256, c.BodyLength = sha(c.Body), int64(len(c.Body))
	return putCaptureOf(ctx, tx, c)
}

// putCaptureOf is putCapture for a capture whose body may be kept elsewhere: its
// sum is given.
func putCaptureOf(ctx context.Context, tx *tx, c store.Capture) (store.Capture, error) {
	c = record.CleanCapture(c)
	body, err := putBlob(ctx, tx, c.Body)
	if err != nil {
		return c, err
	}
	raw, err := putBlob(ctx, tx, c.Raw)
	if err != nil {
		return c, err
	}
	switch {
	case raw != "":
		c.RawSHA256, c.RawLength = raw, int64(len(c.Raw))
	case c.RawSHA256 == "":
		c.RawSHA256, c.RawLength = c.BodySHA256, c.BodyLength
	}
	if raw == body {
		raw = ""
	}
	if err := putChain(ctx, tx, c.TLS); err != nil {
		return c, err
	}
	if c.ID, err = tx.next(ctx, captureTable); err != nil {
		return c, err
	}
	tx.hold(ctx, captureTable, c.ID,
		number(c.RunID), number(c.SourceID), c.Document, c.Endpoint, c.Relay, c.Method, c.URL, c.FinalURL, toJSON(c.RequestHeader),
		toJSON(c.Hops), c.Status, toJSON(c.Header), c.RawSHA256, c.RawLength, raw, c.BodySHA256, c.BodyLength, c.Truncated,
		ms(c.StartedAt), ms(c.FinishedAt), ms(c.ServerDate), c.RemoteAddr, toJSON(c.TLS), c.Robots, c.Outcome, c.Error, c.Authority, ms(c.RecordedAt))
	return c, nil
}

// putChain keeps the certificates that a connection showed.
func putChain(ctx context.Context, tx *tx, t *store.TLS) error {
	if t == nil {
		return nil
	}
	for _, der := range t.Certificates {
		if _, err := putBlob(ctx, tx, der); err != nil {
			return err
		}
	}
	return nil
}

func number(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n != 0} }

const captureQuery = `SELECT id, run, source, document, door, relay, method, url, final_url, request_header, hops, status,
	header, raw_sha256, raw_length, raw_blob, body_sha256, body_length, truncated, started_at, finished_at, server_date,
	remote_addr, tls, robots, outcome, error, authority, recorded_at FROM capture`

// Capture is one by its number, with its bytes.
func (d *DB) Capture(ctx context.Context, id int64) (store.Capture, error) {
	c, raw, err := scanCapture(d.r.QueryRowContext(ctx, captureQuery+` WHERE id = ?`, id))
	if err == nil && c.BodyLength > 0 {
		c.Body, err = d.bytes(ctx, c.BodySHA256)
	}
	if err == nil && raw != "" {
		c.Raw, err = getBlob(ctx, d.r, d.media, raw)
	}
	return c, d.fail(fmt.Sprintf("capture %d", id), err)
}

// scanCapture reads a capture without its bytes, and where its raw ones are.
func scanCapture(row scanner) (c store.Capture, raw string, err error) {
	var run, source, started, finished, server, recorded sql.NullInt64
	var reqHeader, hops, header, tls string
	err = row.Scan(&c.ID, &run, &source, &c.Document, &c.Endpoint, &c.Relay, &c.Method, &c.URL, &c.FinalURL, &reqHeader, &hops, &c.Status,
		&header, &c.RawSHA256, &c.RawLength, &raw, &c.BodySHA256, &c.BodyLength, &c.Truncated, &started, &finished, &server,
		&c.RemoteAddr, &tls, &c.Robots, &c.Outcome, &c.Error, &c.Authority, &recorded)
	if err != nil {
		return c, "", err
	}
	c.RunID, c.SourceID = run.Int64, source.Int64
	c.StartedAt, c.FinishedAt, c.ServerDate, c.RecordedAt = fromMS(started), fromMS(finished), fromMS(server), fromMS(recorded)
	return c, raw, errors.Join(
		fromJSON(reqHeader, &c.RequestHeader), fromJSON(hops, &c.Hops), fromJSON(header, &c.Header), fromJSON(tls, &c.TLS))
}
