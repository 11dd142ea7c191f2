package lexicon

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"onrecord/compare/text"
)

// Sense is a row that a word may stand in. The weights of a word's senses come to
// 1 where the word is as the table has it, and to less the more has to be guessed.
type Sense struct {
	Concept int32
	Weight  float32
}

// Language finds the concepts of one language's words. It may be used by many
// goroutines.
type Language struct {
	lang string
	// entries are by hash; from says where those begin whose hashes have the same first
	// bits.
	entries []entry
	from    []uint32
	shift   uint8
	longest int // word of a script without spaces, in code points
	kin     []*Language
	known   *text.Memory[*knownWord]
	// function are the words that only carry others.
	function map[string]bool
}

// entry says that a key may stand for a concept.
type entry struct {
	hash    uint32
	concept int32
	weight  float32
}

// The kinds of key.
const (
	asWritten   = 'w'
	asStem      = 's'
	asBeginning = 'b'
	asPhrase    = 'p'
	asOpening   = 'o' // of a phrase
	asForm      = 'f' // what a Japanese or Korean verb or adjective, or a word of a paradigm, is before its endings
	asVerb      = 'v' // a Turkish verb without -mek, a Hindi one without -ना, a Swahili one without ku- and -a
)

// knownMost is how many words are remembered a language.
const knownMost = 1 << 14

func hash(kind byte, key string) uint32 {
	return hashOn((uint32(2166136261)^uint32(kind))*16777619, key)
}

// hashOn goes on with a hash.
func hashOn(h uint32, key string) uint32 {
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return h
}

var languages struct {
	sync.Mutex
	open map[string]*Language
}

// For is the language of an ISO 639 code, nil where the table has no words of it. The
// first call for a language unpacks its column.
func For(lang string) *Language {
	languages.Lock()
	defer languages.Unlock()
	return open(lang)
}

func open(lang string) *Language {
	if t, ok := languages.open[lang]; ok {
		return t
	}
	var t *Language
	for _, c := range relatives(lang) {
		blob, ok := carried()[c]
		if !ok {
			continue
		}
		cells, err := unpackColumn(blob)
		if err != nil {
			panic(err) // the program itself is damaged
		}
		k := newLanguage(lang, cells)
		if t == nil {
			t = k
		} else {
			t.kin = append(t.kin, k)
		}
	}
	if languages.open == nil {
		languages.open = map[string]*Language{}
	}
	languages.open[lang] = t
	return t
}

// relatives are the columns that serve for a language: its own, and those of
// languages so near that many words are the same.
func relatives(lang string) []string {
	switch lang {
	case "no", "nb", "nn":
		return []string{"no", "da"}
	case "da":
		return []string{"da", "no"}
	case "hr", "sr", "bs", "sh", "cnr":
		return []string{lang, "sr", "hr"}
	case "sk":
		return []string{"sk", "cs"}
	case "ms":
		return []string{"ms", "id"}
	case "mk":
		return []string{"mk", "bg"}
	case "be":
		return []string{"be", "uk", "ru"}
	case "ca", "gl", "ast":
		return []string{lang, "ca", "es", "pt"}
	case "af":
		return []string{"af", "nl"}
	case "is":
		return []string{"is", "no"}
	}
	return []string{column(lang)}
}

func newLanguage(lang string, cells []string) *Language {
	t := &Language{lang: lang, known: text.NewMemory[*knownWord](knownMost)}
	t.function = t.functionWords()
	t.carryUnspaced()
	for row, cell := range cells {
		if cell == "" {
			continue
		}
		rank := 0
		for w := range strings.SplitSeq(cell, "|") {
			t.learn(int32(row), w, 1/(1+0.25*float32(rank))) // some thousands
			rank++
		}
	}
	slices.SortFunc(t.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.concept, b.concept), cmp.Compare(b.weight, a.weight))
	})
	t.entries = slices.Clip(slices.CompactFunc(t.entries, func(a, b entry) bool { return a.hash == b.hash && a.concept == b.concept }))
	t.number()
	return t
}

// number notes where the entries of each beginning of a hash begin, about two of them
// a beginning.
func (t *Language) number() {
	n := max(bits.Len(uint(len(t.entries)))-1, 1)
	t.shift = uint8(32 - n) // less than 32
	t.from = make([]uint32, 1<<n+1)
	for _, e := range t.entries {
		t.from[e.hash>>t.shift+1]++
	}
	for i := 1; i < len(t.from); i++ {
		t.from[i] += t.from[i-1]
	}
}

func (t *Language) put(kind byte, key string, row int32, weight float32) {
	t.entries = append(t.entries, entry{hash(kind, key), row, weight})
}

// learn enters a word of a row.
func (t *Language) learn(row int32, word string, weight float32) {
	f := text.Fold(word)
	var tokens []text.Token
	for _, tok := range f.Tokens {
		if tok.Kind == text.Word {
			tokens = append(tokens, t.spell(f, tok))
		}
	}
	switch {
	case len(tokens) == 0:
	case unspaced(tokens[0].Key):
		t.learnUnspaced(row, tokens, weight)
	case len(tokens) == 1:
		t.learnWord(row, tokens[0], weight)
	default:
		t.learnPhrase(row, tokens, weight)
	}
}

func (t *Language) learnWord(row int32, w text.Token, weight float32) {
	t.put(asWritten, w.Exact, row, weight)
	if w.Key != w.Exact {
		bare := float32(0.9)
		if t.lang == "vi" { // nearly always another word
			bare = 0.3
		}
		t.put(asWritten, w.Key, row, bare*weight)
	}
	for _, key := range t.stems(w.Exact, w.Key) {
		t.put(asStem, key, row, weight)
		for _, other := range otherStems(t.lang, w.Exact, key) {
			t.put(asStem, other, row, 0.8*weight)
		}
	}
	if t.lang == "tr" {
		if stem, ok := turkishVerb(w.Exact); ok {
			t.put(asVerb, stem, row, weight)
			if plain := text.FoldKey(stem); plain != stem {
				t.put(asVerb, plain, row, 0.5*weight)
			}
		}
	}
	if t.lang == "sw" {
		if root, ok := swahiliVerb(w.Key); ok {
			t.put(asVerb, root, row, weight)
		}
	}
	if t.lang == "hi" {
		if root, ok := hindiVerb(w.Key); ok {
			t.put(asVerb, root, row, weight)
		}
	}
	t.learnParadigm(row, w, weight)
	if stem := koreanStem(w.Key); stem != w.Key {
		t.put(asForm, stem, row, weight)
		for _, form := range koreanForms(w.Key) {
			t.put(asForm, form, row, 0.9*weight)
		}
	}
	if n := utf8.RuneCountInString(w.Key); n >= 6 {
		t.put(asBeginning, firstRunes(w.Key, max(5, (7*n+9)/10)), row, weight)
	}
}

// stems are the stems of a word as keys, of one of the form of its headword alone.
func (t *Language) stems(exact, key string) []string {
	if t.lang == "vi" { // its words do not change, and their marks tell them apart
		return []string{exact}
	}
	stem := text.FoldKey(Stem(t.lang, exact))
	out := []string{stem}
	if key != exact { // it may be written without its diacritics
		if other := text.FoldKey(Stem(t.lang, key)); other != stem {
			out = append(out, other)
		}
	}
	return out
}

// phraseMost is the longest phrase, in words.
const phraseMost = 4

func (t *Language) learnPhrase(row int32, tokens []text.Token, weight float32) {
	var content []text.Token
	var keys, bare []string
	for _, w := range tokens {
		keys, bare = append(keys, t.stems(w.Exact, w.Key)[0]), append(bare, w.Key)
		if !light()[t.lang][w.Key] {
			content = append(content, w)
		}
	}
	if len(keys) <= phraseMost {
		t.putPhrase(row, keys, weight)
		if t.lang == "vi" { // written without its marks
			t.putPhrase(row, bare, 0.9*weight)
		}
	}
	if len(content) == 1 && utf8.RuneCountInString(content[0].Key) > 2 {
		t.learnWord(row, content[0], 0.6*weight)
	}
}

func (t *Language) putPhrase(row int32, keys []string, weight float32) {
	for n := 1; n < len(keys); n++ {
		t.put(asOpening, strings.Join(keys[:n], " "), 0, 1)
	}
	t.put(asPhrase, strings.Join(keys, " "), row, weight)
}

// light are the words of phrases that only carry the others.
var light = sync.OnceValue(func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for lang, list := range map[string]string{
		"en": "to a an the of be get make take do have in on at by with", "es": "se a de la el lo en por un una ser estar hacer dar tener con los las al del",
		"pt": "se a de da do em por um uma ser estar fazer dar ter com o os as ao", "fr": "se s en de la le l d etre avoir faire mettre a un une du des les au",
		"it": "si di a essere fare dare in la il un una del della da con", "de": "sich zu in der die das ein eine sein haben machen um auf", "nl": "zich te de het een van in op",
		"tr": "etmek olmak vermek almak yapmak", "fa": "كردن شدن دادن گرفتن زدن داشتن کردن را به در از", "hi": "करना होना देना लेना जाना में के का की को से", "ur": "کرنا ہونا دینا لینا کے کی کا",
		"ru": "в на с по к из за не", "uk": "в на з по до за у", "pl": "sie w na z do po", "cs": "se si v na z do po", "sk": "sa si v na z do po", "sl": "se si v na z do", "hr": "se u na s za", "sr": "se u na s za",
		"sv": "att sig en ett i pa av", "no": "a seg en et i pa av", "da": "at sig en et i pa af", "ro": "a se de la in un o", "bg": "се да на в с за", "hu": "a az egy", "el": "ο η το του τησ να σε", "ca": "se a de la el en",
		"vi": "su viec cai cac mot", "id": "yang", "bn": "করা হওয়া দেওয়া", "sq": "i e te se ne me per u", "mk": "се да на во со за не", "is": "i a ad til um vid fyrir", "be": "ся у на з за не да", "gl": "se a de do da o os as en por un unha ser estar facer dar ter con",
		"hy": "է են", "az": "etmək olmaq vermək almaq", "kk": "ету болу беру алу", "mr": "करणे होणे देणे घेणे", "te": "చేయు", "fil": "ng na sa ang", "tl": "ng na sa ang", "af": "die te van in", "ko": "하다 되다",
	} {
		m[lang] = text.WordSet(letters.Replace(list))
	}
	return m
})

// entriesOf are those of a key.
func (t *Language) entriesOf(kind byte, key string) []entry {
	return t.entriesAt(hash(kind, key))
}

func (t *Language) entriesAt(h uint32) []entry {
	some := t.entries[t.from[h>>t.shift]:t.from[h>>t.shift+1]]
	from := 0
	for from < len(some) && some[from].hash < h {
		from++
	}
	to := from
	for to < len(some) && some[to].hash == h {
		to++
	}
	if from == to {
		return nil
	}
	return some[from:to]
}

// sensesMost is how many senses of a word are kept.
const sensesMost = 8

// get are the senses of a key, whose weights come to sure.
func (t *Language) get(kind byte, key string, sure float32) []Sense {
	return sensesOf(t.entriesOf(kind, key), sure)
}

func sensesOf(found []entry, sure float32) []Sense {
	if len(found) == 0 {
		return nil
	}
	out := make([]Sense, len(found))
	for i, e := range found {
		out[i] = Sense{e.concept, e.weight}
	}
	return scale(out, sure)
}

// scale keeps the likeliest senses and makes their weights come to a sum.
func scale(s []Sense, to float32) []Sense {
	slices.SortFunc(s, func(a, b Sense) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Concept, b.Concept))
	})
	s = s[:min(len(s), sensesMost)]
	sum := float32(0)
	for _, x := range s {
		sum += x.Weight
	}
	for i := range s {
		s[i].Weight *= to / sum
	}
	return s
}

// blend adds senses to others with a share of their weight.
func blend(to, more []Sense, share float32) []Sense {
	for _, m := range more {
		i := slices.IndexFunc(to, func(s Sense) bool { return s.Concept == m.Concept })
		if i < 0 {
			to = append(to, Sense{m.Concept, share * m.Weight})
		} else {
			to[i].Weight += share * m.Weight
		}
	}
	return to
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
