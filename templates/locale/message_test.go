package locale

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestMessage: what the program says of a form is a sentence in the page's language, with
// its values as they were typed and with what stands within it.
func TestMessage(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"en", "the note is empty; say something", "The note is empty; say something."},
		{"en", `"x y" cannot be a tag; give a word of letters, digits, - and _`, `"x y" cannot be a tag; give a word of letters, digits, - and _.`},
		{"en", "@petro may be an account on several platforms", "@petro may be an account on several platforms."},
		{"en", "That is not the token; ask the owner of this server.", "That is not the token; ask the owner of this server."},
		{"es", "the note is empty; say something", "La nota está vacía; diga algo."},
		{"es", `"50% off" cannot be a tag; give a word of letters, digits, - and _`, `"50% off" no puede ser una etiqueta; dé una palabra de letras, cifras, - y _.`},
		{"es", `from: "soon" is not a time; write it as 2025, 2025-11, 2025-11-12 or 2025-11-12T09:00:00Z`, `Desde: "soon" no es una fecha; escríbala como 2025, 2025-11, 2025-11-12 o 2025-11-12T09:00:00Z.`},
		{"es", ".pdf files are not read; give the document that it was made from, or its text (pdftotext FILE.pdf - | onrecord check -)", "No se leen archivos .pdf; dé el documento del que se hizo, o su texto (pdftotext ARCHIVO.pdf - | onrecord check -)."},
		{"es", "page: there is no host named a.example: it is written wrong, the site is gone, or this machine is offline", "Página: no hay ningún servidor llamado a.example: está mal escrito, el sitio ya no existe, o este equipo no tiene conexión."},
		{"es", "syndication: X failed with status 500 ; try again later; oembed: refused: 127.0.0.1:80 is not a public address; --allow-private lets it be asked", "Syndication: X falló con el estado 500 ; inténtelo más tarde; oembed: se rechaza: 127.0.0.1:80 no es una dirección pública; --allow-private permite consultarla."},
		{"es", "Attention: nobody has put this into Spanish; nor: that", "Attention: nobody has put this into Spanish; nor: that."},
		{"es", "something that nobody has put into Spanish", "Something that nobody has put into Spanish."},
		{"es", "%s %d %!q", "%s %d %!q."},
	} {
		l, err := Read(c.tag)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Message(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.tag, got, c.want)
		}
	}
}

// saidOfForms matches what is said of a form that cannot be taken.
var saidOfForms = regexp.MustCompile(`(?:Usagef|fmt\.Errorf|errors\.New|\bbad|\bfail\(fmt\.Errorf|refusal\{[\w.]+, fmt\.Sprintf)\(("(?:[^"\\\n]|\\.)*")`)

// TestMessagesOfForms: the languages know all that the pages' forms may be answered with.
func TestMessagesOfForms(t *testing.T) {
	elsewhere := regexp.MustCompile(`^(%s|%s: %w|%w|no version of|a fault of|forget %s|enough|there is one|--|no document|.*--kind|.*--platform|line |not a JSON|.*version number|.*is no format of drafts|.*it defines|.*write it as 2025-11-11)`)
	for _, tag := range Languages() {
		if tag == "en" {
			continue
		}
		l, err := Read(tag)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, pattern := range []string{"serve/manage*.go", "serve/*_page.go", "desk/filter.go", "desk/address.go", "draft/*.go", "document/*.go", "sources/add.go", "sources/manage.go", "../../scraper/client/[ers]*.go", "../../scraper/read.go", "../../scraper/look.go", "../../scraper/platform/*/p*.go", "../../scraper/platform/*/gone.go", "../../scraper/platform/feed/*.go", "../../scraper/wayback/memento.go", "run/run.go", "run/link.go"} {
			files, err := filepath.Glob("../../cmd/internal/" + pattern)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				b, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range saidOfForms.FindAllStringSubmatch(string(b), -1) {
					text, err := strconv.Unquote(m[1])
					if err != nil {
						t.Fatal(err)
					}
					if elsewhere.MatchString(text) || strings.HasSuffix(file, "_test.go") {
						continue
					}
					n++
					if said := l.Messages[text]; said == "" || len(verb.FindAllString(said, -1)) != len(verb.FindAllString(text, -1)) {
						t.Errorf("%s.json: the message %q of %s is %q", tag, text, filepath.Base(file), said)
					}
				}
			}
		}
		if n < 30 {
			t.Errorf("only %d messages were found", n)
		}
	}
}
