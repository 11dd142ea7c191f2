package store

import "slices"

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
