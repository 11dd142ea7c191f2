package postgres

import (
	"database/sql/driver"
	"strconv"
	"strings"
	"unicode/utf8"
)

// insertWords is how SQLite's index of words takes a row. PostgreSQL's takes the same words
// in one vector, which is written here: its own function for that, line_of, was most of
// what an import cost the server.
const insertWords = `INSERT INTO words (rowid, title, text, earlier, tags) VALUES (?, ?, ?, ?, ?)`

// What a vector takes: https://www.postgresql.org/docs/current/textsearch-limitations.html.
const (
	mostPlaces = 16_383
	mostSigns  = 200_000 // of a text
	wordSigns  = 400
)

// inLine puts the four texts of a row into one vector.
func inLine(args []driver.NamedValue) []driver.NamedValue {
	var out strings.Builder
	after := 0
	for i, weight := range "ABCD" {
		text, _ := args[1+i].Value.(string)
		lexemes(&out, text, weight, after)
		after += 1 + utf8.RuneCountInString(text)
	}
	return []driver.NamedValue{args[0], {Ordinal: 2, Value: out.String()}}
}

// lexemes writes a text's words, which are parted by blanks, each with its place and
// weight, as a tsvector is written.
func lexemes(out *strings.Builder, text string, weight rune, after int) {
	n := 0
	for w := range strings.SplitSeq(begin(text, mostSigns), " ") {
		n++
		if w == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteByte('\'')
		_, _ = quoted.WriteString(out, begin(w, wordSigns))
		out.WriteString("':")
		out.WriteString(strconv.Itoa(min(after+n, mostPlaces)))
		out.WriteRune(weight)
	}
}

var quoted = strings.NewReplacer(`\`, `\\`, `'`, `''`)

// begin gives the first signs of a text.
func begin(text string, signs int) string {
	if len(text) <= signs {
		return text
	}
	for i := range text {
		if signs == 0 {
			return text[:i]
		}
		signs--
	}
	return text
}
