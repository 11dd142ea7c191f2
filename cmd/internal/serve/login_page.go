package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// loginForm is where the token is asked for.
const loginForm = "/login"

// logoutForm is what ends a session.
const logoutForm = "/logout"

// The cookies of a session: what lets it read comes along with a link that a reader
// follows from elsewhere, what lets it manage comes from our own pages alone.
const (
	cookie       = "onrecord"
	cookieManage = "onrecord-manage"
)

// session is that of a reader who has shown the token, "" for none.
func (s *Server) session(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	id, key, _ := strings.Cut(c.Value, ".")
	if !same(key, s.sign("reader "+id)) || s.left.has(id) {
		return ""
	}
	return id
}

// bearer reports whether a program shows the token, and whether it is the right one.
func (s *Server) bearer(r *http.Request) (shown, right bool) {
	token, shown := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return shown, shown && s.tokens.left(r, s.o.Now()) <= 0 && same(token, s.o.Token)
}

// known reports whether the reader may read.
func (s *Server) known(r *http.Request) bool {
	if s.o.Token == "" || r.URL.Path == "/healthz" || r.URL.Path == loginForm {
		return true
	}
	if shown, right := s.bearer(r); shown {
		if !right {
			s.tokens.wrong(r, s.o.Now())
		}
		return right
	}
	return s.session(r) != ""
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// askToken answers who has not shown the token: a browser with a form that takes it.
func (s *Server) askToken(w http.ResponseWriter, r *http.Request) {
	if shown, _ := s.bearer(r); shown && s.mustWait(w, r) {
		s.problem(w, r, refusal{http.StatusTooManyRequests, "too many wrong tokens came from your address, so this one was not looked at; wait a quarter of a minute, and try again"})
		return
	}
	if strings.HasPrefix(r.URL.Path, "/api/") || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.problem(w, r, refusal{http.StatusUnauthorized, "a token is needed: open /login, or send Authorization: Bearer TOKEN"})
		return
	}
	next := "/"
	if r.Method == http.MethodGet {
		next = r.URL.RequestURI()
	}
	s.drawLogin(w, r, http.StatusUnauthorized, "", next)
}

func (s *Server) drawLogin(w http.ResponseWriter, r *http.Request, status int, problem, next string) {
	var b buffer
	if err := s.o.Site.DrawLogin(&b, problem, next); err != nil {
		s.problem(w, r, err)
		return
	}
	sendOnce(w, status, b.Bytes())
}

// mustWait reports whether no token is looked at from an address for now, and says for how
// long.
func (s *Server) mustWait(w http.ResponseWriter, r *http.Request) bool {
	left := s.tokens.left(r, s.o.Now())
	if left > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(left/time.Second)+1))
	}
	return left > 0
}

// login takes the token once and gives cookies for it.
func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, mostQuery)
	token, next := r.FormValue("token"), within(r.FormValue("next"))
	switch {
	case s.o.Token == "":
	case token != "" && s.mustWait(w, r):
		s.drawLogin(w, r, http.StatusTooManyRequests, "Too many wrong tokens came from your address. Wait a quarter of a minute, and try again.", next)
		return
	case token == "" && r.Method != http.MethodPost:
		s.drawLogin(w, r, http.StatusOK, "", next)
		return
	case !same(token, s.o.Token):
		s.tokens.wrong(r, s.o.Now())
		wrong := refusal{http.StatusUnauthorized, "That is not the token; ask the owner of this server."}
		if r.Method == http.MethodPost {
			s.drawLogin(w, r, wrong.status, wrong.detail, next)
		} else {
			s.problem(w, r, wrong)
		}
		return
	}
	id := rand.Text()
	s.setCookie(w, r, cookie, id+"."+s.sign("reader "+id), http.SameSiteLaxMode)
	// A token in an address stays in histories and logs: it opens the pages and nothing more.
	if r.Method == http.MethodPost {
		s.setCookie(w, r, cookieManage, s.sign("manage "+id), http.SameSiteStrictMode)
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// logout ends the session, here and wherever else its cookie went.
func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	if id := s.session(r); id != "" {
		s.left.add(id)
	}
	for _, name := range []string{cookie, cookieManage} {
		http.SetCookie(w, &http.Cookie{Name: name, Path: "/", MaxAge: -1, HttpOnly: true, Secure: s.secret(r)}) //nolint:gosec // as setCookie has it
	}
	http.Redirect(w, r, loginForm, http.StatusSeeOther)
}

// leavers are the sessions that were ended; a key that signs them lives as long as they do.
type leavers struct {
	mu  sync.Mutex
	ids map[string]bool
}

func (l *leavers) has(id string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ids[id]
}

func (l *leavers) add(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ids == nil {
		l.ids = map[string]bool{}
	}
	l.ids[id] = true
}

func (s *Server) setCookie(w http.ResponseWriter, r *http.Request, name, value string, site http.SameSite) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: s.secret(r), SameSite: site}) //nolint:gosec // Secure where it is reached by https; on loopback it is not
}

// within is an address of this server's own, else the overview's.
func within(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || u.Opaque != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return next
}
