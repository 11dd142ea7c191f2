package serve

import (
	_ "embed" // openapi.json
	"fmt"
	"net/http"
	"strconv"

	"onrecord/store"
)

//go:embed openapi.json
var openAPI []byte

// api answers programs: what the command line prints with --json.
func (s *Server) api(mux *http.ServeMux) {
	for path, f := range map[string]func(*http.Request) (any, error){
		"/api/v1/lookup": s.apiLookup, "/api/v1/document": s.apiDocument, "/api/v1/diff": s.apiDiff, "/api/v1/links": s.apiLinks,
		"/api/v1/changes": s.apiChanges, "/api/v1/authors": s.apiAuthors, "/api/v1/runs": s.apiRuns, "/api/v1/checkpoints": s.apiCheckpoints, "/api/v1/captures/{id}": s.apiCapture,
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			v, err := f(r)
			if err != nil {
				s.problem(w, r, err)
				return
			}
			s.sendJSON(w, r, v)
		})
	}
	mux.HandleFunc("GET /api/v1/captures/{id}/body", s.body)
	mux.HandleFunc("GET /api/v1/openapi.json", func(w http.ResponseWriter, r *http.Request) { s.send(w, r, "application/json", openAPI) })
	mux.HandleFunc("GET /api/", func(w http.ResponseWriter, r *http.Request) {
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
	if err != nil || n < 0 || n > most {
		return 0, bad("%s must be a whole number from 0 to %d", name, most)
	}
	return n, nil
}

func (s *Server) apiLookup(r *http.Request) (any, error) {
	q := questionOf(r)
	if q.Quote == "" {
		return nil, bad("give the words to look up: ?quote=…")
	}
	answer, _, err := s.ask(r.Context(), q)
	return answer, err
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
	return s.o.JSON.Document(r.Context(), d)
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
	return s.o.JSON.Diff(r.Context(), d, from, to)
}

// List is some of a list; Next is where the rest begins, absent at its end.
type list struct {
	Items []any `json:"items"`
	Next  *int  `json:"next,omitempty"`
}

// The lengths of lists.
const (
	usualList   = 100
	longestList = 1000
	furthest    = 1 << 40
)

func (s *Server) apiLinks(r *http.Request) (any, error) {
	from, err := number(r, "from", 0, furthest)
	if err != nil {
		return nil, err
	}
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	links, err := s.r.SomeLinks(r.Context(), from, limit)
	out := list{Items: []any{}}
	for _, l := range links {
		out.Items = append(out.Items, s.o.JSON.Link(l))
	}
	if len(links) == limit && limit > 0 {
		next := from + limit
		out.Next = &next
	}
	return out, err
}

type changeJSON struct {
	At       string           `json:"at"`
	Kind     store.ChangeKind `json:"kind"`
	Document store.DocumentID `json:"document"`
	Version  int              `json:"version,omitempty"`
	How      store.GoneHow    `json:"how,omitempty"`
	Detail   string           `json:"detail,omitempty"`
	Relay    string           `json:"relay,omitempty"`
	Capture  int64            `json:"capture"`
}

func (s *Server) apiChanges(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	es, err := s.r.Changes(r.Context(), max(limit, 1))
	out := list{Items: []any{}}
	for _, e := range es {
		out.Items = append(out.Items, changeJSON{store.FormatTime(e.At), e.Kind, e.Document, e.VersionSeq, e.How, e.Detail, e.Relay, e.CaptureID})
	}
	return out, err
}

type authorJSON struct {
	Platform store.Platform `json:"platform"`
	Name     string         `json:"name"`
	Handle   string         `json:"handle"`
	ID       string         `json:"id,omitempty"`
	Posts    int            `json:"posts"`
	Edited   int            `json:"edited"`
	Gone     int            `json:"gone"`
	Quoted   int            `json:"quoted"`
}

func (s *Server) apiAuthors(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	authors, err := s.r.TopAuthors(r.Context(), max(limit, 1))
	out := list{Items: []any{}}
	for _, a := range authors {
		out.Items = append(out.Items, authorJSON{a.Platform, a.Author.Name, a.Author.Handle, a.Author.ID, a.Posts, a.Edited, a.Gone, a.Quoted})
	}
	return out, err
}

type runJSON struct {
	ID       int64  `json:"id"`
	State    string `json:"state"`
	Started  string `json:"started_at"`
	Finished string `json:"finished_at,omitempty"`
	Due      int    `json:"due"`
	Captures int    `json:"captures"`
	New      int    `json:"new"`
	Edited   int    `json:"edited"`
	Gone     int    `json:"gone"`
	Failed   int    `json:"failed"`
	Bytes    int64  `json:"bytes"`
}

func (s *Server) apiRuns(r *http.Request) (any, error) {
	limit, err := number(r, "limit", usualList, longestList)
	if err != nil {
		return nil, err
	}
	runs, err := s.r.LatestRuns(r.Context(), max(limit, 1))
	out := list{Items: []any{}}
	for _, u := range runs {
		out.Items = append(out.Items, runJSON{u.ID, u.State, store.FormatTime(u.StartedAt), store.FormatTime(u.FinishedAt), u.Due, u.Captures, u.New, u.Edited, u.Gone, u.Failed, u.Bytes})
	}
	return out, err
}

type captureJSON struct {
	ID         int64            `json:"id"`
	Run        int64            `json:"run,omitempty"`
	Document   store.DocumentID `json:"document,omitempty"`
	Door       string           `json:"door"`
	Relay      string           `json:"relay,omitempty"`
	URL        string           `json:"url"`
	FinalURL   string           `json:"final_url,omitempty"`
	Status     int              `json:"status"`
	Header     http.Header      `json:"header,omitempty"`
	Started    string           `json:"started_at"`
	Finished   string           `json:"finished_at,omitempty"`
	RawSHA256  string           `json:"raw_sha256"`
	RawLength  int64            `json:"raw_length"`
	BodySHA256 string           `json:"body_sha256"`
	BodyLength int64            `json:"body_length"`
	Truncated  string           `json:"truncated,omitempty"`
	Robots     string           `json:"robots,omitempty"`
	Outcome    store.Outcome    `json:"outcome"`
	Error      string           `json:"error,omitempty"`
	Leaf       *leafJSON        `json:"leaf,omitempty"`
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
	return captureJSON{
		c.ID, c.RunID, c.Document, c.Door, c.Relay, c.URL, c.FinalURL, c.Status, c.Header, store.FormatTime(c.StartedAt), store.FormatTime(c.FinishedAt),
		c.RawSHA256, c.RawLength, c.BodySHA256, c.BodyLength, c.Truncated, c.Robots, c.Outcome, c.Error, leaf,
	}, err
}

// body gives a capture's decoded bytes to be saved, never to be shown.
func (s *Server) body(w http.ResponseWriter, r *http.Request) {
	id, err := captureID(r)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	c, err := s.r.Capture(r.Context(), id)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Disposition", `attachment; filename="capture-`+strconv.FormatInt(id, 10)+`.bin"`)
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	s.send(w, r, "application/octet-stream", c.Body)
}
