package find

import (
	"slices"
	"strings"

	"onrecord/store"
)

// Text is a text in which a query was looked for.
type Text struct {
	// Spans are where its phrases stand, in code points, in order and apart.
	Spans [][2]int
	// Groups says which of the query's groups have a phrase in it.
	Groups []bool
}

// All reports whether every group has.
func (t Text) All() bool { return !slices.Contains(t.Groups, false) }

// In looks for the query's phrases in a text.
func (q Query) In(s string) Text {
	out := Text{Groups: make([]bool, len(q.All))}
	if len(q.All) == 0 || s == "" {
		return out
	}
	words := cut(s)
	for i, group := range q.All {
		for _, p := range group {
			spans := stands(words, p)
			out.Groups[i] = out.Groups[i] || len(spans) > 0
			out.Spans = append(out.Spans, spans...)
		}
	}
	out.Spans = joined(out.Spans)
	return out
}

// Excluded reports whether a text has a phrase that must not be there.
func (q Query) Excluded(s string) bool {
	words := cut(s)
	return slices.ContainsFunc(q.Not, func(p store.Phrase) bool { return len(stands(words, p)) > 0 })
}

// stands are the spans at which a phrase stands.
func stands(words []word, p store.Phrase) (out [][2]int) {
	n := len(p.Words)
	for i := 0; i+n <= len(words); i++ {
		ok := true
		for j, want := range p.Words {
			key := words[i+j].key
			if key != want && !(p.Prefix && j == n-1 && strings.HasPrefix(key, want)) {
				ok = false
				break
			}
		}
		if ok {
			to := words[i+n-1].to
			if w := words[i+n-1]; p.Prefix && w.joined && unspaced(p.Words[n-1]) {
				to = w.from + len([]rune(p.Words[n-1])) // the first of the pair
			}
			out = append(out, [2]int{words[i].from, to})
		}
	}
	return out
}

// joined orders spans and joins those that meet.
func joined(spans [][2]int) [][2]int {
	slices.SortFunc(spans, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}

// Excerpt is a part of a text of at most most code points, from where the first spans
// stand, cut between words, with the spans in it.
func Excerpt(s string, spans [][2]int, most int) (string, [][2]int) {
	r := []rune(s)
	from := 0
	if len(spans) > 0 && spans[0][1] > most*3/4 {
		from = max(spans[0][0]-most/3, 0)
	}
	to := min(from+most, len(r))
	from = max(min(from, len(r)-most), 0)
	if from > 0 {
		from = between(r, from, min(from+20, len(r)))
	}
	for back := to; to < len(r) && back > to-20 && back > from; back-- {
		if r[back] == ' ' || r[back] == '\n' {
			to = back
			break
		}
	}
	var marks [][2]int
	head, shift := "", -from
	if from > 0 {
		head, shift = "… ", 2-from
	}
	for _, m := range spans {
		if a, b := max(m[0], from), min(m[1], to); a < b {
			marks = append(marks, [2]int{a + shift, b + shift})
		}
	}
	out := head + string(r[from:to])
	if to < len(r) {
		out += " …"
	}
	return out, marks
}

// between is the place after the first blank of a span, its beginning where it has none.
func between(r []rune, from, to int) int {
	for i := from; i < to; i++ {
		if r[i] == ' ' || r[i] == '\n' {
			return i + 1
		}
	}
	return from
}
