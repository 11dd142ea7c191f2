package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/view"
)

// source is the one that a form or a question names.
func (s *Server) source(w http.ResponseWriter, r *http.Request) (store.Source, bool) {
	id, err := strconv.ParseInt(r.FormValue("id"), 10, 64)
	var of store.Source
	if err == nil {
		of, err = s.o.Manager.Sources.Source(r.Context(), id)
	} else {
		err = store.ErrNotFound
	}
	if err != nil {
		s.problem(w, r, err)
	}
	return of, err == nil
}

// manageSource shows the form that changes a source.
func (s *Server) manageSource(w http.ResponseWriter, r *http.Request) {
	if of, ok := s.source(w, r); ok {
		s.drawSource(w, r, of, fieldsOf(of), "", nil)
	}
}

// fieldsOf are those of a source as somebody would type them.
func fieldsOf(s store.Source) view.SourceForm {
	f := view.SourceForm{URL: s.URL, Name: s.Name, Selector: s.Selector, Speaker: s.Speaker, Tags: s.Tags, OCR: s.OCR}
	if s.Fixed {
		f.Every = words.Duration(s.Cadence)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%#v", f))
	f.Made = hex.EncodeToString(sum[:8])
	return f
}

// errStale says that a form was made of something that is no more.
var errStale = refusal{http.StatusConflict, "somebody changed this meanwhile, and nothing was saved: look at what it is now, and save again to put yours in its place"}

func (s *Server) drawSource(w http.ResponseWriter, r *http.Request, of store.Source, fields view.SourceForm, done string, err error) {
	f, status := s.form(r, err)
	f.Done = done
	now := fieldsOf(of)
	fields.Made = now.Made
	s.fill(w, r, status, "manage/source", func(p *view.PageBuilder) (view.Page, error) {
		if !errors.Is(err, errStale) {
			return p.ManageSource(of, f, fields, nil), nil
		}
		return p.ManageSource(of, f, fields, &now), nil
	})
}

// changeSource does what a source's form asks for.
func (s *Server) changeSource(w http.ResponseWriter, r *http.Request) {
	of, ok := s.source(w, r)
	if !ok {
		return
	}
	var e sources.Edit
	made := ""
	typed, done := fieldsOf(of), "Saved."
	var err error
	switch r.PostForm.Get("do") {
	case "look":
		var id int
		if id, err = s.beginLook(of.URL, []store.Source{of}); err == nil {
			began(w, r, id)
			return
		}
	case "pause", "resume":
		paused := r.PostForm.Get("do") == "pause"
		if e.Paused, done = &paused, "It is watched again."; paused {
			done = "It is paused."
		}
	case "remove":
		if r.PostForm.Get("sure") == "" {
			err = exit.Usagef("tick the box first: the source is taken off the list, with its rhythm and tags")
			break
		}
		if err = s.writeOnce(r.Context(), func(st *sqlite.DB) error { return st.RemoveSource(r.Context(), of.ID) }); err == nil {
			http.Redirect(w, r, "/sources.html", http.StatusSeeOther)
			return
		}
	case "save":
		typed, made = sourceForm(r), r.PostForm.Get("made")
		e, err = editOf(of, typed)
	default:
		err = exit.Usagef("say what to do: save, pause, resume, look or remove")
	}
	if err == nil {
		var changed store.Source
		if changed, err = s.edit(r.Context(), of.ID, e, made); err == nil {
			of, typed = changed, fieldsOf(changed)
		} else if errors.Is(err, errStale) {
			of = changed
		}
	}
	if err != nil {
		done = ""
	}
	s.drawSource(w, r, of, typed, done, err)
}

// editOf is what a form changes of a source.
func editOf(of store.Source, f view.SourceForm) (e sources.Edit, err error) {
	was := fieldsOf(of)
	if f.Every != was.Every {
		d, err := every(f.Every)
		if err != nil {
			return e, err
		}
		e.Every = &d
	}
	for _, x := range []struct {
		typed, was string
		to         **string
	}{{f.Name, was.Name, &e.Name}, {f.Selector, was.Selector, &e.Selector}, {f.Speaker, was.Speaker, &e.Speaker}} {
		if x.typed != x.was {
			*x.to = &x.typed
		}
	}
	if f.OCR != was.OCR {
		e.OCR = &f.OCR
	}
	e.Tag = sources.TagWords(f.Tags)
	for _, t := range strings.Fields(of.Tags) {
		if !slices.Contains(e.Tag, t) {
			e.Untag = append(e.Untag, t)
		}
	}
	return e, nil
}

// edit changes a source. made is the state that the form knew, "" where it says nothing of
// that; where the source is in another, that is given with errStale.
func (s *Server) edit(ctx context.Context, id int64, e sources.Edit, made string) (source store.Source, err error) {
	err = s.writeOnce(ctx, func(st *sqlite.DB) error {
		changed, err := st.EditSource(ctx, id, func(of *store.Source) error {
			if source = *of; made != "" && made != fieldsOf(*of).Made {
				return errStale
			}
			return e.Apply(of, s.o.Now())
		})
		if err == nil {
			source = changed
		}
		return err
	})
	return source, err
}
