package report

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"onrecord/store"
	"onrecord/templates/view"
)

// documents draws the pages of what changed, and of its neighbours. It gives the stamp up to
// which the report then shows the changes.
func (w *report) documents(ctx context.Context, since, now state) (int64, error) {
	n, err := w.archive.Freshness.CountChangedSince(ctx, since.Stamp)
	if err != nil {
		return 0, err
	}
	if since.Stamp == 0 {
		stamp, err := w.changed(ctx, 0, nil)
		if err != nil {
			return 0, err
		}
		accounts, err := w.archive.Authors.Accounts(ctx)
		if err != nil {
			return 0, err
		}
		return stamp, w.authors(ctx, slices.Values(accounts))
	}
	if n < w.want/5 {
		w.want = n
	}
	w.touched = map[string]bool{}
	near := &neighbours{docs: map[store.DocumentID]bool{}, authors: map[store.Account]bool{}, monthLists: w.touched}
	stamp, err := w.changed(ctx, since.Stamp, near)
	if err == nil {
		err = w.newlyProven(ctx, since, now, near)
	}
	if err == nil {
		err = w.neighbours(ctx, near)
	}
	if err != nil {
		return 0, err
	}
	return stamp, w.authors(ctx, maps.Keys(near.authors))
}

// changed draws the pages of documents that changed after a stamp and gives the one to go
// on from; near, where it is not nil, learns their neighbours.
func (w *report) changed(ctx context.Context, since int64, near *neighbours) (int64, error) {
	g, ctx := group(ctx)
	var ids []store.DocumentID
	flush := func() {
		some := ids
		ids = nil
		g.Go(func() error { return w.batch(ctx, some, near) })
	}
	stamp, err := w.archive.Freshness.ChangedSince(ctx, since, func(id store.DocumentID) error {
		if ids = append(ids, id); len(ids) == batch {
			flush()
		}
		return nil
	})
	flush()
	return stamp, cmp.Or(g.Wait(), err)
}

// neighbours draws the pages of those that are not drawn yet.
func (w *report) neighbours(ctx context.Context, near *neighbours) error {
	g, ctx := group(ctx)
	maps.DeleteFunc(near.docs, func(_ store.DocumentID, due bool) bool { return !due })
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(near.docs)), batch) {
		g.Go(func() error { return w.batch(ctx, ids, nil) })
	}
	return g.Wait()
}

// newlyProven adds the documents whose evidence has got a signature or a time stamp
// since.
func (w *report) newlyProven(ctx context.Context, was, now state, to *neighbours) error {
	for _, r := range [][2]int64{{was.Signed, now.Signed}, {was.Anchored, now.Anchored}} {
		if err := w.archive.Freshness.DocumentsInLog(ctx, r[0], r[1], func(id store.DocumentID) error {
			to.due(id)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// batch draws the pages of some documents.
func (w *report) batch(ctx context.Context, ids []store.DocumentID, near *neighbours) error {
	ds, err := w.archive.Documents.DocumentViews(ctx, ids, view.MostVersions)
	for _, d := range ds {
		if near != nil && err == nil {
			err = near.add(d)
		}
		if err == nil {
			err = w.document(ctx, d)
		}
	}
	return err
}

// document draws a document's page, and those that compare where it has versions to
// compare.
func (w *report) document(ctx context.Context, d store.DocumentView) error {
	if err := w.pictures(ctx, d.Media); err != nil {
		return err
	}
	versions, compare := view.ComparePages(d.ID, len(d.Versions))
	for i, path := range compare {
		if err := w.page(path, func(p *view.PageBuilder) (view.Page, error) { return p.Compare(ctx, d, versions[i]) }); err != nil {
			return err
		}
	}
	paths := []string{view.PagePath(d.Kind, d.ID)}
	if d.Kind == store.Post { // it may have been an article, and that page keeps its name
		was := view.PagePath(store.Article, d.ID)
		if _, err := os.Stat(filepath.Join(w.dir, filepath.FromSlash(was))); err == nil {
			paths = append(paths, was)
		}
	}
	for _, path := range paths {
		if err := w.page(path, func(p *view.PageBuilder) (view.Page, error) { return p.Document(ctx, d) }); err != nil {
			return err
		}
	}
	return nil
}

// authors draws the pages of some accounts.
func (w *report) authors(ctx context.Context, accounts iter.Seq[store.Account]) error {
	g, ctx := group(ctx)
	for a := range accounts {
		g.Go(func() error {
			return w.page(view.AccountPath(a), func(p *view.PageBuilder) (view.Page, error) {
				count, err := w.archive.Authors.AuthorCount(ctx, a.Platform, a.Key)
				if err != nil {
					return nil, err
				}
				return p.Author(ctx, count)
			})
		})
	}
	return g.Wait()
}

// listsAndSingles draws the lists of authors and sources, the pages of sources and runs, and
// the pages of which the site has one.
func (w *report) listsAndSingles(ctx context.Context, since state) error {
	sources, err := w.archive.Sources.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	runs, err := w.archive.Runs.LatestRuns(ctx, view.MostRows)
	if err != nil {
		return err
	}
	authors, err := w.site.AuthorPages(ctx)
	if err != nil {
		return err
	}
	if err := w.removeExtraParts(map[string]int{"authors": authors, "sources": view.SourcePages(len(sources))}); err != nil {
		return err
	}
	g, ctx := group(ctx)
	for i := 2; i <= authors; i++ {
		g.Go(func() error {
			return w.page(view.AuthorsPath(i), func(p *view.PageBuilder) (view.Page, error) { return p.Authors(ctx, i) })
		})
	}
	for i := 2; i <= view.SourcePages(len(sources)); i++ {
		g.Go(func() error {
			return w.page(view.SourcesPath(i), func(p *view.PageBuilder) (view.Page, error) { return p.Sources(ctx, i) })
		})
	}
	for _, s := range sources {
		if !s.LastRun.Before(since.At) || !s.AddedAt.Before(since.At) {
			g.Go(func() error {
				return w.page(view.SourcePath(s.ID), func(p *view.PageBuilder) (view.Page, error) { return p.Source(ctx, s.ID) })
			})
		}
	}
	for _, r := range runs {
		if r.ID >= since.Run {
			g.Go(func() error {
				return w.page(view.RunPath(r.ID), func(p *view.PageBuilder) (view.Page, error) { return p.Run(ctx, r.ID) })
			})
		}
	}
	for _, e := range view.Pages {
		if e.Single != nil {
			g.Go(func() error {
				return w.page(e.Template+".html", func(p *view.PageBuilder) (view.Page, error) { return e.Single(p, ctx) })
			})
		}
	}
	return g.Wait()
}
