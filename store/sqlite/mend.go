package sqlite

import "context"

// mends bring archives to the form of a migration that landed where an onrecord that
// was never released made them by an earlier one. Each is due from a schema on, where a
// table lacks a column.
var mends = []struct {
	schema        int
	table, column string
	script        string
}{
	{1, "document", "listed_at", `
		ALTER TABLE document ADD COLUMN listed_at INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(published_at, first_seen, 0)) VIRTUAL;
		DROP INDEX document_author; DROP INDEX document_next_look; DROP INDEX document_published;
		CREATE INDEX document_listed ON document (listed_at, id);
		CREATE INDEX document_kind ON document (kind, listed_at, id);
		CREATE INDEX document_author ON document (author_key, listed_at, id);
		CREATE INDEX document_next_look ON document (next_look, id) WHERE next_look IS NOT NULL;
		CREATE INDEX change_version ON change (version)`},
	{1, "capture", "raw_blob", `
		ALTER TABLE capture ADD COLUMN raw_blob TEXT NOT NULL DEFAULT '';
		UPDATE capture SET raw_blob = raw_sha256 WHERE raw_sha256 <> body_sha256 AND EXISTS (SELECT 1 FROM blob WHERE sha256 = raw_sha256)`},
	{1, "space", "texts", `
		CREATE TABLE unindexed (id INTEGER PRIMARY KEY AUTOINCREMENT, space INTEGER NOT NULL, ref INTEGER NOT NULL, UNIQUE (space, ref)) STRICT;
		CREATE TABLE space (space INTEGER PRIMARY KEY, scheme INTEGER NOT NULL, texts INTEGER NOT NULL) STRICT;
		INSERT INTO space VALUES (1, 0, 0), (2, 0, 0);
		INSERT INTO unindexed (space, ref) SELECT 1, v.id FROM version v JOIN document d ON d.id = v.document WHERE d.kind = 'post'`},
	{4, "host", "asked_at", `ALTER TABLE host ADD COLUMN asked_at INTEGER`},
	{4, "source", "speaker", `ALTER TABLE source ADD COLUMN speaker TEXT NOT NULL DEFAULT ''`},
}

// mend does what is due at the schema that the file has.
func mend(ctx context.Context, t *tx, have int) error {
	for _, m := range mends {
		var there bool
		if have < m.schema {
			continue
		}
		if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pragma_table_xinfo(?) WHERE name = ?)`, m.table, m.column).Scan(&there); err != nil {
			return err
		}
		if there {
			continue
		}
		if err := t.script(ctx, m.script); err != nil {
			return err
		}
	}
	if have >= 5 && have < 11 { // the eleventh drops it
		return t.script(ctx, `CREATE INDEX IF NOT EXISTS link_verdict ON link (verdict, linked_at)`)
	}
	return nil
}
