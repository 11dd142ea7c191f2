package main

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onrecord/compare/cross"
	"onrecord/compare/cross/fit"
	"onrecord/compare/link"
	"onrecord/compare/match"
	"onrecord/compare/text"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// parallelLangs are languages of the parallel sentences.
var parallelLangs = map[string]string{
	"en": "eng", "es": "spa", "de": "deu", "fr": "fra", "it": "ita", "pt": "por", "tr": "tur", "ja": "jpn", "ru": "rus", "hu": "hun", "el": "ell",
	"uk": "ukr", "ar": "arb", "nl": "nld", "he": "heb", "pl": "pol", "ro": "ron", "cs": "ces", "ko": "kor", "zh": "zho-CN",
}

// stretch is some eight words of a sentence.
func stretch(rnd *rand.Rand, s string) string {
	r := []rune(s)
	words := strings.Fields(s)
	if len(words) < len(r)/15 { // it does not part words
		from := rnd.Intn(max(1, len(r)-16))
		return string(r[from:min(len(r), from+16)])
	}
	from := rnd.Intn(max(1, len(words)-8))
	return strings.Join(words[from:min(len(words), from+8)], " ")
}

// leads reports whether a post that was no candidate fits a quote better than all that
// were: it was missed, and not merely rendered too freely to be told.
func leads(quote, lang, post, from string, found []cross.Found) bool {
	own := fit.Evidence{Fit: fit.Measure(fit.Read(lang, text.Fold(quote)), fit.Read(from, text.Fold(post)))}.Score()
	return !slices.ContainsFunc(found, func(f cross.Found) bool { return f.Score() >= own })
}

// BenchmarkAcrossLanguages measures look-ups among posts of mixed languages (twenty
// thousand, or as many as the environment says): the posts are stretches of
// news put together, the quotes translations of sentences that stand in one post each.
// Recall is the share, of the posts that the score would put first had it seen all, of
// those that it saw; "there" that of all quotes, however freely translated.
func BenchmarkAcrossLanguages(b *testing.B) {
	n := 20_000
	if s := os.Getenv(scaleEnv); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	dir := sharedData(b)
	langs := []string{}
	lines := map[string][]string{}
	for lang, file := range parallelLangs {
		text, err := os.ReadFile(filepath.Join(dir, "parallel", file+".txt"))
		if err != nil {
			b.Fatal(err)
		}
		lines[lang] = strings.Split(string(text), "\n")
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	rnd := rand.New(rand.NewSource(1))
	d, err := sqlite.Open(b.Context(), b.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { d.Close() })
	var batch []store.Recording
	flush := func() {
		if _, err := d.RecordAll(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
		batch = batch[:0]
	}
	add := func(i int, lang, s string) {
		batch = append(batch, store.Recording{Seen: []store.Observation{{
			Document: store.DocumentID("x:" + strconv.Itoa(i)), Kind: store.Post, Author: store.Author{Handle: fmt.Sprint("a", i%500)}, Content: store.Content{Text: s, Lang: lang},
		}}})
		if len(batch) == 1000 {
			flush()
		}
	}
	type asked struct {
		text, lang string
		post       store.DocumentID
		from       string
		line       int
	}
	var quotes []asked
	for i := range n {
		lang := langs[rnd.Intn(len(langs))]
		if i%max(1, n/240) == 0 && len(quotes) < 240 {
			at := 1500 + 2*len(quotes) // with its own neighbour: each sentence stands in one post
			other := langs[rnd.Intn(len(langs))]
			if other != lang {
				quotes = append(quotes, asked{lines[other][at], other, store.DocumentID("x:" + strconv.Itoa(i)), lang, at})
				add(i, lang, lines[lang][at-1]+" "+lines[lang][at])
				continue
			}
		}
		parts := make([]string, 2+rnd.Intn(4))
		for k := range parts {
			parts[k] = stretch(rnd, lines[lang][rnd.Intn(1490)])
		}
		add(i, lang, strings.Join(parts, " "))
	}
	flush()
	start := time.Now()
	if _, err := d.IndexPosts(b.Context(), link.Scheme(), link.Terms); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n)/time.Since(start).Seconds(), "indexed/s")
	var took []time.Duration
	there, first, due := 0, 0, 0
	for _, q := range quotes {
		start := time.Now()
		found, err := cross.Find(b.Context(), d, cross.Translators{}, match.Quote{Folded: text.Fold(q.text)}, q.lang)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		switch {
		case len(found) > 0 && found[0].Document.ID == q.post:
			there, first, due = there+1, first+1, due+1
		case slices.ContainsFunc(found, func(f cross.Found) bool { return f.Document.ID == q.post }):
			there++
		case leads(q.text, q.lang, lines[q.from][q.line-1]+" "+lines[q.from][q.line], q.from, found):
			due++
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
	b.ReportMetric(float64(there)/float64(len(quotes)), "there")
	b.ReportMetric(float64(first)/float64(max(due, 1)), "recall")
	b.ReportMetric(float64(first)/float64(len(quotes)), "first")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/1e6, "MB")
}
