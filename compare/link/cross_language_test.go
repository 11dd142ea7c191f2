package link

import (
	"testing"

	"onrecord/compare/cross"
	"onrecord/store"
)

// TestAPossibleMatchStandsBelowTheQuotesOwnWords: what may be a translation is listed after
// a post that has the words themselves, however sure either is; a translation that was
// found is the match, and leads.
func TestAPossibleMatchStandsBelowTheQuotesOwnWords(t *testing.T) {
	l := lookup{ans: Answer{Candidates: []store.Candidate{
		{Document: "x:own", VersionID: 1, Verdict: store.Verbatim, Confidence: 0.05}, {Document: "x:other", VersionID: 2, Verdict: store.Altered, Confidence: 0.3},
	}}}
	found := []cross.Found{{Confidence: 0.6}, {Confidence: 0.1}}
	found[0].Document.ID, found[0].Version.ID = "x:likely", 3
	found[1].Document.ID, found[1].Version.ID = "x:unlikely", 4
	l.listCrossLanguage(found)
	wantOrder(t, l.ans.Candidates, "x:own", "x:likely", "x:other", "x:unlikely")
	l.lead(candidate(found[0].Indexed, store.Translated, 0.9))
	wantOrder(t, l.ans.Candidates, "x:likely", "x:own", "x:other", "x:unlikely")
	if v := l.ans.Candidates[0].Verdict; v != store.Translated {
		t.Errorf("the match is listed as %s", v)
	}
}

func wantOrder(t *testing.T, got []store.Candidate, want ...store.DocumentID) {
	t.Helper()
	for i, c := range got {
		if c.Document != want[i] || len(got) != len(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}
