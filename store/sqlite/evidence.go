package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"onrecord/store"
	"onrecord/store/proof"
)

var _ = proof.ArchiveOf[*DB]

// CaptureRow is what the archive has of a capture besides its leaf.
func (d *DB) CaptureRow(ctx context.Context, id int64) (proof.CaptureRow, error) {
	all, err := d.CaptureRows(ctx, []int64{id})
	l, ok := all[id]
	if err == nil && !ok {
		err = d.fail(fmt.Sprintf("capture %d", id), sql.ErrNoRows)
	}
	return l, err
}

// CaptureRows is what the archive has of some captures besides their leaves.
func (d *DB) CaptureRows(ctx context.Context, ids []int64) (map[int64]proof.CaptureRow, error) {
	out := make(map[int64]proof.CaptureRow, len(ids))
	list := toJSON(ids)
	err := rows(ctx, d.s, captureQuery+` WHERE id IN (SELECT value FROM json_each(?))`, []any{list}, func(r *sql.Rows) error {
		c, raw, err := scanCapture(r)
		out[c.ID] = proof.CaptureRow{Capture: c, Raw: raw}
		return err
	})
	if err == nil {
		err = d.readings(ctx, list, func(capture int64, r proof.Reading) {
			row := out[capture]
			row.Read = append(row.Read, r)
			out[capture] = row
		})
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		err = fmt.Errorf("what the archive shows of it cannot be read: %w (%w)", store.ErrCorrupt, err)
	}
	return out, d.fail("read captures", err)
}

// readings calls f with the sights of versions that captures, by a list of their numbers,
// brought.
func (d *DB) readings(ctx context.Context, captures string, f func(capture int64, r proof.Reading)) error {
	return rows(ctx, d.s, `SELECT r.capture, coalesce(d.name, ''), r.hash, r.content FROM reading r LEFT JOIN version v ON v.id = r.version
		LEFT JOIN document d ON d.id = v.document WHERE r.capture IN (SELECT value FROM json_each(?))`, []any{captures}, func(r *sql.Rows) error {
		var capture int64
		var x proof.Reading
		var content sql.NullString
		err := r.Scan(&capture, &x.Document, &x.Hash, &content)
		if c := (store.Content{}); err == nil && content.Valid && (json.Unmarshal([]byte(content.String), &c) != nil || c.Hash() != x.Hash) {
			x.Hash = "other words than on record"
		}
		f(capture, x)
		return err
	})
}

// EachUnloggedCapture calls f with the captures that no leaf records.
func (d *DB) EachUnloggedCapture(ctx context.Context, f func(int64) error) error {
	ids, err := numbers(ctx, d.r, `SELECT id FROM capture WHERE NOT EXISTS (SELECT 1 FROM leaf WHERE capture = capture.id) ORDER BY id LIMIT 1000`)
	if err != nil {
		return d.fail("look for captures that are not in the log", err)
	}
	for _, id := range ids {
		if err := f(id); err != nil {
			return err
		}
	}
	return nil
}

// EachVersionRecord calls f with all versions, some at a time.
func (d *DB) EachVersionRecord(ctx context.Context, f func(proof.VersionRecord) error) error {
	const page = 500
	for last := int64(0); ; {
		var batch []proof.VersionRecord
		err := rows(ctx, d.s, `SELECT v.id, d.name, v.seq, v.capture, v.hash, v.content, v.title, v.text, v.lang,
			EXISTS (SELECT 1 FROM reading r WHERE r.version = v.id AND r.capture = v.capture AND r.hash = v.hash),
			EXISTS (SELECT 1 FROM forgotten f WHERE f.document = v.document)
			FROM version v LEFT JOIN document d ON d.id = v.document WHERE v.id > ? ORDER BY v.id LIMIT ?`, []any{last, page}, func(r *sql.Rows) error {
			w, err := scanWorded(r)
			batch = append(batch, w)
			return err
		})
		if err != nil {
			return d.fail("read the versions", err)
		}
		for _, w := range batch {
			if err := f(w); err != nil {
				return err
			}
			last = w.ID
		}
		if len(batch) < page {
			return nil
		}
	}
}

func scanWorded(r scanner) (proof.VersionRecord, error) {
	var w proof.VersionRecord
	var name sql.NullString
	var content string
	if err := r.Scan(&w.ID, &name, &w.Seq, &w.Capture, &w.Hash, &content, &w.Title, &w.Text, &w.Lang, &w.Read, &w.Forgotten); err != nil {
		return w, err
	}
	w.Document = store.DocumentID(name.String)
	if err := json.Unmarshal([]byte(content), &w.Content); err != nil {
		w.Content = store.Content{Text: content} // whose hash is another
	}
	return w, nil
}

// EachDocumentRecord calls f with all documents, some at a time.
func (d *DB) EachDocumentRecord(ctx context.Context, f func(proof.DocumentRecord) error) error {
	const page = 500
	for last := int64(0); ; {
		ids, err := numbers(ctx, d.s, `SELECT id FROM document WHERE id > ? ORDER BY id LIMIT ?`, last, page)
		if err != nil {
			return d.fail("read the documents", err)
		}
		for _, id := range ids {
			t, err := d.DocumentRecord(ctx, id)
			if err != nil {
				return err
			}
			if err := f(t); err != nil {
				return err
			}
			last = id
		}
		if len(ids) < page {
			return nil
		}
	}
}

// DocumentRecord is a document by its number, with the captures that tell of it.
func (d *DB) DocumentRecord(ctx context.Context, id int64) (proof.DocumentRecord, error) {
	t, err := d.described(ctx, id)
	return t, d.fail(fmt.Sprintf("document %d", id), err)
}

func (d *DB) described(ctx context.Context, id int64) (t proof.DocumentRecord, err error) {
	if _, t.Document, err = scanDocument(d.s.QueryRowContext(ctx, documentQuery+` WHERE d.id = ?`, id)); err != nil {
		return t, err
	}
	names, err := texts(ctx, d.s, `SELECT name FROM document WHERE id = ?1 UNION ALL SELECT name FROM alias WHERE document = ?1`, id)
	for _, n := range names {
		t.Names = append(t.Names, store.DocumentID(n))
	}
	if err != nil {
		return t, err
	}
	// The newest first: they say what stands.
	t.Captures, err = numbers(ctx, d.s, `WITH told (capture) AS (`+showing+` UNION SELECT capture FROM tombstone WHERE document = ?1
		UNION SELECT confirmed_by FROM tombstone WHERE document = ?1 AND confirmed_by IS NOT NULL)
		SELECT capture FROM (SELECT capture FROM told ORDER BY capture DESC LIMIT 50) l
		UNION SELECT capture FROM (SELECT capture FROM told ORDER BY capture LIMIT 50) f ORDER BY capture DESC`, id)
	return t, err
}

// Bytes gives kept bytes by their sum, from the database or the media.
func (d *DB) Bytes(ctx context.Context, sum string) ([]byte, error) {
	b, err := d.bytes(ctx, sum)
	return b, d.fail("bytes", err)
}

// Erased calls f with the bytes that were erased, and the leaf that says so.
func (d *DB) Erased(ctx context.Context, f func(sum string, leaf int64) error) error {
	return d.fail("read what was erased", rows(ctx, d.s, `SELECT sha256, leaf FROM erased ORDER BY sha256`, nil, func(r *sql.Rows) error {
		var sum string
		var leaf int64
		if err := r.Scan(&sum, &leaf); err != nil {
			return err
		}
		return f(sum, leaf)
	}))
}

// HadTombstone reports whether a document has or had a confirmed tombstone.
func (d *DB) HadTombstone(ctx context.Context, id store.DocumentID) (bool, error) {
	var yes bool
	err := d.s.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM tombstone WHERE confirmed_at IS NOT NULL AND document IN
		(SELECT id FROM document WHERE name = ?1 UNION ALL SELECT document FROM alias WHERE name = ?1))`, id).Scan(&yes)
	return yes, d.fail("the tombstones of "+string(id), err)
}
