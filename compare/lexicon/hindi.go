package lexicon

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// hindiVerbEndings are what follows the root of a Hindi verb, written as the table's keys
// are: the participles, the tenses, the imperatives, the absolutive and the infinitive.
var hindiVerbEndings = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for e := range strings.FieldsSeq("ना ने नी ता ते ती तीं ा े ी ीं ें ो ूं या ये यी यीं ए ई ईं एं ओ ऊं कर के ेगा ेगी ेंगे ेंगी एगा एगी एंगे एंगी ूंगा ूंगी ऊंगा ऊंगी ोगे ओगे िए इए िये इये ेला वाया वाई वाए वाना वाने ाया ाए ाई ाना ाने ाता ाते ाती ाकर नेवाला नेवाले नेवाली") {
		m[e] = true
	}
	return m
})

// hindiVerb is a verb without the ending of its citation form.
func hindiVerb(key string) (root string, ok bool) {
	root, ok = strings.CutSuffix(key, "ना")
	return root, ok && root != "" && !strings.HasSuffix(root, "ि") && !strings.HasSuffix(root, "ु") // चुना is no infinitive
}

// hindi are the senses of a verb's form. Only an infinitive of the table gives a root, so
// that roots of one or two letters, which most verbs have, are no other words' beginnings.
func (t *Language) hindi(key string) []Sense {
	for at := range key {
		if at == 0 || !hindiVerbEndings()[key[at:]] {
			continue
		}
		root := key[:at]
		if utf8.RuneCountInString(root) < 2 && !independentVowel(root) && utf8.RuneCountInString(key) < 4 {
			continue
		}
		if s := t.get(asVerb, root, sureStem); s != nil {
			return s
		}
	}
	return t.get(asVerb, key, sureVariant) // बढ़ रहा है
}

// independentVowel reports a vowel that stands as a letter: आ is the root of आना.
func independentVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x905 && r <= 0x914
}
