package templates

import (
	"context"
	"io"
	"net/http"
)

// ProblemPage says why there is no page.
type ProblemPage struct {
	Layout
	// Said is what to do, Login that a token is asked for.
	Said  string
	Login bool
}

// DrawProblem writes the page that a reader gets in place of another, by the HTTP
// status; detail is shown where the reader can mend what is wrong.
func (s *Site) DrawProblem(w io.Writer, status int, detail string) error {
	p := s.painter(context.Background(), "/") // it asks nothing of the archive
	title, said := p.t.say("The archive cannot be read at the moment"), p.t.say("Try again in a moment. If it stays so, tell whoever runs this server: its log says why.")
	switch {
	case status == http.StatusNotFound:
		title, said = p.t.say("There is no such page"), p.t.say("This archive has nothing under that name. Look it up by its words.")
	case status == http.StatusUnauthorized:
		title, said = p.t.say("This archive is not open to all"), p.t.say("Give the token that whoever runs it gave you.")
	case status < http.StatusInternalServerError:
		title, said = p.t.say("That cannot be answered"), p.t.say(detail)
	}
	g := ProblemPage{p.layout(title, "problem"), said, status == http.StatusUnauthorized}
	g.Alone = g.Login // nothing else is open to the reader yet
	return s.whole(w, "problem", drawing{"problem", g})
}
