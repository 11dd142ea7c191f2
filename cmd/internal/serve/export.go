package serve

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"onrecord/cmd/internal/egress"
	"onrecord/store"
)

// longestExport is how long a reader may take over a table or a bundle.
const longestExport = time.Hour

// Tables is what exported tables are written from.
type Tables interface {
	egress.Documents
	egress.LinkReader
	egress.MediaReader
}

// exportTable writes a table as 'onrecord export' does, by the name of its file.
func (s *Server) exportTable(w http.ResponseWriter, r *http.Request) {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	var write func(context.Context, io.Writer) error
	switch t := s.o.Tables; name {
	case "posts":
		write = func(ctx context.Context, w io.Writer) error { return egress.Posts(ctx, t, w, format) }
	case "changes":
		write = func(ctx context.Context, w io.Writer) error { return egress.Changes(ctx, t, w, format) }
	case "links":
		write = func(ctx context.Context, w io.Writer) error { return egress.Links(ctx, t, w, format) }
	}
	kind := map[string]string{egress.CSV: "text/csv; charset=utf-8; header=present", egress.JSONL: "application/jsonl; charset=utf-8"}[format]
	if write == nil || kind == "" {
		s.problem(w, r, store.ErrNotFound)
		return
	}
	s.attach(w, r, kind, name+"."+format, write)
}

// attach answers with a file that takes its time.
func (s *Server) attach(w http.ResponseWriter, r *http.Request, kind, name string, write func(context.Context, io.Writer) error) {
	if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(longestExport)); err != nil {
		s.problem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	if err := write(r.Context(), w); err != nil {
		if r.Context().Err() == nil {
			s.figures.failed(r.URL.Path, err)
		}
		panic(http.ErrAbortHandler) // what breaks off must not look whole
	}
}

// exportMedia writes the media of a document, or all, under their names.
func (s *Server) exportMedia(w http.ResponseWriter, r *http.Request) {
	var ids []store.DocumentID
	if r.FormValue("doc") != "" {
		d, ok := s.document(w, r)
		if !ok {
			return
		}
		ids = append(ids, d.ID)
	}
	s.attach(w, r, "application/zip", "media.zip", func(ctx context.Context, w io.Writer) error {
		_, _, err := egress.Media(ctx, s.o.Tables, ids, s.o.Now(), w)
		return err
	})
}
