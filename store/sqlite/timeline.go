package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// Timeline is all that is known of a document in the order of time.
func (d *DB) Timeline(ctx context.Context, name store.DocumentID) ([]store.Event, error) {
	id, err := findDocument(ctx, d.r, name)
	if err != nil {
		return nil, d.fail("timeline of "+string(name), err)
	}
	out, err := events(ctx, d.r, `SELECT e.at, e.kind, d.name, e.capture, coalesce(v.seq, 0), e.how, e.detail, c.door, c.outcome
		FROM change e JOIN document d ON d.id = e.document JOIN capture c ON c.id = e.capture LEFT JOIN version v ON v.id = e.version
		WHERE e.document = ?1
		UNION ALL
		SELECT c.started_at, '', d.name, c.id, 0, '', c.error, c.door, c.outcome
		FROM document d JOIN capture c ON c.document = d.name OR c.document IN (SELECT name FROM alias WHERE document = ?1)
		WHERE d.id = ?1 AND c.outcome IN ('failed', 'blocked')
		ORDER BY 1, 4`, id)
	return out, d.fail("timeline of "+string(name), err)
}

// Changes are the latest events of the given kinds, newest first.
func (d *DB) Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error) {
	if len(kinds) == 0 {
		kinds = []store.ChangeKind{store.New, store.Edited, store.GoneNow, store.Restored}
	}
	out, err := events(ctx, d.r, `SELECT e.at, e.kind, d.name, e.capture, coalesce(v.seq, 0), e.how, e.detail, c.door, c.outcome
		FROM change e JOIN document d ON d.id = e.document JOIN capture c ON c.id = e.capture LEFT JOIN version v ON v.id = e.version
		WHERE e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.at DESC, e.id DESC LIMIT ?`, toJSON(kinds), limit)
	return out, d.fail("list changes", err)
}

func events(ctx context.Context, q queryer, query string, args ...any) ([]store.Event, error) {
	var out []store.Event
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var e store.Event
		var at sql.NullInt64
		err := r.Scan(&at, &e.Kind, &e.Document, &e.CaptureID, &e.VersionSeq, &e.How, &e.Detail, &e.Door, &e.Outcome)
		e.At = fromMS(at)
		out = append(out, e)
		return err
	})
	return out, err
}
