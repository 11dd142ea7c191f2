package ingest

import (
	"strings"
	"testing"

	"onrecord/store"
)

func TestWhatIsOddAboutALineIsFlagged(t *testing.T) {
	for line, want := range map[string]string{
		`{"text":"plain"}`:                "",
		`{"text":"one","text":"another"}`: "duplicate-keys",
		`{"text":"half \ud83d"}`:          "surrogate",
		"{\"text\":\"\xff\"}":             "invalid-utf8",
	} {
		seen := make([]store.Observation, 2)
		if err := flagged([]byte(line), seen); err != nil {
			t.Fatal(err)
		}
		for _, o := range seen {
			if got := strings.Join(o.Content.Flags, " "); got != want && !(want != "" && strings.Contains(got, want)) {
				t.Errorf("%s: %q, want %q", line, got, want)
			}
		}
	}
}
