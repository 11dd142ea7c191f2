package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"onrecord/store"
)

// DocumentViews reads what the pages of some documents show, all of them in one query a
// table: a query a page costs more than what it finds.
func (d *DB) DocumentViews(ctx context.Context, docs []store.DocumentID, latest int) ([]store.DocumentView, error) {
	text, arg := of(documentsOfSome, docs)
	found, err := d.documentViews(ctx, latest, text, arg)
	at := make(map[store.DocumentID]int, len(docs))
	for i, id := range docs {
		at[id] = i
	}
	slices.SortFunc(found, func(a, b store.DocumentView) int { return cmp.Compare(at[a.ID], at[b.ID]) })
	return found, err
}

// ByPageID are the views of the documents whose page has this number.
func (d *DB) ByPageID(ctx context.Context, page int64, latest int) ([]store.DocumentView, error) {
	return d.documentViews(ctx, latest, documentQuery+` WHERE d.page = ?1 ORDER BY d.id`, page)
}

// views are those of the documents that a query finds.
func (d *DB) documentViews(ctx context.Context, latest int, text string, arg any) ([]store.DocumentView, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Bounded work; the driver starts a goroutine for each query that can be cut off.
	ctx = context.WithoutCancel(ctx)
	f := &documentReader{q: d.s, latest: latest, named: map[store.DocumentID]*store.DocumentView{}}
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return f.documents(ctx, text, arg) }, f.seldom, f.versions, f.captures, f.renditions, f.linksTo, f.quotes, f.contradictions, f.events, f.beside, f.texts,
	} {
		if err := step(ctx); err != nil {
			return nil, d.fail("read what pages show", err)
		}
	}
	return f.out, nil
}

// documentReader puts views together.
type documentReader struct {
	q      Queryer
	latest int
	out    []store.DocumentView
	// ids are the documents' numbers, names all that they go by; named finds a view
	// by any of its names.
	ids   []int64
	names []store.DocumentID
	named map[store.DocumentID]*store.DocumentView
	// latestIDs are the numbers of the latest versions; of finds a view by one of
	// them.
	latestIDs []int64
	of        map[int64]*store.DocumentView
}

// view is that of a document by one of its names. What was written meanwhile may be
// another's by now: that goes into one that nobody gets.
func (f *documentReader) view(name store.DocumentID) *store.DocumentView {
	if x := f.named[name]; x != nil {
		return x
	}
	return &store.DocumentView{}
}

func (f *documentReader) documents(ctx context.Context, text string, arg any) error {
	err := rows(ctx, f.q, text, []any{arg}, func(r *sql.Rows) error {
		id, doc, err := scanDocument(r)
		f.ids, f.names = append(f.ids, id), append(f.names, doc.ID)
		f.out = append(f.out, store.DocumentView{Document: doc, Captures: map[int64]store.Capture{}, Leaves: map[int64]int64{}, Related: map[store.DocumentID]store.Document{}, Texts: map[int64]string{}})
		return err
	})
	for i := range f.out {
		f.named[f.out[i].ID] = &f.out[i]
	}
	return err
}

// seldom reads what most documents have none of, in one query where none has any.
func (f *documentReader) seldom(ctx context.Context) error {
	var aliases, media, relations, leaves bool
	if err := list(ctx, f, seldomQuery, f.ids, func(r *sql.Rows) error { return r.Scan(&aliases, &media, &relations, &leaves) }); err != nil {
		return err
	}
	for _, step := range []struct {
		due bool
		f   func(context.Context) error
	}{{aliases, f.aliases}, {media, f.media}, {relations || aliases, f.relations}, {leaves || aliases, f.notes}} {
		if !step.due {
			continue
		}
		if err := step.f(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (f *documentReader) aliases(ctx context.Context) error {
	return list(ctx, f, aliasesOf, f.ids, func(r *sql.Rows) error {
		var own, other store.DocumentID
		err := r.Scan(&own, &other)
		f.names = append(f.names, other)
		f.named[other] = f.view(own)
		return err
	})
}

func (f *documentReader) versions(ctx context.Context) error {
	err := list(ctx, f, versionsOfSome, f.ids, func(r *sql.Rows) error {
		v, err := scanVersion(r)
		x := f.view(v.Document)
		if v.Seq < 0 {
			x.Aside = append(x.Aside, v)
			return err
		}
		x.Versions = append(x.Versions, v)
		return err
	})
	f.of = map[int64]*store.DocumentView{}
	for i := range f.out {
		x := &f.out[i]
		vs := x.Versions
		store.Contradict(vs, vs, x.PublishedAt)
		store.Contradict(x.Aside, vs, x.PublishedAt)
		if len(vs) > 0 {
			x.Contradicted = vs[len(vs)-1].Contradicted
		}
		for _, v := range vs[max(0, len(vs)-f.latest):] {
			f.latestIDs = append(f.latestIDs, v.ID)
			f.of[v.ID] = &f.out[i]
		}
	}
	return err
}

// captures are those of the latest versions, with their places in the log.
func (f *documentReader) captures(ctx context.Context) error {
	var ids []int64
	of := map[int64][]*store.DocumentView{} // one capture may show many documents
	for i := range f.out {
		x := &f.out[i]
		for _, v := range append(slices.Clone(x.Versions), x.Aside...) {
			if f.of[v.ID] != nil || v.Seq < 0 {
				ids = append(ids, v.CaptureID)
				of[v.CaptureID] = append(of[v.CaptureID], x)
			}
		}
	}
	return list(ctx, f, capturesNumbered, ids, func(r *sql.Rows) error {
		var index sql.NullInt64
		c, _, err := scanCapture(prefixed{r, &index})
		for _, x := range of[c.ID] {
			if x.Captures[c.ID] = c; index.Valid {
				x.Leaves[c.ID] = index.Int64
			}
		}
		return err
	})
}

func (f *documentReader) renditions(ctx context.Context) error {
	return rows(ctx, f.q, renditionQuery, []any{toJSON(f.latestIDs)}, func(r *sql.Rows) error {
		x, err := scanRendition(r)
		if of := f.of[x.VersionID]; of != nil {
			of.Renditions = append(of.Renditions, x)
		}
		return err
	})
}

func (f *documentReader) media(ctx context.Context) error {
	return list(ctx, f, mediaOfSome, f.ids, func(r *sql.Rows) error {
		m, err := scanMedium(r)
		x := f.view(m.Document)
		x.Media = append(x.Media, m)
		return err
	})
}

func (f *documentReader) notes(ctx context.Context) error {
	text, arg := of(notesOfSome, f.names)
	entries, err := leaves(ctx, f.q, text, arg)
	for _, e := range entries {
		n, ok, err := noteOf(e)
		if err != nil {
			return err
		}
		if x := f.view(e.Document); ok {
			x.Notes = append(x.Notes, n)
		}
	}
	return err
}

func (f *documentReader) events(ctx context.Context) error {
	text, arg := of(timelines, f.ids)
	es, err := events(ctx, f.q, text, arg)
	for _, e := range es {
		x := f.view(e.Document)
		x.Events = append(x.Events, e)
	}
	return err
}
