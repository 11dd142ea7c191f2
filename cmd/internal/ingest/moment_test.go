package ingest_test

import (
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/ingest"
	"onrecord/store"
)

// linesIn imports lines while the clock goes on, and gives the versions of the one post that
// they are of.
func linesIn(t *testing.T, lines ...string) []store.Version {
	t.Helper()
	e, db := env(t, func(err error) { t.Error(err) }), archive(t)
	now := e.Now()
	e.Now = func() time.Time { now = now.Add(7 * time.Millisecond); return now }
	im := ingest.NewLines(e, db, ingest.Reader{Platforms: e.Platforms(), Now: e.Now}.Post, "a.jsonl")
	if err := im.Read(t.Context(), strings.NewReader(strings.Join(lines, "\n"))); err != nil {
		t.Fatal(err)
	}
	vs, err := db.Versions(t.Context(), "x:1988393441999593891")
	if err != nil {
		t.Fatal(err)
	}
	return vs
}

func aLine(members string) string {
	return `{"id":"1988393441999593891","platform":"x","author_handle":"a",` + members + `}`
}

// TestTwoTextsOfOneMomentContradictEachOther: of two lines that give one post other words, and
// no time or the same, neither is the newer one: both are kept and said to contradict each
// other, in whichever order they stand.
func TestTwoTextsOfOneMomentContradictEachOther(t *testing.T) {
	for name, time := range map[string]string{
		"without a time": ``, "posted at one time": `"posted_at":"2025-11-11T23:48:33Z",`, "posted on one day": `"posted_at":"2025-11-11",`,
	} {
		t.Run(name, func(t *testing.T) {
			open, shut := aLine(time+`"text":"We will open the harbour."`), aLine(time+`"text":"We will shut the harbour."`)
			var first string
			for _, order := range [][]string{{open, shut}, {shut, open}} {
				var words []string
				for _, v := range linesIn(t, order...) {
					words = append(words, v.Text)
					if v.Contradicted == nil {
						t.Errorf("%q is contradicted by nobody", v.Text)
					}
				}
				got := strings.Join(words, " ")
				if first == "" {
					first = got
				}
				if len(words) != 2 || got != first {
					t.Errorf("%q, before %q", got, first)
				}
			}
		})
	}
}

// TestVersionsOfOneTimeKeepTheirOrder: the versions that a line lists stood one after the
// other, though it says the same time, or the same day, of several.
func TestVersionsOfOneTimeKeepTheirOrder(t *testing.T) {
	for _, at := range []string{`,"seen_at":"2025-11-12"`, `,"seen_at":"2025-11-12T10:00:00Z"`, ``} {
		line := aLine(`"posted_at":"2025-11-11","text":"Ant","versions":[{"text":"Zebra"` + at + `},{"text":"Cat"` + at + `},{"text":"Mole"` + at + `},{"text":"Ant"` + at + `}]`)
		var words []string
		for _, v := range linesIn(t, line) {
			words = append(words, v.Text)
		}
		if got := strings.Join(words, " "); got != "Zebra Cat Mole Ant" {
			t.Errorf("%s: %s", at, got)
		}
	}
}
