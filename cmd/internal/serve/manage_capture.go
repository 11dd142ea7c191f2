package serve

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sources"
	"onrecord/store"
	"onrecord/templates/view"
)

// mostCaptures bounds the addresses of one form.
const mostCaptures = 100

// capture begins to capture addresses.
func (s *Server) capture(w http.ResponseWriter, r *http.Request) {
	typed := r.PostForm.Get("urls")
	id, err := s.beginCapture(strings.Fields(typed), r.PostForm.Get("media") != "", r.PostForm.Get("screenshot") != "")
	if err != nil {
		s.drawManage(w, r, view.ManagePage{URLs: typed}, err)
		return
	}
	began(w, r, id)
}

func (s *Server) beginCapture(urls []string, media, screenshot bool) (int, error) {
	platforms := s.o.Manager.Platforms()
	if len(urls) == 0 || len(urls) > mostCaptures {
		return 0, exit.Usagef("give the address of a post or an article, or up to %d of them, one a line", mostCaptures)
	}
	for i, u := range urls {
		urls[i] = desk.Address(platforms, u)
		if err := desk.CheckAddress(platforms, urls[i]); err != nil {
			return 0, &exit.Error{Code: exit.Usage, Err: err}
		}
	}
	return s.begin("Capture", strings.Join(urls, " "), func(ctx context.Context, j *job, work run.Job) error {
		work.Looked = j.looked(true)
		return work.Capture(ctx, urls)
	}, func(e *config.Env) { e.Media, e.Screenshot = e.Media || media, e.Screenshot || screenshot })
}

// look begins a pass over what is due.
func (s *Server) look(w http.ResponseWriter, r *http.Request) {
	id, err := s.beginLook("", nil)
	if err != nil {
		s.drawManage(w, r, view.ManagePage{}, err)
		return
	}
	began(w, r, id)
}

func (s *Server) beginLook(about string, only []store.Source) (int, error) {
	return s.begin("Look", about, func(ctx context.Context, j *job, work run.Job) error {
		work.Only, work.Looked = only, j.looked(false)
		err := work.Once(ctx)
		if errors.Is(err, run.ErrAllFailed) {
			return errors.New("every look failed; the looks listed here say why")
		}
		return err
	})
}

// sourceForm are the fields of a source as they were typed.
func sourceForm(r *http.Request) view.SourceForm {
	at := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	return view.SourceForm{
		URL: at("url"), Name: at("name"), Every: at("every"), Selector: at("selector"), Speaker: at("speaker"), Tags: at("tags"), Unseen: at("unseen") != "", OCR: at("ocr") != "",
	}
}

// every reads how often a source is to be looked at, 0 for by its own rhythm.
func every(typed string) (time.Duration, error) {
	if typed == "" {
		return 0, nil
	}
	d, err := desk.Length(typed)
	if err != nil {
		return 0, &exit.Error{Code: exit.Usage, Err: err}
	}
	return d, sources.CheckEvery(d)
}

// addSource begins to watch an address.
func (s *Server) addSource(w http.ResponseWriter, r *http.Request) {
	f := sourceForm(r)
	id, err := s.beginAdd(f)
	if err != nil {
		s.drawManage(w, r, view.ManagePage{Source: f}, err)
		return
	}
	began(w, r, id)
}

func (s *Server) beginAdd(f view.SourceForm) (int, error) {
	platforms := s.o.Manager.Platforms()
	n := sources.New{Source: store.Source{URL: desk.Address(platforms, f.URL), Name: f.Name, Selector: f.Selector, Speaker: f.Speaker, OCR: f.OCR}, Unseen: f.Unseen}
	var err error
	if n.Cadence, err = every(f.Every); err != nil {
		return 0, err
	}
	if n.Tags, err = sources.Tags(sources.TagWords(f.Tags)); err != nil {
		return 0, err
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	if err := desk.CheckAddress(platforms, n.URL); err != nil {
		return 0, &exit.Error{Code: exit.Usage, Err: err}
	}
	return s.begin("Watch a source", n.URL, func(ctx context.Context, j *job, work run.Job) error {
		adder := sources.Adder{Env: work.Env, Store: work.Store}
		added, trial, err := adder.Watch(ctx, n)
		if silent := (*sources.SilentError)(nil); errors.As(err, &silent) {
			return fmt.Errorf("%s does not answer (%w); check the address, or add it again with “add it without asking it first” ticked", silent.URL, silent.Err)
		}
		if err != nil {
			return err
		}
		said := ""
		if !n.Unseen {
			said = sources.TrialText(added, trial)
		}
		j.set(func() { j.Source = added.ID })
		j.tell(view.JobEvent{Kind: "watched", URL: added.URL, Says: said})
		return nil
	})
}
