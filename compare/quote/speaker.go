package quote

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/compare/lexicon"
	"onrecord/compare/sound"
	"onrecord/compare/text"
	"onrecord/store"
)

// Agreement says how a quote's named speaker fits a post's author.
type Agreement int

// The agreements.
const (
	Unknown Agreement = iota
	Agrees
	Differs
)

// Speaker is who is said to have said a quote: a name or @handle, an account.
type Speaker struct{ Name, Handle string }

// SaidBy is how a speaker fits an author who may have other names and accounts:
// the best of them counts.
func (s Speaker) SaidBy(a store.Author, names []string) Agreement {
	best := speakerOf(s.Name, s.Handle, a)
	for _, n := range names {
		if best == Agrees {
			break
		}
		other := store.Author{Name: n}
		if handle, ok := strings.CutPrefix(n, "@"); ok {
			other = store.Author{Handle: handle}
		}
		if got := speakerOf(s.Name, s.Handle, other); got == Agrees || best == Unknown {
			best = got
		}
	}
	return best
}

// speakerOf compares a name or @handle with an author. Names agree when one's
// words are among the other's, particles and titles aside; names in different
// scripts are compared by sound.
func speakerOf(name, handle string, a store.Author) Agreement {
	name = strings.TrimSpace(name)
	if handle == "" && strings.HasPrefix(name, "@") {
		handle, name = name, ""
	}
	handle = strings.TrimPrefix(strings.ToLower(handle), "@")
	if handle != "" && a.Handle != "" {
		if handle == strings.ToLower(a.Handle) {
			return Agrees
		}
		if name == "" {
			return Differs
		}
	}
	if name == "" || a.Name == "" && a.Handle == "" {
		return Unknown
	}
	said, account := text.NameWords(name), strings.ToLower(a.Handle)
	got := namesAgree(said, text.NameWords(a.Name), account)
	if got == Differs && runTogether.MatchString(strings.TrimSpace(a.Name)) {
		return namesAgree(said, text.NameWords(joint.ReplaceAllString(a.Name, "$1 $2")), account)
	}
	return got
}

// runTogether is a displayed name that is written without spaces, as SalvadorAllende;
// McDonald is one word. joint is where its words meet.
var (
	runTogether = regexp.MustCompile(`^(?:\p{Lu}\p{Ll}{2,}){2,}$`)
	joint       = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)
)

func namesAgree(said, author []string, handle string) Agreement {
	if len(said) == 0 {
		return Unknown
	}
	if inHandle(said, text.FoldKey(handle)) {
		return Agrees
	}
	if len(author) == 0 {
		return Unknown
	}
	if inHan(said[0]) && (inHan(author[0]) || inHan(author[len(author)-1])) {
		return hanAgree(strings.Join(said, ""), strings.Join(author, ""))
	}
	if script(said[0]) != script(author[0]) {
		return acrossScripts(said, author, handle)
	}
	got := agreement(said, author, func(a, b string) bool { return withoutArticle(a) == withoutArticle(b) })
	if got == Differs {
		return otherwiseSpelt(said, author)
	}
	return got
}

// otherwiseSpelt compares two names of one script that differ: Вельямінцев is Вельяминцев,
// Velyamintsev is Weljaminzew. One word of them is not enough, since Pedersen and Petersen
// are two families.
func otherwiseSpelt(said, author []string) Agreement {
	switch hits, last := shared(said, author, sound.SpeltAlike); {
	case hits >= 2:
		return Agrees
	case last:
		return Unknown
	}
	return Differs
}

// shared counts the words of a name that another has, and tells whether its last is one.
func shared(said, author []string, same func(a, b string) bool) (hits int, last bool) {
	for i, w := range said {
		if slices.ContainsFunc(author, func(b string) bool { return same(w, b) }) {
			hits++
			last = i == len(said)-1
		}
	}
	return hits, last
}

func inHan(w string) bool { return unicode.Is(unicode.Han, []rune(w)[0]) }

// withoutArticle takes the article off an Arabic name, which some write and some do not.
func withoutArticle(w string) string {
	if rest, ok := strings.CutPrefix(w, "ال"); ok && len(rest) > 4 {
		return rest
	}
	return w
}

// hanAgree compares names in Chinese characters, which are written with a space between
// surname and given name or without: two characters of one in a row in the other are the
// same surname or given name. Shorter names, and authors whose name has other letters, deny
// nothing.
func hanAgree(said, author string) Agreement {
	r := []rune(said)
	for i := 0; i+1 < len(r); i++ {
		if strings.Contains(author, string(r[i:i+2])) {
			return Agrees
		}
	}
	if strings.Contains(said, author) || len(r) < 3 || utf8.RuneCountInString(author) < 3 || utf8.RuneCountInString(author) > 6 || strings.ContainsFunc(author, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return Unknown
	}
	return Differs
}

// agreement counts the words that two names share.
func agreement(said, author []string, same func(a, b string) bool) Agreement {
	has := func(w string) bool { return slices.ContainsFunc(author, func(b string) bool { return same(w, b) }) }
	hits := 0
	for _, w := range said {
		if has(w) {
			hits++
		}
	}
	switch {
	case hits == min(len(said), len(author)), hits >= 2, hits == 1 && (has(said[len(said)-1]) || same(said[0], author[len(author)-1])):
		return Agrees
	}
	return Differs
}

// inHandle reports whether a handle is made of a name: of two of its words, or of
// its last one. A first name alone is that of many.
func inHandle(said []string, handle string) bool {
	last, hits := said[len(said)-1], 0
	for _, w := range said {
		if len(w) >= 3 && strings.Contains(handle, w) {
			hits++
		}
	}
	if len(said) == 1 {
		return strings.Trim(handle, "_0123456789") == last
	}
	return hits >= 2 || len(last) >= 4 && strings.Contains(handle, last)
}

// acrossScripts compares names by how they sound, with the handle as well, and by what
// the lexicon knows of them; it never denies, since a name is written in another script in
// many ways.
func acrossScripts(said, author []string, handle string) Agreement {
	if agreement(said, author, sound.SameName) == Agrees || sound.AlikeInFull(said, author) || shareConcept(said, author) || inParts(said, handle) {
		return Agrees
	}
	if hits, _ := shared(said, author, soundsSame); hits >= min(2, len(said), len(author)) {
		return Agrees
	}
	return Unknown
}

func soundsSame(a, b string) bool { return sound.SameName(a, b) || sound.Alike(a, b) }

// inParts reports whether a handle that is written in parts, as anna_smith, has a name's last
// word for one, or two of its words: it is how its owner writes the name in Latin letters.
func inParts(said []string, handle string) bool {
	handle, _, _ = strings.Cut(handle, "@")
	parts := strings.FieldsFunc(handle, func(r rune) bool { return !unicode.IsLetter(r) })
	parts = slices.DeleteFunc(parts, func(p string) bool { return len(p) < 4 })
	hits, last := shared(said, parts, func(a, b string) bool { return a == b || soundsSame(a, b) })
	return hits >= 2 || last
}

// shareConcept reports whether the lexicon has one person for two names.
func shareConcept(said, author []string) bool {
	in := map[int32]bool{}
	for _, c := range nameConcepts(said) {
		in[c] = true
	}
	return slices.ContainsFunc(nameConcepts(author), func(c int32) bool { return in[c] })
}

// nameConcepts are what the lexicon has for a name as a whole, or for its last word.
func nameConcepts(name []string) []int32 {
	var out []int32
	langs := map[int][]string{1: {"en"}, 2: {"el"}, 3: {"ru", "uk"}, 6: {"ar", "fa"}, 5: {"he"}, 9: {"hi"}, 0x30: {"ja"}}[script(name[0])]
	if r := []rune(name[0])[0]; r >= 0x3400 && r < 0xa000 {
		langs = []string{"zh", "ja"}
	} else if r >= 0xac00 && r < 0xd7b0 {
		langs = []string{"ko"}
	}
	for _, lang := range langs {
		t := lexicon.For(lang)
		for _, w := range t.Read(text.Fold(joined(name))) {
			if len(w.Senses) > 0 && w.Senses[0].Weight >= 0.5 && (w.To-w.From > 1 || len(name) == 1 || w.From == len(name)-1) {
				out = append(out, w.Senses[0].Concept)
			}
		}
	}
	return out
}

// joined writes a name's words together where their script does.
func joined(name []string) string {
	if r := []rune(name[0])[0]; r >= 0x3400 && r < 0xa000 {
		return strings.Join(name, "")
	}
	return strings.Join(name, " ")
}

// script tells Latin from the others, coarsely: names are compared within one.
func script(s string) int {
	for _, r := range s {
		switch {
		case r < 0x250:
			return 1
		case r < 0x400:
			return 2
		case r < 0x530:
			return 3
		default:
			return int(r >> 8)
		}
	}
	return 0
}
