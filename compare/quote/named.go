package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
	"onrecord/store"
)

// Named is who an article names anywhere: by a full name or an account.
type Named struct {
	text string
	at   map[string][]int // where its words stand
}

// NamedIn reads an article's version.
func NamedIn(v store.Version) *Named {
	n := &Named{text: strings.ToLower(v.Title + "\n" + v.Text), at: map[string][]int{}}
	for i, t := range text.Fold(v.Title + "\n" + v.Text).Tokens {
		n.at[t.Key] = append(n.at[t.Key], i)
	}
	return n
}

// Has reports whether an author is named, by any of their names and accounts.
func (n *Named) Has(a store.Author, names []string) bool {
	return n.hasHandle(a.Handle) || n.hasName(a.Name) || slices.ContainsFunc(names, func(name string) bool {
		if handle, ok := strings.CutPrefix(name, "@"); ok {
			return n.hasHandle(handle)
		}
		return n.hasName(name)
	})
}

// nameGap is how far apart two words of a name may stand: Donald J. Trump.
const nameGap = 2

// hasName looks for two words of a name beside each other, in their order; names that are
// written as one word must be of a script without spaces, and long enough to be nobody else's.
func (n *Named) hasName(name string) bool {
	words := text.NameWords(name)
	if len(words) == 1 {
		r, _ := utf8.DecodeRuneInString(words[0])
		return r >= 0x2e80 && utf8.RuneCountInString(words[0]) >= 3 && strings.Contains(n.text, words[0])
	}
	for i, first := range words {
		for _, second := range words[i+1:] {
			for _, a := range n.at[first] {
				if slices.ContainsFunc(n.at[second], func(b int) bool { return b > a && b-a <= nameGap }) {
					return true
				}
			}
		}
	}
	return false
}

// hasHandle looks for an account: @handle, and no longer one.
func (n *Named) hasHandle(handle string) bool {
	if handle == "" {
		return false
	}
	at := "@" + strings.ToLower(handle)
	for rest := n.text; ; {
		i := strings.Index(rest, at)
		if i < 0 {
			return false
		}
		rest = rest[i+len(at):]
		if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' {
			return true
		}
	}
}
