package cross

import (
	"context"
	"fmt"
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

// Translators are the engines at hand beside the program's own lexicon. The zero value
// has none.
type Translators struct {
	Engines   []Translator
	Lexicon   Lexicon
	Judges    []Judge
	Embedders []Embedder
	// Worth is what they were found to be worth: judges and embedders that were not
	// measured count for nothing.
	Worth Worth
}

// Empty reports whether there is nothing at hand.
func (t Translators) Empty() bool {
	return len(t.Engines)+len(t.Judges)+len(t.Embedders) == 0 && t.Lexicon == nil
}

// Names says what translates, so that posts are rendered anew when it changes.
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
	return strings.Join(parts, " ")
}

// renderedLangs are asked for when engines are named.
var renderedLangs = strings.Fields("ar be bg bn ca cs da de el eo es et eu fa fi fr gl he hi hr hu id is it ja ko lt lv mk ms nb nl no oc pl pt ro ru sh sk sl sq sr sv ta te th tr uk ur vi zh")

// Render gives a version's renditions in the pivot, one an engine. A version in the
// pivot needs none. Its errors are the engines'; what the others made is given beside
// them.
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
	return out, failed
}

// RenditionTerms are what a version is indexed by in the pivot: the concepts of what
// engines made of it.
func RenditionTerms(_ store.Version, made []store.Rendition) []store.Term {
	var out []store.Term
	for _, r := range made {
		out = append(out, termsOf(fit.Read(Pivot, text.Fold(r.Text)))...)
	}
	return out
}
