// Package report writes the static report: a folder of pages that opens from disk, of which
// only those are drawn anew that may say something else than they did.
package report

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/search"
	"onrecord/templates/view"
)

// Archive is what a report is written from.
type Archive struct {
	view.Archive
	Freshness Freshness
	Texts     search.Reader
	// Media gives the bytes of kept media, HasMedium says whether they are there; both
	// may be nil.
	Media     view.Opener
	HasMedium func(sha256 string) bool
}

// Freshness says which pages are out of date. Its methods are as in store.Views.
type Freshness interface {
	ChangedSince(ctx context.Context, since int64, each func(store.DocumentID) error) (int64, error)
	CountChangedSince(ctx context.Context, since int64) (int, error)
	DocumentsInLog(ctx context.Context, from, below int64, each func(store.DocumentID) error) error
}

// Options say how to write a report.
type Options struct {
	view.Options
	// All draws every page anew, instead of those that may have changed since the
	// report was written last.
	All bool
	// Build names the program that draws: another one draws every page anew.
	Build string
	// Progress is told how many pages are done, of how many at least.
	Progress func(done, total int)
}

// Summary counts what a report wrote: the pages that were looked at, and those that
// changed.
type Summary struct{ Pages, Rewritten int }

// Write writes the archive as a static site into a directory that opens from disk.
// Each page is put in place whole, and only where it changed; a page's name never
// changes. Where the directory has a report of the same archive, only pages that may
// say something else are drawn.
func Write(ctx context.Context, a Archive, dir string, o Options) (Summary, error) {
	o.Pictures, o.PicturesFrom = pictureIn(dir), "'self' file:" // the one is from a server, the other from disk
	site, err := page.New(a.Archive, o.Options)
	if err != nil {
		return Summary{}, err
	}
	if err := checkFolder(dir); err != nil {
		return Summary{}, err
	}
	for _, sub := range []string{"", "posts", "articles", "compare", "authors", "months", "sources", "runs", mediaFolder} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return Summary{}, fmt.Errorf("make the report's directory: %w; choose another with -o", err)
		}
		removeTemporary(filepath.Join(dir, sub))
	}
	if err := markFolder(dir); err != nil {
		return Summary{}, err
	}
	w := &report{site: site, archive: a, dir: dir, opts: o}
	err = w.write(ctx)
	return Summary{int(w.pages.Load()), int(w.rewritten.Load())}, err
}

// report is one report under way.
type report struct {
	site             *page.Site
	archive          Archive
	dir              string
	opts             Options
	want             int
	pages, rewritten atomic.Int64
	touched          map[string]bool // first pages of the lists by month of what changed
	mu               sync.Mutex      // of Progress
}

func (w *report) write(ctx context.Context) error {
	was := readState(w.dir)
	now, err := w.stateNow(ctx)
	if err != nil {
		return err
	}
	since := now.since(was, w.opts.All)
	if n, err := w.archive.Freshness.CountChangedSince(ctx, since.Stamp); err != nil || n > w.want/5 && n > 100 || now.Anchored-since.Anchored > mostNeighbours {
		since = state{} // nearly all: what stands beside it is among it
	}
	if since.Stamp, err = w.documents(ctx, since, now); err != nil {
		return err
	}
	if since.Stamp != was.Stamp || since.Stamp == 0 || w.opts.All {
		pages := search.Pages{Path: func(id store.DocumentID) string { return view.PagePath(store.Post, id) }, Origin: w.site.PlainOrigin}
		if _, err := search.Write(ctx, w.archive.Texts, w.dir, pages, put); err != nil {
			return err
		}
	}
	now.Stamp = since.Stamp
	if now.MonthLists, err = w.monthLists(ctx, since); err != nil {
		return err
	}
	if err := w.listsAndSingles(ctx, since); err != nil {
		return err
	}
	if err := w.removeErasedPictures(); err != nil {
		return err
	}
	return now.write(w.dir)
}

// atATime is how many draw at a time, batch how many documents are read together.
const (
	atATime = 4
	batch   = 32
)

// group draws pages side by side; its Go waits for a turn.
func group(ctx context.Context) (*errgroup.Group, context.Context) {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atATime)
	return g, ctx
}

// page draws one page and puts it in place where it changed.
func (w *report) page(path string, fill func(p *view.PageBuilder) (view.Page, error)) error {
	file := target{filepath.Join(w.dir, filepath.FromSlash(path)), &w.rewritten}
	err := w.site.DrawWith(file, path, fill)
	if errors.Is(err, store.ErrNotFound) {
		return nil // gone since it was listed
	}
	if err != nil {
		return fmt.Errorf("page %s: %w", path, err)
	}
	w.progress(int(w.pages.Add(1)))
	return nil
}

func (w *report) progress(done int) {
	if w.opts.Progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opts.Progress(done, max(done, w.want))
}
