package locale

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"onrecord/compare/match"
	"onrecord/store"
)

// said matches the texts that templates and code name by their English.
var said = regexp.MustCompile(`(?:\{\{t |\bsay |\bsay\(|\.Say\(|\.Mark\(|\badd\(|\bfigure |Says: |Nav: |Title: |Counted: |refusal\{[\w.]+, |BadQuestion\{err, )"((?:[^"\\\n]|\\.)*)"`)

// words are those that come from the archive's own vocabulary.
func words() []string {
	var out []string
	for _, v := range []store.Verdict{store.Verbatim, store.Trimmed, store.Altered, store.Translated, store.Possible, "not found"} {
		out = append(out, string(v))
	}
	for _, k := range []store.ChangeKind{store.ChangeNew, store.ChangeNone, store.ChangeEdited, store.ChangeFilled, store.ChangeMissed, store.ChangeGone, store.ChangeStillGone, store.ChangeRestored} {
		out = append(out, string(k))
	}
	for _, o := range []store.Outcome{store.OutcomeOK, store.OutcomePartial, store.OutcomeNotModified, store.OutcomeGone, store.OutcomeBlocked, store.OutcomeFailed} {
		out = append(out, string(o))
	}
	for _, h := range []store.GoneHow{store.Deleted, store.Withheld, store.Suspended, store.Protected, store.Unavailable, store.Erased} {
		out = append(out, string(h))
	}
	for _, k := range []store.SourceKind{store.SourcePost, store.SourceAccount, store.SourceFeed, store.SourcePage} {
		out = append(out, string(k))
	}
	for _, w := range match.Warnings() {
		out = append(out, match.WarningText(w))
	}
	out = append(out, match.MediaTexts()...)
	return append(out, "Verbatim quotation.", "Trimmed quotation.", "Altered quotation.", "Translated quotation.", "too short", "waiting", "partly done", "warning", "watched", "picture kept", "screenshot kept", "Capture", "Look", "Watch a source", "Saved.", "It is paused.", "It is watched again.", "running", "done", "interrupted", "quoted", "posted", "published", "%d verbatim", "%d trimmed", "%d altered", "%d translated", "Answers", "Answered by", "Quotes", "Quoted by", "Continues", "Continued by",
		"according to the post", "decoded from its id", "by onrecord", "by onrecord, or as an import says", "as an import says")
}

// TestEveryTextInEveryLanguage: no page mixes languages.
func TestEveryTextInEveryLanguage(t *testing.T) {
	texts := words()
	var sources []string
	for _, pattern := range []string{"*.go", "../view/*.go", "../page/*.go", "../page/html/*.html", "../page/html/*/*.html", "../../cmd/internal/serve/guard.go", "../../cmd/internal/serve/*_page.go", "../../cmd/internal/serve/manage*.go", "../../cmd/internal/desk/*.go", "../../compare/match/detail.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, found...)
	}
	for _, file := range sources {
		if strings.HasSuffix(file, "_test.go") || file == "locale.go" {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(b), -1) {
			var text string
			if err := json.Unmarshal([]byte(`"`+m[1]+`"`), &text); err != nil {
				t.Fatalf("%s: %q: %v", file, m[1], err)
			}
			texts = append(texts, text)
		}
	}
	if len(texts) < 200 {
		t.Fatalf("only %d texts were found in the templates", len(texts))
	}
	for _, tag := range Languages() {
		l, err := Read(tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			checkText(t, tag, l, text)
		}
	}
}

func checkText(t *testing.T, tag string, l *Locale, text string) {
	t.Helper()
	forms, ok := l.Texts[text]
	if !ok {
		if tag != "en" {
			t.Errorf("%s.json lacks %q", tag, text)
		}
		return
	}
	for category, form := range forms {
		if category == "one" {
			continue // may say the number in words
		}
		if want, got := strings.Count(text, "%"), strings.Count(form, "%"); got != want {
			t.Errorf("%s.json: %q has %d values, %q has %d", tag, text, want, form, got)
		}
	}
}
