package translate

import (
	"strings"
	"unicode"
)

// entryGlosses reads the translations out of a FreeDict entry: the numbered lines
// where there are any, else the first line after the headword. What stands in
// brackets is about the word; examples, notes and references follow on lines of
// their own.
func entryGlosses(entry string) []string {
	_, rest, _ := strings.Cut(entry, "\n")
	var numbered, first []string
	for line := range strings.SplitSeq(rest, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "", strings.HasPrefix(trimmed, `"`), strings.HasPrefix(trimmed, "Note:"), strings.HasPrefix(trimmed, "Synonym"), strings.HasPrefix(trimmed, "see:"):
		case isNumbered(trimmed):
			_, after, _ := strings.Cut(trimmed, ". ")
			numbered = append(numbered, after)
		case first == nil && len(numbered) == 0:
			first = []string{trimmed}
		}
	}
	if len(numbered) == 0 {
		numbered = first
	}
	var out []string
	for _, line := range numbered {
		for gloss := range strings.FieldsFuncSeq(withoutBrackets(line), func(r rune) bool { return r == ',' || r == ';' || r == '/' || r == '،' }) {
			if gloss = strings.TrimSpace(strings.ReplaceAll(gloss, "~", " ")); gloss != "" {
				out = append(out, gloss)
			}
		}
	}
	return out
}

func isNumbered(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n > 0 && n < 3 && strings.HasPrefix(s[n:], ". ")
}

// withoutBrackets leaves out what stands in (), [], <> and {}.
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[', '<', '{':
			depth++
		case ')', ']', '>', '}':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// contentWords are the words of an English gloss that tell something, two at most:
// a longer gloss explains more than it translates.
func contentWords(gloss string) []string {
	var out []string
	for w := range strings.FieldsFuncSeq(strings.ToLower(gloss), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if !englishFunction[w] && len(w) > 1 {
			out = append(out, w)
		}
	}
	if len(out) > 2 {
		return nil
	}
	return out
}

var englishFunction = wordSet(`a an the to of in on at by for with from into onto over under up down out off as and or but not no nor so than then
	that this these those it its he she him her his they them their we us our you your i me my one's one who whom whose which what when where why how
	be is are was were been being am do does did done have has had having will would shall should can could may might must
	sb sb's sth something someone somebody somebody's oneself there here very too also more most some any all each every both either
	about against between through during before after above below again once if because while until`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
