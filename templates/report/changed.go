package report

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"onrecord/store"
	"onrecord/templates/view"
)

// stateFile remembers in a report what it shows.
const stateFile = ".onrecord-report.json"

// reportState says what a report shows.
type reportState struct {
	// Archive tells archives apart, Look what all pages depend on beside it.
	Archive, Look string
	// Stamp is how far touched documents are in it, Run the last run that had
	// ended, At when it was written.
	Stamp int64
	Run   int64
	At    time.Time
	// Signed and Anchored are how many of the log's entries had a checkpoint and a
	// time stamp over them.
	Signed, Anchored int64
}

func readReportState(dir string) reportState {
	var s reportState
	b, err := os.ReadFile(filepath.Join(dir, stateFile))
	if err != nil || json.Unmarshal(b, &s) != nil {
		return reportState{} // none, or not ours: all is drawn
	}
	return s
}

func (s reportState) write(dir string) error {
	b, err := json.Marshal(s)
	if err == nil {
		_, err = put(filepath.Join(dir, stateFile), append(b, '\n'))
	}
	return err
}

// reportState is what the report will show.
func (w *report) reportState(ctx context.Context) (reportState, error) {
	counts, err := w.archive.Documents.Counts(ctx)
	if err != nil {
		return reportState{}, err
	}
	w.want = counts.Posts + counts.Articles
	s := reportState{
		Archive: store.FormatTime(counts.FirstCapture), At: w.opts.Generated,
		Look: fmt.Sprintf("%s %s %q %t", w.site.Version(), w.opts.Build, w.site.Options().Title, w.opts.Excerpts),
	}
	runs, err := w.archive.Runs.LatestRuns(ctx, 1)
	if len(runs) > 0 {
		s.Run = runs[0].ID
	}
	if err == nil {
		s.Signed, s.Anchored, err = w.covered(ctx)
	}
	return s, err
}

// covered is how many of the log's entries have a checkpoint and a time stamp over
// them.
func (w *report) covered(ctx context.Context) (signed, anchors int64, err error) {
	all, err := w.archive.Log.Checkpoints(ctx)
	if n := len(all); n > 0 {
		signed = all[n-1].Size
	}
	if err != nil {
		return 0, 0, err
	}
	stamps, err := view.AnchorsOf(ctx, w.archive.Log)
	if n := len(stamps); n > 0 {
		anchors = stamps[n-1].Size
	}
	return signed, anchors, err
}

// since is from where a report goes on: the zero state where all is to be drawn.
func (s reportState) since(was reportState, all bool) reportState {
	if all || was.Archive != s.Archive || was.Look != s.Look {
		return reportState{}
	}
	return was
}

// beside collects, while pages are drawn, what else may say something else.
type beside struct {
	mu sync.Mutex
	// docs are documents whose pages show something of one that was touched, true until
	// they are drawn; authors are those of touched posts.
	docs    map[store.DocumentID]bool
	authors map[store.Account]bool
}

// most is how many are remembered; with more all is drawn.
const mostBeside = 100_000

// due remembers a document that was not drawn yet.
func (b *beside) due(id store.DocumentID) {
	if _, known := b.docs[id]; !known {
		b.docs[id] = true
	}
}

// take remembers what stands beside a document.
func (b *beside) take(d store.DocumentView) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.docs[d.ID] = false
	for _, other := range d.Related {
		b.due(other.ID)
	}
	if d.Kind == store.Post && d.Author.Key() != "" {
		b.authors[store.Account{Platform: d.Platform, Key: d.Author.Key()}] = true
	}
	if len(b.docs) > mostBeside {
		return fmt.Errorf("too much changed since the report was written; write it anew with --all")
	}
	return nil
}

// documents draws the pages of what was touched, and of what stands beside it. It
// gives the stamp up to which the report is then true.
func (w *report) documents(ctx context.Context, since, now reportState) (int64, error) {
	n, err := w.archive.Freshness.CountChangedSince(ctx, since.Stamp)
	if err != nil {
		return 0, err
	}
	if since.Stamp == 0 {
		stamp, err := w.touched(ctx, 0, nil)
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
	near := &beside{docs: map[store.DocumentID]bool{}, authors: map[store.Account]bool{}}
	stamp, err := w.touched(ctx, since.Stamp, near)
	if err == nil {
		err = w.vouched(ctx, since, now, near)
	}
	if err == nil {
		err = w.near(ctx, near)
	}
	if err != nil {
		return 0, err
	}
	return stamp, w.authors(ctx, maps.Keys(near.authors))
}

// touched draws the pages of documents touched after a stamp and gives the one to go
// on from; near, where it is not nil, learns what stands beside them.
func (w *report) touched(ctx context.Context, since int64, near *beside) (int64, error) {
	g, ctx := group(ctx)
	var ids []store.DocumentID
	hand := func() {
		some := ids
		ids = nil
		g.Go(func() error { return w.batch(ctx, some, near) })
	}
	stamp, err := w.archive.Freshness.ChangedSince(ctx, since, func(id store.DocumentID) error {
		if ids = append(ids, id); len(ids) == batch {
			hand()
		}
		return nil
	})
	hand()
	return stamp, cmp.Or(g.Wait(), err)
}

// near draws the pages of what stands beside.
func (w *report) near(ctx context.Context, near *beside) error {
	g, ctx := group(ctx)
	maps.DeleteFunc(near.docs, func(_ store.DocumentID, due bool) bool { return !due })
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(near.docs)), batch) {
		g.Go(func() error { return w.batch(ctx, ids, nil) })
	}
	return g.Wait()
}

// vouched adds the documents whose evidence has got a signature or a time stamp
// since.
func (w *report) vouched(ctx context.Context, was, now reportState, to *beside) error {
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
func (w *report) batch(ctx context.Context, ids []store.DocumentID, near *beside) error {
	ds, err := w.archive.Documents.DocumentViews(ctx, ids, view.MostVersions)
	for _, d := range ds {
		if near != nil && err == nil {
			err = near.take(d)
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
	versions, compare := view.ComparePages(d.ID, len(d.Versions))
	for i, path := range compare {
		if err := w.page(path, func(p *view.PageBuilder) (view.Page, error) { return p.Compare(d, versions[i]) }); err != nil {
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

// rest draws the pages of which there are few.
func (w *report) rest(ctx context.Context, since reportState) error {
	sources, err := w.archive.Sources.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	runs, err := w.archive.Runs.LatestRuns(ctx, view.MostRows)
	if err != nil {
		return err
	}
	g, ctx := group(ctx)
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
