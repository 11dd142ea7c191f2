package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"

	"onrecord/store"
)

// timelineQuery gives the changes of a document, or of a list of them as JSON, and the
// looks that failed. What one capture showed comes in the order of the versions.
const timelineQuery = `SELECT e.at, e.kind, d.name, e.capture, CASE WHEN v.seq > 0 THEN v.seq ELSE 0 END, e.how, e.detail, c.door, c.relay, c.outcome,
		coalesce(v.seq, 1099511627776) AS rank, e.id
	FROM change e JOIN document d ON d.id = e.document JOIN capture c ON c.id = e.capture LEFT JOIN version v ON v.id = e.version
	WHERE e.document` + among + `
	UNION ALL
	SELECT c.started_at, '', d.name, c.id, 0, '', c.error, c.door, c.relay, c.outcome, 0, 0
	FROM (SELECT id, name FROM document WHERE id` + among + ` UNION ALL SELECT document, name FROM alias WHERE document` + among + `) x
	CROSS JOIN capture c ON c.document <> '' AND c.document = x.name JOIN document d ON d.id = x.id
	WHERE c.outcome IN ('failed', 'blocked')
	ORDER BY 1, 4, 11, 12`

// changesQuery gives the latest events of a kind, as the table has it, and of those that
// took words out or of the others.
const changesQuery = `SELECT e.at, e.kind, d.name, e.capture, CASE WHEN v.seq > 0 THEN v.seq ELSE 0 END, e.how, e.detail, c.door, c.relay, c.outcome, 0, e.id
	FROM change e JOIN document d ON d.id = e.document JOIN capture c ON c.id = e.capture LEFT JOIN version v ON v.id = e.version
	WHERE e.kind = ? AND CASE e.how WHEN 'erased' THEN 1 ELSE 0 END = ? ORDER BY e.at DESC, e.id DESC LIMIT ?`

// changesAfterQuery gives the events that people may want to be told of.
const changesAfterQuery = `SELECT e.at, e.kind, d.name, e.capture, CASE WHEN v.seq > 0 THEN v.seq ELSE 0 END, e.how, e.detail, c.door, c.relay, c.outcome, 0, e.id
	FROM change e JOIN document d ON d.id = e.document JOIN capture c ON c.id = e.capture LEFT JOIN version v ON v.id = e.version
	WHERE e.id > ? AND e.kind IN ('edited', 'gone', 'restored') ORDER BY e.id LIMIT ?`

// Timeline is all that is known of a document in the order of time.
func (d *DB) Timeline(ctx context.Context, name store.DocumentID) ([]store.Event, error) {
	id, err := findDocument(ctx, d.s, name)
	if err != nil {
		return nil, d.fail("timeline of "+string(name), err)
	}
	out, err := events(ctx, d.s, timelineQuery, id)
	return out, d.fail("timeline of "+string(name), err)
}

// Changes are the latest events of the given kinds, newest first.
func (d *DB) Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error) {
	if len(kinds) == 0 {
		kinds = append(store.ToldChanges(), store.ChangeNew)
	}
	if limit <= 0 {
		limit = math.MaxInt
	}
	var out []store.Event
	for _, kind := range kinds { // each along the index; the best of all are among them
		erased := 0
		if kind == store.ChangeErased {
			kind, erased = store.ChangeGone, 1
		}
		es, err := events(ctx, d.r, changesQuery, kind, erased, limit)
		if err != nil {
			return nil, d.fail("list changes", err)
		}
		out = append(out, es...)
	}
	slices.SortFunc(out, func(a, b store.Event) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID)) })
	return out[:min(limit, len(out))], nil
}

// ChangesAfter are the events worth telling with a number above the given one.
func (d *DB) ChangesAfter(ctx context.Context, id int64, limit int) ([]store.Event, error) {
	out, err := events(ctx, d.r, changesAfterQuery, id, limit)
	return out, d.fail("list changes", err)
}

// events are what a query gives. An erasure stands in the table as a way of being gone.
func events(ctx context.Context, q Queryer, query string, args ...any) ([]store.Event, error) {
	var out []store.Event
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		var e store.Event
		var at sql.NullInt64
		var rank int64
		err := r.Scan(&at, &e.Kind, &e.Document, &e.CaptureID, &e.VersionSeq, &e.How, &e.Detail, &e.Endpoint, &e.Relay, &e.Outcome, &rank, &e.ID)
		if e.At = fromMS(at); e.Kind == store.ChangeGone && e.How == store.Erased {
			e.Kind = store.ChangeErased
		}
		out = append(out, e)
		return err
	})
	return out, err
}
