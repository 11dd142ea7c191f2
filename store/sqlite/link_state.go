package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// linkStateQuery are the quotes of an article's version with their links, but for numbers
// of the database's own: the post's version goes by its number, which it keeps.
const linkStateQuery = `SELECT q.seq, q.kind, q.start, q.stop, q.parts, q.text, q.speaker, q.handle, q.url, q.document, l.version AS post,
	l.verdict, l.confidence, l.span_from, l.span_to, l.edits, l.warnings, l.via, l.linked_at, l.severity, l.details
	FROM quote q LEFT JOIN link l ON l.quote = q.id WHERE q.version = ? ORDER BY q.seq`

// numberedQuery are the versions that those rows name, and the article's own.
const numberedQuery = `SELECT v.id, d.name, v.hash FROM version v JOIN document d ON d.id = v.document WHERE v.id = ?1
	OR v.id IN (SELECT l.version FROM link l JOIN quote q ON q.id = l.quote WHERE q.version = ?1) ORDER BY v.id`

// linkRows are the rows of what an article's version was found to quote.
func linkRows(ctx context.Context, q Queryer, version int64) (proof.Rows, error) {
	var all []map[string]any
	err := rows(ctx, q, linkStateQuery, []any{version}, func(r *sql.Rows) error {
		row, err := rowOf(r, nil)
		all = append(all, row)
		return err
	})
	return proof.Rows{"quote": all}, err
}

// linkStateOf is what an article's version was found to quote.
func linkStateOf(ctx context.Context, q Queryer, version int64) (s proof.LinkState, err error) {
	all, err := linkRows(ctx, q, version)
	if err != nil {
		return s, err
	}
	var of []proof.Numbered
	err = rows(ctx, q, numberedQuery, []any{version}, func(r *sql.Rows) error {
		var n proof.Numbered
		err := r.Scan(&n.Version, &n.Document, &n.SHA256)
		of = append(of, n)
		return err
	})
	if err != nil {
		return s, err
	}
	return proof.NewLinkState(version, all, of)
}

// logLinks puts on record what some articles' versions quote, after every change of it.
func logLinks(ctx context.Context, tx *tx, now time.Time, versions ...int64) error {
	var states []proof.LinkState
	for _, v := range versions {
		s, err := linkStateOf(ctx, tx, v)
		if err != nil {
			return fmt.Errorf("the quotes of version %d: %w", v, err)
		}
		states = append(states, s)
	}
	if len(states) == 0 {
		return nil
	}
	leaf, err := appendLeaf(ctx, tx, store.StateLeaf, 0, "", func(index int64) ([]byte, error) {
		return proof.Encode(proof.Links{Head: proof.NewHead(store.StateLeaf, index, now), Links: states})
	})
	if err != nil {
		return err
	}
	for _, v := range versions {
		if _, err := tx.ExecContext(ctx, `UPDATE linked SET leaf = ? WHERE version = ?`, leaf, v); err != nil {
			return err
		}
	}
	return nil
}

// logAllLinks puts the quotes of all articles on record that were linked before they were,
// and who is who.
func (d *DB) logAllLinks(ctx context.Context, tx *tx) error {
	const page = 200
	for last := int64(0); ; {
		versions, err := numbers(ctx, tx, `SELECT version FROM linked WHERE version > ? ORDER BY version LIMIT ?`, last, page)
		if err != nil {
			return err
		}
		if len(versions) == 0 {
			return d.logKnownPeople(ctx, tx)
		}
		if err := logLinks(ctx, tx, d.opts.Now(), versions...); err != nil {
			return err
		}
		last = versions[len(versions)-1]
	}
}

// logKnownPeople puts on record who is who, where anybody is.
func (d *DB) logKnownPeople(ctx context.Context, tx *tx) error {
	sum, err := peopleState(ctx, tx)
	if err != nil || sum == "" {
		return err
	}
	return logPeople(ctx, tx, d.opts.Now())
}

// quoting are the articles' versions with a quote that leads to a post's version.
func quoting(ctx context.Context, q Queryer, post int64) ([]int64, error) {
	return numbers(ctx, q, `SELECT DISTINCT q.version FROM link l JOIN quote q ON q.id = l.quote WHERE l.version = ? ORDER BY q.version`, post)
}

// unlink takes out what articles' versions were found to quote, so that they are read anew,
// and puts that on record: quotes that somebody else took out are missed.
func unlink(ctx context.Context, tx *tx, now time.Time, versions ...int64) error {
	var told []int64
	for _, v := range versions {
		if err := dropQuotes(ctx, tx, v); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `UPDATE linked SET linker = 0 WHERE version = ? AND leaf IS NOT NULL`, v)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if n > 0 {
			told = append(told, v)
		} else if _, err := tx.ExecContext(ctx, `DELETE FROM linked WHERE version = ?`, v); err != nil {
			return err
		}
	}
	return logLinks(ctx, tx, now, told...)
}

// unlinkWith unlinks a version and those that quote it.
func unlinkWith(ctx context.Context, tx *tx, now time.Time, version int64) error {
	all, err := quoting(ctx, tx, version)
	if err != nil {
		return err
	}
	return unlink(ctx, tx, now, append(all, version)...)
}

// linkedVersions are those with quotes, or with a record of what they quote.
const linkedVersions = `SELECT version FROM linked WHERE leaf IS NOT NULL UNION SELECT version FROM quote`

// LinkState is what a version quotes as the archive has it, and the leaf that its rows name
// as the last record of it, -1 for none; store.ErrNotFound where there is no such version.
func (d *DB) LinkState(ctx context.Context, version int64) (s proof.LinkState, leaf int64, err error) {
	if err = d.s.QueryRowContext(ctx, `SELECT coalesce(l.leaf, -1) FROM version v LEFT JOIN linked l ON l.version = v.id WHERE v.id = ?`, version).Scan(&leaf); err == nil {
		s, err = linkStateOf(ctx, d.s, version)
	}
	return s, leaf, d.fail(fmt.Sprintf("the quotes of version %d", version), err)
}

// LinkRows are the rows whose sum LinkState has.
func (d *DB) LinkRows(ctx context.Context, version int64) (proof.Rows, error) {
	all, err := linkRows(ctx, d.s, version)
	return all, d.fail(fmt.Sprintf("the quotes of version %d", version), err)
}

// CountLinkStates is how many versions have something that LinkState tells.
func (d *DB) CountLinkStates(ctx context.Context) (n int64, err error) {
	err = d.s.QueryRowContext(ctx, `SELECT count(*) FROM (`+linkedVersions+`) x`).Scan(&n)
	return n, d.fail("count the linked versions", err)
}

// EachLinkState calls f with those versions and the leaf that their rows name.
func (d *DB) EachLinkState(ctx context.Context, f func(version, leaf int64) error) error {
	all, err := numbers(ctx, d.s, linkedVersions+` ORDER BY 1`)
	if err != nil {
		return d.fail("list the linked versions", err)
	}
	for _, v := range all {
		leaf := int64(-1)
		if err := d.s.QueryRowContext(ctx, `SELECT coalesce(max(leaf), -1) FROM linked WHERE version = ?`, v).Scan(&leaf); err != nil {
			return d.fail("list the linked versions", err)
		}
		if err := f(v, leaf); err != nil {
			return err
		}
	}
	return nil
}
