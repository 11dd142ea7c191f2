package templates

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"onrecord/compare/match"
	"onrecord/store"
)

// said matches the texts that templates and code name by their English.
var said = regexp.MustCompile(`(?:\{\{t |\bsay |\.say\(|\.mark\(|\badd\(|\bfigure |Says: |refusal\{[\w.]+, )"((?:[^"\\\n]|\\.)*)"`)

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
	return append(out, "running", "done", "interrupted", "quoted", "posted", "published", "%d verbatim", "%d trimmed", "%d altered", "%d translated", "Answers", "Answered by", "Quotes", "Quoted by", "Continues", "Continued by",
		"according to the post", "decoded from its id", "by onrecord", "by onrecord, or as an import says", "as an import says")
}

// TestEveryTextInEveryLanguage: no page mixes languages.
func TestEveryTextInEveryLanguage(t *testing.T) {
	texts := words()
	var sources []string
	for _, pattern := range []string{"*.go", "web/guard.go", "../cmd/onrecord/serve_answers.go", "layout.html", "page/*.html", "partial/*.html"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, found...)
	}
	for _, file := range sources {
		if strings.HasSuffix(file, "_test.go") || file == "tongue.go" {
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
		tongue, err := readTongue(tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			checkText(t, tag, tongue, text)
		}
	}
}

func checkText(t *testing.T, tag string, tongue *tongue, text string) {
	t.Helper()
	forms, ok := tongue.Texts[text]
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

// TestPagesInSpanish: a page says what it says in the language asked for, numbers
// and dates too.
func TestPagesInSpanish(t *testing.T) {
	dir := t.TempDir()
	if _, err := Write(t.Context(), archive(t), dir, ReportOptions{Options: Options{Lang: "es"}}); err != nil {
		t.Fatal(err)
	}
	got := read(t, dir, "posts/x-1-*.html")
	for _, want := range []string{`<html lang="es">`, "Con ediciones: se conservan 2 versiones", "12 de noviembre de 2025", "2 horas después de la publicación", "Quién la citó", "recortada"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if _, err := New(nil, Options{Lang: "tlh"}); err == nil || !strings.Contains(err.Error(), "choose one of en, es") {
		t.Errorf("a language that the pages do not speak: %v", err)
	}
}

// TestTemplatesHaveNoBareEnglish: what a reader reads goes through t or say.
func TestTemplatesHaveNoBareEnglish(t *testing.T) {
	tags := regexp.MustCompile(`(?s)<style>.*?</style>|<code[^>]*>.*?</code>|/[a-z][a-z0-9./]+|<[^>]*>|\{\{[^}]*\}\}`)
	bare := regexp.MustCompile(`[A-Za-z]{4,}`)
	err := fs.WalkDir(files, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		text := tags.ReplaceAllString(strings.ReplaceAll(fixed.ReplaceAllString(string(b), ""), "onrecord export bundle", ""), " ")
		for _, word := range bare.FindAllString(text, -1) {
			if word != "onrecord" && word != "verify" {
				t.Errorf("%s says %q in no language", path, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
