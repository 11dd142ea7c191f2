package match

import (
	"strings"
	"unicode"

	"onrecord/store"
)

// Severity is how grave a match's difference is: the gravest of what its warnings and its
// verdict say.
func Severity(m store.Match) store.Severity {
	out := store.SeverityNone
	raise := func(s store.Severity) {
		if s.Rank() < out.Rank() {
			out = s
		}
	}
	for _, w := range m.Warnings {
		raise(WarningSeverity(w))
	}
	switch m.Verdict {
	case store.Altered:
		raise(wordsOrSpelling(m.Edits))
	case store.Trimmed:
		raise(store.SeverityWording)
	case store.Verbatim, store.Translated, store.Possible, store.InPicture, store.NotFound:
	}
	return out
}

// wordsOrSpelling is SeverityWording where edits change words, SeverityForm where only their
// spelling.
func wordsOrSpelling(edits []store.Edit) store.Severity {
	for _, e := range edits {
		if e.Op != "equal" && !sameButSpelling(letters(e.Quote), letters(e.Post)) {
			return store.SeverityWording
		}
	}
	return store.SeverityForm
}

func letters(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s))
}

// sameButSpelling reports whether two words differ in no more than a fifth of their letters
// (Levenshtein 1966), and in no figure.
func sameButSpelling(a, b []rune) bool {
	if len(a) > 200 || len(b) > 200 || strings.ContainsFunc(string(a)+string(b), unicode.IsDigit) && string(a) != string(b) {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			last, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, last+cost)
		}
	}
	return 5*row[len(b)] <= max(len(a), len(b))
}
