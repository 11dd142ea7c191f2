// Package fit measures how well a quote fits a post in another language: by the
// concepts that their words stand for, by names, numbers and cognates, and by how
// often such agreement comes about for no reason. It is pure, and knows no archive.
//
// The method: each content word of the quote adds the logarithm of how much likelier
// its likeness to a word of the post is in a translation than by chance, over the
// stretch of the post where the sum is highest (log-likelihood ratios, as in the
// alignment of sentences: Gale and Church, 1993, "A Program for Aligning Sentences in
// Bilingual Corpora", Computational Linguistics 19).
package fit

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lang"
	"onrecord/compare/lexicon"
	"onrecord/compare/sound"
	"onrecord/compare/text"
	"onrecord/compare/value"
)

// class is what kind of word a slot is: each has rates of its own.
type class byte

const (
	known   class = 'k' // the lexicon has it
	name    class = 'n' // a capital inside a sentence
	number  class = 'd'
	unknown class = 'u'
)

// slot is a content word with what it may mean.
type slot struct {
	// from and to are the tokens that it takes, at its place in the text from 0 to 1.
	from, to int
	at       float64
	class    class
	number   bool
	senses   []lexicon.Sense
	// akin are concepts near to those of senses, with the square of how near in their
	// weight.
	akin []lexicon.Sense
	// key is the word as it is folded, amount the value of the number that it is, or is a
	// part of.
	key, amount string
	// roman is the word in Latin letters, skeleton its consonants; those of known words
	// and all weights are made when the text is first measured.
	roman, skeleton, loose string
	rough, heard           bool
	weight                 float64
}

// Reading is a text as content words. It is not changed once made, but for what it
// remembers, which is not safe for several goroutines.
type Reading struct {
	Lang   string
	Folded text.Folded
	words  int
	slots  []slot
	// index is made when it is first asked for.
	index []posting
	// chances are those of the slots in other languages.
	chances map[string][][levels - 1]float64
	heard   bool
}

// posting is a key of a slot: a concept, or a part of its sound.
type posting struct {
	key    int64
	slot   int32
	weight float32
}

// Read reads a text of a language, "" for one that is not known.
func Read(language string, f text.Folded) *Reading {
	r := &Reading{Lang: language, Folded: f}
	all := lexicon.For(language).Read(f)
	r.words, r.slots = len(all), make([]slot, 0, len(all))
	for i := 0; i < len(all); i++ {
		w := all[i]
		s := slot{from: w.From, to: w.To, at: (float64(i) + 0.5) / float64(len(all)), senses: w.Senses}
		if figures, unit := counted(f.Tokens[w.From].Key); unit != "" && !f.Tokens[w.From].Bracketed {
			r.slots = append(r.slots, r.counted(s, figures, unit)...)
			continue
		}
		if next := f.Tokens[w.To:]; len(next) > 0 && next[0].From == f.Tokens[w.From].To && month(f.Tokens[w.From].Key, next[0].Key) != "" && i+1 < len(all) && all[i+1].To == w.To+1 { // 1月
			s.to++
			r.slots = append(r.slots, r.counted(s, f.Tokens[w.From].Key, next[0].Key)...)
			i++
			continue
		}
		if !f.Tokens[w.From].Bracketed && r.content(&s) {
			r.slots = append(r.slots, s)
		}
	}
	r.count()
	return r
}

// count gives the words of numbers their value: three hundred, 300 and 삼백 are one, and so are
// three million and 300万. A number whose words carry others elsewhere is a slot by itself.
func (r *Reading) count() {
	i := 0
	for _, v := range value.Find(r.Folded, r.Lang) {
		if v.IsDate || v.Ordinal || v.Clock || v.Written != "" || r.Folded.Tokens[v.From].Bracketed {
			continue
		}
		amount := strconv.FormatFloat(math.Round(1e4*v.Number)/1e4, 'f', -1, 64)
		for i < len(r.slots) && r.slots[i].from < v.From {
			i++
		}
		if i == len(r.slots) || r.slots[i].from >= v.To {
			s := slot{from: v.From, to: v.To, at: (float64(v.From) + 0.5) / float64(len(r.Folded.Tokens)), class: number, number: true, key: amount}
			s.sound()
			r.slots = slices.Insert(r.slots, i, s)
		}
		for ; i < len(r.slots) && r.slots[i].from < v.To; i++ {
			r.slots[i].amount = amount
		}
		if s := (slot{from: v.From, to: v.To, at: r.slots[i-1].at, class: known, key: v.Unit}); v.UnitAt < 0 && signed[v.Unit] {
			s.senses = lexicon.For(lexicon.Pivot).Find(v.Unit)
			r.slots = slices.Insert(r.slots, i, s)
			i++
		}
	}
}

// signed are the units that a sign stands for, as the lexicon's English has them.
var signed = text.WordSet("percent dollar euro pound yen yuan won rupee ruble lira shekel hryvnia")

// counted cuts figures from what is written on to them: 3am, 7년이.
func counted(key string) (figures, unit string) {
	unit = strings.TrimLeft(key, "0123456789")
	if figures = key[:len(key)-len(unit)]; figures == "" || strings.ContainsFunc(unit, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return key, ""
	}
	return figures, unit
}

// month is the English name of a month that is written as a number and its unit, as they are in
// Chinese, Japanese and Korean: 1월 is january.
func month(figures, unit string) string {
	n, err := strconv.Atoi(figures)
	if err != nil || n < 1 || n > 12 || !strings.HasPrefix(unit, "월") && unit != "月" {
		return ""
	}
	return strings.ToLower(time.Month(n).String())
}

// counted are the slots of a word of figures and a unit: of the figures, and of a unit
// that the lexicon has; of a month, one.
func (r *Reading) counted(s slot, figures, unit string) []slot {
	language := lexicon.For(r.Lang)
	if name := month(figures, unit); name != "" {
		s.key, s.class, s.senses = figures, known, lexicon.For(lexicon.Pivot).Find(name)
		return []slot{s}
	}
	s.key, s.number, s.class, s.senses = figures, true, number, nil
	for _, w := range language.Read(text.Fold(figures)) {
		s.senses = w.Senses
	}
	s.sound()
	out := []slot{s}
	if u := (slot{from: s.from, to: s.to, at: s.at, key: unit, class: known}); language != nil {
		if u.senses = language.Find(unit); len(u.senses) > 0 && !lexicon.Function(u.senses[0].Concept) {
			out = append(out, u)
		}
	}
	return out
}

// Words counts the words that tell something.
func (r *Reading) Words() int { return len(r.slots) }

// content completes a slot, and reports whether it is of a word that tells
// something.
func (r *Reading) content(s *slot) bool {
	tok := r.Folded.Tokens[s.from]
	key := tok.Key
	for _, t := range r.Folded.Tokens[s.from+1 : s.to] {
		key += t.Key
	}
	n := utf8.RuneCountInString(key)
	s.number = text.IsNumber(key)
	switch {
	case s.number:
		s.class = number
	case len(s.senses) > 0 && lexicon.Function(s.senses[0].Concept):
		return false
	case n > 2 && r.Folded.IsName(s.from):
		s.class = name
	case len(s.senses) > 0:
		s.class = known
	case n < 3 && key[0] < 0xe0, lang.Common(r.Lang, key):
		return false
	default:
		s.class = unknown
	}
	s.key = key
	if s.class != known {
		s.sound()
	}
	return s.class != unknown || len(s.roman) >= 4 || s.han()
}

// hear completes the slots for measuring.
func (r *Reading) hear() {
	if r.heard {
		return
	}
	r.heard = true
	for i := range r.slots {
		s := &r.slots[i]
		s.sound()
		s.akin = akinTo(s.senses)
		switch {
		case len(s.senses) > 0:
			s.weight = rates().information(s.senses)
		case s.class == unknown:
			s.weight = 3
		default:
			s.weight = 6
		}
	}
}

// akinTo are the concepts near to a word's that are none of its own.
func akinTo(senses []lexicon.Sense) []lexicon.Sense {
	var out []lexicon.Sense
	for _, s := range senses {
		for _, x := range lexicon.Akin(s.Concept) {
			w := s.Weight * x.Weight * x.Weight
			is := func(y lexicon.Sense) bool { return y.Concept == x.Concept }
			if float64(w) < bounds[0]*bounds[0] || slices.ContainsFunc(senses, is) {
				continue
			}
			if i := slices.IndexFunc(out, is); i >= 0 {
				out[i].Weight = max(out[i].Weight, w)
			} else {
				out = append(out, lexicon.Sense{Concept: x.Concept, Weight: w})
			}
		}
	}
	return out
}

// heard is how a word sounds.
type heard struct {
	roman, skeleton, loose string
	rough                  bool
}

// sounds are of words met lately.
var sounds = text.NewMemory[heard](1 << 15)

func (s *slot) sound() {
	if s.heard {
		return
	}
	s.heard = true
	h, ok := sounds.Get(s.key)
	if !ok {
		key := strings.Clone(s.key) // it may be a part of the text
		h = heard{roman: sound.Roman(key), rough: sound.Rough(key)}
		h.skeleton = sound.Skeleton(h.roman)
		h.loose = sound.Loose(h.skeleton)
		sounds.Put(key, h)
	}
	s.roman, s.rough = h.roman, h.rough
	if !s.number {
		s.skeleton, s.loose = h.skeleton, h.loose
	}
}

// proper reports a name that the lexicon has.
func (s *slot) proper() bool {
	return len(s.senses) > 0 && lexicon.Proper(s.senses[0].Concept)
}

// han reports an unknown word of several Han characters: a name, perhaps.
func (s *slot) han() bool { return len(s.roman) >= 6 && s.roman[0] >= 0xe3 }

// The key spaces of postings.
const (
	bySound     = 1 << 40
	bySkeleton  = 2 << 40
	byLooseness = 3 << 40
	byOpening   = 6 << 40 // of names
	byAmount    = 7 << 40
)

func fnv(s string) int64 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return int64(h)
}

// keys are those by which words of one sound are found.
func (s *slot) keys(yield func(int64)) {
	if s.amount != "" {
		yield(byAmount | fnv(s.amount))
	}
	if s.number || len(s.roman) >= 3 {
		yield(bySound | fnv(s.roman[:min(3, len(s.roman))]))
	}
	if len(s.skeleton) >= 4 {
		yield(bySkeleton | fnv(s.skeleton[:4]))
	}
	if len(s.loose) >= 3 {
		yield(byLooseness | fnv(s.loose))
	}
	if s.class != known && !s.number && len(s.senses) == 0 {
		if k := sound.Opening(s.key); k != 0 {
			yield(byOpening | int64(k))
		}
	}
}

func (r *Reading) post() {
	r.hear()
	r.index = make([]posting, 0, 6*len(r.slots))
	for i := range r.slots {
		s := &r.slots[i]
		for _, x := range s.senses {
			r.index = append(r.index, posting{int64(x.Concept), int32(i), x.Weight}) // a text's words
		}
		s.keys(func(k int64) { r.index = append(r.index, posting{k, int32(i), 0}) }) // a text's words
	}
	slices.SortFunc(r.index, func(a, b posting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.slot, b.slot)) })
}

// find are the postings of a key.
func (r *Reading) find(key int64) []posting {
	if r.index == nil {
		r.post()
	}
	i, ok := slices.BinarySearchFunc(r.index, key, func(p posting, k int64) int { return cmp.Compare(p.key, k) })
	if !ok {
		return nil
	}
	n := i
	for n < len(r.index) && r.index[n].key == key {
		n++
	}
	return r.index[i:n]
}
