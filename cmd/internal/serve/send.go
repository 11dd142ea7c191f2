package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"onrecord/cmd/internal/desk"
	"onrecord/store"
)

type buffer = bytes.Buffer

// send answers with a body, or with 304 where the reader has it already (RFC 9110
// §13.1.2).
func (s *Server) send(w http.ResponseWriter, r *http.Request, kind string, body []byte) {
	sum := sha256.Sum256(body)
	if !notModified(w, r, kind, hex.EncodeToString(sum[:12])) && r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// sendBody answers with a capture's decoded body, a piece at a time. Where it turns out not
// to be what was kept, the answer breaks off.
func (s *Server) sendBody(w http.ResponseWriter, r *http.Request, kind string, c store.Capture) {
	if notModified(w, r, kind, c.BodySHA256[:min(len(c.BodySHA256), 24)]) {
		return
	}
	body, err := s.r.OpenBody(r.Context(), c)
	if err != nil {
		s.problem(w, r, err)
		return
	}
	if r.Method == http.MethodHead {
		return
	}
	// The reader may go; what is corrupt must not look whole.
	if _, err := io.Copy(w, body); errors.Is(err, store.ErrCorrupt) {
		s.figures.failed(r.URL.Path, err)
		panic(http.ErrAbortHandler)
	}
}

// notModified writes the header of an answer whose body has a hash, and ends it with 304
// where the reader has that body.
func notModified(w http.ResponseWriter, r *http.Request, kind, hash string) bool {
	tag := `W/"` + hash + `"`
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache, private")
	if !matches(r.Header.Get("If-None-Match"), tag) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

func matches(header, tag string) bool {
	for _, t := range strings.Split(header, ",") {
		if t = strings.TrimSpace(t); t == "*" || t != "" && strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// problem is an error as the interface says it (RFC 9457).
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// refusal is an error with the status that says it, and what to do.
type refusal struct {
	status int
	detail string
}

func (r refusal) Error() string { return r.detail }

// problem answers with an error: as JSON to a program, as a page to a browser, else
// as a line.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, err error) {
	status, detail := s.fault(r, err)
	w.Header().Del("ETag")
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/"):
		b, _ := json.Marshal(problem{"about:blank", http.StatusText(status), status, detail}) // strings always marshal
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		_, _ = w.Write(append(b, '\n'))
		return
	case strings.Contains(r.Header.Get("Accept"), "text/html"):
		var b buffer
		if err := s.o.Site.DrawProblem(&b, status, detail); err == nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(status)
			_, _ = w.Write(b.Bytes())
			return
		}
	}
	http.Error(w, http.StatusText(status)+": "+detail, status)
}

// refuse answers with an error as a line.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status, detail := s.fault(r, err)
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, http.StatusText(status)+": "+detail, status)
}

// fault is the status of an error, and what it says to a reader.
func (s *Server) fault(r *http.Request, err error) (int, string) {
	status, detail := http.StatusInternalServerError, "the archive cannot be read at the moment; see the server's log"
	var ref refusal
	var bad *desk.BadQuestion
	switch {
	case errors.As(err, &ref):
		status, detail = ref.status, ref.detail
	case errors.As(err, &bad):
		status, detail = http.StatusBadRequest, bad.Error()
	case errors.Is(err, store.ErrNotFound):
		status, detail = http.StatusNotFound, "this archive has nothing under that name; look it up by its words at /lookup.html"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		status, detail = http.StatusServiceUnavailable, "it took too long; ask again"
	case errors.Is(err, store.ErrUnreachable):
		status, detail = http.StatusServiceUnavailable, "the archive's database cannot be reached at the moment; ask again"
		s.figures.failed(r.URL.Path, err)
	default:
		s.figures.failed(r.URL.Path, err)
	}
	return status, detail
}

// cache keeps pages that cost much for some seconds, and lets one request draw for
// all that wait.
type cache struct {
	mu    sync.Mutex
	pages map[string]*cached
}

type cached struct {
	mu   sync.Mutex
	at   time.Time
	body []byte
}

// fresh is for how long a page is good.
const fresh = 10 * time.Second

// costly are the pages that count over the whole archive.
var costly = map[string]bool{"index.html": true, "authors.html": true, "changes.html": true, "months.html": true, "months/outlets.html": true, "sources.html": true, "runs.html": true}

// drop has all pages drawn anew.
func (c *cache) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pages = nil
}

func (s *Server) draw(ctx context.Context, path string) ([]byte, error) {
	if !costly[path] {
		var b buffer
		err := s.o.Site.Draw(ctx, &b, path)
		return b.Bytes(), err
	}
	s.overview.mu.Lock()
	if s.overview.pages == nil {
		s.overview.pages = map[string]*cached{}
	}
	c := s.overview.pages[path]
	if c == nil {
		c = &cached{}
		s.overview.pages[path] = c
	}
	s.overview.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.body != nil && s.o.Now().Sub(c.at) < fresh {
		return c.body, nil
	}
	var b buffer
	if err := s.o.Site.Draw(ctx, &b, path); err != nil {
		return nil, err
	}
	c.at, c.body = s.o.Now(), b.Bytes()
	return c.body, nil
}
