package cross

import (
	"strings"

	"onrecord/compare/lang"
	"onrecord/compare/text"
	"onrecord/store"
)

// slot is one word of a text with what it may be in the pivot.
type slot struct {
	// at is its place in the text, from 0 to 1.
	at float64
	// token is the text's own token, -1 in a translation.
	token int
	stems []string
	// word is how it reads: the token, or the translation's word.
	word string
}

// reading is a text as words of the pivot: in its own words, in an engine's
// translation, or by the dictionary.
type reading struct {
	via   string
	slots []slot
}

// The ways to read a text.
const (
	viaOriginal = "original"
	viaLexicon  = "lexicon"
)

// readingsOf are a version's readings in the pivot. A text in another language
// without renditions has none.
func readingsOf(v store.Version, made []store.Rendition) []reading {
	f := text.Fold(v.Text)
	if lang.Of(v.Lang, v.Text) == Pivot {
		return []reading{plainReading(viaOriginal, f, true)}
	}
	var out []reading
	for _, r := range made {
		if r.Engine == lexiconEngine {
			out = append(out, glossReading(f, r.Text))
			continue
		}
		out = append(out, plainReading("rendition:"+r.Engine, text.Fold(r.Text), false))
	}
	return out
}

// plainReading reads a text that is in the pivot.
func plainReading(via string, f text.Folded, own bool) reading {
	r := reading{via: via}
	for i, t := range f.Tokens {
		if t.Kind != text.Word {
			continue
		}
		s := slot{at: placeOf(i, len(f.Tokens)), token: -1, stems: []string{Stem(Pivot, t.Key)}, word: f.Slice(t.From, t.To)}
		if own {
			s.token = i
		}
		r.slots = append(r.slots, s)
	}
	return r
}

func placeOf(i, n int) float64 { return (float64(i) + 0.5) / float64(n) }

// glossReading reads what glossText wrote of a text.
func glossReading(f text.Folded, glosses string) reading {
	r := reading{via: viaLexicon}
	words := strings.Fields(glosses)
	for i, t := range f.Tokens {
		if t.Kind != text.Word {
			continue
		}
		g := "-"
		if len(words) > 0 {
			g, words = words[0], words[1:]
		}
		s := slot{at: placeOf(i, len(f.Tokens)), token: i, word: f.Slice(t.From, t.To)}
		if g != "-" {
			for w := range strings.SplitSeq(g, "|") {
				s.stems = append(s.stems, Stem(Pivot, text.Key(w)))
			}
		}
		r.slots = append(r.slots, s)
	}
	return r
}

// emptyStem are stems of English function words, which tell nothing.
var emptyStem = func() map[string]bool {
	set := map[string]bool{}
	for w := range text.WordSet(`a an the to of in on at by for with from into onto over under up down out off as and or but not no nor so than then
		that this these those it its he she him her his they them their we us our you your i me my mine one who whom whose which what when where why how
		be is are was were been being am do does did done have has had having will would shall should can could may might must
		there here very too also more most some any all each every both either only just even about if because while until s t d ll re ve m`) {
		set[Stem(Pivot, w)] = true
	}
	return set
}()
