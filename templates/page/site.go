// Package page draws the structs of the package view: one template a struct, in html/,
// all of them in one frame. Nothing here asks the archive or knows HTTP.
package page

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"onrecord/store"
	"onrecord/templates/locale"
	"onrecord/templates/view"
)

// Site draws the pages of one archive. It is safe for use by many goroutines.
type Site struct {
	*view.Builder
	set set
	// frames are those drawn so far, by what stands in them.
	frames sync.Map
}

// New makes a site. Its error says what is wrong with the options.
func New(a view.Archive, o view.Options) (*Site, error) {
	if o.Lang == "" {
		o.Lang = "en"
	}
	l, err := locale.Read(o.Lang)
	if err != nil {
		return nil, err
	}
	l.Seconds = o.Exact
	b := view.NewBuilder(a, l, o)
	set, err := parse(b)
	return &Site{Builder: b, set: set}, err
}

// Policy is the Content-Security-Policy that the site's pages carry.
func (s *Site) Policy() string { return s.set.policy("", true) }

// Version is a hash of all that pages are made of but the archive and the code that
// fills them in.
func (s *Site) Version() string { return s.set.version }

// buffers are costly to grow anew for each page.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Draw writes the page of a path as the static report has it, such as "index.html"
// or "posts/SLUG.html"; store.ErrNotFound where there is none. Nothing is written
// with an error.
func (s *Site) Draw(ctx context.Context, w io.Writer, path string) error {
	return s.DrawWith(w, path, func(p *view.PageBuilder) (view.Page, error) { return p.At(ctx, path) })
}

// mostBytes is what a page may weigh; one that weighs more is drawn again with half
// of everything.
const mostBytes = 100_000

// DrawWith writes what fill makes of the page at a path, with less until it weighs no
// more than it may.
func (s *Site) DrawWith(w io.Writer, path string, fill func(*view.PageBuilder) (view.Page, error)) error {
	b, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	p := s.Page(rootOf(path))
	for try := 0; ; try++ {
		g, err := fill(p)
		if err != nil {
			return err
		}
		b.Reset()
		if err := s.execute(b, g); err != nil {
			return err
		}
		if b.Len() <= mostBytes || try == 6 {
			break
		}
		p.Halve()
	}
	_, err := w.Write(b.Bytes())
	return err
}

// rootOf leads from a page to the site's folder.
func rootOf(path string) string {
	if strings.Contains(path, "/") {
		return "../"
	}
	return ""
}

// whole writes a page however much it weighs.
func (s *Site) whole(w io.Writer, g view.Page, err error) error {
	b, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err == nil {
		err = s.execute(b, g)
	}
	if err == nil {
		_, err = w.Write(b.Bytes())
	}
	return err
}

// execute draws what a page says into its frame.
func (s *Site) execute(b *bytes.Buffer, g view.Page) error {
	l := g.Frame()
	page := s.set.pages[l.Template]
	f, err := s.frame(page, l)
	if err == nil {
		b.Write(f.top)
		b.Write(title(l))
		b.Write(f.head)
		err = page.ExecuteTemplate(b, "body", g)
		b.Write(f.bottom)
	}
	if err != nil {
		return fmt.Errorf("draw the page %s: %w", l.Template, err)
	}
	return nil
}

// DrawAlone writes the page of a document as one file that needs no other, as
// view.PageBuilder.Alone fills it.
func (s *Site) DrawAlone(ctx context.Context, w io.Writer, d store.Document, open view.Opener) error {
	g, err := s.Page("").Alone(ctx, d.ID, open)
	return s.whole(w, g, err)
}

// DrawLookup writes the page that looks up, with an answer where one was asked for.
func (s *Site) DrawLookup(ctx context.Context, w io.Writer, a view.LookupAnswer) error {
	g, err := s.Page("").Lookup(ctx, a)
	return s.whole(w, g, err)
}

// DrawCheck writes the page that checks a draft, with an answer where one was sent; alone
// is for a file that needs no other.
func (s *Site) DrawCheck(ctx context.Context, w io.Writer, a view.CheckAnswer, alone bool) error {
	g, err := s.Page("").Check(ctx, a, alone)
	return s.whole(w, g, err)
}

// DrawSearch writes the page that searches, with an answer where something was asked.
func (s *Site) DrawSearch(ctx context.Context, w io.Writer, a view.SearchAnswer) error {
	g, err := s.Page("").Search(ctx, a)
	return s.whole(w, g, err)
}

// DrawMemento writes one version of a document; raw is the address of its bytes.
func (s *Site) DrawMemento(ctx context.Context, w io.Writer, d store.Document, v store.Version, raw string) error {
	g, err := s.Page("/").Memento(ctx, d, v, raw)
	return s.whole(w, g, err)
}

// DrawTools writes the page of tools; base is the address at which the site is served,
// without a slash at its end.
func (s *Site) DrawTools(w io.Writer, base string) error {
	return s.whole(w, s.Page("").Tools(base), nil)
}

// DrawProblem writes the page that a reader gets in place of another, by the HTTP
// status; detail is shown where the reader can mend what is wrong.
func (s *Site) DrawProblem(w io.Writer, status int, detail string) error {
	return s.whole(w, s.Page("/").Problem(status, detail), nil)
}

// DrawLogin writes the page that asks for the token.
func (s *Site) DrawLogin(w io.Writer, problem, next string) error {
	return s.whole(w, s.Page("/").Login(problem, next), nil)
}

// DrawCard writes the card of an article's quote, as view.PageBuilder.Card fills it;
// base is as in DrawTools.
func (s *Site) DrawCard(ctx context.Context, w io.Writer, article, key, base string) error {
	c, err := s.Page(base+"/").Card(ctx, article, key, base)
	if err != nil {
		return err
	}
	return s.set.pages["card"].ExecuteTemplate(w, "card", c)
}
