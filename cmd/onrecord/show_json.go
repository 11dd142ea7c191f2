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
// judged is a match's verdict, in red where its meaning was changed.
func (a *app) judged(m store.Match) string {
	if m.Severity() == store.SeverityMeaning {
		return a.paint("31", fmt.Sprintf("%-10s", strings.ReplaceAll(string(m.Verdict), "_", " ")))
	}
	return a.verdict(string(m.Verdict))
}

func (a *app) verdict(v string) string {
	code := map[string]string{"verbatim": "32", "trimmed": "36", "altered": "33", "translated": "34"}[v]
	return a.paint(code, fmt.Sprintf("%-10s", strings.ReplaceAll(v, "_", " ")))
}
