package match

import (
	"slices"
	"strings"

	"onrecord/compare"
	"onrecord/compare/text"
	"onrecord/store"
)

// Edit is what one version of a document made of the one before, by the same rules as a
// quote of it.
type Edit struct {
	Severity store.Severity
	// Warnings say how the meaning changed, Details what became what.
	Warnings []string
	Details  []store.WarningDetail
	// Cosmetic says that no word of headline and text differs, and nothing that is attached.
	Cosmetic bool
	// Descriptions are what changed of pictures and other media.
	Descriptions []Description
}

// EditOf compares two versions of a document: headline, text, and what is attached.
func EditOf(old, now store.Version) Edit {
	var e Edit
	title, body := e.take(old.Lang, old.Title, now.Title), e.take(old.Lang, old.Text, now.Text)
	e.Descriptions = Descriptions(old.Media, now.Media)
	e.Cosmetic = title && body && len(e.Descriptions) == 0
	for _, d := range e.Descriptions {
		e.raise(d.severity())
		if d.Before != "" && d.After != "" {
			e.take(old.Lang, d.Before, d.After)
		}
	}
	return e
}

func (e *Edit) raise(s store.Severity) {
	if s.Rank() < e.Severity.Rank() {
		e.Severity = s
	}
}

// mostEdited is how many words of a changed stretch are compared, rewritten from which
// share of other words on there is nothing left to compare.
const (
	mostEdited = 3000
	rewritten  = 0.6
)

// take adds what became of one text, and reports whether none of its words differs.
func (e *Edit) take(lang, before, after string) (cosmetic bool) {
	if before == after {
		return true
	}
	q, p := text.Fold(after), text.Fold(before)
	cosmetic = compare.Cosmetic(p, q)
	a, b := changedLines(before, after)
	if a != before {
		p = text.Fold(a)
	}
	if b != after {
		q = text.Fold(b)
	}
	if text.CountWords(q.Tokens) == 0 || text.CountWords(p.Tokens) == 0 || len(q.Tokens) > mostEdited || len(p.Tokens) > mostEdited {
		e.raise(map[bool]store.Severity{true: store.SeverityForm, false: store.SeverityWording}[cosmetic])
		return cosmetic
	}
	m := New(Quote{Folded: q}, nil)
	s := m.scoreFolded(store.Indexed{Version: store.Version{Content: store.Content{Text: a, Lang: lang}}}, p)
	if s.Missing() > rewritten {
		e.raise(store.SeverityWording)
		return cosmetic
	}
	found := m.Match(s, nil)
	found.Warnings = slices.DeleteFunc(found.Warnings, onlyOfQuotes)
	for _, w := range found.Warnings {
		if !slices.Contains(e.Warnings, w) {
			e.Warnings = append(e.Warnings, w)
		}
	}
	for _, d := range found.Details {
		if !onlyOfQuotes(d.Kind) {
			e.Details = append(e.Details, d)
		}
	}
	switch severity := Severity(found); {
	case severity == store.SeverityNone && !cosmetic:
		// words before the first or behind the last that stayed came or went
		e.raise(map[bool]store.Severity{true: store.SeverityForm, false: store.SeverityWording}[len(q.Tokens) == len(p.Tokens)])
	case severity == store.SeverityNone:
		e.raise(store.SeverityForm)
	default:
		e.raise(severity)
	}
	return cosmetic
}

// changedLines leaves out the lines with which both texts begin and end, but for one
// beside what changed.
func changedLines(before, after string) (string, string) {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	same = max(same-2, 0)
	a, b = a[same:], b[same:]
	end := 0
	for end < len(a) && end < len(b) && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	end = max(end-2, 0)
	return strings.Join(a[:len(a)-end], ""), strings.Join(b[:len(b)-end], "")
}
