// Package serve serves the archive's pages over HTTP, with a read-only JSON interface,
// mementos (RFC 7089), cards to embed, and figures for monitoring. It changes nothing
// in the archive but where a Manager is given, and then for readers with the token alone.
package serve

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/ocr"
	"onrecord/cmd/internal/wire"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// Archive is what the server reads of documents.
type Archive interface {
	// Find gives the document that an id or an address names.
	Find(ctx context.Context, idOrURL string) (store.Document, error)
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
	Quoting(ctx context.Context, id store.DocumentID) ([]store.DocumentAddress, error)
	// Quotes are those of an article's version.
	Quotes(ctx context.Context, articleVersion int64) ([]store.Link, error)
	SomeLinks(ctx context.Context, from, limit int) ([]store.Link, error)
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
	OpenBody(ctx context.Context, c store.Capture) (io.Reader, error)
	wire.Archive
}

// Overview is what the server reads of the archive as a whole.
type Overview interface {
	Counts(ctx context.Context) (store.Counts, error)
	Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error)
	TopAuthors(ctx context.Context, skip, limit int) ([]store.AuthorCount, error)
	// Sources are what is watched.
	Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error)
	LatestRuns(ctx context.Context, limit int) ([]store.Run, error)
	Checkpoints(ctx context.Context) ([]store.Checkpoint, error)
}

// Options say how to serve.
type Options struct {
	Site *page.Site
	// Desk looks quotes up, Lists is what is searched and listed.
	Desk     desk.Desk
	Lists    desk.LinkArchive
	Overview Overview
	Exports  Exports
	// Hosts are the names by which the server may be asked for, with port; others are
	// refused. Secure are those of them that a web server with TLS stands before.
	Hosts, Secure []string
	// Token is what a reader must show, "" for none.
	Token string
	// Archived is the origin that shows archived bytes, "" for none.
	Archived string
	// Media gives the bytes of kept media, for that origin.
	Media view.Opener
	// Stale is how old the last run may be before /healthz complains, 0 for any.
	Stale time.Duration
	// Moved says that the archive is not there any more, or is another; it may be nil.
	Moved func() error
	// Manager lets readers with the token manage the archive; nil for reading alone.
	Manager *Manager
	// Now is the clock, time.Now when nil.
	Now func() time.Time
}

// Server answers requests. It is safe for use by many goroutines.
type Server struct {
	r        Archive
	o        Options
	figures  figures
	overview cache
	// lookups and long bound the look-ups at a time: each takes a core, and long ones
	// leave room for the others.
	lookups, long chan struct{}
	// thumbs bounds the pictures that are drawn small at a time.
	thumbs chan struct{}
	// writes lets one form at a time write, bundles make one bundle at a time.
	writes, bundles chan struct{}
	// pictures reads what pictures say.
	pictures ocr.Reader
	moved    moved
	jobs     jobs
	tokens   throttle
	drawn    thumbs
	left     leavers
	key      [32]byte
}

// Bounds on look-ups at a time; longQuote is from how many bytes on one is long.
const (
	mostLookups = 4
	mostLong    = 1
	longQuote   = 400
)

// New makes a server of an archive.
func New(r Archive, o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{r: r, o: o, lookups: make(chan struct{}, mostLookups), long: make(chan struct{}, mostLong), thumbs: make(chan struct{}, mostThumbs), writes: make(chan struct{}, 1), bundles: make(chan struct{}, 1), jobs: jobs{queue: make(chan *job, mostWaiting)}}
	if err := s.newKey(); err != nil {
		return nil, err
	}
	s.tokens.behind = s.secret
	s.figures.register(o.Overview)
	return s, nil
}

// Handler answers for the pages and the interface.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+loginForm, s.login)
	mux.HandleFunc("POST "+loginForm, s.login)
	mux.HandleFunc("POST "+logoutForm, s.logout)
	s.manage(mux)
	described := described()
	s.exports(mux, described)
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /metrics", s.figures.handler())
	mux.HandleFunc("GET "+lookupForm, s.lookup)
	mux.HandleFunc("POST "+lookupForm, s.lookupPicture)
	mux.HandleFunc("GET /search", s.searchPage)
	mux.HandleFunc("GET /search.html", s.searchPage)
	for _, at := range []string{"GET " + checkForm, "GET " + checkHTML, "POST " + checkForm} {
		mux.HandleFunc(at, s.checkPage)
	}
	mux.HandleFunc("GET /changes.atom", s.atom)
	mux.HandleFunc("GET /tools.html", s.tools)
	mux.HandleFunc("GET /card/{article}/{key}", s.card)
	s.api(mux, described)
	mux.HandleFunc(anyPage, s.page)
	return gzhttp.GzipHandler(s.guard(mux, s.mementos(s.legible(mux))))
}

// page draws a page of the site.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	path := r.PathValue("path")
	if path == "" {
		path = "index.html"
	}
	body, err := s.draw(r.Context(), path)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "text/html; charset=utf-8", body)
}

// lookup answers the form.
func (s *Server) lookup(w http.ResponseWriter, r *http.Request) {
	q, err := questionOf(r)
	answer := view.LookupAnswer{Quote: q.Quote, Speaker: q.Speaker, Before: q.Before, Lang: q.Lang}
	if q.Quote != "" {
		var ans link.Answer
		if err == nil {
			ans, err = s.ask(r.Context(), q)
		}
		var bad *desk.BadQuestion
		switch {
		case errors.As(err, &bad):
			answer.Problem = cmp.Or(bad.Says, bad.Error())
		case err != nil:
			s.problem(w, r, err)
			return
		default:
			answer.Asked, answer.Lang = true, ans.Lang
			answer.Verdict, answer.Confidence, answer.Candidates = ans.Verdict, ans.Confidence, desk.Near(ans.Candidates)
			answer.Pictures = desk.PicturesPage(ans.Pictures)
			if s := ans.Standing; s != nil {
				answer.Standing, answer.StandingIn = desk.StandingPage(s.Posts), s.Count
			}
			if ans.Match != nil {
				answer.Match = &ans.Match.Match
			}
		}
	}
	var b buffer
	if err := s.o.Site.DrawLookup(r.Context(), &b, answer); err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "text/html; charset=utf-8", b.Bytes())
}

// questionOf reads what is to be looked up. Its error is a *desk.BadQuestion.
func questionOf(r *http.Request) (desk.Question, error) {
	v := r.URL.Query()
	observed, err := desk.Switch(v, "observed", false)
	return desk.Question{Quote: v.Get("quote"), Speaker: v.Get("speaker"), Before: v.Get("before"), Lang: v.Get("lang"), Limit: 5, Observed: observed}, err
}

// turn waits for a place in a lane among the few that look something up at a time, and
// gives what frees it.
func turn(ctx context.Context, lane chan struct{}) (func(), error) {
	select {
	case lane <- struct{}{}:
		return func() { <-lane }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ask looks a quote up, some at a time.
func (s *Server) ask(ctx context.Context, q desk.Question) (link.Answer, error) {
	lane := s.lookups
	if len(q.Quote) > longQuote {
		lane = s.long
	}
	done, err := turn(ctx, lane)
	if err != nil {
		return link.Answer{}, err
	}
	defer done()
	ans, err := s.o.Desk.Lookup(ctx, q)
	if err == nil {
		s.figures.looked(string(ans.Verdict))
	}
	return ans, err
}

func (s *Server) sendJSON(w http.ResponseWriter, r *http.Request, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "application/json", append(b, '\n'))
}
