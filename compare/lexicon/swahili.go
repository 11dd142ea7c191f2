package lexicon

import "strings"

// Swahili writes before a verb's root who does it, when, of whom it is told and to whom it is
// done, and behind it its voice; nouns and adjectives change their first syllable by class and
// number.
var (
	swahiliSubjects  = strings.Fields("hatu hawa hamu hai haya haki havi hali hazi hau haku ni tu wa ya ki vi li zi ku mu pa ha si u a m i")
	swahiliTenses    = strings.Fields("singeli ngali nge singe taka na li me ta ka ki ja si po hu")
	swahiliRelatives = strings.Fields("cho vyo ye yo lo zo po ko mo o")
	swahiliObjects   = strings.Fields("ni ku mw wa ya ki vi li zi tu ji i u m")
	swahiliFinals    = strings.Fields("ishwa eshwa izwa ezwa iana eana iwa ewa liwa lewa isha esha iza eza ika eka ana lia lea ia ea ie ee ishe eshe ane iwe ewe wa we eni ini a e i")
	swahiliClasses   = [...][2]string{{"wa", "m"}, {"wa", "mw"}, {"wa", "mu"}, {"w", "mw"}, {"mi", "m"}, {"mi", "mw"}, {"vi", "ki"}, {"vy", "ch"}, {"ma", ""}, {"ma", "ji"}, {"me", "ji"}, {"ny", "u"}, {"ny", "w"}, {"n", "u"}, {"mb", "u"},
		{"ki", "m"}, {"vi", "m"}, {"ma", "m"}, {"n", "m"}, {"m", ""}, {"ki", ""}, {"vi", ""}, {"wa", ""}, {"mi", ""}, {"ki", "u"}, {"u", "m"}}
)

// swahiliVerb is the root of a verb as the table has it, with the infinitive's ku- or
// without.
func swahiliVerb(word string) (root string, ok bool) {
	root, ok = strings.CutSuffix(word, "a")
	if rest, inf := strings.CutPrefix(root, "ku"); inf && len(rest) > 1 {
		root = rest
	}
	return root, ok && len(root) > 1
}

// swahili are the senses of a verb by its root, the longest that the table has, or of a noun
// or adjective of another number.
func (t *Language) swahili(key string) []Sense {
	bare := strings.TrimSuffix(key, "ni") // in the
	if bare != key && len(bare) > 2 {
		if s := t.get(asWritten, bare, sureStem); s != nil {
			return s
		}
	}
	for _, w := range []string{key, bare} {
		for _, c := range swahiliClasses {
			if rest, ok := strings.CutPrefix(w, c[0]); ok && len(rest) > 2 {
				if s := t.get(asWritten, c[1]+rest, sureStem); s != nil {
					return s
				}
			}
		}
	}
	var best, loan []Sense
	longest, longestLoan := 1, 3
	root := func(rest string) {
		if len(rest) > longestLoan { // of Arabic: sahau, rudi
			if s := t.get(asWritten, rest, sureStem); s != nil {
				loan, longestLoan = s, len(rest)
			}
		}
		for _, f := range swahiliFinals {
			if r, ok := strings.CutSuffix(rest, f); ok && len(r) > longest {
				if s := t.get(asVerb, r, sureStem); s != nil {
					best, longest = s, len(r)
				}
			}
		}
	}
	each := func(w string, list []string, then func(string)) {
		for _, p := range list {
			if rest, ok := strings.CutPrefix(w, p); ok && len(rest) > 2 {
				then(rest)
			}
		}
	}
	object := func(w string) {
		root(w)
		each(w, swahiliObjects, root)
	}
	relative := func(w string) {
		object(w)
		each(w, swahiliRelatives, object)
		if rest, ok := strings.CutPrefix(w, "ku"); ok {
			object(rest)
		}
	}
	tense := func(w string) {
		object(w)
		each(w, swahiliTenses, relative)
	}
	object(key)
	for _, p := range []string{"ku", "kuto", "kw", "hu", "ka"} {
		if rest, ok := strings.CutPrefix(key, p); ok {
			object(rest)
		}
	}
	each(key, swahiliSubjects, tense)
	if best == nil {
		return loan
	}
	return best
}
