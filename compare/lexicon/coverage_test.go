package lexicon

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/store/storetest/samples"
)

// texts are the recorded posts and quotes by language.
func texts(t testing.TB) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, name := range []string{"quotes/posts", "quotes/quotes", "quotes2/posts", "quotes2/quotes"} {
		for _, v := range samples.Lines[struct {
			Text, Lang, Quote string
			QuoteLang         string `json:"quote_lang"`
		}](t, samples.Path(t, "data", name+".jsonl")) {
			out[v.Lang+v.QuoteLang] = append(out[v.Lang+v.QuoteLang], v.Text+v.Quote)
		}
	}
	return out
}

var parallelFiles = map[string]string{
	"en": "eng", "es": "spa", "de": "deu", "fr": "fra", "it": "ita", "pt": "por", "tr": "tur", "ja": "jpn", "ru": "rus", "hu": "hun", "el": "ell", "uk": "ukr", "bg": "bul", "ar": "arb", "nl": "nld", "he": "heb",
	"no": "nob", "sl": "slv", "hi": "hin", "fa": "fas", "pl": "pol", "ro": "ron", "cs": "ces", "te": "tel", "ca": "cat", "hr": "hrv", "id": "ind", "ko": "kor", "sk": "slk", "sr": "srp-Latn", "sv": "swe", "zh": "zho-CN",
}

// namesIn are the words that English texts write with a capital inside a sentence: German
// gives one to every noun, so that a name is told from those by standing elsewhere as well.
func namesIn(english []string) map[string]bool {
	names := map[string]bool{}
	for _, s := range english {
		f := text.Fold(s)
		for i, tok := range f.Tokens {
			if tok.Kind == text.Word && f.IsName(i) {
				names[tok.Key] = true
			}
		}
	}
	return names
}

// coverage counts the content words of texts, names without a row left out, and
// those with a concept. names are those of German texts.
func coverage(language string, texts []string, names map[string]bool, missing map[string]int) (known, all int) {
	table := For(language)
	for _, s := range texts {
		f := text.Fold(s)
		for _, w := range table.Read(f) {
			tok := f.Tokens[w.From]
			switch {
			case text.IsNumber(tok.Key), len(w.Senses) == 0 && len([]rune(f.Slice(tok.From, f.Tokens[w.To-1].To))) < 3:
			case len(w.Senses) > 0 && Function(w.Senses[0].Concept), len(w.Senses) == 0 && lang.Common(language, tok.Key):
			case len(w.Senses) == 0 && f.IsName(w.From) && (language != "de" || names[tok.Key] || names[strings.TrimSuffix(tok.Key, "s")]): // names are found by their sound
			case len(w.Senses) > 0:
				known++
				all++
			default:
				all++
				if missing != nil {
					missing[f.Slice(tok.From, f.Tokens[w.To-1].To)]++
				}
			}
		}
	}
	return known, all
}

// leastCoverage is how many of a hundred content words of recorded posts and quotes have
// a row, in the languages most used.
var leastCoverage = map[string]float64{
	"en": 90, "es": 90, "pt": 90, "fr": 90, "it": 90, "de": 90, "ru": 80, "uk": 80, "pl": 80, "tr": 80, "ar": 80, "nl": 80,
}

// TestCoverage prints the share of content words that the lexicon knows, over the
// recorded posts and quotes and, where there are parallel sentences, over those.
func TestCoverage(t *testing.T) {
	dir := samples.Path(t, "data")
	recorded := texts(t)
	for lang := range parallelFiles {
		recorded[lang] = append(recorded[lang], "")
	}
	english, err := os.ReadFile(filepath.Join(dir, "parallel", "eng.txt"))
	if err != nil {
		t.Fatal(err)
	}
	names := namesIn(append(strings.Split(string(english), "\n"), recorded["en"]...))
	for _, code := range slices.Sorted(maps.Keys(recorded)) {
		known, all := coverage(code, recorded[code], names, nil)
		if least := leastCoverage[code]; 100*float64(known) < least*float64(all) {
			t.Errorf("%s: %d of %d words have a row, want %.0f in a hundred", code, known, all, least)
		}
		news, allNews := 0, 0
		missing := map[string]int{}
		if file := parallelFiles[code]; file != "" {
			b, err := os.ReadFile(filepath.Join(dir, "parallel", file+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			news, allNews = coverage(code, strings.Split(string(b), "\n"), names, missing)
		}
		t.Logf("%s: %5.1f %% of %5d words in posts and quotes, %5.1f %% of %6d in news", code, 100*float64(known)/float64(max(all, 1)), all, 100*float64(news)/float64(max(allNews, 1)), allNews)
		if os.Getenv("MISSING") == code {
			words := slices.Collect(maps.Keys(missing))
			slices.SortFunc(words, func(a, b string) int { return missing[b] - missing[a] })
			t.Log(words[:min(300, len(words))])
		}
	}
}
