package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"onrecord/store"
)

// putCapture writes a capture and its bytes and gives its number.
func putCapture(ctx context.Context, tx *sql.Tx, c store.Capture) (int64, error) {
	body, err := putBlob(ctx, tx, c.Body)
	if err != nil {
		return 0, err
	}
	if _, err := putBlob(ctx, tx, c.Raw); err != nil {
		return 0, err
	}
	c.BodySHA256, c.BodyLength = body, int64(len(c.Body))
	if c.RawSHA256 == "" {
		c.RawSHA256, c.RawLength = sha(c.Body), c.BodyLength
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO capture (run, source, document, door, relay, method, url, final_url, request_header,
		hops, status, header, raw_sha256, raw_length, body_sha256, body_length, truncated, started_at, finished_at, server_date,
		remote_addr, tls, robots, outcome, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		number(c.RunID), number(c.SourceID), c.Document, c.Door, c.Relay, c.Method, c.URL, c.FinalURL, toJSON(c.RequestHeader),
		toJSON(c.Hops), c.Status, toJSON(c.Header), c.RawSHA256, c.RawLength, c.BodySHA256, c.BodyLength, c.Truncated,
		ms(c.StartedAt), ms(c.FinishedAt), ms(c.ServerDate), c.RemoteAddr, toJSON(c.TLS), c.Robots, c.Outcome, c.Error)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func number(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n != 0} }

// Capture is one by its number, with its bytes.
func (d *DB) Capture(ctx context.Context, id int64) (store.Capture, error) {
	c := store.Capture{ID: id}
	var run, source, started, finished, server sql.NullInt64
	var reqHeader, hops, header, tls string
	err := d.r.QueryRowContext(ctx, `SELECT run, source, document, door, relay, method, url, final_url, request_header, hops, status,
		header, raw_sha256, raw_length, body_sha256, body_length, truncated, started_at, finished_at, server_date, remote_addr, tls,
		robots, outcome, error FROM capture WHERE id = ?`, id).Scan(&run, &source, &c.Document, &c.Door, &c.Relay, &c.Method, &c.URL,
		&c.FinalURL, &reqHeader, &hops, &c.Status, &header, &c.RawSHA256, &c.RawLength, &c.BodySHA256, &c.BodyLength, &c.Truncated,
		&started, &finished, &server, &c.RemoteAddr, &tls, &c.Robots, &c.Outcome, &c.Error)
	if err != nil {
		return c, d.fail(fmt.Sprintf("capture %d", id), err)
	}
	c.RunID, c.SourceID = run.Int64, source.Int64
	c.StartedAt, c.FinishedAt, c.ServerDate = fromMS(started), fromMS(finished), fromMS(server)
	for _, f := range []struct {
		text string
		to   any
	}{{reqHeader, &c.RequestHeader}, {hops, &c.Hops}, {header, &c.Header}, {tls, &c.TLS}} {
		if err := json.Unmarshal([]byte(f.text), f.to); err != nil {
			return c, d.fail(fmt.Sprintf("capture %d", id), err)
		}
	}
	if c.Body, err = getBlob(ctx, d.r, c.BodySHA256); err != nil {
		return c, d.fail(fmt.Sprintf("capture %d", id), err)
	}
	if c.RawSHA256 != c.BodySHA256 && c.RawLength > 0 && c.BodyLength > 0 {
		if c.Raw, err = getBlob(ctx, d.r, c.RawSHA256); err != nil {
			return c, d.fail(fmt.Sprintf("capture %d", id), err)
		}
	}
	return c, nil
}
