package find

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/store"
)

// Errors of what cannot be searched for.
var (
	ErrNoWord      = errors.New("there is no word in that; give at least one, such as ferry, \"keep the ferry\" or ferr*")
	ErrShortPrefix = errors.New("give at least two letters before a *")
	ErrTooMany     = errors.New("that is too long for a search; give at most 64 words, or look a quote up with lookup")
)

// mostWords is how many words a search may have: each costs.
const mostWords = 64

// Query is what somebody searches for.
type Query struct{ store.Words }

// Parse reads what people type: words that must all stand there, "words in this order",
// one OR another, -without, begins*. Whatever is not of that form is taken for words; a
// quotation mark that nothing closes goes to the end. Nothing at all is a Query that any
// text satisfies.
func Parse(s string) (Query, error) {
	var q Query
	if strings.TrimSpace(s) == "" {
		return q, nil
	}
	p := parser{rest: strings.ToValidUTF8(s, "\ufffd")}
	for p.next() {
		if err := p.take(&q.Words); err != nil {
			return Query{}, err
		}
	}
	switch {
	case len(q.All) == 0 && len(q.Not) == 0:
		return q, ErrNoWord
	case p.words > mostWords:
		return Query{}, ErrTooMany
	}
	return q, nil
}

// parser goes through a query.
type parser struct {
	rest  string
	words int
	// term is the one under way: its words, and its marks.
	term          string
	quoted, minus bool
	or, not       bool // the word before it was OR, or NOT
}

// next reads the next term.
func (p *parser) next() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	if p.rest == "" {
		return false
	}
	p.minus = false
	if r, n := utf8.DecodeRuneInString(p.rest); (r == '-' || r == '−' || r == '–') && len(p.rest) > n && !startsWithSpace(p.rest[n:]) {
		p.minus, p.rest = true, p.rest[n:]
	}
	if r, n := utf8.DecodeRuneInString(p.rest); closing(r) != 0 {
		p.quoted, p.rest = true, p.rest[n:]
		end := strings.IndexFunc(p.rest, func(c rune) bool { return c == closing(r) || r != '"' && c == '"' })
		if end < 0 {
			end = len(p.rest)
		}
		p.term, p.rest = p.rest[:end], p.rest[end:]
		_, n = utf8.DecodeRuneInString(p.rest)
		p.rest = p.rest[n:]
		return true
	}
	p.quoted = false
	end := strings.IndexFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
	if end < 0 {
		end = len(p.rest)
	}
	p.term, p.rest = p.rest[:end], p.rest[end:]
	return true
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// closing is the quotation mark that closes what r opens, 0 where it opens nothing.
func closing(r rune) rune {
	switch r {
	case '"':
		return '"'
	case '“', '„':
		return '”'
	case '«':
		return '»'
	case '「':
		return '」'
	}
	return 0
}

// take puts the term where it belongs.
func (p *parser) take(w *store.Words) error {
	if !p.quoted && !p.minus {
		switch p.term {
		case "OR", "|", "||":
			p.or = true
			return nil
		case "AND", "&", "&&", "+":
			return nil
		case "NOT":
			p.not = true
			return nil
		}
	}
	phrases, err := p.phrases()
	if err != nil || len(phrases) == 0 {
		return err
	}
	switch {
	case p.minus || p.not:
		w.Not = append(w.Not, phrases...)
	case p.or && len(w.All) > 0:
		last := len(w.All) - 1
		w.All[last] = append(w.All[last], phrases...)
	default:
		w.All = append(w.All, phrases)
	}
	p.or, p.not = false, false
	return nil
}

// phrases are the term as it stands in the index: one, or of a single character of a
// script without spaces whatever begins with it.
func (p *parser) phrases() ([]store.Phrase, error) {
	term, prefix := p.term, false
	if trimmed := strings.TrimRight(term, "*"); trimmed != term {
		term, prefix = trimmed, true
	}
	ws := cut(term)
	// A tag or handle is found by its sign and all: what follows repeats it.
	if len(ws) > 1 && (strings.HasPrefix(ws[0].key, "#") || strings.HasPrefix(ws[0].key, "@")) {
		n := 1
		for n < len(ws) && ws[n].to <= ws[0].to {
			n++
		}
		ws = append(ws[:1], ws[n:]...)
	}
	if len(ws) == 0 {
		return nil, nil
	}
	last := ws[len(ws)-1]
	switch {
	case unspaced(last.key) && len(ws) > 1 && ws[len(ws)-2].joined:
		ws, prefix = ws[:len(ws)-1], false // it stands in the pair before it
	case unspaced(last.key) && !last.joined:
		prefix = true // alone, it stands at the head of a pair or at an end
	case prefix && utf8.RuneCountInString(strings.TrimLeft(last.key, "#@")) < 2:
		return nil, ErrShortPrefix
	}
	ph := store.Phrase{Prefix: prefix}
	for _, w := range ws {
		ph.Words = append(ph.Words, w.key)
	}
	p.words += len(ws)
	return []store.Phrase{ph}, nil
}
