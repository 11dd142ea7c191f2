package serve

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// The stamp of a memento's address, as web archives write it.
const stamp = "20060102150405"

// mementos answers what RFC 7089 asks. The original's address stands in the path as
// it is, with its own "//", which a ServeMux would clean away.
func (s *Server) mementos(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for prefix, f := range map[string]func(http.ResponseWriter, *http.Request, string) error{
			"/timegate/": s.timegate, "/timemap/link/": s.timemap, "/memento/": s.memento,
		} {
			rest, ok := strings.CutPrefix(r.URL.Path, prefix)
			if !ok {
				continue
			}
			if r.URL.RawQuery != "" {
				rest += "?" + r.URL.RawQuery
			}
			if err := f(w, r, rest); err != nil {
				s.problem(w, r, err)
			}
			return
		}
		next.ServeHTTP(w, r)
	})
}

// archived is a document with its versions as mementos.
type archived struct {
	doc      store.Document
	original string
	versions []store.Version
}

// archived finds what the archive has of an original.
func (s *Server) archived(r *http.Request, original string) (archived, error) {
	d, err := s.r.Find(r.Context(), original)
	if err != nil {
		return archived{}, err
	}
	vs, err := s.r.Versions(r.Context(), d.ID)
	if err == nil && len(vs) == 0 {
		err = fmt.Errorf("no version of %s: %w", d.ID, store.ErrNotFound)
	}
	if u, err := url.Parse(original); (err != nil || u.Host == "") && d.URL != "" {
		original = d.URL // it was asked for by its id
	}
	return archived{d, original, distinctMoments(vs)}, err
}

// exact is the stamp of a memento that came in one second with another.
const exact = "20060102150405.000"

// stampOf is a memento's in its address: to the second, and to the thousandth where
// there are several in it.
func (a archived) stampOf(v store.Version) string {
	n := 0
	for _, o := range a.versions {
		if o.FirstSeen.Unix() == v.FirstSeen.Unix() {
			n++
		}
	}
	if n > 1 {
		return strings.Replace(v.FirstSeen.UTC().Format(exact), ".", "", 1)
	}
	return v.FirstSeen.UTC().Format(stamp)
}

// readStamp reads what stampOf writes; a stamp to the second means all of it.
func readStamp(s string) (time.Time, error) {
	if len(s) == len(exact)-1 {
		return time.Parse(exact, s[:len(stamp)]+"."+s[len(stamp):])
	}
	at, err := time.Parse(stamp, s)
	return at.Add(time.Second - time.Millisecond), err
}

// distinctMoments are versions in the order of their first sight; of those at one moment, which
// no address can tell apart, the last.
func distinctMoments(vs []store.Version) []store.Version {
	slices.SortStableFunc(vs, func(a, b store.Version) int { return a.FirstSeen.Compare(b.FirstSeen) })
	var out []store.Version
	for _, v := range vs {
		if n := len(out); n > 0 && out[n-1].FirstSeen.UnixMilli() == v.FirstSeen.UnixMilli() {
			out = out[:n-1]
		}
		out = append(out, v)
	}
	return out
}

// at is the version that stood at a time: the last one first seen by then, or the
// first of all.
func (a archived) at(t time.Time) store.Version {
	best := a.versions[0]
	for _, v := range a.versions[1:] {
		if !v.FirstSeen.After(t) {
			best = v
		}
	}
	return best
}

// secret reports whether the reader reaches the server over TLS.
func (s *Server) secret(r *http.Request) bool {
	return r.TLS != nil || slices.Contains(s.o.Secure, strings.ToLower(r.Host))
}

func (s *Server) base(r *http.Request) string {
	scheme := "http"
	if s.secret(r) {
		scheme = "https"
	}
	return scheme + "://" + r.Host // one of ours: the guard saw to it
}

// uri writes an address so that it can stand in a header: nothing in it ends the
// angle brackets or the line.
func uri(raw string) string {
	var b strings.Builder
	for i := range len(raw) {
		if c := raw[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`<>"\^{|}`+"`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (s *Server) mementoURL(r *http.Request, a archived, v store.Version) string {
	return s.base(r) + "/memento/" + a.stampOf(v) + "/" + uri(a.original)
}

// linkMemento is a memento in a Link header or a TimeMap.
func (s *Server) linkMemento(r *http.Request, a archived, i int) string {
	rel := "memento"
	if i == len(a.versions)-1 {
		rel = "last " + rel
	}
	if i == 0 {
		rel = "first " + rel
	}
	v := a.versions[i]
	return fmt.Sprintf(`<%s>; rel="%s"; datetime="%s"`, s.mementoURL(r, a, v), rel, v.FirstSeen.UTC().Format(http.TimeFormat))
}

// links are the Link header that all answers carry.
func (s *Server) links(r *http.Request, a archived) []string {
	out := []string{
		fmt.Sprintf(`<%s>; rel="original"`, uri(a.original)),
		fmt.Sprintf(`<%s/timegate/%s>; rel="timegate"`, s.base(r), uri(a.original)),
		fmt.Sprintf(`<%s/timemap/link/%s>; rel="timemap"; type="application/link-format"`, s.base(r), uri(a.original)),
		s.linkMemento(r, a, 0),
	}
	if n := len(a.versions); n > 1 {
		out = append(out, s.linkMemento(r, a, n-1))
	}
	return out
}

// timegate leads to the version that stood at the time asked for.
func (s *Server) timegate(w http.ResponseWriter, r *http.Request, original string) error {
	w.Header().Set("Vary", "accept-datetime")
	at := s.o.Now()
	if asked := r.Header.Get("Accept-Datetime"); asked != "" {
		var err error
		if at, err = http.ParseTime(asked); err != nil {
			return bad("Accept-Datetime must look like %q", at.UTC().Format(http.TimeFormat))
		}
		at = at.Add(time.Second - time.Millisecond) // all of that second
	}
	a, err := s.archived(r, original)
	if err != nil {
		return err
	}
	w.Header().Set("Link", strings.Join(s.links(r, a), ", "))
	w.Header().Set("Location", s.mementoURL(r, a, a.at(at)))
	w.WriteHeader(http.StatusFound)
	return nil
}

// timemap lists the versions.
func (s *Server) timemap(w http.ResponseWriter, r *http.Request, original string) error {
	a, err := s.archived(r, original)
	if err != nil {
		return err
	}
	lines := s.links(r, a)[:2]
	first, last := a.versions[0].FirstSeen, a.versions[len(a.versions)-1].FirstSeen
	lines = append(lines, fmt.Sprintf(`<%s/timemap/link/%s>; rel="self"; type="application/link-format"; from="%s"; until="%s"`,
		s.base(r), uri(original), first.UTC().Format(http.TimeFormat), last.UTC().Format(http.TimeFormat)))
	for i := range a.versions {
		lines = append(lines, s.linkMemento(r, a, i))
	}
	s.send(w, r, "application/link-format", []byte(strings.Join(lines, ",\n")+"\n"))
	return nil
}

// memento shows a version.
func (s *Server) memento(w http.ResponseWriter, r *http.Request, rest string) error {
	when, original, ok := strings.Cut(rest, "/")
	at, err := readStamp(when)
	if !ok || err != nil {
		return bad("a memento's address is /memento/YYYYMMDDhhmmss/ADDRESS")
	}
	a, err := s.archived(r, original)
	if err != nil {
		return err
	}
	v := a.at(at)
	if a.stampOf(v) != when { // another time: lead to the one that stood then
		w.Header().Set("Location", s.mementoURL(r, a, v))
		w.WriteHeader(http.StatusFound)
		return nil
	}
	var b buffer
	if err := s.o.Site.DrawMemento(r.Context(), &b, a.doc, v, s.rawURL(v.CaptureID)); err != nil {
		return err
	}
	w.Header().Set("Memento-Datetime", v.FirstSeen.UTC().Format(http.TimeFormat))
	w.Header().Set("Link", strings.Join(s.links(r, a), ", "))
	s.send(w, r, "text/html; charset=utf-8", b.Bytes())
	return nil
}
