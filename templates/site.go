package templates

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"onrecord/store"
)

// Reader is what the pages need of an archive.
type Reader interface {
	store.Documents
	store.Captures
	store.Looks
	store.Views
	store.Changes
	store.Authors
	store.Links
	Run(ctx context.Context, id int64) (store.Run, error)
	Source(ctx context.Context, id int64) (store.Source, error)
	LatestRuns(ctx context.Context, limit int) ([]store.Run, error)
	Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error)
	People(ctx context.Context) ([]store.Person, error)
	LogEntry(ctx context.Context, captureID int64) (store.LogEntry, error)
	Checkpoints(ctx context.Context) ([]store.Checkpoint, error)
	LogHead(ctx context.Context) (size int64, root [32]byte, err error)
}

// Options say how pages look.
type Options struct {
	// Title is the site's, "On the record" in the language when empty.
	Title string
	// Lang is the language of the interface, one of Languages; "en" when empty.
	Lang string
	// Excerpts shows no more of an article than the paragraphs with its quotes.
	Excerpts bool
	// Platforms are the names of platforms, by what their ids begin with.
	Platforms map[store.Platform]string
	// Served says that a server answers: pages have a form and addresses of its
	// interface.
	Served bool
	// Generated is printed on the overview only, so that pages that did not
	// change are not rewritten.
	Generated time.Time
}

// Site draws the pages of one archive. It is safe for use by many goroutines.
type Site struct {
	r      Reader
	opts   Options
	set    set
	t      *tongue
	people people
	slugs  slugs
	heads  heads
	// frames are those drawn so far, by what stands in them.
	frames sync.Map
}

// New makes a site. Its error says what is wrong with the options.
func New(r Reader, o Options) (*Site, error) {
	if o.Lang == "" {
		o.Lang = "en"
	}
	t, err := readTongue(o.Lang)
	if err != nil {
		return nil, err
	}
	if o.Title == "" {
		o.Title = t.say("On the record")
	}
	t.platforms = o.Platforms
	set, err := parse(t, o.Served)
	return &Site{r: r, opts: o, set: set, t: t}, err
}

// Policy is the Content-Security-Policy that the site's pages carry.
func (s *Site) Policy() string { return s.set.policy }

// buffers are costly to grow anew for each page.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Draw writes the page of a path as the static report has it, such as "index.html"
// or "posts/SLUG.html"; store.ErrNotFound where there is none. Nothing is written
// with an error.
func (s *Site) Draw(ctx context.Context, w io.Writer, path string) error {
	p := s.painter(ctx, rootOf(path))
	return s.fit(w, path, p, func() (drawing, error) { return p.find(path) })
}

// rootOf leads from a page to the site's folder.
func rootOf(path string) string {
	if strings.Contains(path, "/") {
		return "../"
	}
	return ""
}

// fit draws a page with less until it weighs no more than it may.
func (s *Site) fit(w io.Writer, path string, p *painter, draw func() (drawing, error)) error {
	b, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	for try := 0; ; try++ {
		d, err := draw()
		if err != nil {
			return err
		}
		b.Reset()
		if err := s.execute(b, path, d); err != nil {
			return err
		}
		if b.Len() <= mostBytes || try == 6 {
			break
		}
		p.most = p.most.half()
	}
	_, err := w.Write(b.Bytes())
	return err
}

// drawing is what is drawn: a template's name and the struct for it.
type drawing struct {
	template string
	data     interface{ layout() Layout }
}

// whole draws a page however much it weighs.
func (s *Site) whole(w io.Writer, path string, d drawing) error {
	b, _ := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := s.execute(b, path, d); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// execute draws what a page says into its frame.
func (s *Site) execute(b *bytes.Buffer, path string, d drawing) error {
	page := s.set.pages[d.template]
	l := d.data.layout()
	f, err := s.frame(page, l)
	if err == nil {
		b.Write(f.top)
		b.Write(l.title())
		b.Write(f.head)
		err = page.ExecuteTemplate(b, "body", d.data)
		b.Write(f.bottom)
	}
	if err != nil {
		return fmt.Errorf("draw %s: %w", path, err)
	}
	return nil
}

// find looks up what a path shows.
func (p *painter) find(path string) (drawing, error) {
	folder, name, ok := strings.Cut(strings.TrimSuffix(path, ".html"), "/")
	if !ok {
		return p.single(folder)
	}
	switch folder {
	case "posts", "articles", "compare":
		name, of := cutSeq(name)
		d, err := p.dossier(p.ctx, folder, name)
		switch {
		case err != nil:
			return drawing{}, err
		case folder == "compare":
			return p.compare(d, of)
		case of > 0:
			return drawing{}, notFound(path)
		}
		return p.documentPage(d)
	case "authors":
		a, err := p.account(p.ctx, name)
		if err != nil {
			return drawing{}, err
		}
		return p.author(a)
	}
	id, err := strconv.ParseInt(name, 10, 64)
	switch {
	case err != nil:
	case folder == "sources":
		return p.source(id)
	case folder == "runs":
		return p.run(id)
	}
	return drawing{}, notFound(path)
}

func notFound(path string) error { return fmt.Errorf("page %s: %w", path, store.ErrNotFound) }

// single are the pages of which there is one.
func (p *painter) single(name string) (drawing, error) {
	switch name {
	case "index":
		return p.index()
	case "changes":
		return p.changesPage()
	case "authors":
		return p.authors()
	case "sources":
		return p.sources()
	case "runs":
		return p.runs()
	case "about":
		return drawing{"about", AboutPage{p.layout(p.t.say("How this works"), "about")}}, nil
	case "lookup":
		return p.lookup(LookupAnswer{})
	case "log":
		return p.log()
	}
	return drawing{}, notFound(name)
}

// painter draws one page: where it stands leads its links.
type painter struct {
	*Site
	ctx  context.Context
	root string
	// alone is set for a page that leaves the site: it links to none of its pages.
	alone bool
	open  Opener
	// shut gives no way to the bytes of captures.
	shut bool
	// of is what was read beforehand for the page of a document.
	of   store.DocumentView
	most limits
}

func (s *Site) painter(ctx context.Context, root string) *painter {
	return &painter{Site: s, ctx: ctx, root: root, most: roomy}
}

func (p *painter) layout(title, section string) Layout {
	return Layout{
		Title: name(title), SiteTitle: p.opts.Title, Root: p.root, Section: section, Lang: p.opts.Lang, Served: p.opts.Served, Alone: p.alone, Policy: p.set.policy,
	}
}

// ref is a link within the site, without an address where the page leaves it.
func (p *painter) ref(path, text string) Ref {
	if p.alone {
		return Ref{Text: text}
	}
	return Ref{p.root + path, text}
}

// Layout is what every page has.
type Layout struct {
	// Title is the page's, SiteTitle the site's.
	Title, SiteTitle string
	// Root leads from the page to the site's folder: "" or "../".
	Root string
	// Section marks the place in the navigation.
	Section string
	// Lang is the language of the interface.
	Lang string
	// Served and Alone are as in Options and for a page by itself.
	Served, Alone bool
	Policy        string
}

func (l Layout) layout() Layout { return l }

// title is the page's title as an element.
func (l Layout) title() []byte {
	w := make(ink, 0, 256)
	w.html("<title>")
	w.text(l.Title)
	if l.Title != l.SiteTitle {
		w.html(" · ")
		w.text(l.SiteTitle)
	}
	w.html("</title>")
	return w
}

// Ref is a link within the site; without Href it is its text.
type Ref struct{ Href, Text string }
