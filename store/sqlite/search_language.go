package sqlite

import (
	"strings"

	"onrecord/store"
)

// Language is how an engine's index of words is asked. What people typed stands in it
// only within quotes.
type Language struct {
	// quote makes a string of a word.
	quote func(string) string
	// phrase is one in all that a document ever said (said), or in what it says now.
	phrase  func(p store.Phrase, said bool) string
	and, or string
	not     string
}

// FTS5 is SQLite's (https://sqlite.org/fts5.html).
var FTS5 = &Language{quote: quoted, and: " AND ", or: " OR ", not: " NOT ", phrase: func(p store.Phrase, said bool) string {
	out := "{title text} : " + quoted(strings.Join(p.Words, " "))
	if said {
		out = "{title text earlier} : " + quoted(strings.Join(p.Words, " "))
	}
	if p.Prefix {
		out += " *"
	}
	return out
}}

// TSQuery is PostgreSQL's (https://www.postgresql.org/docs/current/datatype-textsearch.html):
// A is a title, B a text, C an earlier one and D a tag.
var TSQuery = &Language{quote: func(s string) string { return lexeme(s) + ":D" }, and: " & ", or: " | ", not: " & !", phrase: func(p store.Phrase, said bool) string {
	var words []string
	for _, w := range p.Words {
		if w != "" {
			words = append(words, lexeme(w)+":AB")
		}
	}
	if len(words) == 0 {
		return lexeme(" ") // which no text has
	}
	if p.Prefix {
		words[len(words)-1] += "*"
	}
	if said {
		for i := range words {
			words[i] += "C"
		}
	}
	return "(" + strings.Join(words, " <-> ") + ")"
}}

// lexeme is a word in quotes.
func lexeme(s string) string {
	return `'` + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(s) + `'`
}
