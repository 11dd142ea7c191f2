package match

import "onrecord/compare/text"

// Stands reports whether all words of a quote stand in a text, in their order and with
// none between.
func Stands(quote, post text.Folded) bool {
	var q, p []text.Token
	for _, t := range quote.Tokens {
		if t.Kind == text.Word {
			q = append(q, t)
		}
	}
	for _, t := range post.Tokens {
		if t.Kind == text.Word {
			p = append(p, t)
		}
	}
	for at := 0; at+len(q) <= len(p) && len(q) > 0; at++ {
		n := 0
		for n < len(q) && text.Same(q[n], p[at+n]) {
			n++
		}
		if n == len(q) {
			return true
		}
	}
	return false
}
