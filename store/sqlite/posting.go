package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"

	"onrecord/store"
)

// putBatch indexes texts and strikes them off the list. A text that changed
// since it was read keeps its place there. It reports how many were indexed, and
// whether another process has changed the scheme meanwhile.
func putBatch(ctx context.Context, tx *tx, space, scheme int, batch []entry) (n int, superseded bool, err error) {
	if have, err := schemeOf(ctx, tx, space); err != nil || have != scheme {
		return 0, true, err
	}
	var fresh []entry
	for _, e := range batch {
		res, err := tx.ExecContext(ctx, `DELETE FROM unindexed WHERE id = ?`, e.id)
		if err != nil {
			return 0, false, err
		}
		struck, err := res.RowsAffected()
		if err != nil {
			return 0, false, err
		}
		if struck == 0 {
			continue
		}
		if err := unindex(ctx, tx, space, e.ref); err != nil {
			return 0, false, err
		}
		if e.found {
			fresh = append(fresh, e)
		}
	}
	if err := putPostings(ctx, tx, space, fresh); err != nil {
		return 0, false, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE space SET texts = texts + ? WHERE space = ?`, len(fresh), space)
	return len(fresh), false, err
}

// putPostings writes in the order of the terms, which is that of the table.
func putPostings(ctx context.Context, tx *tx, space int, batch []entry) error {
	type posting struct {
		term store.Term
		ref  int64
	}
	var all []posting
	for _, e := range batch {
		for _, t := range e.terms {
			all = append(all, posting{t, e.ref})
		}
	}
	slices.SortFunc(all, func(a, b posting) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.ref, b.ref)) })
	df := 0
	for i, p := range all {
		if _, err := tx.ExecContext(ctx, `INSERT INTO posting (space, term, ref) VALUES (?, ?, ?)`, space, p.term, p.ref); err != nil {
			return err
		}
		df++
		if i+1 < len(all) && all[i+1].term == p.term {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO term (space, term, df) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET df = df + ?3`, space, p.term, df); err != nil {
			return err
		}
		df = 0
	}
	return rememberTerms(ctx, tx, space, batch)
}

func rememberTerms(ctx context.Context, tx *tx, space int, batch []entry) error {
	for _, e := range batch {
		packed := make([]byte, 0, 8*len(e.terms))
		for _, t := range e.terms {
			packed = binary.LittleEndian.AppendUint64(packed, uint64(t)) //nolint:gosec // the bits are meant
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO indexed (space, ref, terms) VALUES (?, ?, ?)`, space, e.ref, packed); err != nil {
			return err
		}
	}
	return nil
}

// unindex takes a text out of the index.
func unindex(ctx context.Context, tx *tx, space int, ref int64) error {
	var packed []byte
	err := tx.QueryRowContext(ctx, `SELECT terms FROM indexed WHERE space = ? AND ref = ?`, space, ref).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	for ; len(packed) >= 8; packed = packed[8:] {
		t := int64(binary.LittleEndian.Uint64(packed)) //nolint:gosec // the bits are meant
		if _, err := tx.ExecContext(ctx, `DELETE FROM posting WHERE space = ? AND term = ? AND ref = ?`, space, t, ref); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE term SET df = df - 1 WHERE space = ? AND term = ?`, space, t); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `UPDATE space SET texts = texts - 1 WHERE space = ?`, space); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM indexed WHERE space = ? AND ref = ?`, space, ref)
	return err
}
