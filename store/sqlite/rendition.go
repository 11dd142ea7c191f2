package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// renderPage is how many versions are handed out at a time, and rendered between two
// commits; renderQueue how many at most where nothing is made of them.
const (
	renderPage  = 50
	renderQueue = 1000
)

// Unrendered hands the versions out that wait to be rendered.
func (d *DB) Unrendered(ctx context.Context, by string, f func([]store.Version) ([]store.Rendition, error)) (int, error) {
	if err := d.renderBy(ctx, by); err != nil {
		return 0, d.fail("render the posts", err)
	}
	total := 0
	for {
		page, err := d.queued(ctx, "unrendered", renderQueue)
		if err != nil || len(page) == 0 {
			return total, d.fail("render the posts", err)
		}
		for from, to := 0, 0; to < len(page); {
			next := page[to:min(to+renderPage, len(page))]
			made, err := f(next)
			if err != nil {
				return total, err
			}
			if to += len(next); len(made) == 0 && to < len(page) {
				continue
			}
			if err := d.write(ctx, func(tx *tx) error { return d.putRenditions(ctx, tx, page[from:to], made) }); err != nil {
				return total, d.fail("keep the renditions", err)
			}
			total, from = total+to-from, to
		}
	}
}

// renderBy puts all posts up for rendering when the engines are others than before.
func (d *DB) renderBy(ctx context.Context, by string) error {
	if same, err := d.rendersBy(ctx, by); err != nil || same {
		return err
	}
	return d.write(ctx, func(tx *tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE rendering SET engines = ?`, by); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO unrendered (ref) SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post' AND v.seq > 0 ON CONFLICT DO NOTHING`)
		return err
	})
}

func (d *DB) rendersBy(ctx context.Context, by string) (bool, error) {
	var have string
	err := d.r.QueryRowContext(ctx, `SELECT engines FROM rendering`).Scan(&have)
	return have == by, err
}

// CountUnrendered is how many versions wait.
func (d *DB) CountUnrendered(ctx context.Context, by string) (int, error) {
	query := `SELECT count(*) FROM unrendered`
	if same, err := d.rendersBy(ctx, by); err != nil {
		return 0, d.fail("render the posts", err)
	} else if !same {
		query = `SELECT count(*) FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post' AND v.seq > 0`
	}
	var n int
	err := d.r.QueryRowContext(ctx, query).Scan(&n)
	return n, d.fail("render the posts", err)
}

// queued are the first versions of a queue, with their words: unrendered or unsought.
func (d *DB) queued(ctx context.Context, queue string, most int) ([]store.Version, error) {
	var out []store.Version
	err := rows(ctx, d.r, `SELECT 0, v.id, v.title, v.text, v.lang FROM (SELECT ref FROM `+queue+` ORDER BY ref LIMIT ?) u JOIN version v ON v.id = u.ref`, []any{most}, func(r *sql.Rows) error {
		_, v, err := scanText(r)
		out = append(out, v)
		return err
	})
	return out, err
}

// putRenditions keeps what was made of a page. A version whose words changed
// since they were read stays in line.
func (d *DB) putRenditions(ctx context.Context, tx *tx, page []store.Version, made []store.Rendition) error {
	current := map[int64]bool{}
	for _, v := range page {
		res, err := tx.ExecContext(ctx, `DELETE FROM unrendered WHERE ref = (SELECT id FROM version WHERE id = ? AND text = ?)`, v.ID, v.Text)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if current[v.ID] = n > 0; !current[v.ID] {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO unindexed (space, ref) VALUES (3, ?)`, v.ID); err != nil {
			return err
		}
	}
	for _, r := range made {
		if !current[r.VersionID] {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO rendition (version, engine, lang, text, made_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (version, engine, lang) DO UPDATE SET text = excluded.text, made_at = excluded.made_at`,
			r.VersionID, r.Engine, r.Lang, r.Text, ms(d.opts.Now())); err != nil {
			return err
		}
	}
	ids := make([]int64, len(page))
	for i, v := range page {
		ids[i] = v.ID
	}
	return logRows(ctx, tx, d.opts.Now(), renditionRows, ids...)
}

const renditionQuery = `SELECT r.version, r.engine, r.lang, r.text, r.made_at FROM json_each(?) j CROSS JOIN rendition r ON r.version = j.value ORDER BY j.key, r.engine, r.lang`

func scanRendition(r scanner) (store.Rendition, error) {
	var x store.Rendition
	var at sql.NullInt64
	err := r.Scan(&x.VersionID, &x.Engine, &x.Lang, &x.Text, &at)
	x.MadeAt = fromMS(at)
	return x, err
}

// RenditionsOf are those of some versions.
func (d *DB) RenditionsOf(ctx context.Context, ids []int64) ([]store.Rendition, error) {
	var out []store.Rendition
	err := rows(ctx, d.s, renditionQuery, []any{toJSON(ids)}, func(r *sql.Rows) error {
		x, err := scanRendition(r)
		out = append(out, x)
		return err
	})
	return out, d.fail("read renditions", err)
}
