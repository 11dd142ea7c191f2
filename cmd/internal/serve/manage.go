package serve

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
	"onrecord/templates/view"
)

// The pages that manage the archive, and what their forms are sent to.
const (
	manageHTML  = "/manage.html"
	manageForms = "/manage/"
)

// Manager is what managing an archive takes: each act opens the archive to write, as the
// command does that it stands for, and does the same.
type Manager struct {
	config.Env
	Open func(ctx context.Context) (*sqlite.DB, error)
	// Sources are read without that.
	Sources interface {
		Source(ctx context.Context, id int64) (store.Source, error)
	}
}

// manage adds the pages and forms.
func (s *Server) manage(mux *http.ServeMux) {
	if s.o.Manager == nil {
		return
	}
	mux.HandleFunc("GET "+manageHTML, s.managePage)
	mux.HandleFunc("GET /manage/job", s.jobPage)
	mux.HandleFunc("GET /manage/source", s.manageSource)
	mux.HandleFunc("GET /manage/document", s.manageDocument)
	mux.HandleFunc("GET /manage/forget", s.forgetPage)
	for path, act := range map[string]http.HandlerFunc{
		"capture": s.capture, "add": s.addSource, "look": s.look, "source": s.changeSource, "annotate": s.annotate, "bundle": s.bundle, "forget": s.forget,
	} {
		mux.HandleFunc("POST "+manageForms+path, s.own(act))
	}
}

// mostForm bounds a form that manages, in bytes.
const mostForm = 1 << 20

// own lets a form through that one of our own pages sent for a reader who has shown the
// token, or a program that shows it. That the browser names no other site is checked
// before.
func (s *Server) own(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		if err := r.ParseForm(); err != nil {
			s.problem(w, r, refusal{http.StatusRequestEntityTooLarge, "what was sent did not arrive whole, or is too long"})
			return
		}
		if shown, right := s.bearer(r); !shown || !right {
			id := s.session(r)
			c, err := r.Cookie(cookieManage)
			if id != "" && err != nil {
				s.problem(w, r, refusal{http.StatusForbidden, "to manage the archive, give the token on the page /login; one that came in an address opens the pages for reading alone"})
				return
			}
			if id == "" || !same(c.Value, s.sign("manage "+id)) || !same(r.PostForm.Get("form"), s.formToken(r)) {
				s.problem(w, r, refusal{http.StatusForbidden, "this was not sent by a page of this server, or the server was started anew since; open the page again and send it from there"})
				return
			}
		}
		next(w, r)
	}
}

// formToken is what the forms of a session carry.
func (s *Server) formToken(r *http.Request) string { return s.sign("form " + s.session(r)) }

// fill draws a page that manages.
func (s *Server) fill(w http.ResponseWriter, r *http.Request, status int, path string, fill func(*view.PageBuilder) (view.Page, error)) {
	var b buffer
	if err := s.o.Site.DrawWith(&b, path, fill); err != nil {
		s.problem(w, r, err)
		return
	}
	sendOnce(w, status, b.Bytes())
}

// form is what a page's forms carry, with what is wrong with what was sent, and the
// status that says it.
func (s *Server) form(r *http.Request, err error) (view.Form, int) {
	f := view.Form{Token: s.formToken(r)}
	if err == nil {
		return f, http.StatusOK
	}
	status := http.StatusBadRequest
	var ref refusal
	switch {
	case errors.As(err, &ref):
		status = ref.status
	case errors.Is(err, proof.ErrNoKey):
		status = http.StatusConflict
	case errors.Is(err, store.ErrBusy):
		status = http.StatusServiceUnavailable
	case exit.CodeOf(err) == exit.Failed:
		status = http.StatusInternalServerError
		s.figures.failed(r.URL.Path, err)
	}
	f.Problem = exit.Message(err)
	return f, status
}

// managePage shows where the archive is managed. An address in the question, as the
// bookmarklet gives it, is filled in and nothing else.
func (s *Server) managePage(w http.ResponseWriter, r *http.Request) {
	s.drawManage(w, r, view.ManagePage{URLs: r.URL.Query().Get("url")}, nil)
}

func (s *Server) drawManage(w http.ResponseWriter, r *http.Request, g view.ManagePage, err error) {
	var status int
	g.Form, status = s.form(r, err)
	g.Base, g.Jobs = view.SafeLink(s.base(r)), s.jobs.list()
	s.fill(w, r, status, manageHTML[1:], func(p *view.PageBuilder) (view.Page, error) { return p.Manage(g), nil })
}

// began leads from a form to the job that it began.
func began(w http.ResponseWriter, r *http.Request, id int) {
	http.Redirect(w, r, "/manage/job?id="+strconv.Itoa(id), http.StatusSeeOther)
}

// jobPage shows a job, and comes again by itself until it is over.
func (s *Server) jobPage(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.URL.Query().Get("id"))
	j, ok := s.jobs.get(id)
	if err != nil || !ok {
		s.problem(w, r, refusal{http.StatusNotFound, "this server knows no such job since it was started; its captures are in the archive"})
		return
	}
	if j.Running() {
		w.Header().Set("Refresh", "2")
	}
	s.fill(w, r, http.StatusOK, "manage/job", func(p *view.PageBuilder) (view.Page, error) { return p.Job(r.Context(), j) })
}

// document is the one that a form or a question names.
func (s *Server) document(w http.ResponseWriter, r *http.Request) (store.Document, bool) {
	d, err := s.r.Find(r.Context(), r.FormValue("doc"))
	if err != nil {
		s.problem(w, r, err)
	}
	return d, err == nil
}

// write does something with the archive open to write, where that is still the one that
// is shown, and has it signed.
func (s *Server) write(ctx context.Context, act func(*sqlite.DB) error) error {
	if err := s.Check(); err != nil {
		return err
	}
	st, err := s.o.Manager.Open(ctx)
	if err != nil {
		return err
	}
	defer s.overview.drop()
	return errors.Join(act(st), sign.Checkpoint(ctx, s.o.Manager.Env, st, 0), st.Close())
}

// writeOnce is write for what a form waits for. One form at a time: those that open the
// archive at once keep each other from writing, until the database gives some of them up.
func (s *Server) writeOnce(ctx context.Context, act func(*sqlite.DB) error) error {
	done, err := turn(ctx, s.writes)
	if err != nil {
		return err
	}
	defer done()
	return s.write(ctx, act)
}
