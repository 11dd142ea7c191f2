package sqlite

import (
	"context"
	"database/sql"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
	"onrecord/store/record"
)

// recording is a capture and what it says, as the rules take them.
type recording struct {
	store.Capture
	said  []store.Observation
	names []store.DocumentID
}

// cleaned makes recordings of what was seen.
func (d *DB) cleaned(all []store.Recording) []recording {
	out := make([]recording, len(all))
	now := d.opts.Now()
	for i, r := range all {
		c := r.Capture
		if c.StartedAt.IsZero() {
			c.StartedAt = now.UTC()
		}
		if c.RecordedAt.IsZero() && c.Speaks() == store.AuthorityImport {
			c.RecordedAt = now.UTC()
		}
		said := record.Clean(c, r.Seen, now)
		out[i] = recording{c, said, record.Names(c, said)}
	}
	return out
}

// ahead is what a transaction asked at once for many captures, and keeps up with.
type ahead struct {
	// unknown are names that lead to no document.
	unknown map[store.DocumentID]bool
	// last are the last captures of documents, 0 for none.
	last map[store.DocumentID]int64
	// blobs are bytes by their sums, packed; nil where the database has them.
	blobs map[string]*packed
}

// known are those of some names that may lead to a document.
func (a *ahead) known(names []store.DocumentID) []store.DocumentID {
	return slices.DeleteFunc(names, func(n store.DocumentID) bool { return a.unknown[n] })
}

// packed are bytes as they are kept.
type packed struct {
	bytes    []byte
	encoding string
}

// lookAhead asks for what the recordings of some captures need.
func (t *tx) lookAhead(ctx context.Context, all []recording) error {
	t.ahead = ahead{map[store.DocumentID]bool{}, map[store.DocumentID]int64{}, map[string]*packed{}}
	bodies := t.packAhead(all)
	names := make([]store.DocumentID, 0, len(all))
	for _, r := range all {
		for _, n := range r.names {
			if !t.ahead.unknown[n] {
				t.ahead.unknown[n] = true
				names = append(names, n)
			}
		}
		if r.Document != "" {
			t.ahead.last[r.Document] = 0
		}
	}
	list := toJSON(names)
	for _, step := range []struct {
		query, list string
		each        func(*sql.Rows) error
	}{
		{`SELECT name FROM document WHERE name IN (SELECT value FROM json_each(?1) names) UNION ALL SELECT name FROM alias WHERE name IN (SELECT value FROM json_each(?1) names)`, list, func(r *sql.Rows) error {
			var name store.DocumentID
			err := r.Scan(&name)
			delete(t.ahead.unknown, name)
			return err
		}},
		{`SELECT document, max(id) FROM capture WHERE document <> '' AND document IN (SELECT value FROM json_each(?) names) GROUP BY document`, list, func(r *sql.Rows) error {
			var name store.DocumentID
			var id int64
			err := r.Scan(&name, &id)
			t.ahead.last[name] = id
			return err
		}},
		{`SELECT sha256 FROM blob WHERE sha256 IN (SELECT value FROM json_each(?) names)`, toJSON(bodies), func(r *sql.Rows) error {
			var sum string
			err := r.Scan(&sum)
			t.ahead.blobs[sum] = nil
			return err
		}},
	} {
		if err := rows(ctx, t, step.query, []any{step.list}, step.each); err != nil {
			return err
		}
	}
	return nil
}

// packAhead packs small bodies, on all processors, and gives their sums.
func (t *tx) packAhead(all []recording) []string {
	made, sums := make([]*packed, len(all)), make([]string, len(all))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const some = 32
	for from := 0; from < len(all); from += some {
		g.Go(func() error {
			for i := from; i < min(from+some, len(all)); i++ {
				if n := len(all[i].Body); n > 0 && n <= packedAnyway {
					b, encoding := pack(all[i].Body)
					sums[i], made[i] = sha(all[i].Body), &packed{b, encoding}
				}
			}
			return nil
		})
	}
	_ = g.Wait() // none of them fails
	list := sums[:0]
	for i, p := range made {
		if p != nil && t.ahead.blobs[sums[i]] == nil {
			t.ahead.blobs[sums[i]] = p
			list = append(list, sums[i])
		}
	}
	return list
}
