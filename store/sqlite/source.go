package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"onrecord/store"
	"onrecord/store/record"
)

// AddSource keeps a new source and gives it back with its number.
func (d *DB) AddSource(ctx context.Context, s store.Source) (store.Source, error) {
	err := d.write(ctx, func(tx *tx) (err error) {
		// The number of one that was removed still names it: in what it brought, in bookmarks
		// and in the log, where each source is on record.
		var last sql.NullInt64
		if err := tx.QueryRowContext(ctx, `SELECT max(n) FROM (SELECT max(id) AS n FROM source UNION ALL SELECT max(source) FROM capture WHERE source IS NOT NULL
			UNION ALL SELECT max(CAST(substr(item, 8) AS BIGINT)) FROM row_state WHERE item >= 'source ' AND item < 'source!') AS taken`).Scan(&last); err != nil {
			return err
		}
		s.ID, err = tx.insert(ctx, `INSERT INTO source (id, kind, platform, url, name, cadence, added_at, next_due, last_run, last_ok,
			last_error, failures, etag, last_modified, fixed, selector, speaker, gaps, paused, tags, last_cause, ocr) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			last.Int64+1, s.Kind, s.Platform, s.URL, s.Name, s.Cadence.Milliseconds(), ms(s.AddedAt), ms(s.NextDue), ms(s.LastRun), ms(s.LastOK),
			s.LastError, s.Failures, s.ETag, s.LastModified, s.Fixed, s.Selector, s.Speaker, s.Gaps, s.Paused, s.Tags, s.LastCause, s.OCR)
		if errors.Is(err, sql.ErrNoRows) {
			return store.ErrExists
		}
		if err != nil {
			return err
		}
		return logRows(ctx, tx, d.opts.Now(), sourceRows, s.ID)
	})
	return s, d.fail("add the source "+s.URL, err)
}

// RemoveSource forgets a source, never what it brought in.
func (d *DB) RemoveSource(ctx context.Context, id int64) error {
	return d.fail(fmt.Sprintf("remove source %d", id), d.write(ctx, func(tx *tx) error {
		if err := one(tx.ExecContext(ctx, `DELETE FROM source WHERE id = ?`, id)); err != nil {
			return err
		}
		return logRows(ctx, tx, d.opts.Now(), sourceRows, id)
	}))
}

// one turns a change of no row into sql.ErrNoRows.
func one(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = sql.ErrNoRows
	}
	return err
}

const sourceColumns = `SELECT s.id, s.kind, s.platform, s.url, s.name, s.cadence, s.added_at, s.next_due, s.last_run, s.last_ok, s.last_error,
	s.failures, s.etag, s.last_modified, s.fixed, s.selector, s.speaker, s.gaps, s.paused, s.tags, s.last_cause, s.ocr FROM source s`

func scanSource(r scanner) (store.Source, error) {
	var s store.Source
	var cadence int64
	var added, due, last, ok sql.NullInt64
	err := r.Scan(&s.ID, &s.Kind, &s.Platform, &s.URL, &s.Name, &cadence, &added, &due, &last, &ok, &s.LastError, &s.Failures, &s.ETag, &s.LastModified, &s.Fixed, &s.Selector, &s.Speaker, &s.Gaps, &s.Paused, &s.Tags, &s.LastCause, &s.OCR)
	s.Cadence = time.Duration(cadence) * time.Millisecond
	s.AddedAt, s.NextDue, s.LastRun, s.LastOK = fromMS(added), fromMS(due), fromMS(last), fromMS(ok)
	return s, err
}

// Sources are those due by a time, or all for the zero time, the longest overdue
// first.
func (d *DB) Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error) {
	return d.DueSources(ctx, dueBy, math.MaxInt)
}

// DueSources are the first of them.
func (d *DB) DueSources(ctx context.Context, dueBy time.Time, limit int) ([]store.Source, error) {
	return d.DueAfter(ctx, dueBy, store.Source{}, limit)
}

// DueAfter are those of them that follow another one.
func (d *DB) DueAfter(ctx context.Context, dueBy time.Time, last store.Source, limit int) ([]store.Source, error) {
	var out []store.Source
	due := int64(-1 << 62)
	if !last.NextDue.IsZero() {
		due = last.NextDue.UnixMilli()
	}
	err := rows(ctx, d.r, sourceColumns+` WHERE CAST(?1 AS BIGINT) IS NULL OR s.next_due <= ?1 AND s.paused = 0 AND (s.next_due, s.id) > (?3, ?4)
		ORDER BY s.next_due NULLS FIRST, s.id LIMIT ?2`, []any{ms(dueBy), limit, due, last.ID}, func(r *sql.Rows) error {
		s, err := scanSource(r)
		out = append(out, s)
		return err
	})
	return out, d.fail("list sources", err)
}

// SourceOf is the latest source that brought in a document: one that led to it, or one
// whose list showed it.
func (d *DB) SourceOf(ctx context.Context, name store.DocumentID) (store.Source, error) {
	s, err := scanSource(d.r.QueryRowContext(ctx, sourceColumns+` JOIN capture c ON c.source = s.id
		WHERE c.document <> '' AND c.document IN (SELECT ?1 UNION ALL SELECT a.name FROM alias a JOIN document d ON d.id = a.document WHERE d.name = ?1)
		ORDER BY c.id DESC LIMIT 1`, name))
	if errors.Is(err, sql.ErrNoRows) {
		s, err = scanSource(d.r.QueryRowContext(ctx, sourceColumns+` JOIN capture c ON c.source = s.id JOIN version v ON v.capture = c.id
			JOIN document d ON d.id = v.document WHERE d.name = ?1 ORDER BY v.seq DESC LIMIT 1`, name))
	}
	return s, d.fail("the source of "+string(name), err)
}

// EditSource changes a source as it stands.
func (d *DB) EditSource(ctx context.Context, id int64, edit func(*store.Source) error) (store.Source, error) {
	var edited store.Source
	var refused error
	err := d.changeSource(ctx, id, func(tx *tx, s *store.Source) error {
		if refused = edit(s); refused != nil {
			return refused
		}
		edited = *s
		if !s.OCR {
			return nil
		}
		return tx.pictureAll(ctx, id)
	})
	if refused != nil {
		err = refused
	}
	if err != nil {
		return store.Source{}, err
	}
	return edited, nil
}

// NoteLook writes back what a look changed of a source.
func (d *DB) NoteLook(ctx context.Context, was, is store.Source) error {
	return d.changeSource(ctx, is.ID, func(_ *tx, s *store.Source) error {
		*s = record.Looked(was, is, *s)
		return nil
	})
}

// changeSource reads a source, has it changed and writes it, in one transaction.
func (d *DB) changeSource(ctx context.Context, id int64, change func(*tx, *store.Source) error) error {
	return d.fail(fmt.Sprintf("update source %d", id), d.write(ctx, func(tx *tx) error {
		// On PostgreSQL others may write between the reading and the writing, unless the row is held.
		if err := one(tx.ExecContext(ctx, `UPDATE source SET id = id WHERE id = ?`, id)); err != nil {
			return err
		}
		s, err := scanSource(tx.QueryRowContext(ctx, sourceColumns+` WHERE s.id = ?`, id))
		if err != nil {
			return err
		}
		if err := change(tx, &s); err != nil {
			return err
		}
		return tx.updateSource(ctx, d.opts.Now(), s)
	}))
}

func (t *tx) updateSource(ctx context.Context, now time.Time, s store.Source) error {
	if err := one(t.ExecContext(ctx, `UPDATE source SET name = ?, cadence = ?, next_due = ?, last_run = ?, last_ok = ?, last_error = ?,
		failures = ?, etag = ?, last_modified = ?, fixed = ?, gaps = ?, selector = ?, speaker = ?, paused = ?, tags = ?, last_cause = ?, ocr = ? WHERE id = ?`, s.Name, s.Cadence.Milliseconds(), ms(s.NextDue), ms(s.LastRun),
		ms(s.LastOK), s.LastError, s.Failures, s.ETag, s.LastModified, s.Fixed, s.Gaps, s.Selector, s.Speaker, s.Paused, s.Tags, s.LastCause, s.OCR, s.ID)); err != nil {
		return err
	}
	return logRows(ctx, t, now, sourceRows, s.ID)
}

// NextDue is when the next source or document is due.
func (d *DB) NextDue(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	err := d.r.QueryRowContext(ctx, `SELECT min(t) FROM (SELECT min(next_due) AS t FROM source WHERE next_due IS NOT NULL AND paused = 0
		UNION ALL SELECT * FROM (SELECT next_look FROM document WHERE next_look IS NOT NULL ORDER BY next_look LIMIT 1) n) d`).Scan(&at)
	return fromMS(at), d.fail("find what is due next", err)
}
