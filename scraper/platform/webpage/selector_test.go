package webpage

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

const statements = `<html lang="es"><head><title>Comunicado</title></head><body><div class="menu">Inicio</div>
<div class="words"><p>Primera parte del comunicado.</p></div><div class="words"><p>Segunda parte.</p></div><article><p>Otra cosa larga que nadie ha pedido, con muchas palabras para que parezca el artículo.</p></article></body></html>`

func readSelected(t *testing.T, s store.Source, body string) (scraper.Parsed, error) {
	t.Helper()
	r := New().Start(s)[0]
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return New().Parse(scraper.Page{Request: r, URL: u, Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(body)})
}

// TestSelectorAndSpeaker: the text is where the user says, and it is the statement
// of whom he says.
func TestSelectorAndSpeaker(t *testing.T) {
	s := store.Source{URL: "https://gobierno.example/c/1", Selector: "div.words", Speaker: "Ministerio de Muestra"}
	p, err := readSelected(t, s, statements)
	if err != nil || len(p.Observations) != 1 {
		t.Fatalf("%+v %v", p, err)
	}
	o := p.Observations[0]
	if o.Content.Text != "Primera parte del comunicado.\n\nSegunda parte." || o.Kind != store.Post || o.Author.Name != "Ministerio de Muestra" {
		t.Errorf("%s by %+v: %q", o.Kind, o.Author, o.Content.Text)
	}
	s.Selector = ".absent"
	if p, err := readSelected(t, s, statements); err == nil || !strings.Contains(err.Error(), ".absent") || len(p.Observations) > 0 {
		t.Errorf("a selector that points nowhere: %v", err)
	}
	if CheckSelector("div >") == nil || CheckSelector("div.words, p") != nil {
		t.Error("CheckSelector")
	}
}
