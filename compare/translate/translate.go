// Package translate puts texts into other languages through what is installed on
// this machine or served near it: Apertium's pipelines, FreeDict's dictionaries, a
// LibreTranslate server. It is the one part of compare that does I/O.
package translate

import (
	"context"
	"errors"
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

// iso1 are two-letter codes of the three-letter ones that engines use.
var iso1 = map[string]string{
	"afr": "af", "ara": "ar", "arg": "an", "ast": "ast", "bel": "be", "ben": "bn", "bre": "br", "bul": "bg", "cat": "ca", "ces": "cs", "ckb": "ckb", "cym": "cy",
	"dan": "da", "deu": "de", "ell": "el", "eng": "en", "epo": "eo", "eus": "eu", "fas": "fa", "fin": "fi", "fra": "fr", "gla": "gd", "gle": "ga",
	"glg": "gl", "hbs": "sh", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kor": "ko",
	"kur": "ku", "lat": "la", "lit": "lt", "mkd": "mk", "nld": "nl", "nno": "nn", "nob": "nb", "nor": "no", "oci": "oc", "pol": "pl", "por": "pt",
	"ron": "ro", "rus": "ru", "san": "sa", "slk": "sk", "slv": "sl", "spa": "es", "srd": "sc", "srp": "sr", "swe": "sv", "swh": "sw", "tel": "te", "tur": "tr",
	"ukr": "uk", "urd": "ur", "wol": "wo", "zho": "zh", "zlm": "ms",
}

// short is the two-letter code of a language, itself where it has none.
func short(lang string) string {
	if s, ok := iso1[lang]; ok {
		return s
	}
	return lang
}
