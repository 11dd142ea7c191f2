package match

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"onrecord/compare/text"
	"onrecord/compare/value"
)

// Listed is an entry of a language's lists of words, for what reads them elsewhere.
type Listed struct {
	Class, Group string
	// Keys are the folded words of a phrase. Part says that the first is only the
	// beginning ("b"), the end ("e") or any part ("i") of a word, "o" that the phrase counts
	// only where a clause begins; "" for a whole word anywhere.
	Keys []string
	Part string
}

// ListedOf are the words of a language by which negations, doubt, modal verbs, conditions,
// how many, opposites, numbers in words, months and days of the week are told, in a fixed
// order. The group of an
// opposite is its axis with "+" or "-" for the side.
func ListedOf(lang string) []Listed {
	b := bookOf(lang)
	var out []Listed
	add := func(p phrase) {
		if !slices.Contains([]class{negating, hedging, modal, conditional, quantity}, p.class) {
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
		case p.opening:
			part = "o"
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
	for i, axis := range axesIn(lang) {
		for side, words := range axis {
			for _, w := range words {
				part := "b"
				if w.whole || slices.Contains(unspacedLangs, lang) {
					part = ""
				}
				out = append(out, Listed{"opposite", strconv.Itoa(i) + "+-"[side:side+1], keysOf(w.key), part})
			}
		}
	}
	for _, n := range value.NamedIn(lang) {
		part := ""
		if n.Stem && len(n.Keys) == 1 && !slices.Contains(unspacedLangs, lang) {
			part = "b"
		}
		out = append(out, Listed{n.Kind, n.Value, n.Keys, part})
	}
	slices.SortFunc(out, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Group, b.Group), cmp.Compare(strings.Join(a.Keys, " "), strings.Join(b.Keys, " ")), cmp.Compare(a.Part, b.Part))
	})
	return out
}

// keysOf are the keys of a word's tokens.
func keysOf(word string) []string {
	var out []string
	for _, t := range text.Fold(word).Tokens {
		if t.Kind == text.Word {
			out = append(out, t.Key)
		}
	}
	return out
}
