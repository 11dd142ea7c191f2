package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/draft"
	"onrecord/cmd/internal/wire"
)

// checkPath is where programs send drafts, as readers do by a form.
const checkPath = "/api/v1/check"

// largestDraft bounds a draft, in bytes.
const largestDraft = 16 << 20

// apiCheck checks the draft that is the request's body.
func (s *Server) apiCheck(w http.ResponseWriter, r *http.Request) (any, error) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestDraft))
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return nil, refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the draft has more than %d MiB; send its text alone", largestDraft>>20)}
	}
	if err != nil {
		return nil, bad("the draft did not arrive whole; send it again")
	}
	v := r.URL.Query()
	observed, err := desk.Switch(v, "observed", false)
	if err != nil {
		return nil, err
	}
	q := desk.DraftQuestion{Format: draft.Format(v.Get("format")), Lang: v.Get("lang"), Date: v.Get("date"), Observed: observed}
	c, err := s.check(r.Context(), q, v.Get("name"), b)
	if err != nil {
		return nil, err
	}
	return wire.CheckedOf(c), nil
}

// check checks a draft, some at a time and within the time of a request. Nothing of it
// is kept.
func (s *Server) check(ctx context.Context, q desk.DraftQuestion, name string, b []byte) (desk.Checked, error) {
	text, err := s.o.Desk.ReadDraft(name, q.Format, b)
	if err != nil {
		return desk.Checked{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	select {
	case s.lookups <- struct{}{}:
		defer func() { <-s.lookups }()
	case <-ctx.Done():
		return desk.Checked{}, ctx.Err()
	}
	c, err := s.o.Desk.Check(ctx, q, text, s.o.Now(), nil)
	for _, q := range c.Quotes {
		s.figures.looked(string(q.Answer.Verdict))
	}
	return c, err
}
