package match

import (
	"slices"
	"strings"

	"onrecord/compare/text"
	"onrecord/compare/value"
	"onrecord/store"
)

// Sayer says an English text with its values: fmt.Sprintf, or a translation.
type Sayer func(text string, values ...any) string

// DetailText says in plain words what a warning is about: "“5 %” became “15 %”".
func DetailText(d store.WarningDetail, say Sayer) string {
	switch {
	case d.Post == "":
		return say("“%s” is only in the quote", d.Quote)
	case d.Quote == "":
		return say("“%s” is only in the post", d.Post)
	}
	return say("“%s” became “%s”", d.Post, d.Quote)
}

// ChangesText says in plain words what a quote changed: "caribeño → colombiano; left out: no".
func ChangesText(edits []store.Edit, say Sayer) string {
	var out []string
	for _, e := range edits {
		switch {
		case e.Op == "replace" || e.Op != "equal" && e.Op != "translate" && e.Quote != "" && e.Post != "":
			out = append(out, e.Post+" → "+e.Quote)
		case e.Op == "delete":
			out = append(out, say("left out: %s", e.Post))
		case e.Op == "insert":
			out = append(out, say("added: %s", e.Quote))
		}
	}
	return strings.Join(out, "; ")
}

// DetailsOf are the details of one warning.
func DetailsOf(all []store.WarningDetail, warning string) []store.WarningDetail {
	var out []store.WarningDetail
	for _, d := range all {
		if d.Kind == warning {
			out = append(out, d)
		}
	}
	return out
}

// details say of the warnings that hold what stands in the post and what in the quote.
func (c *check) details(names []string) []store.WarningDetail {
	var out []store.WarningDetail
	for _, name := range names {
		var said []store.WarningDetail
		if w, _ := warningOf(name); w.details != nil {
			said = w.details(c)
		}
		for _, d := range append(said, c.signs[name]...) {
			d.Kind = name
			if d.Post != d.Quote && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

// told are the differences of some kinds, both values as written.
func (d valueDifferences) told(kinds ...value.Difference) []store.WarningDetail {
	var out []store.WarningDetail
	for i, k := range d.kinds {
		if slices.Contains(kinds, k) {
			out = append(out, d.said[i])
		}
	}
	return out
}

// valueText is a value as written, with its sign and unit.
func valueText(f text.Folded, v value.Value) string {
	from, to := f.Tokens[v.From].From, f.Tokens[v.To-1].To
	if v.UnitAt >= 0 && v.UnitAt < len(f.Tokens) {
		to = max(to, f.Tokens[v.UnitAt].To)
	}
	for from > 0 && (strings.ContainsRune("$€£¥₽₹₺₴₩₪<>≤≥−-", f.Runes[from-1]) || f.Runes[from-1] == ' ' && from > 1 && strings.ContainsRune("$€£¥₽₹₺₴₩₪<>≤≥", f.Runes[from-2])) {
		from--
	}
	for _, sign := range []string{"%", " %", "\u00a0%", "\u202f%", "€", " €", "\u00a0€", "$", " $", "£", " £", "°C", " °C", "°F", " °F"} {
		if f.Slice(to, to+len([]rune(sign))) == sign {
			to += len([]rune(sign))
			break
		}
	}
	return f.Slice(from, to)
}

// pairsTold are the words in each other's place of which something holds.
func (c *check) pairsTold(is func(a, b string) bool) []store.WarningDetail {
	var out []store.WarningDetail
	for _, p := range c.pairs {
		a, b := c.quote.Tokens[p.q], c.post.Tokens[p.p]
		if is(a.Key, b.Key) || is(b.Key, a.Key) {
			out = append(out, store.WarningDetail{Post: c.post.Slice(b.From, b.To), Quote: c.quote.Slice(a.From, a.To)})
		}
	}
	return out
}

// toldOf are words in each other's place, as written.
func (c *check) toldOf(pairs []wordPair) []store.WarningDetail {
	var out []store.WarningDetail
	for _, p := range pairs {
		out = append(out, store.WarningDetail{Post: side(c.post, p.p, p.p+1), Quote: side(c.quote, p.q, p.q+1)})
	}
	return out
}

// namesTold are the names in each other's place: countries in full, then single words.
func (c *check) namesTold() []store.WarningDetail {
	q, p := namedCountries(c.lang, c.quote, c.changedQ), namedCountries(c.lang, c.post, c.changedP)
	if len(q) == 1 && len(p) == 1 && q[0].code != p[0].code {
		return []store.WarningDetail{{Post: side(c.post, p[0].from, p[0].to), Quote: side(c.quote, q[0].from, q[0].to)}}
	}
	var out []store.WarningDetail
	for i, w := range c.pairs {
		if c.otherNames(w) {
			n := 1 // of names of several words or characters
			for i+n < len(c.pairs) && c.pairs[i+n] == (wordPair{w.q + n, w.p + n}) && c.otherNames(c.pairs[i+n]) {
				n++
			}
			if i == 0 || c.pairs[i-1] != (wordPair{w.q - 1, w.p - 1}) || !c.otherNames(c.pairs[i-1]) {
				out = append(out, store.WarningDetail{Post: side(c.post, w.p, w.p+n), Quote: side(c.quote, w.q, w.q+n)})
			}
		}
	}
	return out
}

// wordsTold are the words of a class that only one side has, or that were cut off beside
// the quote.
func (c *check) wordsTold(k class) []store.WarningDetail {
	q, p := c.only(k)
	if len(q)+len(p) > 0 {
		return []store.WarningDetail{{Post: spelled(c.post, p), Quote: spelled(c.quote, q)}}
	}
	if k == negating {
		if out := c.pairsTold(c.negates); len(out) > 0 {
			return out
		}
	}
	for _, in := range []span{c.left(), c.right()} {
		cut := c.mentioned(k, in)
		if k == negating {
			cut = append(cut, c.mentioned(denying, in)...)
		}
		if len(cut) > 0 {
			return []store.WarningDetail{{Post: spelled(c.post, cut[len(cut)-1:])}}
		}
	}
	return nil
}

// only are the changed words of a class that the other side has none of the same group
// for.
func (c *check) only(k class) (q, p []mention) {
	pick := func(all []mention, changed []bool, inPost bool) []mention {
		var out []mention
		for _, m := range all {
			if m.class == k && touched(m, changed) && (!inPost || c.within(m)) {
				out = append(out, m)
			}
		}
		return out
	}
	q, p = pick(c.inQuote, c.changedQ, false), pick(c.inPost, c.changedP, true)
	for i := len(q) - 1; i >= 0; i-- {
		if j := slices.IndexFunc(p, func(m mention) bool { return m.group == q[i].group }); j >= 0 {
			q, p = slices.Delete(q, i, i+1), slices.Delete(p, j, j+1)
		}
	}
	return q, p
}

// spelled are mentions as written, one after the other.
func spelled(f text.Folded, all []mention) string {
	var out []string
	for _, m := range all {
		out = append(out, side(f, m.at, m.at+m.n))
	}
	return strings.Join(out, " … ")
}
