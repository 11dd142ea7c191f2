package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"onrecord/store"
)

// shelfQuery is what the search's index has of documents, those after a number, that it
// counts as indexed.
const shelfQuery = `SELECT d.id, d.touched, d.name, (SELECT coalesce(sum(octet_length(v.text)), 0) FROM version v WHERE v.document = d.id),
	l.place, coalesce(l.kind, ''), coalesce(l.platform, ''), coalesce(l.author, ''), coalesce(l.lang, ''), coalesce(l.state, ''), coalesce(l.sum, 0),
	EXISTS (SELECT 1 FROM words w WHERE w.rowid = l.place)
	FROM shelved s, document d LEFT JOIN shelf l ON l.document = d.id
	WHERE d.id > ? AND (d.touched, d.id) <= (s.touched, s.document) ORDER BY d.id LIMIT ?`

// onShelf is a document as the search's index has it.
type onShelf struct {
	name                                store.DocumentID
	place                               sql.NullInt64
	kind, platform, author, lang, state string
	sum                                 int64
	worded                              bool
}

// CheckWords holds the search's index, up to where it is up to date, against what documents
// say, and calls fault for each that it has otherwise. It writes nothing.
func (d *DB) CheckWords(ctx context.Context, scheme int, cut func(string) string, fault func(string)) error {
	var have int
	var strays int64
	if err := d.s.QueryRowContext(ctx, `SELECT scheme, (SELECT count(*) FROM shelf l WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.id = l.document)) FROM shelved`).Scan(&have, &strays); err != nil || have != scheme {
		return d.fail("check the search's index", err) // it is made anew before it is used
	}
	if strays > 0 {
		fault(fmt.Sprintf("the search's index has %d documents that are not there; run onrecord link --reindex", strays))
	}
	for last := int64(0); ; {
		var docs []leafed
		var now []onShelf
		size := int64(0)
		err := rows(ctx, d.s, shelfQuery, []any{last, wordsBatch}, func(r *sql.Rows) error {
			var l leafed
			var is onShelf
			err := r.Scan(&l.id, &l.touched, &is.name, &l.size, &is.place, &is.kind, &is.platform, &is.author, &is.lang, &is.state, &is.sum, &is.worded)
			if size += l.size; size <= batchBytes || len(docs) == 0 {
				docs, now = append(docs, l), append(now, is)
			}
			return err
		})
		if err != nil || len(docs) == 0 {
			return d.fail("check the search's index", err)
		}
		last = docs[len(docs)-1].id
		if err := d.leaf(ctx, docs, cut); err != nil {
			return d.fail("check the search's index", err)
		}
		for i, l := range docs {
			if !now[i].has(l) {
				fault(fmt.Sprintf("the search's index has %s otherwise than it is; run onrecord link --reindex", now[i].name))
			}
		}
	}
}

// has reports whether it is what the index is to have of a document.
func (s onShelf) has(l leafed) bool {
	if l.tags == "" {
		return !s.place.Valid
	}
	return s.place.Valid && s.worded && s.place.Int64 == l.place && s.sum == l.hash() &&
		s.kind == l.kind && s.platform == l.platform && s.author == l.author && s.lang == l.lang && s.state == l.states
}
