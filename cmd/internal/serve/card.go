package serve

import "net/http"

// cardPolicy lets other sites frame a card, and nothing else.
const cardPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"

// card shows a linked quote, by its article's page and its key.
func (s *Server) card(w http.ResponseWriter, r *http.Request) {
	var b buffer
	if err := s.o.Site.DrawCard(r.Context(), &b, r.PathValue("article"), r.PathValue("key"), s.base(r)); err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "text/html; charset=utf-8", b.Bytes())
}

func (s *Server) tools(w http.ResponseWriter, r *http.Request) {
	var b buffer
	if err := s.o.Site.DrawTools(&b, s.base(r)); err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "text/html; charset=utf-8", b.Bytes())
}
