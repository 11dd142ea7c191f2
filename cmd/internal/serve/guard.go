package serve

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// newKey makes the key that signs cookies and addresses of archived bytes; it lives
// as long as the server.
func (s *Server) newKey() error {
	_, err := rand.Read(s.key[:])
	return err
}

func (s *Server) sign(text string) string {
	m := hmac.New(sha256.New, s.key[:])
	m.Write([]byte(text))
	return hex.EncodeToString(m.Sum(nil))
}

// The bounds of a request.
const (
	mostQuery = 16 << 10
	longest   = 30 * time.Second
)

// guard refuses what no reader of ours sends, and sets the headers that keep pages to
// themselves.
func (s *Server) guard(mux *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		defer s.figures.took(began)
		defer s.recover(w, r)
		s.secure(w.Header(), r.URL.Path)
		switch {
		case !slices.Contains(s.o.Hosts, strings.ToLower(r.Host)):
			s.problem(w, r, refusal{http.StatusMisdirectedRequest, fmt.Sprintf("this server does not answer to that name; use one of %s, or start it with --host NAME", strings.Join(s.o.Hosts, ", "))})
		case !slices.Contains(methods(mux, r), r.Method):
			may := strings.Join(methods(mux, r), ", ")
			w.Header().Set("Allow", may)
			s.problem(w, r, refusal{http.StatusMethodNotAllowed, fmt.Sprintf("this address does not take that; use %s", may)})
		case s.foreign(r):
			s.problem(w, r, refusal{http.StatusForbidden, "requests from other sites' pages are refused; open the page itself"})
		case len(r.URL.RawQuery) > mostQuery:
			s.problem(w, r, refusal{http.StatusRequestURITooLong, "the question is too long; give the quote itself, without the article"})
		case !s.known(r):
			s.askToken(w, r)
		case s.Check() != nil && r.URL.Path != "/metrics":
			s.problem(w, r, s.Check())
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// What answers for addresses that nothing else does.
const (
	anyAPI  = "GET /api/"
	anyPage = "GET /{path...}"
)

// methods are those that an address takes.
func methods(mux *http.ServeMux, r *http.Request) (out []string) {
	for _, m := range []string{http.MethodGet, http.MethodPost} {
		switch _, by := mux.Handler(&http.Request{Method: m, URL: r.URL, Host: r.Host}); {
		case by == "" || by == anyAPI || by == anyPage:
		case m == http.MethodGet:
			out = append(out, m, http.MethodHead)
		default:
			out = append(out, m)
		}
	}
	if out == nil {
		out = []string{http.MethodGet, http.MethodHead}
	}
	return out
}

// legible refuses an address whose parameters cannot be read: what net/http leaves out of
// them would be answered as if it had not been asked.
func (s *Server) legible(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
			s.problem(w, r, refusal{http.StatusBadRequest, "what follows ? in the address cannot be read; write % there as %25, and ; as %3B"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// aborted says that a handler ended its answer on purpose.
func aborted(v any) bool {
	err, ok := v.(error)
	return ok && errors.Is(err, http.ErrAbortHandler)
}

// recover answers for a request that ran into a fault of ours.
func (s *Server) recover(w http.ResponseWriter, r *http.Request) {
	if v := recover(); v != nil && !aborted(v) {
		s.problem(w, r, fmt.Errorf("%v\n%s", v, debug.Stack()))
	}
}

func (s *Server) secure(h http.Header, path string) {
	policy := s.o.Site.Policy() + "; frame-ancestors 'none'"
	if strings.HasPrefix(path, "/card/") {
		policy = cardPolicy
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	} else {
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
	}
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	if slices.Contains([]string{checkForm, checkHTML, lookupForm, lookupHTML}, path) { // else the form's Origin is null
		h.Set("Referrer-Policy", "same-origin")
	}
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}

// foreign reports a request that another site's page makes behind the reader's back.
// A link that a reader follows, and a card in a frame, are his own; what another site's
// form sends is not.
func (s *Server) foreign(r *http.Request) bool {
	if o := r.Header.Get("Origin"); o != "" {
		u, err := url.Parse(o)
		if err != nil || !slices.Contains(s.o.Hosts, strings.ToLower(u.Host)) {
			return true
		}
	}
	site, mode := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Mode")
	return (site == "cross-site" || site == "same-site") && (mode != "navigate" || r.Method == http.MethodPost)
}
