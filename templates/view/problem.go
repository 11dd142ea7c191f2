package view

import (
	"net/http"
)

// told is what the program says, in English, as a sentence in the page's language.
func (p *PageBuilder) told(english string) string {
	if english == "" {
		return ""
	}
	return p.Message(clip(Plain(english), 2000))
}

// ProblemPage says why there is no page.
type ProblemPage struct {
	Layout
	// Said is what to do, Login that a token is asked for.
	Said  string
	Login bool
}

// Problem is the page that a reader gets in place of another, by the HTTP
// status; detail is shown where the reader can mend what is wrong.
func (p *PageBuilder) Problem(status int, detail string) Page {
	title, said := p.Say("The archive cannot be read at the moment"), p.Say("Try again in a moment. If this goes on, tell whoever runs this server: its log says why.")
	switch {
	case status == http.StatusNotFound:
		title, said = p.Say("There is no such page"), p.Say("This archive has nothing under that name. Look it up by its words.")
	case status == http.StatusUnauthorized:
		title, said = p.Say("This archive is not public"), p.Say("Enter the token that its owner gave you.")
	case status < http.StatusInternalServerError:
		title, said = p.Say("That cannot be answered"), p.told(detail)
	}
	g := ProblemPage{p.layout("problem", title, "problem"), said, status == http.StatusUnauthorized}
	g.Alone = g.Login // nothing else is open to the reader yet
	return g
}
