package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"onrecord/store"
)

// has reports whether any of the documents is of a kind.
func (f *documentReader) has(k store.Kind) bool {
	return slices.ContainsFunc(f.out, func(d store.DocumentView) bool { return d.Kind == k })
}

func (f *documentReader) linksTo(ctx context.Context) error {
	if !f.has(store.Post) {
		return nil
	}
	return list(ctx, f, linksToSome, f.ids, func(r *sql.Rows) error {
		l, err := scanLink(r)
		if x := f.view(l.Match.Document); err == nil && x.Kind == store.Post {
			x.Links = append(x.Links, l)
		}
		return err
	})
}

func (f *documentReader) quotes(ctx context.Context) error {
	if !f.has(store.Article) {
		return nil
	}
	var current []int64
	for _, d := range f.out {
		if n := len(d.Versions); n > 0 && d.Kind == store.Article {
			current = append(current, d.Versions[n-1].ID)
		}
	}
	return list(ctx, f, quotesOfSome, current, func(r *sql.Rows) error {
		l, err := scanLink(r)
		if x := f.view(l.Quote.Article); err == nil {
			x.Links = append(x.Links, l)
		}
		return err
	})
}

// contradictions notes what contradicts the words of links.
func (f *documentReader) contradictions(ctx context.Context) error {
	for i := range f.out {
		if err := contradictLinks(ctx, f.q, f.out[i].Links); err != nil {
			return err
		}
	}
	return nil
}

func (f *documentReader) relations(ctx context.Context) error {
	return rows(ctx, f.q, relationsQuery, []any{toJSON(f.ids), toJSON(f.names)}, func(r *sql.Rows) error {
		var own bool
		var name store.DocumentID
		var rel store.Relation
		var n int
		err := r.Scan(&own, &name, &rel.Kind, &rel.Document, &n)
		to := &f.view(name).Others
		if own {
			to = &f.view(name).Own
		}
		*to = append(*to, rel)
		return err
	})
}

// beside finds the documents that the others name.
func (f *documentReader) beside(ctx context.Context) error {
	by := map[store.DocumentID][]*store.DocumentView{}
	for i := range f.out {
		x := &f.out[i]
		for _, l := range x.Links {
			name := l.Quote.Article
			if x.Kind == store.Article {
				name = l.Match.Document
			}
			by[name] = append(by[name], x)
		}
		for _, r := range append(x.Own[:len(x.Own):len(x.Own)], x.Others...) {
			by[r.Document] = append(by[r.Document], x)
		}
	}
	delete(by, "")
	for _, query := range []query{documentsNamed, documentsAlias} {
		names := make([]store.DocumentID, 0, len(by))
		for name := range by {
			names = append(names, name)
		}
		if len(names) == 0 {
			return nil
		}
		slices.Sort(names)
		found := map[store.DocumentID]*store.Document{}
		err := list(ctx, f, query, names, func(r *sql.Rows) error {
			var name store.DocumentID
			_, doc, err := scanDocument(prefixed{r, &name})
			found[name] = &doc
			return err
		})
		if err == nil {
			err = contradictDocuments(ctx, f.q, slices.Collect(maps.Values(found))...)
		}
		if err != nil {
			return err
		}
		for name, doc := range found {
			for _, x := range by[name] {
				x.Related[name] = *doc
			}
			delete(by, name)
		}
	}
	return nil
}

// texts are those of the versions that articles quote.
func (f *documentReader) texts(ctx context.Context) error {
	of := map[int64][]*store.DocumentView{}
	for i := range f.out {
		for _, l := range f.out[i].Links {
			if f.out[i].Kind == store.Article && l.Match.VersionID != 0 {
				of[l.Match.VersionID] = append(of[l.Match.VersionID], &f.out[i])
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, cmp.Compare)
	return list(ctx, f, textsOfSome, ids, func(r *sql.Rows) error {
		var id int64
		var text string
		err := r.Scan(&id, &text)
		for _, x := range of[id] {
			x.Texts[id] = text
		}
		return err
	})
}
