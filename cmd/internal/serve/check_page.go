package serve

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"onrecord/cmd/internal/desk"
	"onrecord/templates/view"
)

// The page that checks a draft, by the address of its form and by the one that pages
// link to.
const (
	checkForm = "/check"
	checkHTML = "/check.html"
)

// checkPage shows the form that takes a draft, and answers it. Nothing of the draft is
// kept, by the reader's browser neither.
func (s *Server) checkPage(w http.ResponseWriter, r *http.Request) {
	var answer view.CheckAnswer
	status := http.StatusOK
	if r.Method == http.MethodPost {
		var err error
		var bad *desk.BadQuestion
		var ref refusal
		switch answer, err = s.checked(w, r); {
		case errors.As(err, &bad):
			status, answer.Problem = http.StatusBadRequest, bad.Error()
		case errors.As(err, &ref):
			status, answer.Problem = ref.status, ref.detail
		case err != nil:
			s.problem(w, r, err)
			return
		}
	}
	var b buffer
	if err := s.o.Site.DrawCheck(r.Context(), &b, answer, false); err != nil {
		s.problem(w, r, err)
		return
	}
	if r.Method != http.MethodPost {
		s.send(w, r, "text/html; charset=utf-8", b.Bytes())
		return
	}
	sendOnce(w, status, b.Bytes())
}

// checked checks what the form brought. With an error, its answer has the fields as
// they were sent.
func (s *Server) checked(w http.ResponseWriter, r *http.Request) (view.CheckAnswer, error) {
	answer, name, b, err := sentDraft(w, r)
	if err != nil {
		return answer, err
	}
	c, err := s.check(r.Context(), desk.DraftQuestion{Lang: answer.Lang, Date: answer.Date, Observed: answer.Observed}, name, b)
	if err != nil {
		return answer, err
	}
	out := c.Page()
	out.Text, out.Lang, out.Date, out.Observed = answer.Text, answer.Lang, answer.Date, answer.Observed
	return out, nil
}

// sentDraft reads the form: its fields, and the draft with its name where it is a file.
// All of it stays in memory.
func sentDraft(w http.ResponseWriter, r *http.Request) (a view.CheckAnswer, name string, b []byte, err error) {
	const most = largestDraft + 1<<20
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err = r.ParseForm(); err == nil { // which alone says what is wrong with a form of the plain kind
		err = r.ParseMultipartForm(most)
	}
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return a, "", nil, refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the draft has more than %d MiB; send its text alone", largestDraft>>20)}
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return a, "", nil, bad("the draft did not arrive whole; send it again")
	}
	a.Text, a.Lang, a.Date = r.PostFormValue("text"), r.PostFormValue("lang"), r.PostFormValue("date")
	if a.Observed, err = desk.Switch(r.PostForm, "observed", false); err != nil {
		return a, "", nil, err
	}
	file, head, err := r.FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		return a, "", []byte(a.Text), nil
	case err != nil:
		return a, "", nil, bad("the draft did not arrive whole; send it again")
	}
	defer file.Close()
	if a.Text != "" {
		return a, "", nil, bad("there is both a text and a file; give one of them")
	}
	b, err = io.ReadAll(file)
	return a, head.Filename, b, err
}
