package quote

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/text"
	"onrecord/store"
)

// Named is who an article names anywhere: by a full name or an account.
type Named struct {
	read func() article
}

// article is what an article says, in lower case, and where each of its folded words stands.
type article struct {
	text string
	at   map[string][]int
}

// NamedIn is who an article's version names. It is read when it is first asked: most articles
// say who said each of their quotes, or have none.
func NamedIn(v store.Version) *Named {
	return &Named{sync.OnceValue(func() article {
		a := article{text: strings.ToLower(v.Title + "\n" + v.Text), at: map[string][]int{}}
		for i, t := range text.Fold(v.Title + "\n" + v.Text).Tokens {
			a.at[t.Key] = append(a.at[t.Key], i)
		}
		return a
	})}
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
		return r >= 0x2e80 && utf8.RuneCountInString(words[0]) >= 3 && strings.Contains(n.read().text, words[0])
	}
	for i, first := range words {
		for _, second := range words[i+1:] {
			for _, a := range n.read().at[first] {
				if slices.ContainsFunc(n.read().at[second], func(b int) bool { return b > a && b-a <= nameGap }) {
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
	for rest := n.read().text; ; {
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
