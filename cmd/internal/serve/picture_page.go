package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/ocr"
	"onrecord/templates/view"
)

// lookupForm and lookupHTML are the page that looks up, by the address of its form and by
// the one that pages link to.
const (
	lookupForm = "/lookup"
	lookupHTML = "/lookup.html"
)

// lookupPicture answers the form that sends a picture of a post. Nothing of it is kept.
func (s *Server) lookupPicture(w http.ResponseWriter, r *http.Request) {
	answer, err := s.pictured(w, r)
	status := http.StatusOK
	var ref refusal
	switch {
	case errors.As(err, &ref):
		status, answer.Problem = ref.status, ref.detail
	case err != nil:
		s.problem(w, r, err)
		return
	}
	var b buffer
	if err := s.o.Site.DrawLookup(r.Context(), &b, answer); err != nil {
		s.problem(w, r, err)
		return
	}
	sendOnce(w, status, b.Bytes())
}

// sendOnce answers with a page that nobody keeps, and whose forms name where they come from.
func sendOnce(w http.ResponseWriter, status int, page []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	_, _ = w.Write(page) // the reader has gone where it fails
}

// pictured reads the picture that the form brought, and looks it up. Reading takes a core
// for seconds, so it waits its turn among the long ones.
func (s *Server) pictured(w http.ResponseWriter, r *http.Request) (a view.LookupAnswer, err error) {
	b, err := sentPicture(w, r)
	if err != nil {
		return a, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), longest)
	defer cancel()
	done, err := turn(ctx, s.long)
	if err != nil {
		return a, err
	}
	defer done()
	page, err := s.pictures.Read(ctx, b, nil)
	var wrong *ocr.BadPictureError
	switch {
	case errors.As(err, &wrong):
		return a, bad("%s", wrong.Error())
	case errors.Is(err, ocr.ErrNotInstalled):
		return a, refusal{http.StatusNotImplemented, "Pictures cannot be read here: Tesseract is not installed on this server."}
	case err != nil:
		return a, err
	}
	p, err := s.o.Desk.Picture(ctx, page, desk.Question{Limit: 5})
	if err != nil {
		return a, err
	}
	s.figures.looked(string(p.Answer.Verdict))
	return p.Page(), nil
}

// sentPicture reads the form. All of it stays in memory.
func sentPicture(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	const most = ocr.MaxSize + 1<<20
	r.Body = http.MaxBytesReader(w, r.Body, most)
	err := r.ParseMultipartForm(most)
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return nil, refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the picture has more than %d MiB; send a smaller one", ocr.MaxSize>>20)}
	}
	file, _, err := r.FormFile("picture")
	if err != nil {
		return nil, refusal{http.StatusBadRequest, "No picture arrived; choose a file."}
	}
	defer file.Close()
	return io.ReadAll(file)
}
