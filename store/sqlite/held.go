package sqlite

import (
	"context"
	"database/sql/driver"
	"slices"
	"strings"
)

// Rows that a transaction writes are held back until something else is asked of the
// database, so that many go there at once. Before each other statement they are written,
// so that none can miss them.

// table is one whose new rows are held back.
type table int

// The tables, in the order in which their rows refer to each other.
const (
	blobTable table = iota
	captureTable
	documentTable
	aliasTable
	versionTable
	relationTable
	readingTable
	tombstoneTable
	changeTable
	unsoughtTable
	unrenderedTable
	unindexedTable
	nodeTable
	leafTable
	postingTable
	wordsTable
	shelfTable
	tableCount
)

var tableNames = [tableCount]string{
	"blob", "capture", "document", "alias", "version", "relation", "reading", "tombstone", "change", "unsought", "unrendered", "unindexed", "node", "leaf", "posting",
	"words", "shelf",
}

// tableColumns are those that rows have; the others are the database's to fill in.
var tableColumns = [tableCount][]string{
	{"sha256", "encoding", "bytes"},
	{
		"id", "run", "source", "document", "door", "relay", "method", "url", "final_url", "request_header", "hops", "status", "header",
		"raw_sha256", "raw_length", "raw_blob", "body_sha256", "body_length", "truncated", "started_at", "finished_at", "server_date",
		"remote_addr", "tls", "robots", "outcome", "error", "authority", "recorded_at",
	},
	{
		"id", "name", "kind", "platform", "url", "publisher", "author_key", "author_id", "author_handle", "author_name", "author_url",
		"published_at", "published_precision", "published_raw", "id_time", "first_seen", "last_seen", "next_look", "context", "authority",
		"page", "touched", "leaf",
	},
	{"name", "document"},
	{
		"id", "document", "seq", "native_id", "url", "title", "text", "lang", "cut", "content", "hash", "capture", "valid_from",
		"first_seen", "last_seen", "authority",
	},
	{"document", "kind", "other"},
	{"id", "version", "capture", "hash", "cut", "content"},
	{"id", "document", "how", "detail", "capture", "first_missed", "confirmed_at", "confirmed_by", "last_there", "closed_at", "authority"},
	{"id", "at", "kind", "document", "capture", "version", "how", "detail"},
	{"ref"}, {"ref"}, {"space", "ref"},
	{"number", "hash"},
	{"idx", "kind", "capture", "document", "record"},
	{"key", "data"},
	{"rowid", "title", "text", "earlier", "tags"},
	{"place", "document", "kind", "platform", "author", "lang", "state", "sum"},
}

// heldMost and heldBytes are how many rows are held at most, and of how many bytes.
const (
	heldMost  = 32 << 10
	heldBytes = 16 << 20
)

// bulkFrom is from how many rows on the engine's way of writing many is worth its while.
const bulkFrom = 24

// held are the rows that wait to be written.
type held struct {
	rows  [tableCount][][]any
	count int
	bytes int
	// err is what went wrong with one; the transaction ends with it.
	err error
}

// hold takes a new row, with a value for each of the table's columns.
func (t *tx) hold(ctx context.Context, to table, values ...any) []any {
	if err := asKept(values); err != nil && t.held.err == nil {
		t.held.err = err
	}
	for _, v := range values {
		switch x := v.(type) {
		case string:
			t.held.bytes += len(x)
		case []byte:
			t.held.bytes += len(x)
		}
	}
	t.held.rows[to] = append(t.held.rows[to], values)
	if t.held.count++; t.held.count >= heldMost || t.held.bytes >= heldBytes {
		t.held.err = t.flush(ctx)
	}
	return values
}

// asKept makes of values what the database keeps.
func asKept(values []any) (failed error) {
	for i, v := range values {
		v, err := driver.DefaultParameterConverter.ConvertValue(v)
		if x, ok := v.(bool); ok {
			v = int64(0)
			if x {
				v = int64(1)
			}
		}
		if err != nil && failed == nil {
			failed = err
		}
		values[i] = v
	}
	return failed
}

// flush writes the rows that are held back.
func (t *tx) flush(ctx context.Context) error {
	if t.held.count == 0 || t.held.err != nil {
		return t.held.err
	}
	for i := range tableCount {
		all := t.held.rows[i]
		t.held.rows[i] = all[:0]
		if err := t.putRows(ctx, i, all); err != nil {
			t.held.err = err // nothing more is written of this transaction
			return err
		}
		clear(all)
	}
	t.held.count, t.held.bytes = 0, 0
	clear(t.awaitingLeaf)
	return nil
}

// putRows writes rows of one table.
func (t *tx) putRows(ctx context.Context, to table, all [][]any) error {
	if len(all) < bulkFrom {
		for _, row := range all {
			s, err := t.prepare(ctx, inserts[to]) //nolint:sqlclosecheck // kept for the next time
			if err != nil {
				return err
			}
			if _, err := s.ExecContext(context.WithoutCancel(ctx), row...); err != nil {
				return err
			}
		}
		return nil
	}
	if to == blobTable { // in the order of their index, of which each page is met once then
		slices.SortFunc(all, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) }) //nolint:forcetypeassert // the sum
	}
	return t.w.engine.Fill(ctx, t.w.conn, tableNames[to], tableColumns[to], func() ([]any, error) {
		if len(all) == 0 {
			return nil, ctx.Err()
		}
		row := all[0]
		all = all[1:]
		return row, ctx.Err()
	})
}

// inserts write one row of each table.
var inserts = func() (out [tableCount]string) {
	for i := range out {
		out[i] = insertInto(tableNames[i], tableColumns[i])
	}
	return out
}()

// next is the number of the next row of a table whose ids have no gaps: nobody else
// writes while the transaction lasts.
func (t *tx) next(ctx context.Context, of table) (int64, error) {
	if t.ids[of] == 0 {
		if err := t.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM `+tableNames[of]).Scan(&t.ids[of]); err != nil {
			return 0, err
		}
	}
	t.ids[of]++
	return t.ids[of], nil
}
