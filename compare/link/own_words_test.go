package link

import (
	"context"
	"testing"
	"time"

	"onrecord/compare/cross"
	"onrecord/store"
)

// TestSomebodyElsesWords: a short quote of an article that names neither its speaker nor the author
// of a post is no changed quote of the post, where it shares some words with it and tells something
// else; the post's own words are its, and so are changed ones where the article names the author.
func TestSomebodyElsesWords(t *testing.T) {
	m := newMemory()
	at := store.Moment{Time: time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionDay}
	add := func(lang, text string) {
		m.add(store.Document{Author: store.Author{Name: "Marta Quiroga", Handle: "mquiroga"}, Lang: lang, PublishedAt: at}, text)
	}
	add("en", "The ferry company billed us twice for the same broken engine, and nobody in the harbour office noticed.")
	add("es", "El faro viejo se cae a pedazos y el concejal se hace retratos delante de él.")
	add("de", "Wer die Sternwarte verkauft, braucht sich über dunkle Nächte nicht zu beklagen.")
	for _, c := range []struct {
		lang, text string
		linked     bool
	}{
		{"en", "A tourist at the quay was angry. “They billed us twice for the same dinner,” he said.", false},
		{"en", "The engine was paid for, but the company “billed us twice for the same broken engine”, it was said.", true},
		{"en", "Marta Quiroga has complained before. The company “billed us twice for the same old engine”, it was said.", true},
		{"es", "En el bar se ríen: “El concejal se hace viejo”, dice una camarera.", false},
		{"es", "La frase “el concejal se hace retratos delante de él” corrió por el barrio.", true},
		{"de", "„Wer die Sternwarte liebt, braucht keine dunkle Brille“, steht am Kiosk.", false},
		{"de", "Der Satz „Wer die Sternwarte verkauft, braucht sich über dunkle Nächte nicht zu beklagen“ machte die Runde.", true},
	} {
		doc := store.Document{ID: "web:a", Kind: store.Article, PublishedAt: store.Moment{Time: at.Time.AddDate(0, 0, 1), Precision: store.PrecisionDay}}
		links, err := Article(context.Background(), m, cross.Translators{}, doc, store.Version{ID: 1, Content: store.Content{Text: c.text, Lang: c.lang}})
		if err != nil {
			t.Fatal(err)
		}
		if len(links) != 1 || (links[0].Match.Document != "") != c.linked {
			t.Errorf("%s: %+v, want it linked: %v", c.text, links, c.linked)
		}
	}
}
