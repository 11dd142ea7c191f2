package templates

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"onrecord/store"
)

// Reader is what the pages need of an archive.
type Reader interface {
	store.Reader
	Quotes(ctx context.Context, articleVersion int64) ([]store.Link, error)
	LinksTo(ctx context.Context, post store.DocumentID) ([]store.Link, error)
	MediaOf(ctx context.Context, id store.DocumentID) ([]store.Medium, error)
	MostQuoted(ctx context.Context, limit int) ([]store.QuotedPost, error)
	LatestRuns(ctx context.Context, limit int) ([]store.Run, error)
}

// Options say how to write a report.
type Options struct {
	// Title is the report's, "On the record" when empty.
	Title string
	// Generated is printed on the overview only, so that pages that did not
	// change are not rewritten.
	Generated time.Time
	// Progress is told how many pages are done.
	Progress func(done, total int)
}

// Summary counts what a report wrote.
type Summary struct{ Pages, Rewritten int }

// Write writes the archive as a static site into a directory that opens from
// disk. Pages are put in place whole, and only where they changed.
func Write(ctx context.Context, r Reader, dir string, o Options) (Summary, error) {
	if o.Title == "" {
		o.Title = "On the record"
	}
	set, err := parse()
	if err != nil {
		return Summary{}, err
	}
	w := &writer{ctx: ctx, r: r, dir: dir, opts: o, set: set}
	for _, sub := range []string{"", "posts", "articles", "authors"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return Summary{}, fmt.Errorf("make the report's directory: %w; choose another with -o", err)
		}
	}
	err = w.all()
	return w.sum, err
}

// writer is one report under way.
type writer struct {
	ctx  context.Context
	r    Reader
	dir  string
	opts Options
	set  set
	sum  Summary
	want int
}

func (w *writer) all() error {
	counts, err := w.r.Counts(w.ctx)
	if err != nil {
		return err
	}
	authors, err := w.r.Authors(w.ctx)
	if err != nil {
		return err
	}
	w.want = counts.Posts + counts.Articles + len(authors) + 2
	if err := w.r.Documents(w.ctx, store.DocumentFilter{}, w.document); err != nil {
		return err
	}
	for _, a := range authors {
		if err := w.author(a); err != nil {
			return fmt.Errorf("author %s: %w", a.Author.Key(), err)
		}
	}
	if err := w.page("about.html", "about", AboutPage{w.layout("How this works", "", "about")}); err != nil {
		return err
	}
	return w.index(counts, authors)
}

func (w *writer) document(d store.Document) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	var err error
	if d.Kind == store.Article {
		err = w.article(d)
	} else {
		err = w.post(d)
	}
	if err != nil {
		return fmt.Errorf("page of %s: %w", d.ID, err)
	}
	return nil
}

func (w *writer) layout(title, root, section string) Layout {
	return Layout{Title: name(title), SiteTitle: w.opts.Title, Root: root, Section: section, CSS: w.set.css, CSP: w.set.csp}
}

// page draws one page and puts it in place where it changed.
func (w *writer) page(path, template string, data any) error {
	var b bytes.Buffer
	if err := w.set.pages[template].ExecuteTemplate(&b, "layout", data); err != nil {
		return fmt.Errorf("draw %s: %w", path, err)
	}
	w.sum.Pages++
	if w.opts.Progress != nil {
		w.opts.Progress(min(w.sum.Pages, w.want), w.want)
	}
	file := filepath.Join(w.dir, filepath.FromSlash(path))
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	w.sum.Rewritten++
	return replace(file, b.Bytes())
}

// replace writes a file whole or not at all.
func replace(file string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".page-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
