package serve

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/wire"
	"onrecord/store"
)

// longestExport is how long a reader may take over a table or a bundle.
const longestExport = time.Hour

// Exports are what exported files are written from; one database is all three.
type Exports struct {
	Documents egress.Documents
	Links     egress.LinkReader
	Media     egress.MediaReader
}

// paging are the parameters that say which of all a page has.
var paging = []string{"limit", "offset", "page"}

// foundTable is the file of what a search found.
const foundTable = "found.csv"

// exports gives tables by the names of their files. Of links and of what a search found it
// takes the filters; all that pass are in it.
func (s *Server) exports(mux *http.ServeMux, described map[string]struct{ Get, Post operation }) {
	filters := func(path string) []string {
		return slices.DeleteFunc(described[path].Get.names(), func(name string) bool {
			return name == "facets" || slices.Contains(paging, name)
		})
	}
	mux.HandleFunc("GET /export/{file}", s.only(nil, s.exportTable))
	for _, file := range []string{"links." + egress.CSV, "links." + egress.JSONL} {
		mux.HandleFunc("GET /export/"+file, s.only(filters("/api/v1/links"), s.exportLinks))
	}
	mux.HandleFunc("GET /export/"+foundTable, s.only(filters("/api/v1/search"), s.exportFound))
	mux.HandleFunc("GET /export/media.zip", s.only([]string{"doc"}, s.exportMedia))
}

// tried reads the filters of a table and asks for one row: what cannot be asked is refused
// before the table begins.
func tried(v url.Values, ask func(one desk.Filter) error) (desk.Filter, error) {
	f, err := desk.FilterOf(v)
	if err != nil {
		return f, err
	}
	one := f
	one.Limit = 1
	return f, ask(one)
}

// exportFound writes what a search finds, as 'onrecord search --csv' does.
func (s *Server) exportFound(w http.ResponseWriter, r *http.Request) {
	f, err := tried(r.URL.Query(), func(one desk.Filter) error {
		_, err := s.search(r.Context(), one, false)
		return err
	})
	if err != nil {
		s.problem(w, r, err)
		return
	}
	s.attach(w, r, tableTypes[egress.CSV], foundTable, func(ctx context.Context, w io.Writer) error {
		return wire.ResultsCSV(w, true, func(row func(wire.Result) error) error {
			_, err := desk.Each(ctx, s.o.Lists, f, func(r desk.Result) error { return row(wire.ListedOf(r)) })
			return err
		})
	})
}

// exportLinks writes the links that pass, as 'onrecord links' lists them.
func (s *Server) exportLinks(w http.ResponseWriter, r *http.Request) {
	f, err := tried(r.URL.Query(), func(one desk.Filter) error {
		_, err := s.someLinks(r.Context(), one)
		return err
	})
	if err != nil {
		s.problem(w, r, err)
		return
	}
	file := path.Base(r.URL.Path)
	_, format, _ := strings.Cut(file, ".")
	s.attach(w, r, tableTypes[format], file, func(ctx context.Context, w io.Writer) error {
		return egress.Links(ctx, s.o.Exports.Links, f, w, format)
	})
}

// tableTypes are the formats of tables as HTTP calls them.
var tableTypes = map[string]string{egress.CSV: "text/csv; charset=utf-8; header=present", egress.JSONL: "application/jsonl; charset=utf-8"}

// exportTable writes a table as 'onrecord export' does, by the name of its file.
func (s *Server) exportTable(w http.ResponseWriter, r *http.Request) {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	var write func(context.Context, io.Writer) error
	switch t := s.o.Exports.Documents; name {
	case "posts":
		write = func(ctx context.Context, w io.Writer) error { return egress.Posts(ctx, t, w, format) }
	case "changes":
		write = func(ctx context.Context, w io.Writer) error { return egress.Changes(ctx, t, w, format) }
	}
	kind := tableTypes[format]
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
		_, _, err := egress.Media(ctx, s.o.Exports.Media, ids, s.o.Now(), w)
		return err
	})
}
