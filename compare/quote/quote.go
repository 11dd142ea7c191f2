// Package quote finds what an article presents as the words of somebody, and
// says whether a named speaker is the author of a post.
package quote

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/store"
)

// shortest is how many words an inline quote needs: one or two between marks
// are mostly irony, titles and names.
const shortest = 3

// Find gives what an article's version presents as somebody's words, in reading
// order: between the quotation marks of many languages, in block quotes, in
// embedded posts, and in the headline.
func Find(doc store.Document, v store.Version) []store.Quote {
	f := quoteFinder{doc: doc, v: v, text: []rune(v.Text)}
	f.blank()
	f.marks()
	f.inline()
	f.transcript()
	sort.SliceStable(f.out, func(a, b int) bool { return f.out[a].From < f.out[b].From })
	out := append(f.headline(), f.out...)
	for i := range out {
		out[i].Seq = i + 1
		out[i].Article, out[i].ArticleVersion = doc.ID, v.ID
		out[i].Lang, out[i].PublishedAt = languageOf(out[i].Text, v.Lang), doc.PublishedAt
	}
	return out
}

// Short are the words between quotation marks that are too few to be taken for a quote, in
// reading order: none of what Find gives, nor a part of it.
func Short(v store.Version, found []store.Quote) []string {
	r := []rune(v.Text)
	var out []string
	next, covered := 0, 0 // the next quote, and how far those before it reach
	for _, s := range Spans(r) {
		for ; next < len(found) && (found[next].Kind == store.QuoteHeadline || found[next].From <= s[0]); next++ {
			if found[next].Kind != store.QuoteHeadline {
				covered = max(covered, found[next].To)
			}
		}
		if n := countWords(r[s[0]:s[1]]); n > 0 && n < shortest && s[1] > covered {
			out = append(out, string(r[s[0]:s[1]]))
		}
	}
	return out
}

// Many words tell their language, where so many of them are among its commonest.
const (
	tellingWords  = 8
	tellingCommon = 3
)

// languageOf is the language of a quote in an article of a language: the article's, but
// for one of many words that are plainly another's, as where a text quotes in two.
func languageOf(words, article string) string {
	tokens := text.Fold(words).Tokens
	if article == "" || text.CountWords(tokens) < tellingWords {
		return article
	}
	own, told := lang.Of(article, words), lang.Guess(words)
	ofOwn, ofTold := 0, 0
	for _, t := range tokens {
		if lang.Common(own, t.Key) {
			ofOwn++
		}
		if lang.Common(told, t.Key) {
			ofTold++
		}
	}
	if told == "" || ofTold < tellingCommon || ofTold <= 2*ofOwn {
		return article
	}
	return told
}

type quoteFinder struct {
	doc  store.Document
	v    store.Version
	text []rune
	// own are the article's own words: the text with what stands between quotation
	// marks blanked, and a line's end where such words end a sentence.
	own []rune
	out []store.Quote
}

// blank fills in own.
func (f *quoteFinder) blank() {
	f.own = slices.Clone(f.text)
	for _, s := range Spans(f.text) {
		for i := s[0]; i < s[1]; i++ {
			f.own[i] = ' '
		}
		if s[1] > s[0] && strings.ContainsRune(".!?…。！？", f.text[s[1]-1]) {
			f.own[s[1]-1] = '\n'
		}
	}
}

// marks takes the quotes that the page itself marks.
func (f *quoteFinder) marks() {
	for _, m := range f.v.Marks {
		from, to := max(m.From, 0), min(m.To, len(f.text))
		if from > to {
			continue
		}
		switch m.Kind {
		case store.MarkEmbed:
			from, to = trimEmbed(f.text, from, to)
			f.out = append(f.out, store.Quote{Kind: store.QuoteEmbedded, From: from, To: to, Text: string(f.text[from:to]), URL: m.URL, Document: m.Document})
		case store.MarkBlockQuote:
			from, to = trimSpan(f.text, from, to)
			if countWords(f.text[from:to]) >= shortest {
				f.out = append(f.out, store.Quote{Kind: store.QuoteBlock, From: from, To: to, Text: string(f.text[from:to]), URL: m.URL, Speaker: f.speaker(from, to)})
			}
		case store.MarkHeading:
		}
	}
}

// trimEmbed takes the line that names author and date off an embedded post:
// "— Name (@handle) November 11, 2025".
func trimEmbed(r []rune, from, to int) (int, int) {
	s := string(r[from:to])
	for _, dash := range []string{"\n— ", "\n– ", "— ", "&mdash; "} {
		if i := strings.LastIndex(s, dash); i >= 0 && strings.Contains(s[i:], "(@") {
			to = from + len([]rune(s[:i]))
			break
		}
	}
	return trimSpan(r, from, to)
}

func trimSpan(r []rune, from, to int) (int, int) {
	for from < to && (unicode.IsSpace(r[from]) || strings.ContainsRune(`"“”«»„`, r[from])) {
		from++
	}
	for to > from && (unicode.IsSpace(r[to-1]) || strings.ContainsRune(`"“”«»„`, r[to-1])) {
		to--
	}
	return from, to
}

func countWords(r []rune) int { return text.CountWords(text.Fold(string(r)).Tokens) }

// inline takes the quotes between quotation marks outside of marked spans, and
// joins those that the article's own words interrupt.
func (f *quoteFinder) inline() {
	covered := f.out
	var spans [][2]int
	for _, s := range Spans(f.text) {
		if !isCovered(covered, s) && !f.names(s) {
			spans = append(spans, s)
		}
	}
	for _, parts := range f.dashed() {
		if q, ok := f.quote(parts); ok && !isCovered(covered, [2]int{q.From, q.To}) {
			q.Speaker = f.dashSpeaker(parts)
			f.out = append(f.out, q)
		}
	}
	for i := 0; i < len(spans); i++ {
		parts := f.aroundAside(spans[i])
		for i+1 < len(spans) && f.interrupted(parts[len(parts)-1], spans[i+1]) {
			i++
			parts = append(parts, spans[i])
		}
		if q, ok := f.quote(parts); ok && !(len(parts) == 1 && f.isTitle(parts[0])) {
			f.out = append(f.out, q)
		}
	}
}

func isCovered(qs []store.Quote, s [2]int) bool {
	for _, q := range qs {
		if q.Kind != store.QuoteEmbedded && s[0] >= q.From-1 && s[1] <= q.To+1 || q.Kind == store.QuoteEmbedded && s[0] >= q.From && s[1] <= q.To {
			return true
		}
	}
	return false
}

// quote makes one quote of its parts.
func (f *quoteFinder) quote(parts [][2]int) (store.Quote, bool) {
	var texts []string
	words := 0
	for _, p := range parts {
		words += countWords(f.text[p[0]:p[1]])
		texts = append(texts, string(f.text[p[0]:p[1]]))
	}
	if words < shortest {
		return store.Quote{}, false
	}
	from, to := parts[0][0], parts[len(parts)-1][1]
	q := store.Quote{Kind: store.QuoteInline, From: from, To: to, Text: strings.Join(texts, " … ")}
	if len(parts) > 1 {
		q.Parts = parts
	}
	q.Speaker, q.Handle = f.speaker(from, to), f.handle(from, to)
	return q, true
}

// headline takes the quotes in the title, in whose text they are counted.
func (f *quoteFinder) headline() []store.Quote {
	var out []store.Quote
	r := []rune(f.v.Title)
	for _, s := range Spans(r) {
		if countWords(r[s[0]:s[1]]) >= shortest {
			out = append(out, store.Quote{Kind: store.QuoteHeadline, From: s[0], To: s[1], Text: string(r[s[0]:s[1]]), Speaker: titleSpeaker(r, s)})
		}
	}
	return out
}

// Parts are the parts of a joined quote as quotes of their own, those of a few words at
// least; none where it is of one piece.
func Parts(q store.Quote, v store.Version) []store.Quote {
	if len(q.Parts) < 2 {
		return nil
	}
	r := []rune(v.Text)
	var out []store.Quote
	for _, p := range q.Parts {
		if countWords(r[p[0]:p[1]]) < shortest {
			continue
		}
		one := q
		one.Parts, one.From, one.To, one.Text = nil, p[0], p[1], string(r[p[0]:p[1]])
		out = append(out, one)
	}
	return out
}
