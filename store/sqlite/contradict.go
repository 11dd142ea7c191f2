package sqlite

import (
	"context"
	"database/sql"

	"onrecord/store"
)

// What store.Contradict needs: the standing versions of documents by their names, and of
// those that have one of some versions and others beside it.
const (
	standingOf   = versionQuery + ` WHERE d.name` + amongNames + ` AND v.seq > 0 ORDER BY v.document, v.seq`
	standingWith = versionQuery + ` WHERE v.document IN (SELECT document FROM version WHERE id` + among + ` AND seq > 0)
	AND EXISTS (SELECT 1 FROM version o WHERE o.document = v.document AND o.seq = 2) AND v.seq > 0 ORDER BY v.document, v.seq`
)

// contradictDocuments notes of documents what contradicts their current words.
func contradictDocuments(ctx context.Context, q Queryer, docs ...*store.Document) error {
	var names []store.DocumentID
	for _, d := range docs {
		if d.WordsBy.Under(store.AuthorityOrigin) && d.Versions > 1 {
			names = append(names, d.ID)
		}
	}
	if len(names) == 0 {
		return nil
	}
	by, err := standing(ctx, q, standingOf, toJSON(names))
	for _, d := range docs {
		if vs := by[d.ID]; len(vs) > 0 {
			d.Contradicted = vs[len(vs)-1].Contradicted
		}
	}
	return err
}

func pointers[T any](all []T) []*T {
	out := make([]*T, len(all))
	for i := range all {
		out[i] = &all[i]
	}
	return out
}

// contradictLinks notes of links what contradicts the words on either side.
func contradictLinks(ctx context.Context, q Queryer, links []store.Link) error {
	var ids []int64
	for _, l := range links {
		if l.Match.Brought.Authority != "" {
			ids = append(ids, l.Match.VersionID)
		}
		if l.Quote.Brought.Authority != "" {
			ids = append(ids, l.Quote.ArticleVersion)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	by, err := standing(ctx, q, standingWith, toJSON(ids))
	at := map[int64]*store.Contradiction{}
	for _, vs := range by {
		for _, v := range vs {
			at[v.ID] = v.Contradicted
		}
	}
	for i := range links {
		l := &links[i]
		l.Match.Brought.Contradicted, l.Quote.Brought.Contradicted = at[l.Match.VersionID], at[l.Quote.ArticleVersion]
	}
	return err
}

// standing are the versions that a query finds, by their documents, each with what
// contradicts it.
func standing(ctx context.Context, q Queryer, query, list string) (map[store.DocumentID][]store.Version, error) {
	by := map[store.DocumentID][]store.Version{}
	err := rows(ctx, q, query, []any{list}, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		by[v.Document] = append(by[v.Document], v)
		return err
	})
	for _, vs := range by {
		store.Contradict(vs, vs, store.Moment{}) // of words that stand, the home contradicts none
	}
	return by, err
}
