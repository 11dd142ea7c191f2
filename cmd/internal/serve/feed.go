package serve

import "net/http"

// atom is the feed of changes.
func (s *Server) atom(w http.ResponseWriter, r *http.Request) {
	var b buffer
	if err := s.o.Site.Atom(r.Context(), &b, s.base(r)); err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "application/atom+xml; charset=utf-8", b.Bytes())
}
