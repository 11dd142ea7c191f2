package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"sync"

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

// ahead is what prefetch read; the transaction keeps it up to date with what it writes.
type ahead struct {
	// unknown are names that lead to no document.
	unknown map[store.DocumentID]bool
	// last are the last captures of documents, 0 for none.
	last map[store.DocumentID]int64
	// blobs are bytes by their sums, packed; nil where the database has them.
	blobs map[string]*packed
}

// cutAhead computes the index terms of new posts on other processors, while the transaction
// writes their rows.
type cutAhead struct {
	making errgroup.Group
	mu     sync.Mutex
	made   map[spokenText][]store.Term
}

// spokenText is what the terms of a version are made of.
type spokenText struct{ title, text, lang string }

// begin makes those of the posts in some recordings that the archive does not know.
func (c *cutAhead) begin(terms func(store.Version) []store.Term, all []recording, unknown map[store.DocumentID]bool) {
	if terms == nil {
		return
	}
	if c.made == nil {
		c.made = map[spokenText][]store.Term{}
	}
	var texts []spokenText
	for _, r := range all {
		for _, o := range r.said {
			if o.Kind == store.Post && o.Gone == nil && unknown[o.Document] {
				texts = append(texts, spokenText{o.Content.Title, o.Content.Text, o.Content.Lang})
			}
		}
	}
	for some := range slices.Chunk(texts, 64) {
		c.making.Go(func() error {
			for _, t := range some {
				made := terms(store.Version{Content: store.Content{Title: t.title, Text: t.text, Lang: t.lang}})
				c.mu.Lock()
				c.made[t] = made
				c.mu.Unlock()
			}
			return nil
		})
	}
}

// terms are those of a version, made before or now.
func (c *cutAhead) terms(v store.Version, terms func(store.Version) []store.Term) []store.Term {
	if made, ok := c.made[spokenText{v.Title, v.Text, v.Lang}]; ok {
		return made
	}
	return terms(v)
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

// prefetch reads at once what the recording of many captures needs.
func (t *tx) prefetch(ctx context.Context, all []recording) error {
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
	_ = inParts(len(all), 32, func(i int) error { // none of them fails
		if n := len(all[i].Body); n > 0 && n <= packedAnyway {
			b, encoding := pack(all[i].Body)
			sums[i], made[i] = sha(all[i].Body), &packed{b, encoding}
		}
		return nil
	})
	list := sums[:0]
	for i, p := range made {
		if p != nil && t.ahead.blobs[sums[i]] == nil {
			t.ahead.blobs[sums[i]] = p
			list = append(list, sums[i])
		}
	}
	return list
}
