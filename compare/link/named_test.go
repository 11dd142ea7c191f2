package link

import (
	"context"
	"testing"
	"time"

	"onrecord/compare/cross"
	"onrecord/store"
)

// TestFewWordsInAnArticle: a few words of which the article does not say who said them are
// linked where it quotes their post elsewhere, or names the author of a post of those days;
// not where it names nobody, or several of the author's posts have them.
func TestFewWordsInAnArticle(t *testing.T) {
	day := func(d int) store.Moment {
		return store.Moment{Time: time.Date(2025, 11, d, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionDay}
	}
	m := newMemory()
	rossi := store.Author{Name: "Carla Esempio", Handle: "carlaesempio"}
	m.add(store.Document{ID: "x:1", Author: rossi, Lang: "it", PublishedAt: day(10)}, "Il porto resta ai pescatori. È una resa totale, e la valle la pagherà cara per anni.")
	m.add(store.Document{ID: "x:2", Author: rossi, Lang: "it", PublishedAt: day(9)}, "Una brutta giornata per il faro e per chi ci lavora.")
	m.add(store.Document{ID: "x:3", Author: rossi, Lang: "it", PublishedAt: day(8)}, "Anche oggi una brutta giornata per la scuola del borgo.")
	m.add(store.Document{ID: "x:4", Author: store.Author{Name: "Aldo Prova", Handle: "aldo"}, Lang: "it", PublishedAt: day(1)}, "Per me è una resa totale della vecchia giunta.")
	for _, c := range []struct{ name, text, want string }{
		{"its author is named", "Ieri Carla Esempio ha visitato il molo. Nel testo c'è «una resa totale», si legge.", "x:1"},
		{"its account is named", "Ieri @carlaesempio era al molo. Nel testo c'è «una resa totale», si legge.", "x:1"},
		{"its post is quoted elsewhere", "Nel testo c'è «la valle la pagherà cara per anni». E più su «una resa totale», si legge.", "x:1"},
		{"nobody is named", "Ieri era una bella giornata al molo. Nel testo c'è «una resa totale», si legge.", ""},
		{"only a first name", "Ieri Carla Bianchi ha visitato il molo. Nel testo c'è «una resa totale», si legge.", ""},
		{"two posts have it", "Ieri Carla Esempio ha visitato il molo. Nel testo c'è «una brutta giornata», si legge.", ""},
	} {
		doc := store.Document{ID: "web:a", Kind: store.Article, PublishedAt: day(12)}
		links, err := Article(context.Background(), m, cross.Translators{}, doc, store.Version{ID: 1, Content: store.Content{Text: c.text, Lang: "it"}})
		if err != nil {
			t.Fatal(err)
		}
		if len(links) == 0 {
			t.Errorf("%s: no quote found", c.name)
			continue
		}
		if last := links[len(links)-1]; string(last.Match.Document) != c.want {
			t.Errorf("%s: %q is linked to %q (%.2f), want %q", c.name, last.Quote.Text, last.Match.Document, last.Match.Confidence, c.want)
		}
	}
}
