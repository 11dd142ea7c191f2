package lexicon

import (
	"strings"
	"unicode/utf8"
)

// hebrewVerb are the past tenses, which tables give verbs by, that a form may be of: the
// future and the participle put a letter before the root and take the past's ה (יגיע,
// מגיע: הגיע) or י (ידבר, מדבר: דיבר) away, the infinitive of the passive its נ (להיבחר:
// נבחר), and the participle of the simple stem has a ו (רוצים: רצה, טוענת: טען).
func hebrewVerb(key string) []string {
	type form struct{ word, ending string }
	forms := []form{{key, ""}}
	for _, p := range []string{"כש", "ש", "ו", "ה"} {
		if rest, ok := strings.CutPrefix(key, p); ok && utf8.RuneCountInString(rest) > 3 {
			forms = append(forms, form{rest, ""})
		}
	}
	for _, f := range forms[:len(forms):len(forms)] {
		for _, e := range []string{"ימ", "ות", "ת", "ו"} {
			if rest, ok := strings.CutSuffix(f.word, e); ok && utf8.RuneCountInString(rest) > 2 {
				forms = append(forms, form{rest, e})
			}
		}
	}
	var out []string
	past := func(s string, ending string) {
		out = append(out, s)
		if ending != "" {
			out = append(out, s+"ה")
		}
	}
	for _, f := range forms {
		r := []rune(f.word)
		if f.ending != "" && f.ending != "ו" && r[1] == 'ו' {
			if len(r) > 3 {
				out = append(out, string(r[0])+string(r[2:]))
			} else {
				out = append(out, string(r[0])+string(r[2:])+"ה")
			}
		}
		if rest, ok := strings.CutPrefix(f.word, "להי"); ok && utf8.RuneCountInString(rest) > 2 {
			out = append(out, "נ"+rest)
		}
		rest := r[1:]
		switch {
		case len(rest) < 3:
		case strings.ContainsRune("יתמ", r[0]):
			past("ה"+string(rest), f.ending)
			fallthrough
		case r[0] == 'ל' && f.ending == "":
			if rest[len(rest)-1] != 'ו' {
				past(string(rest[0])+"י"+string(rest[1:]), f.ending)
			}
		case len(rest) > 3 && strings.ContainsRune("נא", r[0]):
			past("ה"+string(rest), f.ending)
		}
	}
	return out
}
