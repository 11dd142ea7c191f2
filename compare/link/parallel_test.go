package link

import (
	"context"
	"slices"
	"testing"
	"time"

	"onrecord/store"
)

// TestParallelPostsAreOne: what an author says in two languages on a day are no rivals: a
// translated quote of it is linked to one, and the link names the other. Another day's post
// and another author's are not named.
func TestParallelPostsAreOne(t *testing.T) {
	m := newMemory()
	on := func(day int) store.Moment {
		return store.Moment{Time: time.Date(2024, 5, day, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionDay}
	}
	minister := store.Author{Name: "Clara Nogués", Handle: "claranogues"}
	m.add(store.Document{ID: "x:es", Author: minister, Lang: "es", PublishedAt: on(3)}, "Mañana firmaremos el acuerdo de paz con los pescadores del norte. Los puertos seguirán abiertos y ningún barco será hundido.")
	m.add(store.Document{ID: "x:en", Author: minister, Lang: "en", PublishedAt: on(3)}, "Tomorrow we will sign the peace agreement with the fishermen of the north. The ports will stay open and no ship will be sunk.")
	m.add(store.Document{ID: "x:later", Author: minister, Lang: "es", PublishedAt: on(20)}, "Los hospitales de la capital recibirán cuarenta ambulancias nuevas antes del verano.")
	m.add(store.Document{ID: "x:other", Author: store.Author{Name: "Pere Vidal", Handle: "pvidal"}, Lang: "es", PublishedAt: on(3)}, "El campeonato de ajedrez empieza el lunes en la biblioteca municipal.")
	for _, speaker := range []string{"Clara Nogués", ""} {
		ans, err := Lookup(context.Background(), m, Query{Quote: "Demain, nous signerons l'accord de paix avec les pêcheurs du nord ; les ports resteront ouverts et aucun navire ne sera coulé", Lang: "fr", Speaker: speaker, AsOf: on(4), Parallel: true})
		if err != nil {
			t.Fatal(err)
		}
		both := []store.DocumentID{"x:en", "x:es"}
		if ans.Match == nil || !slices.Contains(both, ans.Match.Document) {
			t.Fatalf("speaker %q: linked to %+v, confidence %.2f", speaker, ans.Match, ans.Confidence)
		}
		if len(ans.Same) != 1 || !slices.Contains(both, ans.Same[0]) || ans.Same[0] == ans.Match.Document {
			t.Errorf("speaker %q: linked to %s, and as well %v; want the post in the other language", speaker, ans.Match.Document, ans.Same)
		}
	}
}
