package link

import (
	"context"
	"slices"
	"testing"
	"time"

	"onrecord/store"
)

// harbour is a small archive for alterations that change what was meant.
func harbour() *memory {
	m := newMemory()
	at := func(h int) store.Moment {
		return store.Moment{Time: time.Date(2025, 11, 10, h, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond}
	}
	en := store.Author{Name: "Sam Sample", Handle: "sam"}
	es := store.Author{Name: "Ana María Muestra", Handle: "anamuestra"}
	m.add(store.Document{ID: "x:1", Author: en, Lang: "en", PublishedAt: at(1)}, "Norland may withdraw its 300 soldiers from the Eastern islands in March if Sudland does not attack the harbour. We will not accept illegal fishing within 12 miles of our coast.")
	m.add(store.Document{ID: "x:2", Author: en, Lang: "en", PublishedAt: at(2)}, "The new lighthouse cost 4 million euros. Some captains support the plan. It is not true that the mayor took money from the harbour fund.")
	m.add(store.Document{ID: "x:3", Author: es, Lang: "es", PublishedAt: at(3)}, "El gobierno podría subir las tarifas del puerto un 5% el próximo lunes. Los pescadores rusos atacaron ayer a los pescadores chilenos cerca del cabo.")
	m.add(store.Document{ID: "x:4", Author: en, Lang: "en", PublishedAt: at(4)}, "The wooden bridge over the river will stay open for every carriage this winter. Schools of the valley get their own heating.")
	m.add(store.Document{ID: "x:5", Author: en, Lang: "en", PublishedAt: at(5)}, "Doctors from the capital will visit the northern villages twice a month until spring arrives.")
	m.add(store.Document{ID: "x:6", Author: store.Author{Name: "Émile Exemple", Handle: "emile"}, Lang: "fr", PublishedAt: at(6)}, "Le conseil devrait peut-être refuser le contrat avec la société allemande avant le 15 décembre.")
	m.add(store.Document{ID: "x:7", Author: store.Author{Name: "Max Muster", Handle: "max"}, Lang: "de", PublishedAt: at(7)}, "Die Fähre kann im Winter nicht jeden Tag fahren, aber der Hafen bleibt für alle Schiffe geöffnet.")
	return m
}

// TestWarnings: each alteration that changes the meaning carries its warning.
func TestWarnings(t *testing.T) {
	m := harbour()
	for _, c := range []struct {
		quote string
		want  string
	}{
		{"We will accept illegal fishing within 12 miles of our coast", "negation"},
		{"We will not accept legal fishing within 12 miles of our coast", "negation"},
		{"if Sudland does attack the harbour. We will not accept illegal fishing", "negation"},
		{"Le conseil devrait peut-être accepter le contrat avec la société allemande avant le 15 décembre", "negation"},
		{"Die Fähre kann im Winter jeden Tag fahren, aber der Hafen bleibt für alle Schiffe geöffnet", "negation"},
		{"the mayor took money from the harbour fund", "negation"},
		{"Norland may withdraw its 3,000 soldiers from the Eastern islands in March", "number"},
		{"The new lighthouse cost 4 billion euros. Some captains support the plan", "number"},
		{"The new lighthouse cost 4 million euros. All captains support the plan", "number"},
		{"El gobierno podría subir las tarifas del puerto un 15% el próximo lunes", "number"},
		{"The new lighthouse cost 4 million dollars. Some captains support the plan", "unit"},
		{"We will not accept illegal fishing within 12 kilometres of our coast", "unit"},
		{"Norland may withdraw its 300 soldiers from the Eastern islands in April", "date"},
		{"El gobierno podría subir las tarifas del puerto un 5% el próximo viernes", "date"},
		{"Le conseil devrait peut-être refuser le contrat avec la société allemande avant le 15 novembre", "date"},
		{"Norland will withdraw its 300 soldiers from the Eastern islands in March", "modal"},
		{"El gobierno podrá subir las tarifas del puerto un 5% el próximo lunes", "modal"},
		{"Le conseil devrait refuser le contrat avec la société allemande avant le 15 décembre", "modal"},
		{"Die Fähre muss im Winter nicht jeden Tag fahren, aber der Hafen bleibt für alle Schiffe geöffnet", "modal"},
		{"Sudland may withdraw its 300 soldiers from the Eastern islands in March if Norland does not attack the harbour", "name"},
		{"Los pescadores chilenos atacaron ayer a los pescadores rusos cerca del cabo", "name"},
		{"Le conseil devrait peut-être refuser le contrat avec la société polonaise avant le 15 décembre", "name"},
		{"Norland may withdraw its 300 soldiers from the Western islands in March", "name"},
		{"Some captains support the plan. The new lighthouse cost 4 million euros", "order"},
		{"Schools of the valley get their own heating. The wooden bridge over the river will stay open for every carriage this winter", "order"},
		{"The wooden bridge over the river will stay open for every carriage this winter. Doctors from the capital will visit the northern villages twice a month", "spliced"},
		{"Doctors from the capital will visit the northern villages … Schools of the valley get their own heating", "spliced"},
	} {
		t.Run(c.quote, func(t *testing.T) {
			ans, err := Lookup(context.Background(), m, Query{Quote: c.quote})
			if err != nil {
				t.Fatal(err)
			}
			if ans.Match == nil {
				t.Fatalf("not found (%.2f); want it with %q", ans.Confidence, c.want)
			}
			if !slices.Contains(ans.Match.Warnings, c.want) {
				t.Errorf("%s, warnings %v, want %q among them\n%+v", ans.Verdict, ans.Match.Warnings, c.want, ans.Match.Edits)
			}
		})
	}
}

// TestNoWarnings: what changes nothing carries none.
func TestNoWarnings(t *testing.T) {
	m := harbour()
	for _, quote := range []string{
		"Norland may withdraw its 300 soldiers from the Eastern islands in March if Sudland doesn't attack the harbour",
		"The new lighthouse cost four million euros. Some captains support the plan",
		"The new lighthouse cost 4 million euros … It is not true that the mayor took money from the harbour fund",
		"NORLAND MAY WITHDRAW its 300 soldiers from the Eastern islands in March if Sudland does not attack the harbour",
		"“Some captains support the plan”",
		"The wooden bridge over the river will stay open for each carriage this winter",
		"Schools of the valley get their own [modern] heating",
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: quote, Speaker: "Sam Sample"})
		switch {
		case err != nil:
			t.Error(err)
		case ans.Match == nil:
			t.Errorf("%s: not found (%.2f)", quote, ans.Confidence)
		case len(ans.Match.Warnings) > 0:
			t.Errorf("%s: warnings %v", quote, ans.Match.Warnings)
		}
	}
}
