package lexicon

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// scriptsOf are the scripts that a language's words are written in, beside Latin names.
var scriptsOf = map[string][]*unicode.RangeTable{
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "be": {unicode.Cyrillic}, "bg": {unicode.Cyrillic}, "mk": {unicode.Cyrillic}, "sr": {unicode.Latin, unicode.Cyrillic},
	"el": {unicode.Greek}, "ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "ur": {unicode.Arabic}, "he": {unicode.Hebrew}, "hi": {unicode.Devanagari}, "bn": {unicode.Bengali}, "ta": {unicode.Tamil},
	"hy": {unicode.Armenian}, "ka": {unicode.Georgian}, "kk": {unicode.Cyrillic}, "mr": {unicode.Devanagari}, "te": {unicode.Telugu}, "th": {unicode.Thai}, "ko": {unicode.Hangul, unicode.Han}, "ja": {unicode.Hiragana, unicode.Katakana, unicode.Han}, "zh": {unicode.Han},
}

// TestTables: every cell is composed, in its language's script, without a word twice, and
// the program carries what the tables say.
func TestTables(t *testing.T) {
	table, err := ReadTables(".")
	if err != nil {
		t.Fatal(err)
	}
	for lang, column := range table.Columns {
		scripts, foreign := scriptsOf[lang], 0
		if scripts == nil {
			scripts = []*unicode.RangeTable{unicode.Latin}
		}
		for row, cell := range column {
			name := table.Columns[Pivot][row]
			words := strings.Split(cell, "|")
			for i, w := range words {
				switch {
				case cell != "" && strings.TrimSpace(w) != w || cell != "" && w == "":
					t.Errorf("%s, %s: %q has a blank or an empty word", name, lang, cell)
				case !norm.NFC.IsNormalString(w):
					t.Errorf("%s, %s: %q is not composed (NFC)", name, lang, w)
				case slices.Contains(words[:i], w):
					t.Errorf("%s, %s: %q is there twice", name, lang, w)
				}
				for _, r := range w {
					if unicode.IsLetter(r) && !unicode.In(r, append(scripts, unicode.Latin, unicode.Common, unicode.Inherited)...) {
						t.Errorf("%s, %s: %q has letters of another script", name, lang, w)
						break
					}
				}
				if scripts[0] != unicode.Latin && strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
					foreign++
				}
			}
		}
		if foreign > 500 {
			t.Errorf("%s: %d words in Latin letters", lang, foreign)
		}
	}
	packed, err := Pack(table)
	if err != nil {
		t.Fatal(err)
	}
	carriedNow, err := Carried()
	if err != nil {
		t.Fatal(err)
	}
	for lang, column := range table.Columns {
		if !slices.Equal(column, carriedNow.Columns[lang]) {
			t.Errorf("%s: lexicon.bin is not made of the tables: go generate ./compare/lexicon", lang)
		}
	}
	again, err := Unpack(packed)
	if err != nil || !bytes.Equal([]byte(strings.Join(again.Langs, " ")), []byte(strings.Join(table.Langs, " "))) {
		t.Errorf("what is packed is not unpacked alike: %v", err)
	}
}
