package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onrecord/compare/link"
	"onrecord/compare/match"
	"onrecord/store"
	"onrecord/templates/search"
)

// TestSearchWarnings holds the warnings of a report's own search to the program's, of the
// kinds that both give.
func TestSearchWarnings(t *testing.T) {
	x := newExhibit(t)
	said := []string{
		"The council will not sell the old lighthouse to the shipping firm for €45 million before the winter, says the mayor of the town.",
		"I would resign tomorrow from this office if the audit showed that a single dollar of the road fund was stolen last year.",
		"The pipeline could probably carry 3,500 barrels of oil under the bay, unless the old harbour wall gives way this spring.",
		"El ayuntamiento no venderá el faro viejo a la naviera por 45 millones de euros antes de que llegue el invierno a la costa.",
		"Die Stadt wird den alten Leuchtturm nicht an die Reederei verkaufen, jedenfalls nicht vor dem nächsten Winter an der Küste.",
		"Le conseil ne vendra pas le vieux phare à la compagnie maritime avant le prochain hiver sur la côte, dit la maire de la ville.",
	}
	langs := []string{"en", "en", "en", "es", "de", "fr"}
	for i, s := range said {
		x.say(store.Capture{}, x.post(fmt.Sprint(900+i), langs[i], s))
	}
	if _, err := x.IndexPosts(t.Context(), link.Scheme(), link.Terms); err != nil {
		t.Fatal(err)
	}
	ctx, _ := searchPage(t, x.DB)
	for _, quote := range []string{
		said[0], said[3], said[4], said[5],
		"The council will sell the old lighthouse to the shipping firm for €45 million before the winter",
		"The council won't sell the old lighthouse to the shipping firm for €45 million before the winter",
		"sell the old lighthouse to the shipping firm for €45 million before the winter",
		"The council will not sell the old lighthouse to the shipping firm for $45 million before the winter",
		"The council will not sell the old lighthouse to the shipping firm for €54 million before the winter",
		"The council may not sell the old lighthouse to the shipping firm for €45 million before the winter",
		"I would resign tomorrow from this office",
		"The pipeline could carry 3,500 barrels of oil under the bay, unless the old harbour wall gives way this spring",
		"The pipeline could probably carry 3500 barrels of oil under the bay, unless the old harbour wall gives way this spring",
		"The pipeline could probably carry 3,500 barrels of oil under the bay",
		"El ayuntamiento venderá el faro viejo a la naviera por 45 millones de euros antes de que llegue el invierno",
		"The council will not buy the old lighthouse to the shipping firm for €45 million before the winter",
		"The council will not sell the old lighthouse to the shipping firm for €45 million after the winter",
		"The council will not sell the old lighthouse to every shipping firm for €45 million before the winter",
		"El ayuntamiento no venderá el faro viejo a la naviera por 45 millones de dólares antes de que llegue el invierno",
		"El ayuntamiento no comprará el faro viejo a la naviera por 45 millones de euros antes de que llegue el invierno",
		"Die Stadt wird den alten Leuchtturm an die Reederei verkaufen, jedenfalls nicht vor dem nächsten Winter an der Küste",
		"Le conseil vendra le vieux phare à la compagnie maritime avant le prochain hiver sur la côte",
	} {
		ans, err := link.Lookup(t.Context(), x.DB, link.Query{Quote: quote})
		if err != nil || ans.Match == nil {
			t.Errorf("%q: the program finds nothing: %v", quote, err)
			continue
		}
		got := askSearch(t, ctx, quote, "")
		for _, w := range search.Warnings {
			if ours := slices.Contains(ans.Match.Warnings, w); ours != strings.Contains(got[1], match.WarningText(w)) {
				t.Errorf("%q: the program says %v, the report %.300q: %s", quote, ans.Match.Warnings, got[1], w)
			}
		}
	}
}
