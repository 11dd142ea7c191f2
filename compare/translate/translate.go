// Package translate puts texts into other languages through what is installed on
// this machine or served near it: Apertium's pipelines, FreeDict's dictionaries, a
// LibreTranslate server. It is the one part of compare that does I/O.
package translate

import (
	"context"
	"errors"

	"golang.org/x/text/language"
)

// Engine renders text in another language.
type Engine interface {
	// Name is what renditions are marked with.
	Name() string
	// Path is the chain of languages (ISO 639-1) from one to another, both
	// included, nil where the engine has none.
	Path(from, to string) []string
	// Translate renders a text. It may be called by many goroutines.
	Translate(ctx context.Context, from, to, text string) (string, error)
	Close() error
}

// ErrNoPath says that an engine does not know the pair of languages.
var ErrNoPath = errors.New("no translator for this pair of languages; install one, such as Debian's apertium-eng-spa")

// maxText is the longest text that is translated, in bytes.
const maxText = 100_000

// short is the two-letter code (ISO 639-1) of a language that an engine names by three
// letters, itself where it has none.
func short(lang string) string {
	if s, ok := otherwise[lang]; ok {
		return s
	}
	if b, err := language.ParseBase(lang); err == nil {
		return b.String()
	}
	return lang
}

// otherwise are codes for which the library has an older one, or none: Swahili and Malay
// stand for a member of each.
var otherwise = map[string]string{"heb": "he", "yid": "yi", "swh": "sw", "zlm": "ms"}
