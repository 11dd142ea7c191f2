package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"onrecord/compare/cross/fit"
	"onrecord/compare/text"
)

// files are those of the parallel sentences by language.
var files = map[string]string{
	"en": "eng", "es": "spa", "de": "deu", "fr": "fra", "it": "ita", "pt": "por", "tr": "tur", "ja": "jpn", "ru": "rus", "hu": "hun", "el": "ell", "uk": "ukr", "bg": "bul", "ar": "arb", "nl": "nld", "he": "heb",
	"no": "nob", "sl": "slv", "hi": "hin", "fa": "fas", "pl": "pol", "ro": "ron", "cs": "ces", "te": "tel", "ca": "cat", "hr": "hrv", "id": "ind", "ko": "kor", "sk": "slk", "sr": "srp-Latn", "sv": "swe", "zh": "zho-CN",
}

var langs = strings.Fields("ar bg ca cs de el en es fa fr he hi hr hu id it ja ko nl no pl pt ro ru sk sl sr sv te tr uk zh")

// The sentences from hitsFrom on are those that hits are counted on, every hitsStep.
const (
	hitsFrom = 1502
	hitsTo   = 1990
	hitsStep = 5
)

type parallel struct {
	lines  map[string][]string
	docs   []string // the document of each line
	tweets []string
	mu     sync.Mutex
	read   map[string]*fit.Reading
}

func readParallel(dir string) (*parallel, error) {
	p := &parallel{lines: map[string][]string{}, read: map[string]*fit.Reading{}}
	for lang, file := range files {
		b, err := os.ReadFile(filepath.Join(dir, "parallel", file+".txt"))
		if err != nil {
			return nil, err
		}
		p.lines[lang] = strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	}
	b, err := os.ReadFile(filepath.Join(dir, "parallel", "docs.tsv"))
	if err != nil {
		return nil, err
	}
	p.docs = strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	f, err := os.Open(filepath.Join(dir, "background", "trump-tweets-2009-2018.json.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return p, json.NewDecoder(z).Decode(&p.tweets)
}

// line is a sentence read, passage one with its neighbours.
func (p *parallel) line(lang string, i int) *fit.Reading { return p.reading(lang, i, i) }

func (p *parallel) passage(lang string, i int) *fit.Reading { return p.reading(lang, i-1, i+1) }

func (p *parallel) reading(lang string, from, to int) *fit.Reading {
	key := fmt.Sprintf("%s %d %d", lang, from, to)
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.read[key]
	if r == nil {
		r = fit.Read(lang, text.Fold(strings.Join(p.lines[lang][from:to+1], "\n")))
		p.read[key] = r
	}
	return r
}

// beside is a sentence of the same document whose passage has not the sentence i: it is
// about the same things, and does not say the same. It is -1 where there is none.
func (p *parallel) beside(i, away int) int {
	for _, j := range []int{i + away, i - away} {
		if j > 0 && j+1 < len(p.docs) && p.docs[i] == p.docs[j-1] && p.docs[i] == p.docs[j+1] {
			return j
		}
	}
	return -1
}

// learn counts.
func (p *parallel) learn() fit.Rates {
	r := fit.Rates{Hits: map[string][4]float32{}, Length: map[string]float64{}, Frequency: map[string][][4]float32{}, Running: map[string]float64{}, Concepts: fit.ConceptHashes(), Sound: map[string][3]float64{}}
	english := 0.0
	for _, lang := range append([]string{"en"}, langs...) {
		c := fit.Count(lang, p.background(lang))
		if lang == "en" {
			plain := fit.Count(lang, p.lines[lang])
			english = plain.Running
			r.Length[lang] = 1
		} else {
			r.Length[lang] = c.Running / english
		}
		r.Frequency[lang], r.Running[lang] = c.Frequency, c.Running
	}
	fit.Use(r)
	p.sounds(&r)
	fit.Use(r)
	p.hits(&r)
	return r
}

func (p *parallel) background(lang string) []string {
	if lang == "en" {
		return append(p.tweets[3000:6000:6000], p.lines[lang]...)
	}
	return p.lines[lang]
}

// sounds counts how often words sound alike for no reason: in passages of other
// documents.
func (p *parallel) sounds(r *fit.Rates) {
	counts := map[string]*[4]float64{}
	for i, from := range langs {
		for j := range langs {
			to := langs[(i+j)%len(langs)]
			if to == from || (i+j)%3 > 0 {
				continue
			}
			for at := hitsFrom; at < hitsTo; at += 40 {
				other := hitsFrom - 1 - (at-hitsFrom)*2
				fit.CountSounds(p.line(from, at), p.passage(to, other), counts)
			}
		}
	}
	for key, n := range counts {
		r.Sound[key] = [3]float64{(n[0] + 1) / (n[3] + 1000), (n[1] + 1) / (n[3] + 1000), (n[2] + 1) / (n[3] + 1000)}
	}
}

// hits counts at what level the words of true translations are found.
func (p *parallel) hits(r *fit.Rates) {
	for _, from := range langs {
		for _, to := range langs {
			if from == to {
				continue
			}
			for i := hitsFrom; i < hitsTo; i += hitsStep {
				fit.CountHits(p.line(from, i), p.passage(to, i), r.Hits)
			}
		}
	}
}
