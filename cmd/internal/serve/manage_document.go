package serve

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"onrecord/cmd/internal/document"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/view"
)

// manageDocument shows what can be done with a document.
func (s *Server) manageDocument(w http.ResponseWriter, r *http.Request) {
	if d, ok := s.document(w, r); ok {
		s.drawDocument(w, r, d, document.Note{}, "", nil)
	}
}

func (s *Server) drawDocument(w http.ResponseWriter, r *http.Request, d store.Document, n document.Note, done string, err error) {
	f, status := s.form(r, err)
	f.Done = done
	s.fill(w, r, status, "manage/document", func(p *view.PageBuilder) (view.Page, error) { return p.ManageDocument(r.Context(), d, f, n.Text, n.By) })
}

// annotate puts a note on a document, for good. A form that is sent twice puts it there once.
func (s *Server) annotate(w http.ResponseWriter, r *http.Request) {
	d, ok := s.document(w, r)
	if !ok {
		return
	}
	n := document.Note{Text: r.PostForm.Get("text"), By: r.PostForm.Get("by")}
	err := n.Check()
	if err == nil {
		err = s.writeOnce(r.Context(), func(st *sqlite.DB) error {
			notes, err := st.Notes(r.Context(), d.ID)
			if l := len(notes); err != nil || l > 0 && notes[l-1].Text == n.Text && notes[l-1].By == n.By {
				return err
			}
			if _, err = document.Annotate(r.Context(), s.o.Manager.Env, st, d.ID, n); err != nil {
				return err
			}
			return run.IndexWords(r.Context(), s.o.Manager.Env, st)
		})
	}
	if err != nil {
		s.drawDocument(w, r, d, n, "", err)
		return
	}
	http.Redirect(w, r, "/"+view.PagePath(d.Kind, d.ID)+"#notes", http.StatusSeeOther)
}

// asking is how long an answer to the first question of an erasure is good.
const asking = 15 * time.Minute

// asked signs the answer to the first question.
func (s *Server) asked(id store.DocumentID, why, until string) string {
	return until + "." + s.sign(fmt.Sprintf("forget %q %q %s", id, why, until))
}

// forgetPage asks why a document is to be erased.
func (s *Server) forgetPage(w http.ResponseWriter, r *http.Request) {
	if d, ok := s.document(w, r); ok {
		s.drawForget(w, r, d, "", "", nil)
	}
}

func (s *Server) drawForget(w http.ResponseWriter, r *http.Request, d store.Document, why, asked string, err error) {
	f, status := s.form(r, err)
	quoting, err := s.r.Quoting(r.Context(), d.ID)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.fill(w, r, status, "manage/forget", func(p *view.PageBuilder) (view.Page, error) {
		return p.Forget(r.Context(), d, f, why, asked, quoting)
	})
}

// forget asks a second time, with the reason before the reader's eyes, and erases a
// document where that was answered in words.
func (s *Server) forget(w http.ResponseWriter, r *http.Request) {
	d, ok := s.document(w, r)
	if !ok {
		return
	}
	why, err := document.CheckReason(r.PostForm.Get("why"))
	if err != nil {
		s.drawForget(w, r, d, r.PostForm.Get("why"), "", err)
		return
	}
	asked := r.PostForm.Get("asked")
	until, _, _ := strings.Cut(asked, ".")
	end, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !same(asked, s.asked(d.ID, why, until)) || s.o.Now().Unix() > end {
		s.drawForget(w, r, d, why, s.asked(d.ID, why, strconv.FormatInt(s.o.Now().Add(asking).Unix(), 10)), nil)
		return
	}
	if want := view.ForgetWords(d.ID); strings.TrimSpace(r.PostForm.Get("words")) != want {
		s.drawForget(w, r, d, why, asked, exit.Usagef("nothing was erased: type %q, exactly so", want))
		return
	}
	err = s.writeOnce(r.Context(), func(st *sqlite.DB) error {
		if _, err := document.Forget(r.Context(), s.o.Manager.Env, st, d.ID, why); err != nil {
			return err
		}
		return run.IndexWords(r.Context(), s.o.Manager.Env, st)
	})
	if errors.Is(err, store.ErrExists) {
		err = exit.Usagef("it was erased already")
	}
	if err != nil {
		s.drawForget(w, r, d, why, "", err)
		return
	}
	http.Redirect(w, r, "/"+view.PagePath(d.Kind, d.ID), http.StatusSeeOther)
}

// bundle makes a bundle of a document, or of all, and sends it.
func (s *Server) bundle(w http.ResponseWriter, r *http.Request) {
	var of store.Document
	var ids []store.DocumentID
	name := "archive"
	if r.PostForm.Get("doc") != "" {
		var ok bool
		if of, ok = s.document(w, r); !ok {
			return
		}
		ids = append(ids, of.ID)
		name = strings.TrimSuffix(filepath.Base(view.PagePath(of.Kind, of.ID)), ".html")
	}
	free, err := turn(r.Context(), s.bundles)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	defer free()
	dir, err := os.MkdirTemp("", "onrecord-bundle-*")
	if err != nil {
		s.problem(w, r, err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	c := http.NewResponseController(w)
	if err := c.SetWriteDeadline(time.Now().Add(longestExport)); err != nil {
		s.problem(w, r, err)
		return
	}
	out := filepath.Join(dir, "bundle.wacz")
	err = s.write(r.Context(), func(st *sqlite.DB) error {
		_, err := egress.Bundle(r.Context(), s.o.Manager.Env, egress.BundleArchiveOf(st), ids, out, 0)
		return err
	})
	switch {
	case err != nil && len(ids) > 0:
		s.drawDocument(w, r, of, document.Note{}, "", err)
		return
	case err != nil:
		s.drawManage(w, r, view.ManagePage{}, err)
		return
	}
	f, err := os.Open(out)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", "application/wacz+zip")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.wacz"`)
	w.Header().Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", time.Time{}, f)
}
