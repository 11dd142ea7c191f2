package link

import (
	"onrecord/compare/cross"
	"onrecord/compare/index"
	"onrecord/compare/lexicon"
	"onrecord/compare/text"
	"onrecord/store"
)

// Scheme numbers the way in which Terms makes terms: it changes with the lexicon.
func Scheme() int { return lexicon.Version()&^0xff | index.Scheme }

// Terms are what a version of a post is indexed by: its own words, for quotes in its
// language, and the concepts that they stand for, for quotes in others.
func Terms(v store.Version) []store.Term {
	f := text.Fold(v.Text)
	return append(index.TermsOf(f), cross.Terms(v, f)...)
}
