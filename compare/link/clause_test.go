package link

import (
	"slices"
	"testing"
)

// TestClauses: what stands beside a clause counts as much as its words: how it begins to ask,
// up to what it holds, of how many it is true, and who claims it.
func TestClauses(t *testing.T) {
	for _, c := range []struct{ lang, post, quote, want string }{
		{"en", "Does the ferry company still owe the crews money, or has it paid them by now?", "the ferry company still owe the crews money", "question"},
		{"es", "¿Quién ha cerrado la escuela del barrio viejo, y por qué nadie lo explica?", "ha cerrado la escuela del barrio viejo", "question"},
		{"en", "Is the new harbour crane of the north quay ready to lift the boats of our winter fleet? Ask the mayor.", "the new harbour crane of the north quay", ""},
		{"en", "The fund pays the repairs of every boat up to €900 this winter.", "The fund pays the repairs of every boat", "number"},
		{"de", "Die Stadt bezahlt den Familien die neue Heizung bis zu 4000 Euro im Winter.", "Die Stadt bezahlt den Familien die neue Heizung", "quantifier"},
		{"en", "The fund is open for the repairs of every boat. Up to 900 people work here.", "The fund is open for the repairs of every boat", ""},
		{"es", "Una parte de los pescadores firmó el convenio del puerto.", "La totalidad de los pescadores firmó el convenio del puerto", "quantifier"},
		{"fr", "Une partie des pêcheurs a signé la convention du port.", "L'ensemble des pêcheurs a signé la convention du port", "quantifier"},
		{"it", "Tutti i pescatori hanno firmato il contratto del porto.", "Una parte dei pescatori ha firmato il contratto del porto", "quantifier"},
		{"pt", "Fazemos parte de um movimento que defende os pescadores do porto.", "Fazemos parte de um movimento que defende os pescadores", ""},
		{"en", "The bridge will be paid for yearly, not monthly, by every fisherman.", "The bridge will be paid for yearly rather than monthly by every fisherman", ""},
		{"es", "Queremos barcos, no promesas, en este puerto.", "Queremos barcos en vez de promesas en este puerto", ""},
		{"en", "We need boats, not promises, in this harbour.", "We need boats and promises in this harbour", "negation"},
		{"it", "Dopo la tempesta i pescatori hanno riparato le barche del porto.", "I pescatori hanno riparato le barche del porto dopo la tempesta", ""},
		{"en", "On Monday the fishermen repaired the boats of the mayor.", "The fishermen repaired the boats of the mayor on Monday", ""},
		{"it", "Il capitano ha ingannato i pescatori del porto vecchio.", "I pescatori del porto vecchio ha ingannato il capitano", "order"},
		{"ar", "تدعي البلدية أن الميناء القديم آمن لكل السفن. لا نصدق ذلك.", "الميناء القديم آمن لكل السفن", "attributed"},
	} {
		ans := lookUpOne(t, c.lang, c.post, c.quote)
		switch {
		case ans.Match == nil:
			t.Errorf("%q: not found", c.quote)
		case c.want == "" && len(ans.Match.Warnings) > 0:
			t.Errorf("%q: %v %+v, want none", c.quote, ans.Match.Warnings, ans.Match.Details)
		case c.want != "" && !slices.Contains(ans.Match.Warnings, c.want):
			t.Errorf("%q: %s %v, want %s", c.quote, ans.Verdict, ans.Match.Warnings, c.want)
		}
	}
}

// TestCases: in languages that tell by endings who did it, two nouns with each other's ending
// changed places.
func TestCases(t *testing.T) {
	for _, c := range []struct{ lang, post, quote, want string }{
		{"ru", "Капитан обманул боцмана перед самым выходом из порта.", "Боцман обманул капитана перед самым выходом из порта", "order"},
		{"ru", "Капитан обманул боцмана перед самым выходом из порта.", "Капитан обманул боцмана перед самым выходом", ""},
	} {
		ans := lookUpOne(t, c.lang, c.post, c.quote)
		if ans.Match == nil || c.want != "" && !slices.Contains(ans.Match.Warnings, c.want) || c.want == "" && len(ans.Match.Warnings) > 0 {
			t.Errorf("%q: %+v, want %q", c.quote, ans.Match, c.want)
		}
	}
}
