package store

import (
	"slices"
	"strings"
	"unicode"
)

// Severity is how grave a difference between a quote and its post is.
type Severity string

// The severities, the gravest first. A verbatim quote without a warning has none.
const (
	// SeverityMeaning: the quote says something else; a warning says how.
	SeverityMeaning Severity = "meaning"
	// SeverityWording: other or fewer words, to the same effect as far as is known.
	SeverityWording Severity = "wording"
	// SeverityForm: spelling, or what only looks different.
	SeverityForm Severity = "form"
	SeverityNone Severity = ""
)

// Rank orders severities, the gravest first.
func (s Severity) Rank() int {
	return slices.Index([]Severity{SeverityMeaning, SeverityWording, SeverityForm, SeverityNone}, s)
}

// lesserWarnings are those that do not say that the meaning changed, by name.
var lesserWarnings = map[string]Severity{
	"edited-away": SeverityWording, "older-than-post": SeverityWording, "emphasis": SeverityWording, "lookalike": SeverityForm,
}

// SeverityOf is the severity of a warning, by its name.
func SeverityOf(warning string) Severity {
	if s, ok := lesserWarnings[warning]; ok {
		return s
	}
	return SeverityMeaning
}

// Severity is the gravest of what the warnings and the verdict say.
func (m Match) Severity() Severity {
	out := SeverityNone
	raise := func(s Severity) {
		if s.Rank() < out.Rank() {
			out = s
		}
	}
	for _, w := range m.Warnings {
		raise(SeverityOf(w))
	}
	switch m.Verdict {
	case Altered:
		raise(wordsOrSpelling(m.Edits))
	case Trimmed:
		raise(SeverityWording)
	case Verbatim, Translated, Possible, InPicture, NotFound:
	}
	return out
}

// wordsOrSpelling is SeverityWording where edits change words, SeverityForm where only their
// spelling.
func wordsOrSpelling(edits []Edit) Severity {
	for _, e := range edits {
		if e.Op != "equal" && !alike(letters(e.Quote), letters(e.Post)) {
			return SeverityWording
		}
	}
	return SeverityForm
}

func letters(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s))
}

// alike reports whether two words differ in no more than a fifth of their letters
// (Levenshtein 1966), and in no figure.
func alike(a, b []rune) bool {
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
