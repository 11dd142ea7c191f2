package serve

import (
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// good is for how long an address of archived bytes is.
const good = time.Hour

// rawURL is where a capture's bytes are shown: another origin, so that they have
// nothing of the pages' own, by an address that ends to be good.
func (s *Server) rawURL(capture int64) string {
	if s.o.Archived == "" {
		return ""
	}
	until := strconv.FormatInt(s.o.Now().Add(good).Unix(), 10)
	return fmt.Sprintf("%s/raw/%d?until=%s&key=%s", s.o.Archived, capture, until, s.sign(fmt.Sprint(capture, " ", until)))
}

// archivedPolicy shuts a page in: nothing of it runs, loads or is sent.
const archivedPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// shown are the types that a browser may draw; all else is text.
var shown = map[string]bool{"text/html": true, "image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}

// Archived answers for the origin that shows archived bytes, and for nothing else.
func (s *Server) Archived() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /raw/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := captureID(r)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		c, err := s.r.CaptureRecord(r.Context(), id)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		kind, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
		if err != nil || !shown[kind] {
			kind, params = "text/plain", map[string]string{"charset": "utf-8"}
		}
		if !shown[kind] || params["charset"] == "" {
			params = map[string]string{"charset": "utf-8"}
		}
		if strings.HasPrefix(kind, "image/") {
			params = nil
		}
		s.sendBody(w, r, mime.FormatMediaType(kind, params), c)
	})
	mux.HandleFunc("GET /media/{file}", s.medium)
	mux.HandleFunc("GET /media/small/{file}", s.medium)
	host := strings.TrimPrefix(strings.TrimPrefix(s.o.Archived, "http://"), "https://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", archivedPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		switch {
		case strings.ToLower(r.Host) != host:
			s.refuse(w, r, refusal{http.StatusMisdirectedRequest, "this server does not answer to that name"})
		case !s.admitted(r):
			s.refuse(w, r, refusal{http.StatusForbidden, "this address is not good any more; open it from the page again"})
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// admitted checks the signature of an address of archived bytes.
func (s *Server) admitted(r *http.Request) bool {
	id, ok := strings.CutPrefix(r.URL.Path, "/raw/")
	if strings.HasPrefix(r.URL.Path, "/media/") {
		id, ok = r.URL.Path, true
	}
	until, err := strconv.ParseInt(r.URL.Query().Get("until"), 10, 64)
	return ok && err == nil && s.o.Now().Unix() <= until && same(r.URL.Query().Get("key"), s.sign(fmt.Sprint(id, " ", r.URL.Query().Get("until"))))
}
