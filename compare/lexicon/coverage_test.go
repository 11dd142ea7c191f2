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

// coverage counts the content words of texts, names without a row left out, and
// those with a concept.
func coverage(language string, texts []string, missing map[string]int) (known, all int) {
	tongue := For(language)
	for _, s := range texts {
		f := text.Fold(s)
		for _, w := range tongue.Read(f) {
			tok := f.Tokens[w.From]
			switch {
			case text.IsNumber(tok.Key), len(w.Senses) == 0 && len([]rune(f.Slice(tok.From, f.Tokens[w.To-1].To))) < 3:
			case len(w.Senses) > 0 && Function(w.Senses[0].Concept), len(w.Senses) == 0 && lang.Common(language, tok.Key):
			case len(w.Senses) == 0 && language != "de" && f.IsName(w.From): // names are found by their sound
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

// TestCoverage prints the share of content words that the lexicon knows, over the
// recorded posts and quotes and, where there are parallel sentences, over those.
func TestCoverage(t *testing.T) {
	dir := samples.Path(t, "data")
	recorded := texts(t)
	for lang := range parallelFiles {
		recorded[lang] = append(recorded[lang], "")
	}
	for _, code := range slices.Sorted(maps.Keys(recorded)) {
		known, all := coverage(code, recorded[code], nil)
		news, allNews := 0, 0
		missing := map[string]int{}
		if file := parallelFiles[code]; file != "" {
			b, err := os.ReadFile(filepath.Join(dir, "parallel", file+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			news, allNews = coverage(code, strings.Split(string(b), "\n"), missing)
		}
		t.Logf("%s: %5.1f %% of %5d words in posts and quotes, %5.1f %% of %6d in news", code, 100*float64(known)/float64(max(all, 1)), all, 100*float64(news)/float64(max(allNews, 1)), allNews)
		if os.Getenv("MISSING") == code {
			words := slices.Collect(maps.Keys(missing))
			slices.SortFunc(words, func(a, b string) int { return missing[b] - missing[a] })
			t.Log(words[:min(300, len(words))])
		}
	}
}
