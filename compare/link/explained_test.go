package link

import (
	"context"
	"slices"
	"testing"

	"onrecord/store"
)

// TestShortSentencesChanged: a named speaker's short sentence is found when all that
// differs is of a kind that a warning names, and other short sentences are not.
func TestShortSentencesChanged(t *testing.T) {
	m := newMemory()
	who := store.Author{Name: "Signe Holm", Handle: "signe"}
	for id, p := range map[store.DocumentID][2]string{
		"x:1": {"sv", "Rektor Dahl anmälde grannen. Lunchen kostar mer än förr."},
		"x:2": {"es", "Quizá vendamos el molino el sábado. Nadie vino."},
		"x:3": {"cs", "Obec nekoupila traktor. Kino zůstane otevřené."},
		"x:4": {"de", "Das Brot kostet 3,5 Prozent mehr. Wir warten."},
		"x:5": {"pl", "Piekarnia zamyka drzwi we wtorek. Czekamy na deszcz."},
		"x:6": {"fa", "دهدار آسیاب را نخرید. باران آمد."},
		"x:7": {"en", "Thank you to the nurses of Elm Road. The fair opens on Monday."},
	} {
		m.add(store.Document{ID: id, Author: who, Lang: p[0]}, p[1])
	}
	for _, c := range []struct {
		lang, quote string
		post        store.DocumentID // "" for not found
		want        string           // "" for no warning
	}{
		{"sv", "Grannen anmälde rektor Dahl", "x:1", "order"},
		{"es", "Venderemos el molino el sábado", "x:2", "certainty"},
		{"cs", "Obec koupila traktor", "x:3", "negation"},
		{"de", "Das Brot kostet 3,5 % mehr", "x:4", ""},
		{"pl", "Piekarnia otwiera drzwi we wtorek", "x:5", "opposite"},
		{"fa", "دهدار آسیاب را خرید", "x:6", "negation"},
		{"en", "Glad the teachers are back", "", ""},
		{"en", "The library opens on Monday", "", ""},
		{"cs", "Obec koupila hrad", "", ""},
	} {
		ans, err := Lookup(context.Background(), m, Query{Quote: c.quote, Lang: c.lang, Speaker: "Signe Holm"})
		switch {
		case err != nil:
			t.Fatal(err)
		case ans.Match == nil && c.post == "":
		case ans.Match == nil || ans.Match.Document != c.post:
			t.Errorf("%s: %s %.2f %+v, want %q", c.quote, ans.Verdict, ans.Confidence, ans.Match, c.post)
		case c.want == "" && len(ans.Match.Warnings) > 0 || c.want != "" && !slices.Contains(ans.Match.Warnings, c.want):
			t.Errorf("%s: warnings %v, want %q", c.quote, ans.Match.Warnings, c.want)
		}
	}
}
