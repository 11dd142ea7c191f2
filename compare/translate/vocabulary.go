package translate

import (
	"bufio"
	"encoding/gob"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// vocabulary are the words of one language with their English glosses, made once of
// all its dictionaries.
type vocabulary struct {
	// Keys are the hashes of words and stems, ascending; those of Keys[i] are
	// Glosses[From[i]:From[i+1]], which number English.
	Keys    []uint64
	From    []uint32
	Glosses []uint32
	English []string
}

// find gives a key's glosses.
func (v *vocabulary) find(key string) []string {
	i, ok := slices.BinarySearch(v.Keys, hashWord(key))
	if !ok {
		return nil
	}
	out := make([]string, 0, maxGlosses)
	for _, g := range v.Glosses[v.From[i]:v.From[i+1]] {
		out = append(out, v.English[g])
	}
	return out
}

func hashWord(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// whole reports whether what was read from a file is a vocabulary.
func (v *vocabulary) whole() bool {
	if len(v.From) != len(v.Keys)+1 || !slices.IsSorted(v.Keys) || !slices.IsSorted(v.From) || int(v.From[len(v.Keys)]) != len(v.Glosses) {
		return false
	}
	return !slices.ContainsFunc(v.Glosses, func(g uint32) bool { return int(g) >= len(v.English) })
}

// open gives a language's vocabulary, from the cache where it is there.
func (l *Lexicon) open(lang string) *vocabulary {
	file := l.cacheFile(lang)
	if file != "" {
		if f, err := os.Open(file); err == nil {
			defer f.Close()
			var v vocabulary
			if gob.NewDecoder(bufio.NewReader(f)).Decode(&v) == nil && v.whole() {
				return &v
			}
		}
	}
	v := l.compile(lang)
	if file != "" {
		_ = keep(file, v) // it is made again the next time
	}
	return v
}

// cacheFile names a vocabulary by the dictionaries that it is made of.
func (l *Lexicon) cacheFile(lang string) string {
	if l.cache == "" {
		return ""
	}
	var parts []string
	for pair, d := range l.dicts {
		info, err := os.Stat(d.data)
		if err == nil && (pair[0] == lang || pair[1] == lang || pair[1] == "en") {
			parts = append(parts, fmt.Sprint(pair, info.Size(), info.ModTime().Unix()))
		}
	}
	slices.Sort(parts)
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, compiler, lang, parts) // a hash takes all
	return filepath.Join(l.cache, fmt.Sprintf("freedict-%s-%x", lang, h.Sum64()))
}

// compiler numbers the way in which vocabularies are made.
const compiler = 1

// keep writes a vocabulary beside its place and moves it there.
func keep(file string, v *vocabulary) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".freedict-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone where it was moved
	w := bufio.NewWriter(f)
	err = gob.NewEncoder(w).Encode(v)
	if err == nil {
		err = w.Flush()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

// enough is a vocabulary that needs no help, in words.
const enough = 20_000

// compile makes a language's vocabulary. Damage in one dictionary leaves the others.
func (l *Lexicon) compile(lang string) *vocabulary {
	c := l.direct(lang)
	if c.words < enough/2 {
		l.compose(c)
	}
	return c.vocabulary()
}

// direct is made of the dictionaries into English and from it.
func (l *Lexicon) direct(lang string) *compilation {
	c := &compilation{l: l, lang: lang, glosses: map[uint64][]uint32{}, number: map[string]uint32{}}
	if d := l.dicts[[2]string{lang, "en"}]; d != nil {
		c.read(d)
	}
	if d := l.dicts[[2]string{"en", lang}]; d != nil && c.words < enough {
		c.invert(d, contentWords)
	}
	return c
}

// compose goes by way of a third language that has a dictionary into English. Only
// such dictionaries count there: a way over two languages says little, and might
// come back to where it began.
func (l *Lexicon) compose(c *compilation) {
	var thirds []string
	for pair := range l.dicts {
		if pair[1] == c.lang && pair[0] != "en" && l.dicts[[2]string{pair[0], "en"}] != nil {
			thirds = append(thirds, pair[0])
		}
	}
	slices.Sort(thirds)
	for _, third := range thirds {
		between := l.direct(third).vocabulary()
		c.invert(l.dicts[[2]string{third, c.lang}], func(word string) []string { return between.find(l.fold(word)) })
	}
}

// compilation is a vocabulary under way.
type compilation struct {
	l       *Lexicon
	lang    string
	words   int
	glosses map[uint64][]uint32
	number  map[string]uint32
	english []string
}

// put adds glosses to a word and to its stem.
func (c *compilation) put(word string, glosses []string) {
	c.words++
	for _, key := range []string{word, stemKey(c.l.stems(c.lang, word))} {
		h := hashWord(key)
		for _, g := range glosses {
			n, ok := c.number[g]
			if !ok {
				n = uint32(len(c.english)) // words
				c.number[strings.Clone(g)] = n
				c.english = append(c.english, strings.Clone(g))
			}
			if have := c.glosses[h]; len(have) < maxGlosses && !slices.Contains(have, n) {
				c.glosses[h] = append(have, n)
			}
		}
	}
}

// read takes a dictionary into English.
func (c *compilation) read(d *dictd) {
	_ = d.lines(func(line indexLine) { // damage: what could be read is used
		if strings.ContainsAny(line.word, " -…") {
			return
		}
		word := c.l.fold(line.word)
		text, err := d.entry(line.from, line.to)
		if word == "" || err != nil {
			return
		}
		var glosses []string
		for _, g := range entryGlosses(text) {
			glosses = append(glosses, contentWords(g)...)
		}
		if len(glosses) > 0 {
			c.put(word, glosses)
		}
	})
}

// invert reads a dictionary into the language: its translations become headwords,
// glossed by what its own headwords mean.
func (c *compilation) invert(d *dictd, means func(string) []string) {
	_ = d.lines(func(line indexLine) { // damage: what could be read is used
		glosses := means(line.word)
		if len(glosses) == 0 || strings.Count(line.word, " ") > 1 {
			return
		}
		text, err := d.entry(line.from, line.to)
		if err != nil {
			return
		}
		for _, word := range entryGlosses(text) {
			parts := strings.Fields(word)
			if len(parts) == 0 || len(parts) > 2 || len(parts) == 2 && c.lang != "hi" {
				continue
			}
			if w := c.l.fold(parts[0]); w != "" {
				c.put(w, glosses)
			}
		}
	})
}

func (c *compilation) vocabulary() *vocabulary {
	v := &vocabulary{Keys: make([]uint64, 0, len(c.glosses)), From: make([]uint32, 1, len(c.glosses)+1), English: c.english}
	for k := range c.glosses {
		v.Keys = append(v.Keys, k)
	}
	slices.Sort(v.Keys)
	for _, k := range v.Keys {
		v.Glosses = append(v.Glosses, c.glosses[k]...)
		v.From = append(v.From, uint32(len(v.Glosses))) // some millions
	}
	return v
}
