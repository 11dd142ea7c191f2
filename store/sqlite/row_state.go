package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// stateRows are rows that no capture brought and that are on record by themselves: how
// those are called, which there are (their keys), and what is shown of them, by key.
// Numbers are keys by which a list of ids asks, the others are names.
var stateRows = []struct {
	name, keys, query string
	numbers           bool
}{
	{"renditions of version", `SELECT DISTINCT version FROM rendition`,
		`SELECT r.version AS key, v.hash, r.engine, r.lang, r.text, r.made_at FROM rendition r LEFT JOIN version v ON v.id = r.version
		WHERE r.version IN (SELECT value FROM json_each(?)) ORDER BY r.version, r.engine, r.lang`, true},
	{"words of picture", `SELECT sha256 FROM pictured WHERE made_at IS NOT NULL OR text <> ''`,
		`SELECT sha256 AS key, engine, text, made_at FROM pictured WHERE sha256 IN (SELECT value FROM json_each(?) names) AND (made_at IS NOT NULL OR text <> '')`, false},
	{"notice", `SELECT id FROM event`, // its name may have words, which can be erased
		`SELECT e.id AS key, e.at, e.kind, e.name, e.body, y.channel, y.tries, y.next_try, y.error FROM event e LEFT JOIN delivery y ON y.event = e.id
		WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id, y.channel`, true},
	{"run", `SELECT id FROM run WHERE state <> 'running'`,
		`SELECT id AS key, started_at, finished_at, holder, state, counts FROM run WHERE id IN (SELECT value FROM json_each(?)) AND state <> 'running'`, true},
	{"source", `SELECT id FROM source`, `SELECT s.id AS key, s.* FROM source s WHERE s.id IN (SELECT value FROM json_each(?))`, true},
	{"host", `SELECT name FROM host WHERE ` + leftAlone,
		`SELECT name AS key, blocked_until, strikes, why, cause FROM host WHERE name IN (SELECT value FROM json_each(?) names) AND ` + leftAlone, false},
	{"setting", `SELECT name FROM setting WHERE ` + kept,
		`SELECT name AS key, value FROM setting WHERE name IN (SELECT value FROM json_each(?) names) AND ` + kept, false},
}

// leftAlone is what is told of a host; when it was asked is not.
const leftAlone = `(blocked_until IS NOT NULL OR strikes <> 0 OR why <> '' OR cause <> '')`

// kept is what is a setting, and not what the archive notes for itself.
const kept = `name NOT IN ('` + signedSetting + `', '` + erasingSetting + `')`

// Of the rows.
const (
	renditionRows = iota
	pictureRows
	noticeRows
	runRows
	sourceRows
	hostRows
	settingRows
)

// itemOf is how rows are called on record.
func itemOf(kind int, key any) string { return fmt.Sprintf("%s %v", stateRows[kind].name, key) }

// rowSums are the sums of rows by their keys, without those that are not there.
func rowSums[K int64 | string](ctx context.Context, q Queryer, kind int, keys []K) (map[string]string, error) {
	all := map[string]proof.Rows{}
	err := rows(ctx, q, stateRows[kind].query, []any{toJSON(keys)}, func(r *sql.Rows) error {
		row, err := rowOf(r, nil)
		if err != nil {
			return err
		}
		item := itemOf(kind, row["key"])
		delete(row, "key")
		if all[item] == nil {
			all[item] = proof.Rows{}
		}
		all[item]["row"] = append(all[item]["row"], row)
		return nil
	})
	out := make(map[string]string, len(all))
	for item, rows := range all {
		b, failed := rows.Encode()
		if out[item] = sha(b); failed != nil {
			return nil, failed
		}
	}
	if err != nil {
		err = fmt.Errorf("the %ss: %w", stateRows[kind].name, err)
	}
	return out, err
}

// logRows puts on record what changed of some rows, by their keys.
func logRows[K int64 | string](ctx context.Context, tx *tx, now time.Time, kind int, keys ...K) error {
	const page = 200
	for some := range slices.Chunk(keys, page) {
		is, err := rowSums(ctx, tx, kind, some)
		if err != nil {
			return err
		}
		items := make([]string, len(some))
		for i, k := range some {
			items[i] = itemOf(kind, k)
		}
		at, err := rowsAt(ctx, tx, items)
		if err != nil {
			return err
		}
		var all []proof.RowState
		for _, item := range items {
			if is[item] != at[item].SHA256 {
				all = append(all, proof.RowState{Item: item, SHA256: is[item]})
			}
		}
		if len(all) == 0 {
			continue
		}
		leaf, err := appendLeaf(ctx, tx, store.StateLeaf, 0, "", func(index int64) ([]byte, error) {
			return proof.Encode(proof.RowStates{Head: proof.NewHead(store.StateLeaf, index, now), Rows: all})
		})
		if err != nil {
			return err
		}
		for _, s := range all {
			if _, err := tx.ExecContext(ctx, `INSERT INTO row_state (item, leaf, sha256) VALUES (?, ?, ?)
				ON CONFLICT (item) DO UPDATE SET leaf = excluded.leaf, sha256 = excluded.sha256`, s.Item, leaf, s.SHA256); err != nil {
				return err
			}
		}
	}
	return nil
}

// logAllRows puts all of them on record as they stand.
func (d *DB) logAllRows(ctx context.Context, tx *tx) error {
	for kind, of := range stateRows {
		var err error
		if of.numbers {
			var keys []int64
			if keys, err = numbers(ctx, tx, of.keys+` ORDER BY 1`); err == nil {
				err = logRows(ctx, tx, d.opts.Now(), kind, keys...)
			}
		} else {
			var keys []string
			if keys, err = texts(ctx, tx, of.keys+` ORDER BY 1`); err == nil {
				err = logRows(ctx, tx, d.opts.Now(), kind, keys...)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func rowsAt(ctx context.Context, q Queryer, items []string) (map[string]proof.RowsAt, error) {
	out := make(map[string]proof.RowsAt, len(items))
	err := rows(ctx, q, `SELECT item, leaf, sha256 FROM row_state WHERE item IN (SELECT value FROM json_each(?) names)`, []any{toJSON(items)}, func(r *sql.Rows) error {
		var item string
		var at proof.RowsAt
		err := r.Scan(&item, &at.Leaf, &at.SHA256)
		out[item] = at
		return err
	})
	return out, err
}

// RowsAt says by which leaves rows are on record that no capture brought.
func (d *DB) RowsAt(ctx context.Context, items []string) (map[string]proof.RowsAt, error) {
	out, err := rowsAt(ctx, d.s, items)
	return out, d.fail("what is on record of rows", err)
}

// RowsNow is what their sums are.
func (d *DB) RowsNow(ctx context.Context, items []string) (map[string]string, error) {
	out := make(map[string]string, len(items))
	for kind, of := range stateRows {
		var ids []int64
		var names []string
		for _, item := range items {
			key, ok := strings.CutPrefix(item, of.name+" ")
			if !ok {
				continue
			}
			if id, err := strconv.ParseInt(key, 10, 64); of.numbers && err == nil {
				ids = append(ids, id)
			}
			names = append(names, key)
		}
		var now map[string]string
		var err error
		switch {
		case of.numbers && len(ids) > 0:
			now, err = rowSums(ctx, d.s, kind, ids)
		case !of.numbers && len(names) > 0:
			now, err = rowSums(ctx, d.s, kind, names)
		}
		if err != nil {
			return nil, d.fail("read rows", err)
		}
		maps.Copy(out, now)
	}
	return out, nil
}

// CountRowsAt is how many of them have a record.
func (d *DB) CountRowsAt(ctx context.Context) (n int64, err error) {
	err = d.s.QueryRowContext(ctx, `SELECT count(*) FROM row_state`).Scan(&n)
	return n, d.fail("count what is on record of rows", err)
}

// EachRowsAt calls f with each of them and the leaf that it names.
func (d *DB) EachRowsAt(ctx context.Context, f func(item string, leaf int64) error) error {
	return d.fail("what is on record of rows", rows(ctx, d.s, `SELECT item, leaf FROM row_state ORDER BY item`, nil, func(r *sql.Rows) error {
		var item string
		var leaf int64
		if err := r.Scan(&item, &leaf); err != nil {
			return err
		}
		return f(item, leaf)
	}))
}

// EachRowUnstated calls f with the first of those that are there without a record.
func (d *DB) EachRowUnstated(ctx context.Context, f func(item string) error) error {
	for kind, of := range stateRows {
		lost, err := texts(ctx, d.s, `SELECT k.key FROM (`+strings.Replace(of.keys, " FROM", " AS key FROM", 1)+`) k
			WHERE NOT EXISTS (SELECT 1 FROM row_state s WHERE s.item = '`+of.name+` ' || k.key) ORDER BY 1 LIMIT 1000`)
		if err != nil {
			return d.fail("look for rows that are not on record", err)
		}
		for _, key := range lost {
			if err := f(itemOf(kind, key)); err != nil {
				return err
			}
		}
	}
	return nil
}
