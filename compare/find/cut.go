// Package find cuts texts into the words by which they are searched, reads what people
// type into a search, and says where in a text it stands.
package find

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
)

// Scheme numbers how texts are cut, and how the index lays documents down; one of another
// scheme is made anew.
const Scheme = 4

// longest is the most code points of a word that count.
const longest = 64

// word is one by which a text is found, and where it stands in code points.
type word struct {
	key      string
	from, to int
	// joined marks a character of a script without spaces: the next word begins with
	// its second half.
	joined bool
}

// Cut gives the words of a text in order, parted by blanks: folded by case, diacritics
// and compatibility; of scripts without spaces each pair of characters; #tags and
// @handles with their sign, then without; addresses in their parts.
func Cut(s string) string {
	var b strings.Builder
	for piece := range pieces(s) {
		for _, w := range cut(piece) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.key)
		}
	}
	return b.String()
}

// pieceMost is how much of a text is cut at a time, in bytes: folded it takes thirty times
// as much memory.
const pieceMost = 256 << 10

// pieces are a long text's parts, divided between lines, else between words, else anywhere.
func pieces(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(s) > pieceMost {
			at := strings.LastIndexByte(s[:pieceMost], '\n')
			if at <= 0 {
				at = strings.LastIndexByte(s[:pieceMost], ' ')
			}
			if at <= 0 {
				for at = pieceMost; at > 1 && !utf8.RuneStart(s[at]); {
					at--
				}
			}
			if !yield(s[:at]) {
				return
			}
			s = s[at:]
		}
		yield(s)
	}
}

func cut(s string) []word {
	c := cutter{f: text.Fold(s)}
	for i := range c.f.Tokens {
		c.token(i)
	}
	return c.out
}

type cutter struct {
	f   text.Folded
	out []word
}

func (c *cutter) token(i int) {
	t := c.f.Tokens[i]
	switch t.Kind {
	case text.Word:
		c.word(i, t)
	case text.Ignorable:
		c.ignorable(t)
	case text.Gap, text.Question:
	}
}

// word adds a word, or a pair of characters; before the first of a #tag the tag itself.
func (c *cutter) word(i int, t text.Token) {
	if t.From > 0 && isHash(c.f.Runes[t.From-1]) && !c.inTag(i) {
		c.tag(t.From)
	}
	if !unspaced(t.Key) {
		c.add(t.Key, t.From, t.To)
		return
	}
	w := word{key: t.Key, from: t.From, to: t.To}
	if i+1 < len(c.f.Tokens) {
		if n := c.f.Tokens[i+1]; n.Kind == text.Word && n.From == t.To && unspaced(n.Key) {
			w.key, w.to, w.joined = t.Key+n.Key, n.To, true
		}
	}
	c.out = append(c.out, w)
}

// inTag reports whether a token goes on in the tag that the one before it began, as in
// #KeepTheFerry.
func (c *cutter) inTag(i int) bool { return i > 0 && c.f.Tokens[i-1].To == c.f.Tokens[i].From }

// tag adds the whole of a hashtag.
func (c *cutter) tag(from int) {
	to := from
	for to < len(c.f.Runes) && (unicode.IsLetter(c.f.Runes[to]) || unicode.IsDigit(c.f.Runes[to]) || unicode.IsMark(c.f.Runes[to]) || c.f.Runes[to] == '_') {
		to++
	}
	c.add("#"+fold(c.f.Slice(from, to)), from-1, to)
}

// ignorable adds what matching leaves out: a handle, an address, an emoji.
func (c *cutter) ignorable(t text.Token) {
	first := c.f.Runes[t.From]
	switch {
	case first == '@' || first == '＠':
		handle := fold(c.f.Slice(t.From+1, t.To))
		c.add("@"+handle, t.From, t.To)
		c.add(handle, t.From+1, t.To)
	case unicode.IsLetter(first):
		c.address(t)
	default:
		c.add(c.f.Slice(t.From, t.To), t.From, t.To)
	}
}

// address adds the parts of a web address, without its scheme and www.
func (c *cutter) address(t text.Token) {
	from := t.From
	for at := t.From; at <= t.To; at++ {
		if at < t.To && (unicode.IsLetter(c.f.Runes[at]) || unicode.IsDigit(c.f.Runes[at])) {
			continue
		}
		if part := fold(c.f.Slice(from, at)); part != "" && (len(part) > 5 || part != "http" && part != "https" && part != "www") {
			c.add(part, from, at)
		}
		from = at + 1
	}
}

func fold(s string) string { return text.FoldKey(text.FoldExact(s)) }

// add adds a word; what would part it in the index is taken out.
func (c *cutter) add(key string, from, to int) {
	key = strings.Map(func(r rune) rune {
		if r <= ' ' || r == '"' || r == '\'' || r == 0x7f || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, key)
	if r := []rune(key); len(r) > longest {
		key = string(r[:longest])
	}
	if key != "" && key != "#" && key != "@" {
		c.out = append(c.out, word{key: key, from: from, to: to})
	}
}

func isHash(r rune) bool { return r == '#' || r == '＃' }

// unspaced reports a character of a script that is written without blanks between words.
// Katakana is not: a run of it is mostly one word.
func unspaced(key string) bool {
	for _, r := range key {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
	}
	return false
}
