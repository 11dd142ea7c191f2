package match

import (
	"slices"

	"onrecord/compare/lang"
	"onrecord/compare/value"
	"onrecord/store"
)

// warning is one thing that a fact-checker should be told beside the verdict.
//
// A new one is an entry in the list of the warn_*.go file that it belongs to, with its rule
// beside it, and its Spanish in templates/locale/text/es.json. A new list takes its place in
// allWarnings.
type warning struct {
	// name is what answers and the database have; it never changes.
	name string
	// text says it in plain words, of a quote and of an edit alike.
	text string
	// severity is SeverityNone where it says that the meaning changed.
	severity store.Severity
	// ofQuotes says that it tells nothing of an edit.
	ofQuotes bool
	// broader is a warning that goes with it, for those who know only that one.
	broader string
	// holds looks for it; nil where another part of the matcher gives it.
	holds func(c *check) bool
	// details say what stands in the post and what in the quote, where that can be shown.
	details func(c *check) []store.WarningDetail
}

// allWarnings are in the order in which they are given.
var allWarnings = slices.Concat(
	negationWarnings, oppositeWarnings, conditionWarnings, certaintyWarnings, questionWarnings, attributedWarnings, speakerWarnings,
	valueWarnings, nameWarnings, accentWarnings, orderWarnings, formWarnings, timeWarnings,
)

// warningOf is the warning of a name, false where it is none of ours.
func warningOf(name string) (warning, bool) {
	i := slices.IndexFunc(allWarnings, func(w warning) bool { return w.name == name })
	if i < 0 {
		return warning{}, false
	}
	return allWarnings[i], true
}

// WarningText says in plain words what a warning means; the name itself where it
// is none of ours.
func WarningText(name string) string {
	if w, ok := warningOf(name); ok {
		return w.text
	}
	return name
}

// WarningSeverity is how grave a warning is, by its name: SeverityMeaning where it is none of ours.
func WarningSeverity(name string) store.Severity {
	if w, ok := warningOf(name); ok && w.severity != store.SeverityNone {
		return w.severity
	}
	return store.SeverityMeaning
}

// onlyOfQuotes reports whether a warning tells nothing of an edit, by its name.
func onlyOfQuotes(name string) bool {
	w, _ := warningOf(name)
	return w.ofQuotes
}

// Told are the warnings that people are told: without those that only go with a narrower one and
// have nothing of their own to tell.
func Told(names []string, details []store.WarningDetail) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return len(DetailsOf(details, name)) == 0 && slices.ContainsFunc(allWarnings, func(w warning) bool { return w.broader == name && slices.Contains(names, w.name) })
	})
}

// Warnings are the names of all warnings, in the order in which they are given.
func Warnings() []string {
	out := make([]string, len(allWarnings))
	for i, w := range allWarnings {
		out[i] = w.name
	}
	return out
}

// check is a quote against a version, with what the warnings look at.
type check struct {
	sides
	m        Matcher
	s        Scored
	versions []store.Version
	values   valueDifferences
	signs    signChanges
}

func (m Matcher) newCheck(s Scored, versions []store.Version) *check {
	in := lang.Of(s.Version.Lang, s.Version.Text)
	c := &check{m: m, s: s, versions: versions, sides: newSides(m.quote.Folded, s.post, s.al.Steps, in)}
	q, p := value.Find(c.quote, in), value.Find(c.post, in)
	c.inQuote, c.inPost = notDates(c.inQuote, q), notDates(c.inPost, p)
	c.values = c.compareValues(q, p)
	c.signs = c.changedSigns(s.al.Steps)
	return c
}

// notDates leaves out the words that are part of a date: May.
func notDates(all []mention, values []value.Value) []mention {
	return slices.DeleteFunc(all, func(m mention) bool {
		return m.n == 1 && slices.ContainsFunc(values, func(v value.Value) bool { return v.IsDate && v.Month > 0 && v.From <= m.at && m.at < v.To })
	})
}

// warnings are what holds, in a fixed order and without repeats.
func (c *check) warnings() []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	turned := c.clauseTurned() // the same clauses in another order: only who said it, and when, may differ
	for _, w := range allWarnings {
		if turned && !w.ofQuotes && w.name != "attributed" {
			continue
		}
		if w.holds != nil && w.holds(c) || len(c.signs[w.name]) > 0 {
			add(w.name)
			if w.name != "quantifier" || c.amount() {
				add(w.broader)
			}
		}
	}
	return out
}
