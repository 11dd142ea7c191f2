package store

import "testing"

func TestSeverity(t *testing.T) {
	for name, c := range map[string]struct {
		m    Match
		want Severity
	}{
		"not left out":      {Match{Verdict: Trimmed, Warnings: []string{"negation"}}, SeverityMeaning},
		"words left out":    {Match{Verdict: Trimmed}, SeverityWording},
		"another spelling":  {Match{Verdict: Altered, Edits: []Edit{{Op: "equal", Quote: "the", Post: "the"}, {Op: "replace", Quote: "harbor", Post: "harbour"}}}, SeverityForm},
		"another word":      {Match{Verdict: Altered, Edits: []Edit{{Op: "replace", Quote: "port", Post: "harbour"}}}, SeverityWording},
		"a word added":      {Match{Verdict: Altered, Edits: []Edit{{Op: "insert", Quote: "very"}}}, SeverityWording},
		"a figure":          {Match{Verdict: Altered, Edits: []Edit{{Op: "replace", Quote: "100002", Post: "100001"}}}, SeverityWording},
		"verbatim":          {Match{Verdict: Verbatim}, SeverityNone},
		"verbatim, denied":  {Match{Verdict: Verbatim, Warnings: []string{"negation", "edited-away"}}, SeverityMeaning},
		"letters that look": {Match{Verdict: Verbatim, Warnings: []string{"lookalike"}}, SeverityForm},
	} {
		if got := c.m.Severity(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
