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
	if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(longestExport)); err != nil {
		s.problem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+format+`"`)
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
