package match

import (
	"testing"

	"onrecord/store"
)

func TestSeverity(t *testing.T) {
	for name, c := range map[string]struct {
		m    store.Match
		want store.Severity
	}{
		"not left out":      {store.Match{Verdict: store.Trimmed, Warnings: []string{"negation"}}, store.SeverityMeaning},
		"words left out":    {store.Match{Verdict: store.Trimmed}, store.SeverityWording},
		"another spelling":  {store.Match{Verdict: store.Altered, Edits: []store.Edit{{Op: "equal", Quote: "the", Post: "the"}, {Op: "replace", Quote: "harbor", Post: "harbour"}}}, store.SeverityForm},
		"another word":      {store.Match{Verdict: store.Altered, Edits: []store.Edit{{Op: "replace", Quote: "port", Post: "harbour"}}}, store.SeverityWording},
		"a word added":      {store.Match{Verdict: store.Altered, Edits: []store.Edit{{Op: "insert", Quote: "very"}}}, store.SeverityWording},
		"a figure":          {store.Match{Verdict: store.Altered, Edits: []store.Edit{{Op: "replace", Quote: "100002", Post: "100001"}}}, store.SeverityWording},
		"verbatim":          {store.Match{Verdict: store.Verbatim}, store.SeverityNone},
		"verbatim, denied":  {store.Match{Verdict: store.Verbatim, Warnings: []string{"negation", "edited-away"}}, store.SeverityMeaning},
		"letters that look": {store.Match{Verdict: store.Verbatim, Warnings: []string{"lookalike"}}, store.SeverityForm},
	} {
		if got := Severity(c.m); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
