package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// withoutForgotten takes the bytes out of a capture that shows a document whose
// words were erased, or is a list that names one (nothing was read of it), or that brings
// erased bytes again; that it was made stays on record, with the sum of what came.
func withoutForgotten(ctx context.Context, t *tx, c store.Capture, shows, read bool) (store.Capture, error) {
	if len(c.Body) == 0 {
		return c, nil
	}
	if t.anyErased == nil { // most archives have nothing erased
		t.anyErased = new(bool)
		if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM erased)`).Scan(t.anyErased); err != nil {
			return c, err
		}
	}
	if *t.anyErased && !shows {
		if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM erased WHERE sha256 IN (?, ?))`, sha(c.Body), sha(c.Raw)).Scan(&shows); err != nil {
			return c, err
		}
	}
	if !shows && *t.anyErased && c.Document == "" && !read {
		var err error
		if shows, err = t.forgotten.shownBy(ctx, t, c.Body); err != nil {
			return c, err
		}
	}
	if !shows {
		return c, nil
	}
	if c.RawSHA256 == "" {
		c.RawSHA256, c.RawLength = sha(c.Body), int64(len(c.Body))
	}
	c.Body, c.Raw, c.Truncated = nil, nil, "its bytes are not kept: they show a document that was forgotten"
	return c, nil
}

// Forgotten is the leaf that says why a document was forgotten.
func (d *DB) Forgotten(ctx context.Context, id store.DocumentID) (store.LogEntry, error) {
	e, err := scanLeaf(d.s.QueryRowContext(ctx, leafQuery+` WHERE idx = (SELECT f.leaf FROM forgotten f WHERE f.document IN
		(SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1))`, id))
	return e, d.fail("why "+string(id)+" was forgotten", err)
}

// Forget erases a document's words.
func (d *DB) Forget(ctx context.Context, id store.DocumentID, why string) (store.Erasure, error) {
	defer d.speakers.forget()
	var out store.Erasure
	err := d.write(ctx, func(tx *tx) error {
		e := eraser{tx: tx, now: d.opts.Now()}
		doc, err := findDocument(ctx, tx, id)
		if err == nil {
			err = e.erase(ctx, doc)
		}
		if err == nil {
			err = e.bury(ctx, doc, why)
		}
		if err == nil {
			err = e.log(ctx, doc, why)
		}
		if err == nil {
			err = e.leave(ctx)
		}
		out = e.out
		return err
	})
	if err != nil {
		return store.Erasure{}, d.fail("forget "+string(id), err)
	}
	if err := d.FinishErasing(ctx); err != nil {
		return out, fmt.Errorf("the words of %s are erased, but they are not off the disk: %w", id, err)
	}
	return out, nil
}

// erasingSetting lists, as JSON, the files of erased bytes that are still to be removed. It
// is there from an erasure's commit until all of it is off the disk.
const erasingSetting = "log.erasing"

// leave notes which files are to be removed, also those of an erasure that was broken off.
func (e *eraser) leave(ctx context.Context) error {
	before, _, err := erasing(ctx, e.tx)
	if err != nil {
		return err
	}
	_, err = e.tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		erasingSetting, toJSON(append(before, e.files...)))
	return err
}

// erasing are the files that an erasure left to be removed, and the text that says so, ""
// where none was broken off.
func erasing(ctx context.Context, q Queryer) (files []string, text string, err error) {
	err = q.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, erasingSetting).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", nil
	}
	if err == nil && json.Unmarshal([]byte(text), &files) != nil {
		err = fmt.Errorf("the setting %s: %w", erasingSetting, store.ErrCorrupt)
	}
	return files, text, err
}

// FinishErasing removes the files of erased bytes, and wipes them off the disk, where an
// erasure was broken off after its commit. What another document shows too stays.
func (d *DB) FinishErasing(ctx context.Context) error {
	files, text, err := erasing(ctx, d.s)
	if err != nil || text == "" {
		return d.fail("look for an erasure that was broken off", err)
	}
	for _, sum := range files {
		if !validSum(sum) {
			return d.fail("the setting "+erasingSetting, store.ErrCorrupt)
		}
		if err := d.removeUnnamed(ctx, sum); err != nil {
			return fmt.Errorf("the file %s in %s: %w; remove it by hand", sum, d.media, err)
		}
	}
	err = d.wipe(ctx)
	if err == nil {
		err = d.write(ctx, func(tx *tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM setting WHERE name = ? AND value = ?`, erasingSetting, text)
			return err
		})
	}
	return d.fail("take the erased bytes off the disk", err)
}

// wipe takes what was deleted off the disk.
func (d *DB) wipe(ctx context.Context) error {
	d.w.turn <- struct{}{}
	defer func() { <-d.w.turn }()
	return d.engine.Wipe(ctx, d.w.conn)
}

// eraser takes the words of one document out of the archive.
type eraser struct {
	tx  *tx
	now time.Time
	out store.Erasure
	// sums are of the bytes that go, files those of them that lie beside the
	// database.
	sums, files []string
}

func (e *eraser) erase(ctx context.Context, doc int64) error {
	var done bool
	if err := e.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM forgotten WHERE document = ?)`, doc).Scan(&done); err != nil {
		return err
	}
	if done {
		return store.ErrExists
	}
	for _, step := range []func(context.Context, int64) error{e.findQuoting, e.eraseBytes, e.eraseMedia, e.eraseDerived, e.eraseIndexed, e.eraseWords} {
		if err := step(ctx, doc); err != nil {
			return err
		}
	}
	return nil
}

// findQuoting notes who was found to quote it, in any version, before those links go.
func (e *eraser) findQuoting(ctx context.Context, doc int64) (err error) {
	e.out.Quoting, err = quotingDocuments(ctx, e.tx, doc)
	return err
}

// Quoting are the other documents that were found to quote one, in any version.
func (d *DB) Quoting(ctx context.Context, id store.DocumentID) ([]store.DocumentAddress, error) {
	doc, err := findDocument(ctx, d.s, id)
	if err != nil {
		return nil, d.fail("document "+string(id), err)
	}
	out, err := quotingDocuments(ctx, d.s, doc)
	return out, d.fail("look for who quotes "+string(id), err)
}

func quotingDocuments(ctx context.Context, q Queryer, doc int64) (out []store.DocumentAddress, err error) {
	err = rows(ctx, q, `SELECT DISTINCT d.name, d.url FROM version p JOIN link l ON l.version = p.id JOIN quote q ON q.id = l.quote
		JOIN version a ON a.id = q.version JOIN document d ON d.id = a.document WHERE p.document = ?1 AND d.id <> ?1 ORDER BY d.name`, []any{doc}, func(r *sql.Rows) error {
		var of store.DocumentAddress
		err := r.Scan(&of.ID, &of.URL)
		out = append(out, of)
		return err
	})
	return out, err
}

// showing are the captures that a document was read from, or that were aimed at it.
const showing = `SELECT r.capture AS capture FROM reading r JOIN version v ON v.id = r.version WHERE v.document = ?1
	UNION SELECT id FROM capture WHERE document <> '' AND document IN (SELECT name FROM document WHERE id = ?1 UNION ALL SELECT name FROM alias WHERE document = ?1)`

// eraseBytes takes out what the captures that show the document brought.
func (e *eraser) eraseBytes(ctx context.Context, doc int64) error {
	captures, err := numbers(ctx, e.tx, showing, doc)
	if err != nil {
		return err
	}
	of, err := addressMarks(ctx, e.tx, ` = ?1`, doc)
	if err != nil {
		return err
	}
	said, err := wordMarks(ctx, e.tx, doc)
	if err != nil {
		return err
	}
	lists, err := showingMarks(ctx, e.tx, marks{said.runs, of.addresses}, listed)
	if err != nil {
		return err
	}
	copies, err := showingMarks(ctx, e.tx, said, beside, doc)
	if err != nil {
		return err
	}
	captures = slices.Compact(slices.Sorted(slices.Values(slices.Concat(captures, lists, copies))))
	e.out.Captures = len(captures)
	list := toJSON(captures)
	if err := rows(ctx, e.tx, `SELECT DISTINCT d.name FROM reading r JOIN version v ON v.id = r.version JOIN document d ON d.id = v.document
		WHERE r.capture IN (SELECT value FROM json_each(?)) AND d.id <> ? ORDER BY d.name`, []any{list, doc}, func(r *sql.Rows) error {
		var name store.DocumentID
		err := r.Scan(&name)
		e.out.Bystanders = append(e.out.Bystanders, name)
		return err
	}); err != nil {
		return err
	}
	sums, err := texts(ctx, e.tx, `SELECT body_sha256 FROM capture WHERE id IN (SELECT value FROM json_each(?1)) AND body_length > 0
		UNION SELECT raw_blob FROM capture WHERE id IN (SELECT value FROM json_each(?1)) AND raw_blob <> ''`, list)
	if err != nil {
		return err
	}
	for _, sum := range sums {
		files, err := texts(ctx, e.tx, `SELECT bytes FROM blob WHERE sha256 = ? AND `+externalRows, sum)
		if err != nil {
			return err
		}
		e.files = append(e.files, files...)
		res, err := e.tx.ExecContext(ctx, `DELETE FROM blob WHERE sha256 = ?`, sum)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return err
			}
			continue
		}
		e.out.Blobs++
		e.sums = append(e.sums, sum)
	}
	return nil
}

// eraseMedia takes out its pictures, unless another document shows them too.
func (e *eraser) eraseMedia(ctx context.Context, doc int64) error {
	sums, err := texts(ctx, e.tx, `SELECT DISTINCT sha256 FROM medium WHERE document = ?1
		AND NOT EXISTS (SELECT 1 FROM medium o WHERE o.sha256 = medium.sha256 AND o.document <> ?1)`, doc)
	if err != nil {
		return err
	}
	e.out.Media, e.files, e.sums = len(sums), append(e.files, sums...), append(e.sums, sums...)
	if _, err = e.tx.ExecContext(ctx, `DELETE FROM medium WHERE document = ?`, doc); err != nil {
		return err
	}
	return logRows(ctx, e.tx, e.now, pictureRows, sums...)
}

// eraseDerived takes out what was made of the words.
func (e *eraser) eraseDerived(ctx context.Context, doc int64) error {
	quoting, err := numbers(ctx, e.tx, `SELECT DISTINCT q.version FROM link l JOIN quote q ON q.id = l.quote JOIN version p ON p.id = l.version
		JOIN version a ON a.id = q.version WHERE p.document = ? AND a.document <> p.document ORDER BY q.version`, doc)
	if err != nil {
		return err
	}
	own, err := numbers(ctx, e.tx, `SELECT id FROM version WHERE document = ? ORDER BY id`, doc)
	if err != nil {
		return err
	}
	for _, query := range []string{
		// The pages of those that quote it, or that it quotes, show its words too.
		`UPDATE document SET touched = (SELECT max(touched) FROM document) + 1 WHERE id IN (
			SELECT a.document FROM link l JOIN quote q ON q.id = l.quote JOIN version a ON a.id = q.version WHERE l.version IN (SELECT id FROM version WHERE document = ?1)
			UNION SELECT p.document FROM version a JOIN quote q ON q.version = a.id JOIN link l ON l.quote = q.id JOIN version p ON p.id = l.version WHERE a.document = ?1)`,
		`DELETE FROM rendition WHERE version IN (SELECT id FROM version WHERE document = ?1)`,
		`DELETE FROM unrendered WHERE ref IN (SELECT id FROM version WHERE document = ?1)`,
		`DELETE FROM unsought WHERE ref IN (SELECT id FROM version WHERE document = ?1)`,
		`DELETE FROM unindexed WHERE space IN (1, 3) AND ref IN (SELECT id FROM version WHERE document = ?1)`,
		`DELETE FROM link WHERE version IN (SELECT id FROM version WHERE document = ?1)`,
	} {
		if _, err := e.tx.ExecContext(ctx, query, doc); err != nil {
			return err
		}
	}
	if err := errors.Join(unlink(ctx, e.tx, e.now, own...), logRows(ctx, e.tx, e.now, renditionRows, own...), e.eraseNotices(ctx, doc)); err != nil {
		return err
	}
	return logLinks(ctx, e.tx, e.now, quoting...)
}

// eraseNotices takes out those that name it, which are JSON as Go writes it.
func (e *eraser) eraseNotices(ctx context.Context, doc int64) error {
	var name string
	if err := e.tx.QueryRowContext(ctx, `SELECT name FROM document WHERE id = ?`, doc).Scan(&name); err != nil {
		return err
	}
	written, err := json.Marshal(name)
	if err != nil {
		return err
	}
	gone, err := numbers(ctx, e.tx, `SELECT id FROM event WHERE instr(body, ?) > 0 ORDER BY id`, string(written))
	if err != nil {
		return err
	}
	if _, err = e.tx.ExecContext(ctx, `DELETE FROM event WHERE instr(body, ?) > 0`, string(written)); err != nil {
		return err
	}
	return logRows(ctx, e.tx, e.now, noticeRows, gone...)
}

// eraseIndexed takes it out of the search's index, which keeps the words of what was
// deleted until it is put together anew.
func (e *eraser) eraseIndexed(ctx context.Context, doc int64) error {
	if err := unshelve(ctx, e.tx, []int64{doc}); err != nil {
		return err
	}
	_, err := e.tx.ExecContext(ctx, `INSERT INTO words (words) VALUES ('optimize')`)
	return err
}

// eraseWords empties the versions; their times and hashes stay.
func (e *eraser) eraseWords(ctx context.Context, doc int64) error {
	res, err := e.tx.ExecContext(ctx, `UPDATE version SET title = '', text = '', content = '{}' WHERE document = ?`, doc)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	e.out.Versions = int(n)
	if err != nil {
		return err
	}
	_, err = e.tx.ExecContext(ctx, `UPDATE reading SET content = NULL WHERE version IN (SELECT id FROM version WHERE document = ?)`, doc)
	return err
}

// bury puts up the tombstone, and takes the document off the schedule.
func (e *eraser) bury(ctx context.Context, doc int64, why string) error {
	for _, query := range []string{
		`INSERT INTO tombstone (document, how, detail, capture, first_missed, confirmed_at, confirmed_by, last_there)
			SELECT ?1, ?2, ?3, c.id, ?4, ?4, c.id, d.last_seen FROM document d, capture c WHERE d.id = ?1 AND c.id = ` + latest,
		`INSERT INTO change (at, kind, document, capture, version, how, detail) SELECT ?4, 'gone', ?1, c.id, NULL, ?2, ?3 FROM capture c WHERE c.id = ` + latest,
		`UPDATE document SET next_look = NULL, touched = (SELECT max(touched) FROM document) + 1 WHERE id = ?1`,
	} {
		if _, err := e.tx.ExecContext(ctx, query, doc, store.Erased, why, ms(e.now)); err != nil {
			return err
		}
	}
	return nil
}

// latest is the last capture that shows a document.
const latest = `(SELECT max(capture) FROM (` + showing + `) s)`

// log writes the leaf and remembers what went by its number.
func (e *eraser) log(ctx context.Context, doc int64, why string) error {
	name, err := documentName(ctx, e.tx, doc)
	if err != nil {
		return err
	}
	// Before its state is told; the leaf's number is no part of it.
	if _, err := e.tx.ExecContext(ctx, `INSERT INTO forgotten (document, leaf) VALUES (?, -1)`, doc); err != nil {
		return err
	}
	e.tx.anyErased, e.tx.forgotten = nil, forgottenAddresses{}
	states, err := statesOf(ctx, e.tx, []int64{doc})
	if err != nil {
		return err
	}
	e.out.Index, err = appendLeaf(ctx, e.tx, store.ForgetLeaf, 0, name, func(index int64) ([]byte, error) {
		return proof.Encode(proof.Forget{Head: proof.NewHead(store.ForgetLeaf, index, e.now), Document: name, Why: why, Erased: e.sums, States: states})
	})
	if err != nil {
		return err
	}
	if _, err := e.tx.ExecContext(ctx, `UPDATE forgotten SET leaf = ? WHERE document = ?`, e.out.Index, doc); err != nil {
		return err
	}
	if err := setStateLeaf(ctx, e.tx, []int64{doc}, e.out.Index); err != nil {
		return err
	}
	for _, sum := range e.sums {
		if _, err := e.tx.ExecContext(ctx, `INSERT INTO erased (sha256, leaf) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET leaf = excluded.leaf`, sum, e.out.Index); err != nil {
			return err
		}
	}
	return nil
}

// texts gives the first column of a query.
func texts(ctx context.Context, q Queryer, query string, args ...any) ([]string, error) {
	var out []string
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}
