package main

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/words"
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

func warned(ws []string) string {
	if len(ws) == 0 {
		return ""
	}
	return "warning: " + strings.Join(ws, ", ")
}

// verdict is a verdict's name in a column of its own, coloured on a terminal.
// judged is a match's verdict in a column of its own, in red where its meaning was
// changed.
func (a *app) judged(m store.Match) string { return a.paint(verdictColour(m), pad(m.Verdict)) }

// judgedWord is judged without the column.
func (a *app) judgedWord(m store.Match) string {
	return a.paint(verdictColour(m), strings.TrimSpace(pad(m.Verdict)))
}

func (a *app) verdict(v string) string {
	return a.paint(verdictColour(store.Match{Verdict: store.Verdict(v)}), pad(store.Verdict(v)))
}

func pad(v store.Verdict) string {
	return fmt.Sprintf("%-10s", strings.ReplaceAll(string(v), "_", " "))
}

func verdictColour(m store.Match) string {
	if m.Severity() == store.SeverityMeaning {
		return "31"
	}
	return map[store.Verdict]string{store.Verbatim: "32", store.Trimmed: "36", store.Altered: "33", store.Translated: "34"}[m.Verdict]
}
