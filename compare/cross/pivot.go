package cross

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"onrecord/compare/cross/fit"
	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/store"
)

// RenditionScheme numbers the way in which RenditionTerms makes terms.
const RenditionScheme = 2

// Pivot is the language in which quotes and posts of different languages meet.
const Pivot = "en"

// Translator renders texts in other languages. Package translate has some.
type Translator interface {
	// Name marks its renditions.
	Name() string
	// Path is the chain of languages from one to another, nil where there is none.
	Path(from, to string) []string
	Translate(ctx context.Context, from, to, text string) (string, error)
}

// Lexicon glosses words of other languages in English.
type Lexicon interface {
	Has(lang string) bool
	Langs() []string
	// Gloss gives the English words for one, likeliest first.
	Gloss(lang, word string) []string
}

// Translators is what is at hand to reach the pivot. The zero value has nothing.
type Translators struct {
	Engines []Translator
	Lexicon Lexicon
}

// lexiconEngine marks what a dictionary says of a version's words.
const lexiconEngine = "lexicon"

// Empty reports whether there is nothing at hand.
func (t Translators) Empty() bool { return len(t.Engines) == 0 && t.Lexicon == nil }

// Names says what is at hand, so that posts are rendered anew when it changes.
func (t Translators) Names() string {
	var parts []string
	for _, tr := range t.Engines {
		var langs []string
		for _, lang := range renderedLangs {
			if tr.Path(lang, Pivot) != nil {
				langs = append(langs, lang)
			}
		}
		parts = append(parts, tr.Name()+":"+strings.Join(langs, ","))
	}
	if t.Lexicon != nil {
		parts = append(parts, lexiconEngine+":"+strings.Join(t.Lexicon.Langs(), ","))
	}
	return strings.Join(parts, " ")
}

// renderedLangs are asked for when engines are named.
var renderedLangs = strings.Fields("ar be bg bn ca cs da de el eo es et eu fa fi fr gl he hi hr hu id is it ja ko lt lv mk ms nb nl no oc pl pt ro ru sh sk sl sq sr sv ta te th tr uk ur vi zh")

// Reaches reports whether texts of a language reach the pivot.
func (t Translators) Reaches(lang string) bool {
	if lang == Pivot {
		return true
	}
	for _, tr := range t.Engines {
		if tr.Path(lang, Pivot) != nil {
			return true
		}
	}
	return t.Lexicon != nil && t.Lexicon.Has(lang)
}

// translates reports whether a translator, and not only a dictionary, does.
func (t Translators) translates(lang string) bool {
	return lang == Pivot || slices.ContainsFunc(t.Engines, func(tr Translator) bool { return tr.Path(lang, Pivot) != nil })
}

// Render gives a version's renditions in the pivot: a translation an engine, and
// the glosses of its words. A version in the pivot needs none. Its errors are the
// translators'; what the others made is given beside them.
func (t Translators) Render(ctx context.Context, v store.Version) ([]store.Rendition, error) {
	from := lang.Of(v.Lang, v.Text)
	if from == "" || from == Pivot {
		return nil, nil
	}
	var out []store.Rendition
	var failed error
	for _, tr := range t.Engines {
		if tr.Path(from, Pivot) == nil {
			continue
		}
		text, err := tr.Translate(ctx, from, Pivot, v.Text)
		if err != nil {
			failed = fmt.Errorf("render version %d: %w", v.ID, err)
			continue
		}
		out = append(out, store.Rendition{VersionID: v.ID, Lang: Pivot, Engine: tr.Name(), Text: text})
	}
	if t.Lexicon != nil && t.Lexicon.Has(from) {
		out = append(out, store.Rendition{VersionID: v.ID, Lang: Pivot, Engine: lexiconEngine, Text: t.glossText(from, text.Fold(v.Text))})
	}
	return out, failed
}

// glossText writes glosses down, word by word in the order of the text, "-" where
// the dictionary has none.
func (t Translators) glossText(lang string, f text.Folded) string {
	var parts []string
	for _, tok := range f.Tokens {
		if tok.Kind != text.Word {
			continue
		}
		g := "-"
		if all := t.Lexicon.Gloss(lang, tok.Key); len(all) > 0 {
			g = strings.Join(all, "|")
		}
		parts = append(parts, g)
	}
	return strings.Join(parts, " ")
}

// RenditionTerms are what a version is indexed by in the pivot: the concepts of what
// engines made of it.
func RenditionTerms(_ store.Version, made []store.Rendition) []store.Term {
	var out []store.Term
	for _, r := range made {
		if r.Engine != lexiconEngine {
			out = append(out, termsOf(fit.Read(Pivot, text.Fold(r.Text)))...)
		}
	}
	return out
}
