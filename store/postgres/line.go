package postgres

import (
	"database/sql/driver"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgtype"
)

// insertWords is how SQLite's index of words takes a row. PostgreSQL's takes the same words
// in one vector, which is made here: its own function for that, line_of, was most of what an
// import cost the server.
const insertWords = `INSERT INTO words (rowid, title, text, earlier, tags) VALUES (?, ?, ?, ?, ?)`

// What a vector takes: https://www.postgresql.org/docs/current/textsearch-limitations.html.
const (
	mostPlaces = 16_383
	mostTimes  = 256     // that a word counts
	mostSigns  = 200_000 // of a text
	mostBytes  = 1 << 20 // of all words and places
	wordSigns  = 400
)

// inLine puts the four texts of a row into one vector.
func inLine(args []driver.NamedValue) ([]driver.NamedValue, error) {
	row := make([]any, len(args))
	for i, a := range args {
		row[i] = a.Value
	}
	line, err := lineOf(row[1:]).Value()
	return []driver.NamedValue{args[0], {Ordinal: 2, Value: line}}, err
}

// lineOf is the vector of a row's four texts.
func lineOf(texts []any) pgtype.TSVector {
	l := line{at: map[string]int{}}
	after := 0
	for i, weight := range "ABCD" {
		text, _ := texts[i].(string)
		l.add(text, pgtype.TSVectorWeight(weight), after)
		after += 1 + utf8.RuneCountInString(text)
	}
	return pgtype.TSVector{Lexemes: l.words, Valid: true}
}

// line is a vector that grows.
type line struct {
	words []pgtype.TSVectorLexeme
	at    map[string]int
	bytes int
}

// add adds a text's words, which are parted by blanks, each with its place and weight. What
// a vector has no room for is left out.
func (l *line) add(text string, weight pgtype.TSVectorWeight, after int) {
	n := 0
	for w := range strings.SplitSeq(begin(text, mostSigns), " ") {
		n++
		if w == "" {
			continue
		}
		w = begin(w, wordSigns)
		i, there := l.at[w]
		if size := len(w) + 6; !there { // with how many places it has, and how they are laid
			if l.bytes+size > mostBytes {
				continue
			}
			i = len(l.words)
			l.at[w], l.words, l.bytes = i, append(l.words, pgtype.TSVectorLexeme{Word: w}), l.bytes+size
		}
		at := &l.words[i].Positions
		place := uint16(min(after+n, mostPlaces))
		if k := len(*at); k < mostTimes && l.bytes+2 <= mostBytes && (k == 0 || (*at)[k-1].Position < place) {
			*at = append(*at, pgtype.TSVectorPosition{Position: place, Weight: weight})
			l.bytes += 2
		}
	}
}

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
