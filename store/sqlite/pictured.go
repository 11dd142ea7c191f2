package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"onrecord/store"
)

// picture puts a picture up to be read, where the source that brought it, or one that
// brought its document, has its pictures read.
func (t *tx) picture(ctx context.Context, doc int64, m store.Medium, source int64) error {
	if !strings.HasPrefix(m.Type, "image/") || strings.HasPrefix(m.URL, store.ScreenshotOf) { // it shows more than the post
		return nil
	}
	_, err := t.ExecContext(ctx, `INSERT INTO pictured (sha256) SELECT ?1 WHERE EXISTS (SELECT 1 FROM source s WHERE s.ocr = 1 AND (s.id = ?2
		OR s.id IN (SELECT c.source FROM version v JOIN capture c ON c.id = v.capture WHERE v.document = ?3))) ON CONFLICT DO NOTHING`, m.SHA256, source, doc)
	return err
}

// pictureAll puts the pictures up to be read that the archive has of what a source brought.
func (t *tx) pictureAll(ctx context.Context, source int64) error {
	_, err := t.ExecContext(ctx, `INSERT INTO pictured (sha256) SELECT DISTINCT m.sha256 FROM capture c JOIN reading r ON r.capture = c.id
		JOIN version v ON v.id = r.version JOIN medium m ON m.document = v.document
		WHERE c.source = ? AND m.type LIKE 'image/%' AND m.url NOT LIKE '`+store.ScreenshotOf+`%' ON CONFLICT DO NOTHING`, source)
	return err
}

// CountUnread is how many pictures wait.
func (d *DB) CountUnread(ctx context.Context) (n int, err error) {
	err = d.r.QueryRowContext(ctx, `SELECT count(*) FROM pictured WHERE made_at IS NULL`).Scan(&n)
	return n, d.fail("count the pictures to read", err)
}

// ReadPictures hands the pictures out that wait, one at a time: to read one takes seconds.
func (d *DB) ReadPictures(ctx context.Context, f func(sum string) (store.PictureWords, error)) (int, error) {
	for n := 0; ; n++ {
		var w store.PictureWords
		err := d.r.QueryRowContext(ctx, `SELECT id, sha256 FROM pictured WHERE made_at IS NULL ORDER BY id LIMIT 1`).Scan(&w.ID, &w.SHA256)
		if errors.Is(err, sql.ErrNoRows) {
			return n, nil
		}
		if err != nil {
			return n, d.fail("read the pictures", err)
		}
		made, err := f(w.SHA256)
		if err != nil {
			return n, err
		}
		if err := d.write(ctx, func(tx *tx) error {
			if _, err := tx.ExecContext(ctx, `UPDATE pictured SET text = ?, engine = ?, made_at = ? WHERE id = ?`, made.Text, made.Engine, ms(d.opts.Now()), w.ID); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO unindexed (space, ref) SELECT 4, id FROM pictured WHERE id = ? AND text <> '' ON CONFLICT DO NOTHING`, w.ID); err != nil {
				return err
			}
			return logRows(ctx, tx, d.opts.Now(), pictureRows, w.SHA256)
		}); err != nil {
			return n, d.fail("keep the words of a picture", err)
		}
	}
}

const picturedQuery = `SELECT j.key, p.id, p.sha256, p.text, p.engine, p.made_at FROM json_each(?) j CROSS JOIN pictured p ON p.id = j.value ORDER BY j.key`

// pictured calls f with words that were read and where they stand in a list of numbers.
func (d *DB) pictured(ctx context.Context, ids string, f func(at int, w store.PictureWords)) error {
	return rows(ctx, d.s, picturedQuery, []any{ids}, func(r *sql.Rows) error {
		var at int
		var w store.PictureWords
		var made sql.NullInt64
		err := r.Scan(&at, &w.ID, &w.SHA256, &w.Text, &w.Engine, &made)
		w.MadeAt = fromMS(made)
		f(at, w)
		return err
	})
}

// IndexPictures indexes the words that were read of pictures.
func (d *DB) IndexPictures(ctx context.Context, scheme int, terms func(store.PictureWords) []store.Term) (int, error) {
	n, err := d.indexAll(ctx, pictureSpace, scheme, func(ctx context.Context, page []entry) error {
		return d.pictured(ctx, refs(page), func(at int, w store.PictureWords) { page[at].set(terms(w)) })
	})
	return n, d.fail("index the words of pictures", err)
}

// carriersQuery gives the latest version of each post that carries a picture.
const carriersQuery = `SELECT v.id FROM medium m JOIN document d ON d.id = m.document JOIN version v ON v.document = d.id
	WHERE m.sha256 = ? AND d.kind = 'post' AND v.seq = (SELECT max(seq) FROM version o WHERE o.document = d.id) AND v.seq > 0 ORDER BY d.listed_at, d.id`

// Pictured are words that were read, with the posts that carry the pictures.
func (d *DB) Pictured(ctx context.Context, ids []int64) ([]store.Pictured, error) {
	var all []store.PictureWords
	if err := d.pictured(ctx, toJSON(ids), func(_ int, w store.PictureWords) { all = append(all, w) }); err != nil {
		return nil, d.fail("load the words of pictures", err)
	}
	var out []store.Pictured
	for _, w := range all {
		versions, err := numbers(ctx, d.s, carriersQuery, w.SHA256)
		if err != nil {
			return nil, d.fail("load the words of pictures", err)
		}
		posts, err := d.Candidates(ctx, versions)
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			p.Version.Text = w.Text
			out = append(out, store.Pictured{PictureWords: w, Indexed: p})
		}
	}
	return out, nil
}
