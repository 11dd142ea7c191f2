package match

import (
	"cmp"
	"slices"
	"strings"
)

// Listed is an entry of a language's lists of words, for what reads them elsewhere.
type Listed struct {
	Class, Group string
	// Keys are the folded words of a phrase. Part says that the first is only the
	// beginning ("b"), the end ("e") or any part ("i") of a word; "" for a whole word.
	Keys []string
	Part string
}

// ListedOf are the words of a language by which negations, doubt, modal verbs, conditions
// are told, in a fixed order; those that count only where a clause begins are not among
// them.
func ListedOf(lang string) []Listed {
	b := bookOf(lang)
	var out []Listed
	add := func(p phrase) {
		if p.opening || !slices.Contains([]class{negating, hedging, modal, conditional}, p.class) {
			return
		}
		part := ""
		switch {
		case p.inside:
			part = "i"
		case p.beginning:
			part = "b"
		case p.ending:
			part = "e"
		}
		out = append(out, Listed{string(p.class), p.group, p.keys, part})
	}
	for _, all := range b.first {
		for _, p := range all {
			add(p)
		}
	}
	for _, p := range b.parts {
		add(p)
	}
	slices.SortFunc(out, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Group, b.Group), cmp.Compare(strings.Join(a.Keys, " "), strings.Join(b.Keys, " ")), cmp.Compare(a.Part, b.Part))
	})
	return out
}
