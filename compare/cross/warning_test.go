package cross

import (
	"os"
	"slices"
	"strings"
	"testing"

	"onrecord/compare/cross/fit"
	"onrecord/compare/match"
	"onrecord/compare/text"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// readLines reads recorded JSON lines, and skips the test where they are not here.
func readLines[T any](t *testing.T, path ...string) []T {
	t.Helper()
	return samples.Lines[T](t, samples.Path(t, path...))
}

type translatedPost struct{ ID, Lang, Text string }

// warningsOf are those of a quote as a translation of a post.
func warningsOf(quote, quoteLang string, p translatedPost) []string {
	q, post := fit.Read(quoteLang, text.Fold(quote)), fit.Read(p.Lang, text.Fold(p.Text))
	x := Found{Indexed: store.Indexed{Version: store.Version{Content: store.Content{Text: p.Text, Lang: p.Lang}}}, evidence: fit.Evidence{Fit: fit.Measure(q, post)}, quote: q, post: post}
	return x.Match(match.Quote{Folded: text.Fold(quote)}, nil).Warnings
}

// TestTranslatedWarnings: what a translation changed is warned of.
func TestTranslatedWarnings(t *testing.T) {
	posts := map[string]translatedPost{}
	for _, p := range append(readLines[translatedPost](t, "cases", "fidelity", "posts.jsonl"), readLines[translatedPost](t, "cases", "fidelity", "report_posts.jsonl")...) {
		posts["x:"+p.ID] = p
	}
	for _, c := range readLines[struct {
		ID, Post, Quote, Lang, Kind string
		Warnings                    []string `json:"expect_warnings"`
	}](t, "cases", "fidelity", "translated.jsonl") {
		got := warningsOf(c.Quote, c.Lang, posts[c.Post])
		if len(c.Warnings) == 0 && len(got) > 0 || len(c.Warnings) > 0 && !slices.ContainsFunc(got, func(w string) bool { return slices.Contains(c.Warnings, w) }) {
			t.Errorf("%s %s: %v, want %v", c.ID, c.Kind, got, c.Warnings)
		}
	}
}

// TestFaithfulTranslations: real translations carry few warnings, since most of them
// are faithful; what is warned of is printed.
func TestFaithfulTranslations(t *testing.T) {
	asked, warned := 0, 0
	for _, set := range []string{"quotes", "quotes2"} {
		posts := map[string]translatedPost{}
		for _, p := range readLines[translatedPost](t, "data", set, "posts.jsonl") {
			posts[p.ID] = p
		}
		for _, q := range readLines[struct {
			Quote string
			Lang  string `json:"quote_lang"`
			Post  string `json:"post_id"`
			Kind  string
		}](t, "data", set, "quotes.jsonl") {
			p, ok := posts[q.Post]
			if q.Kind != "translated" || !ok {
				continue
			}
			asked++
			if got := warningsOf(q.Quote, q.Lang, p); len(got) > 0 {
				warned++
				t.Logf("%v %s→%s\n  %s\n  %s", got, p.Lang, q.Lang, q.Quote, strings.ReplaceAll(p.Text, "\n", " "))
			}
		}
	}
	t.Logf("%d of %d real translations carry a warning", warned, asked)
}

// TestTranslatedNames: a people or person in another's place is warned of, a country for
// its people or a capital for its country is not.
func TestTranslatedNames(t *testing.T) {
	for _, c := range []struct {
		from, post, to, quote string
		want                  bool
	}{
		{"es", "Defendemos los derechos humanos del pueblo caribeño en todas partes.", "en", "We defend the human rights of the Colombian people everywhere", true},
		{"es", "Defendemos los derechos humanos del pueblo caribeño en todas partes.", "en", "We defend the human rights of the Caribbean people everywhere", false},
		{"fr", "Nous avons signé hier un accord de paix avec le peuple syrien.", "en", "Yesterday we signed a peace agreement with the Kurdish people", true},
		{"es", "El embajador de Francia visitará mañana la capital del país.", "en", "The French ambassador will visit the capital of the country tomorrow", false},
		{"en", "The Dutch government will close the border to trucks tomorrow.", "de", "Die Regierung der Niederlande wird morgen die Grenze für Lastwagen schließen", false},
		{"ru", "Мы обсудили мирное соглашение с президентом Зеленским вчера вечером.", "en", "We discussed the peace agreement with president Putin yesterday evening", true},
		{"de", "Die deutsche Regierung hilft den polnischen Bauern nach der Dürre.", "en", "The German government helps the Ukrainian farmers after the drought", true},
		{"de", "Die deutsche Regierung hilft den polnischen Bauern nach der Dürre.", "fr", "Le gouvernement allemand aide les agriculteurs de Pologne après la sécheresse", false},
		{"es", "Washington anunció nuevas sanciones contra la empresa petrolera.", "en", "The United States announced new sanctions against the oil company", false},
	} {
		if got := slices.Contains(warningsOf(c.quote, c.to, translatedPost{Lang: c.from, Text: c.post}), "name"); got != c.want {
			t.Errorf("%q for %q: name %v", c.quote, c.post, got)
		}
	}
}

// TestTranslatedValues: another city, number, time that a rate is for or multiple is warned of;
// what languages write in another way is not.
func TestTranslatedValues(t *testing.T) {
	for _, c := range []struct {
		from, post, to, quote string
		want                  string
	}{
		{"en", "We opened a second school for nurses in Munich and the people were happy.", "es", "Abrimos una segunda escuela para enfermeras en Milán y la gente estaba feliz.", "name"},
		{"en", "We opened a second school for nurses in Munich and the people were happy.", "es", "Abrimos una segunda escuela para enfermeras en Múnich y la gente estaba feliz.", ""},
		{"ru", "Следующий концерт пройдёт в Казани в субботу вечером.", "en", "The next concert will be in Samara on Saturday evening", "name"},
		{"ru", "Следующий концерт пройдёт в Казани в субботу вечером.", "en", "The next concert will be in Kazan on Saturday evening", ""},
		{"ja", "来年の大会は札幌で開催します。", "en", "Next year's tournament will be held in Sendai", "name"},
		{"ja", "来年の大会は札幌で開催します。", "en", "Next year's tournament will be held in Sapporo", ""},
		{"it", "La fiera di Venezia aprirà le porte ai pescatori domani.", "de", "Die Messe von Venedig wird den Fischern morgen ihre Türen öffnen.", ""},
		{"it", "La fiera di Venezia aprirà le porte ai pescatori domani.", "de", "Die Messe von Verona wird den Fischern morgen ihre Türen öffnen.", "name"},
		{"en", "Every family in the village will get 600 euros a month for food.", "pl", "Każda rodzina we wsi dostanie 600 euro rocznie na jedzenie.", "unit"},
		{"en", "Every family in the village will get 600 euros a month for food.", "pl", "Każda rodzina we wsi dostanie 600 euro miesięcznie na jedzenie.", ""},
		{"en", "The salary of every nurse in the country has tripled in five years.", "it", "Lo stipendio di ogni infermiera del paese è raddoppiato in cinque anni.", "number"},
		{"en", "The salary of every nurse in the country has tripled in five years.", "it", "Lo stipendio di ogni infermiera del paese è triplicato in cinque anni.", ""},
		{"en", "We have halved the debt of the hospital in two years.", "ru", "Мы сократили долг больницы вдвое за два года.", ""},
		{"fr", "On demande aux infirmières de travailler jusqu'à 66 ans dans les hôpitaux.", "en", "They ask the nurses to work in the hospitals until they are 66", ""},
		{"it", "Le porte della chiesa resteranno aperte finché l'ultimo uomo non avrà un letto.", "de", "Die Türen der Kirche bleiben offen, bis der letzte Mann ein Bett hat.", ""},
	} {
		got := warningsOf(c.quote, c.to, translatedPost{Lang: c.from, Text: c.post})
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%q for %q: %v, want %q", c.quote, c.post, got, c.want)
		}
	}
}

// falseMost is the share of faithful sentences that may carry a warning; most of those that do
// were translated freely.
const falseMost = 0.055

// TestFaithfulSentences: sentences of the news in two of many languages carry next to no warning.
func TestFaithfulSentences(t *testing.T) {
	var langs []string
	lines := map[string][]string{}
	for code, lang := range map[string]string{
		"arb": "ar", "ces": "cs", "deu": "de", "ell": "el", "eng": "en", "fra": "fr", "heb": "he", "hin": "hi", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "pol": "pl",
		"por": "pt", "ron": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "zho-CN": "zh",
	} {
		b, err := os.ReadFile(samples.Path(t, "data", "parallel", code+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		langs = append(langs, lang)
		lines[lang] = strings.Split(strings.TrimSpace(string(b)), "\n")
	}
	slices.Sort(langs)
	asked, warned := 0, 0
	for i := 0; i < len(lines["en"]); i += 4 {
		a, b := langs[i%len(langs)], langs[(i/len(langs)+i+1)%len(langs)]
		if a == b {
			continue
		}
		asked++
		if got := warningsOf(lines[a][i], a, translatedPost{Lang: b, Text: lines[b][i]}); len(got) > 0 {
			warned++
			t.Logf("%v %s→%s\n  %s\n  %s", got, b, a, lines[a][i], lines[b][i])
		}
	}
	if float64(warned) > falseMost*float64(asked) {
		t.Errorf("%d of %d faithful sentences carry a warning", warned, asked)
	}
	t.Logf("%d of %d", warned, asked)
}

// TestTranslatedConditions: a condition or an exception right behind what is quoted, or one
// that the quote puts on, is warned of in translation; what is rendered is not.
func TestTranslatedConditions(t *testing.T) {
	for _, c := range []struct {
		lang, post, quoteLang, quote string
		want                         bool
	}{
		{"en", "We will close the old harbour unless the government pays for the repairs.", "es", "Cerraremos el viejo puerto", true},
		{"en", "We will close the old harbour unless the government pays for the repairs.", "es", "Cerraremos el viejo puerto a menos que el gobierno pague las reparaciones", false},
		{"es", "Todas las escuelas de la ciudad abren mañana, salvo las del barrio viejo.", "en", "All the schools of the city open tomorrow", true},
		{"es", "Todas las escuelas de la ciudad abren mañana, y las del barrio viejo también.", "en", "All the schools of the city open tomorrow", false},
		{"de", "Jeder Fischer bekommt im Winter Geld vom Staat.", "en", "Every fisherman gets money from the state in winter, if he sells his boat to the harbour", true},
		{"de", "Ohne Hilfe vom Staat muss jeder Fischer sein Boot verkaufen.", "en", "Every fisherman must sell his boat, if there is no help from the state", false},
	} {
		got := warningsOf(c.quote, c.quoteLang, translatedPost{Lang: c.lang, Text: c.post})
		if slices.Contains(got, "condition") != c.want {
			t.Errorf("%q: %v, want the condition: %v", c.quote, got, c.want)
		}
	}
}

// TestTranslatedHours: the word for the hour may stand in one language only.
func TestTranslatedHours(t *testing.T) {
	post := translatedPost{Lang: "es", Text: "El puerto viejo está cerrado desde las ocho de la mañana."}
	if got := warningsOf("Der alte Hafen ist seit acht Uhr morgens geschlossen", "de", post); len(got) > 0 {
		t.Errorf("%v, want none", got)
	}
	if got := warningsOf("Der alte Hafen ist seit neun Uhr morgens geschlossen", "de", post); !slices.Contains(got, "number") {
		t.Errorf("%v, want the number", got)
	}
}

// TestTranslatedMeaning: a word put for its opposite, what may be put for what will be, many for few
// and all for almost all are warned of in translation; what says the same is not.
func TestTranslatedMeaning(t *testing.T) {
	for _, c := range []struct{ from, post, to, quote, want string }{
		{"en", "The price of bread fell in March while the wages of the bakers rose.", "fr", "Le prix du pain a augmenté en mars tandis que les salaires des boulangers ont augmenté.", "opposite"},
		{"en", "The price of bread fell in March while the wages of the bakers rose.", "fr", "Le prix du pain a baissé en mars tandis que les salaires des boulangers ont augmenté.", ""},
		{"de", "Die Gewerkschaft hat das Angebot der Bahn gestern abgelehnt.", "en", "The union accepted the offer of the railway yesterday.", "opposite"},
		{"de", "Die Gewerkschaft hat das Angebot der Bahn gestern nicht angenommen.", "en", "The union rejected the offer of the railway yesterday.", ""},
		{"es", "El alcalde abrirá el puerto a los barcos de pesca.", "en", "The mayor will close the port to the fishing boats.", "opposite"},
		{"ru", "Депутаты поддержали закон о налогах.", "en", "The deputies supported the law on taxes.", ""},
		{"en", "The factory may have burned waste at night, and the police are looking into it.", "it", "La fabbrica ha bruciato rifiuti di notte, e la polizia indaga.", "certainty"},
		{"en", "The factory may have burned waste at night, and the police are looking into it.", "it", "La fabbrica potrebbe aver bruciato rifiuti di notte, e la polizia indaga.", ""},
		{"de", "Der Bürgermeister soll Geld von der Baufirma bekommen haben.", "en", "The mayor received money from the construction company.", "certainty"},
		{"de", "Der Bürgermeister soll die Brücke im Mai öffnen.", "en", "The mayor opens the bridge in May.", ""},
		{"fr", "Le train peut arriver demain avec les médecins.", "en", "The train will arrive tomorrow with the doctors.", "modal"},
		{"fr", "Le train peut arriver demain avec les médecins.", "en", "The train can arrive tomorrow with the doctors.", ""},
		{"es", "Muchos médicos de la capital trabajan sin contrato.", "en", "Few doctors of the capital work without a contract.", "quantifier"},
		{"es", "Muchos médicos de la capital trabajan sin contrato.", "en", "Many doctors of the capital work without a contract.", ""},
		{"en", "Almost all farmers in the valley lost their harvest.", "de", "Alle Bauern im Tal haben ihre Ernte verloren.", "quantifier"},
		{"en", "Almost all farmers in the valley lost their harvest.", "de", "Fast alle Bauern im Tal haben ihre Ernte verloren.", ""},
		{"en", "If the river rises, the army will close the old bridge.", "es", "El ejército cerrará el viejo puente.", "condition"},
		{"en", "The journalists asked the minister if the army will close the old bridge.", "es", "Los periodistas preguntaron al ministro por el cierre del viejo puente por el ejército.", ""},
		{"en", "We do not want a small hospital, we want doctors.", "fr", "Nous voulons un petit hôpital, nous voulons des médecins.", "negation"},
		{"fr", "Les enfants de l'école resteront ici au plus tard jusqu'à lundi.", "en", "The children of the school will stay here no later than Monday.", ""},
		{"ru", "Возможно, капитан продаст старую лодку до конца месяца.", "en", "The captain will sell the old boat before the end of the month.", "certainty"},
		{"ru", "Возможно, капитан продаст старую лодку до конца месяца.", "en", "Perhaps the captain will sell the old boat before the end of the month.", ""},
		{"cs", "Vláda zvýší daně z lodí, rozhodnutí padne příští týden.", "en", "The government will raise taxes on boats, the decision will be made next week.", ""},
		{"tr", "İzmir'de depremden sonra binlerce balıkçı çadırda yaşıyor.", "en", "In Antalya thousands of fishermen live in tents after the earthquake.", "name"},
		{"tr", "İzmir'de depremden sonra binlerce balıkçı çadırda yaşıyor.", "en", "In Izmir thousands of fishermen live in tents after the earthquake.", ""},
		{"uk", "У лютому 2014 року армія зайняла міст.", "en", "In March 2014 the army occupied the bridge.", "date"},
		{"es", "Un tercio de los pescadores no tiene seguro.", "en", "A quarter of the fishermen have no insurance.", "number"},
		{"es", "Un tercio de los pescadores no tiene seguro.", "en", "A third of the fishermen have no insurance.", ""},
		{"ja", "漁師の三分の二が反対しています。", "en", "Two thirds of the fishermen are against it.", ""},
		{"en", "One in four fishermen has no insurance.", "de", "Ein Viertel der Fischer hat keine Versicherung.", ""},
		{"ru", "Четверть рыбаков не имеет страховки.", "en", "25 percent of the fishermen have no insurance.", ""},
	} {
		got := warningsOf(c.quote, c.to, translatedPost{Lang: c.from, Text: c.post})
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%q for %q: %v, want %q", c.quote, c.post, got, c.want)
		}
	}
}
