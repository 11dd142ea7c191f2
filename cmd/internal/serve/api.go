package serve

import (
	"cmp"
	_ "embed" // openapi.json
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

//go:embed openapi.json
var openAPI []byte

// operation is what openapi.json says of one.
type operation struct {
	Parameters []struct{ Name, In string }
}

// described are the operations of openapi.json, by their path.
func described() map[string]struct{ Get, Post operation } {
	var d struct {
		Paths map[string]struct{ Get, Post operation }
	}
	if err := json.Unmarshal(openAPI, &d); err != nil {
		panic(err) // it is built in
	}
	return d.Paths
}

// names are those of the parameters that an operation has in its address.
func (o operation) names() (out []string) {
	for _, p := range o.Parameters {
		if p.In == "query" {
			out = append(out, p.Name)
		}
	}
	return out
}

// only lets a request through that has no other parameters than these: what is asked with
// another would be answered as if it were not there.
func (s *Server) only(names []string, f http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := checkNames(r.URL.Query(), names); err != nil {
			s.problem(w, r, err)
			return
		}
		f(w, r)
	}
}

func checkNames(given url.Values, names []string) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if slices.Contains(names, name) {
			continue
		}
		if len(names) == 0 {
			return bad("there is no parameter %q here; this address takes none", name)
		}
		if near := words.Near(name, names); near != "" {
			return bad("there is no parameter %q here; did you mean %s?", name, near)
		}
		if len(names) == 1 {
			return bad("there is no parameter %q here; there is only %s", name, names[0])
		}
		return bad("there is no parameter %q here; there are %s", name, strings.Join(names, ", "))
	}
	return nil
}

// answers is an operation whose answer is JSON.
func (s *Server) answers(o operation, f func(http.ResponseWriter, *http.Request) (any, error)) http.HandlerFunc {
	return s.only(o.names(), func(w http.ResponseWriter, r *http.Request) {
		v, err := f(w, r)
		if err != nil {
			s.problem(w, r, err)
			return
		}
		s.sendJSON(w, r, v)
	})
}

// api answers programs: what the command line prints with --json.
func (s *Server) api(mux *http.ServeMux, described map[string]struct{ Get, Post operation }) {
	for path, f := range map[string]func(*http.Request) (any, error){
		"/api/v1/lookup": s.apiLookup, "/api/v1/document": s.apiDocument, "/api/v1/diff": s.apiDiff, "/api/v1/links": s.apiLinks,
		"/api/v1/search": s.apiSearch, "/api/v1/posts": s.apiListed(store.Post), "/api/v1/articles": s.apiListed(store.Article),
		"/api/v1/quotes": s.apiQuotes, "/api/v1/sources": s.apiSources, "/api/v1/changes": s.apiChanges, "/api/v1/authors": s.apiAuthors, "/api/v1/runs": s.apiRuns, "/api/v1/checkpoints": s.apiCheckpoints, "/api/v1/captures/{id}": s.apiCapture,
	} {
		mux.HandleFunc("GET "+path, s.answers(described[path].Get, func(_ http.ResponseWriter, r *http.Request) (any, error) { return f(r) }))
	}
	mux.HandleFunc("POST "+checkPath, s.answers(described[checkPath].Post, s.apiCheck))
	mux.HandleFunc("GET /api/v1/captures/{id}/body", s.only(nil, s.body))
	mux.HandleFunc("GET /api/v1/openapi.json", s.only(nil, func(w http.ResponseWriter, r *http.Request) { s.send(w, r, "application/json", openAPI) }))
	mux.HandleFunc(anyAPI, func(w http.ResponseWriter, r *http.Request) {
		s.problem(w, r, refusal{http.StatusNotFound, "there is no such address; see /api/v1/openapi.json"})
	})
}

func bad(format string, a ...any) error {
	return refusal{http.StatusBadRequest, fmt.Sprintf(format, a...)}
}

// number reads a whole number from the question.
func number(r *http.Request, name string, or, most int) (int, error) {
	v := r.URL.Query().Get(name)
	if v == "" {
		return or, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		return 0, bad("%s must be a whole number from 1 to %d", name, most)
	}
	return n, nil
}

func (s *Server) apiLookup(r *http.Request) (any, error) {
	q, err := questionOf(r)
	if err != nil {
		return nil, err
	}
	if q.Quote == "" {
		return nil, bad("give the words to look up: ?quote=…")
	}
	ans, err := s.ask(r.Context(), q)
	return wire.AnswerOf(nil, q.Quote, ans), err
}

func (s *Server) named(r *http.Request) (store.Document, error) {
	id := r.URL.Query().Get("id")
	if id == "" {
		return store.Document{}, bad("say which document: ?id=x:123, or its address")
	}
	return s.r.Find(r.Context(), id)
}

func (s *Server) apiDocument(r *http.Request) (any, error) {
	d, err := s.named(r)
	if err != nil {
		return nil, err
	}
	view, err := wire.Gather(r.Context(), s.r, d.ID)
	if err != nil {
		return nil, err
	}
	return view.JSON(), nil
}

func (s *Server) apiDiff(r *http.Request) (any, error) {
	d, err := s.named(r)
	if err != nil {
		return nil, err
	}
	from, err := number(r, "from", 0, 1<<20)
	if err != nil {
		return nil, err
	}
	to, err := number(r, "to", 0, 1<<20)
	if err != nil {
		return nil, err
	}
	vs, err := s.r.Versions(r.Context(), d.ID)
	if err != nil {
		return nil, err
	}
	if from > len(vs) || to > len(vs) || len(vs) == 0 {
		return nil, fmt.Errorf("there is no such version, the document has %d: %w", len(vs), store.ErrNotFound)
	}
	to = cmp.Or(to, len(vs))
	from = cmp.Or(from, max(1, to-1))
	captures, err := wire.CapturesBehind(r.Context(), s.r, vs[from-1], vs[to-1])
	return wire.DiffOf(d, vs[from-1], vs[to-1], captures), err
}

// The lengths of lists.
const (
	usualList   = 100
	longestList = desk.Most
)

func (s *Server) apiLinks(r *http.Request) (any, error) {
	f, err := filtered(r)
	if err != nil {
		return nil, err
	}
	links, err := s.someLinks(r.Context(), f)
	out := wire.List{Items: []any{}}
	for _, l := range links {
		out.Items = append(out.Items, wire.LinkOf(l))
	}
	if len(links) == f.Limit {
		next := f.Offset + f.Limit
		out.Next = &next
	}
	return out, err
}

func (s *Server) apiChanges(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	es, err := s.o.Overview.Changes(r.Context(), limit)
	out := wire.List{Items: []any{}}
	for _, e := range es {
		out.Items = append(out.Items, wire.ChangeEventOf(e))
	}
	return out, err
}

func (s *Server) apiAuthors(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	authors, err := s.o.Overview.TopAuthors(r.Context(), 0, limit)
	out := wire.List{Items: []any{}}
	for _, a := range authors {
		out.Items = append(out.Items, wire.AuthorCountOf(a))
	}
	return out, err
}

func (s *Server) apiRuns(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	runs, err := s.o.Overview.LatestRuns(r.Context(), limit)
	out := wire.List{Items: []any{}}
	for _, u := range runs {
		out.Items = append(out.Items, wire.RunCountsOf(u))
	}
	return out, err
}

func captureID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return 0, bad("a capture is named by its number, such as 12")
	}
	return id, nil
}

func (s *Server) apiCapture(r *http.Request) (any, error) {
	id, err := captureID(r)
	if err != nil {
		return nil, err
	}
	c, err := s.r.CaptureRecord(r.Context(), id)
	if err != nil {
		return nil, err
	}
	leaf, err := s.leaf(r.Context(), id)
	return wire.CaptureOf(c, leaf), err
}

// body gives a capture's decoded bytes to be saved, never to be shown.
func (s *Server) body(w http.ResponseWriter, r *http.Request) {
	id, err := captureID(r)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	c, err := s.r.CaptureRecord(r.Context(), id)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Disposition", `attachment; filename="capture-`+strconv.FormatInt(id, 10)+`.bin"`)
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	s.sendBody(w, r, "application/octet-stream", c)
}
