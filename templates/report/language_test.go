package report

import (
	"strings"
	"testing"

	"onrecord/templates/page"
	"onrecord/templates/view"
)

// TestPagesInSpanish: a page says what it says in the language asked for, numbers
// and dates too.
func TestPagesInSpanish(t *testing.T) {
	dir := t.TempDir()
	if _, err := Write(t.Context(), reported(archive(t)), dir, Options{Options: view.Options{Lang: "es"}}); err != nil {
		t.Fatal(err)
	}
	got := read(t, dir, "posts/x-1-*.html")
	for _, want := range []string{`<html lang="es">`, "Con ediciones: se conservan 2 versiones", "12 de noviembre de 2025", "2 horas después de la publicación", "Quién la citó", "recortada"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if _, err := page.New(view.Archive{}, view.Options{Lang: "tlh"}); err == nil || !strings.Contains(err.Error(), "choose one of en, es") {
		t.Errorf("a language that the pages do not speak: %v", err)
	}
}
