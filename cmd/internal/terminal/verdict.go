package terminal

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/words"
	"onrecord/compare/match"
	"onrecord/store"
)

func versionOf(m store.Match) string {
	if m.VersionSeq == 0 {
		return ""
	}
	return fmt.Sprintf("version %d, confidence %.2f", m.VersionSeq, m.Confidence)
}

func named(speaker string) string {
	if speaker == "" {
		return ""
	}
	return "said by " + words.Line(speaker, 60)
}

// warningLines say each warning of a match in plain words, with what it is about.
func (pr Printer) warningLines(m store.Match) []string {
	var out []string
	for _, w := range match.Told(m.Warnings, m.Details) {
		colour := "33"
		if match.WarningSeverity(w) == store.SeverityMeaning {
			colour = "31"
		}
		line := "warning: " + match.WarningText(w)
		for _, d := range match.DetailsOf(m.Details, w) {
			line = strings.TrimSuffix(line, ".") + "; " + words.Line(match.DetailText(d, fmt.Sprintf), 200)
		}
		out = append(out, pr.Paint(colour, strings.TrimSuffix(line, ".")+"."))
	}
	return out
}

// judged is a match's verdict in a column of its own, in red where its meaning was
// changed.
func (pr Printer) judged(m store.Match) string { return pad(pr.judgedWord(m)) }

// judgedWord is judged without the column.
func (pr Printer) judgedWord(m store.Match) string {
	return pr.Paint(verdictColour(m), verdictWord(m.Verdict))
}

// judgedWhole is judgedWord, and whether the quote means something else than its post.
func (pr Printer) judgedWhole(m store.Match) string {
	if m.Severity != store.SeverityMeaning {
		return pr.judged(m)
	}
	return pr.Paint(verdictColour(m), verdictWord(m.Verdict)+", changed meaning")
}

// verdict is a verdict's name in a column of its own, coloured on a terminal.
func (pr Printer) verdict(v string) string {
	return pr.judged(store.Match{Verdict: store.Verdict(v)})
}

func verdictWord(v store.Verdict) string { return strings.ReplaceAll(string(v), "_", " ") }

// pad fills a word up to the width of the longest verdict: its colour ends before.
func pad(word string) string { return word + strings.Repeat(" ", max(10-words.Width(word), 0)) }

func verdictColour(m store.Match) string {
	if m.Severity == store.SeverityMeaning {
		return "31"
	}
	return map[store.Verdict]string{store.Verbatim: "32", store.Trimmed: "36", store.Altered: "33", store.Translated: "34"}[m.Verdict]
}
