package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onrecord/store"
	"onrecord/store/proof"
)

// stateTables are the rows that a document's state is made of, and the columns that are
// no part of it: the database's own numbers, the schedule, and the copies of a version's
// words that are held against its content.
var stateTables = []struct {
	name, query string
	drop        []string
}{
	{"document", `SELECT * FROM document WHERE id = ?`, []string{"id", "next_look", "touched", "listed_at", "leaf"}},
	{"alias", `SELECT * FROM alias WHERE document = ? ORDER BY name`, []string{"document"}},
	{"version", `SELECT * FROM version WHERE document = ? ORDER BY seq`, []string{"id", "document", "title", "text"}},
	{"tombstone", `SELECT * FROM tombstone WHERE document = ? ORDER BY id`, []string{"id", "document"}},
	{"change", `SELECT c.*, v.seq, CASE WHEN c.version IS NOT NULL AND v.id IS NULL THEN 1 ELSE 0 END AS stray FROM change c
		LEFT JOIN version v ON v.id = c.version AND v.document = c.document WHERE c.document = ? ORDER BY c.id`, []string{"id", "document", "version"}},
	{"relation", `SELECT * FROM relation WHERE document = ? ORDER BY kind, other`, []string{"document"}},
	{"medium", `SELECT * FROM medium WHERE document = ? ORDER BY url, sha256`, []string{"document"}},
	{"forgotten", `SELECT * FROM forgotten WHERE document = ?`, []string{"document", "leaf"}},
}

// hasRows says which of the tables that few documents have rows in has some of a
// document: to ask each of them costs as much as all the rest.
const hasRows = `SELECT EXISTS (SELECT 1 FROM alias WHERE document = ?1), EXISTS (SELECT 1 FROM tombstone WHERE document = ?1),
	EXISTS (SELECT 1 FROM relation WHERE document = ?1), EXISTS (SELECT 1 FROM medium WHERE document = ?1), EXISTS (SELECT 1 FROM forgotten WHERE document = ?1)`

// rowsOf are a document's rows.
func rowsOf(ctx context.Context, q Queryer, doc int64) (proof.Rows, error) {
	var alias, tombstone, relation, medium, forgotten bool
	if err := q.QueryRowContext(ctx, hasRows, doc).Scan(&alias, &tombstone, &relation, &medium, &forgotten); err != nil {
		return nil, err
	}
	empty := map[string]bool{"alias": !alias, "tombstone": !tombstone, "relation": !relation, "medium": !medium, "forgotten": !forgotten}
	out := map[int64]proof.Rows{doc: {}}
	for _, t := range stateTables {
		if empty[t.name] {
			continue
		}
		if err := addRows(ctx, q, out, t.name, t.query, t.drop, doc); err != nil {
			return nil, err
		}
	}
	return out[doc], nil
}

// rowsOfAll are the rows of several documents.
func rowsOfAll(ctx context.Context, q Queryer, docs []int64) (map[int64]proof.Rows, error) {
	out := make(map[int64]proof.Rows, len(docs))
	for _, doc := range docs {
		out[doc] = proof.Rows{}
	}
	list := toJSON(docs)
	for _, t := range stateTables {
		if err := addRows(ctx, q, out, t.name, strings.Replace(t.query, "= ?", "IN (SELECT value FROM json_each(?))", 1), t.drop, list); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// addRows adds the rows of a table that a query of documents gives.
func addRows(ctx context.Context, q Queryer, to map[int64]proof.Rows, table, query string, drop []string, docs any) error {
	key := "document"
	if table == "document" {
		key = "id"
	}
	err := rows(ctx, q, query, []any{docs}, func(r *sql.Rows) error {
		row, doc, err := keyedRow(r, key, drop)
		if err != nil {
			return err
		}
		if table == "version" {
			content, _ := row["content"].(string)
			row["content"] = sha([]byte(content))
		}
		to[doc][table] = append(to[doc][table], row)
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return nil
}

// rowOf is a row by its columns' names, without those that are empty or dropped.
func rowOf(r *sql.Rows, drop []string) (map[string]any, error) {
	out, _, err := keyedRow(r, "", drop)
	return out, err
}

// keyedRow is rowOf with the number in a column.
func keyedRow(r *sql.Rows, key string, drop []string) (map[string]any, int64, error) {
	columns, err := r.Columns()
	if err != nil {
		return nil, 0, err
	}
	var number int64
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	if err := r.Scan(to...); err != nil {
		return nil, 0, err
	}
	out := make(map[string]any, len(columns))
	for i, name := range columns {
		v := values[i]
		if name == key {
			number, _ = v.(int64)
		}
		if v != nil && v != "" && v != int64(0) && !slices.Contains(drop, name) {
			out[name] = v
		}
	}
	return out, number, nil
}

// heldRow is a row as keyedRow would read it again.
func heldRow(of table, values []any) map[string]any {
	drop := dropped[tableNames[of]]
	out := make(map[string]any, len(values))
	for i, name := range tableColumns[of] {
		v := values[i]
		if v != nil && v != "" && v != int64(0) && !slices.Contains(drop, name) {
			out[name] = v
		}
	}
	if of == versionTable {
		content, _ := out["content"].(string)
		out["content"] = sha([]byte(content))
	}
	return out
}

// dropped are the columns that are no part of a state, by table.
var dropped = func() map[string][]string {
	out := map[string][]string{}
	for _, t := range stateTables {
		out[t.name] = t.drop
	}
	return out
}()

// sortRows puts rows in the order of columns, as the queries of stateTables do.
func sortRows(all []map[string]any, columns ...string) {
	slices.SortStableFunc(all, func(a, b map[string]any) int {
		for _, column := range columns {
			c := 0
			switch x := a[column].(type) {
			case int64:
				y, _ := b[column].(int64)
				c = cmp.Compare(x, y)
			case string:
				y, _ := b[column].(string)
				c = cmp.Compare(x, y)
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
}

// stateOf is a document's state.
func stateOf(ctx context.Context, q Queryer, doc int64) (proof.DocumentState, error) {
	all, err := rowsOf(ctx, q, doc)
	if err != nil {
		return proof.DocumentState{}, err
	}
	return all.State()
}

// statesOf are those of some documents.
func statesOf(ctx context.Context, q Queryer, docs []int64) ([]proof.DocumentState, error) {
	if len(docs) == 1 {
		s, err := stateOf(ctx, q, docs[0])
		return []proof.DocumentState{s}, err
	}
	var out []proof.DocumentState
	all, err := rowsOfAll(ctx, q, docs)
	if err != nil {
		return nil, err
	}
	for _, doc := range docs {
		s, err := all[doc].State()
		if err != nil {
			return nil, fmt.Errorf("the state of document %d: %w", doc, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// setStateLeaf remembers by which leaf the states of documents are on record.
func setStateLeaf(ctx context.Context, tx *tx, docs []int64, leaf int64) error {
	for _, doc := range docs {
		if _, err := tx.ExecContext(ctx, `UPDATE document SET leaf = ? WHERE id = ?`, leaf, doc); err != nil {
			return err
		}
	}
	return nil
}

// logStates puts the states of all documents on record, some in a leaf.
func (d *DB) logStates(ctx context.Context, tx *tx) error {
	const page = 200
	for last := int64(0); ; {
		docs, err := numbers(ctx, tx, `SELECT id FROM document WHERE id > ? ORDER BY id LIMIT ?`, last, page)
		if err != nil || len(docs) == 0 {
			return err
		}
		states, err := statesOf(ctx, tx, docs)
		if err != nil {
			return err
		}
		leaf, err := appendLeaf(ctx, tx, store.StateLeaf, 0, "", func(index int64) ([]byte, error) {
			return proof.Encode(proof.States{Head: proof.NewHead(store.StateLeaf, index, d.opts.Now()), States: states})
		})
		if err != nil {
			return err
		}
		if err := setStateLeaf(ctx, tx, docs, leaf); err != nil {
			return err
		}
		last = docs[len(docs)-1]
	}
}

// StatedAt is the leaf that a document's rows name as the last record of it;
// store.ErrNotFound where no document has that id.
func (d *DB) StatedAt(ctx context.Context, id store.DocumentID) (doc, leaf int64, err error) {
	err = d.s.QueryRowContext(ctx, `SELECT id, coalesce(leaf, -1) FROM document WHERE id = coalesce((SELECT id FROM document WHERE name = ?1), (SELECT document FROM alias WHERE name = ?1))`, id).Scan(&doc, &leaf)
	return doc, leaf, d.fail("the state of "+string(id), err)
}

// StatedAll is StatedAt of many documents, without those that go by an alias or are not there.
func (d *DB) StatedAll(ctx context.Context, ids []store.DocumentID) (map[store.DocumentID]proof.Stated, error) {
	out := make(map[store.DocumentID]proof.Stated, len(ids))
	err := rows(ctx, d.s, `SELECT name, id, coalesce(leaf, -1) FROM document WHERE name IN (SELECT value FROM json_each(?) names)`, []any{toJSON(ids)}, func(r *sql.Rows) error {
		var id store.DocumentID
		var s proof.Stated
		err := r.Scan(&id, &s.Document, &s.Leaf)
		out[id] = s
		return err
	})
	return out, d.fail("the states of documents", err)
}

// Name is the id by which a document goes now.
func (d *DB) Name(ctx context.Context, id store.DocumentID) (name store.DocumentID, err error) {
	err = d.s.QueryRowContext(ctx, `SELECT name FROM document WHERE name = ?1 UNION ALL SELECT d.name FROM alias a JOIN document d ON d.id = a.document WHERE a.name = ?1 LIMIT 1`, id).Scan(&name)
	return name, d.fail("the name of "+string(id), err)
}

// CountDocuments is how many documents there are.
func (d *DB) CountDocuments(ctx context.Context) (n int64, err error) {
	err = d.s.QueryRowContext(ctx, `SELECT count(*) FROM document`).Scan(&n)
	return n, d.fail("count the documents", err)
}

// DocumentRows are the rows of documents; store.ErrCorrupt where they cannot be read.
func (d *DB) DocumentRows(ctx context.Context, docs ...int64) (all map[int64]proof.Rows, err error) {
	if len(docs) == 1 {
		all = map[int64]proof.Rows{}
		all[docs[0]], err = rowsOf(ctx, d.s, docs[0])
	} else {
		all, err = rowsOfAll(ctx, d.s, docs)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		err = fmt.Errorf("%w (%w)", store.ErrCorrupt, err)
	}
	return all, d.fail("the rows of documents", err)
}
