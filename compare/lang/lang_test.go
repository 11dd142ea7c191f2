package lang

import (
	"testing"
)

func TestGuess(t *testing.T) {
	for text, want := range map[string]string{
		"The ferry will not sail tomorrow":                  "en",
		"El barco no saldrá mañana por la tormenta":         "es",
		"O navio não sai amanhã por causa da tempestade":    "pt",
		"Le bateau ne partira pas demain":                   "fr",
		"La nave non parte domani per il vento":             "it",
		"Nava nu pleacă mâine din cauza furtunii":           "ro",
		"Die Fähre fährt morgen nicht":                      "de",
		"De boot vaart morgen niet uit":                     "nl",
		"Färjan går inte i morgon och det är bra":           "sv",
		"Prom jutro nie popłynie z powodu burzy":            "pl",
		"Trajekt zítra nepojede kvůli bouři, ale bude lépe": "cs",
		"A komp holnap nem indul el a vihar miatt":          "hu",
		"Lautta ei lähde huomenna myrskyn takia":            "fi",
		"Vapur yarın fırtına nedeniyle kalkmayacak":         "tr",
		"Паром завтра не выйдет из порта":                   "ru",
		"Пором завтра не вийде з порту через шторм":         "uk",
		"Το πλοίο δεν θα φύγει αύριο":                       "el",
		"لن تبحر العبارة غدا بسبب العاصفة":                  "ar",
		"המעבורת לא תצא מחר":                                "he",
		"नौका कल नहीं चलेगी":                                "hi",
		"ఫెర్రీ రేపు బయలుదేరదు":                             "te",
		"Biz sülh istəyirik və qalib gələcəyik":             "az",
		"Sot votojmë për ndryshim":                          "sq",
		"Við viljum frið í heiminum":                        "is",
		"Hindi natin isusuko ang laban para sa bayan":       "tl",
		"Қазақстан халқы бейбітшілікті қалайды":             "kk",
		"Денес гласаме за промена":                          "mk",
		"Мы не забудзем гэтыя дні і людзей":                 "be",
		"O goberno non quere escoitar a cidadanía":          "gl",
		"आज निवडणुकीत मतदान करा":                            "mr",
		"Ons sal nooit die regering vertrou nie":            "af",
		"Մենք խաղաղություն ենք ուզում":                      "hy",
		"ჩვენ გვინდა მშვიდობა":                              "ka",
		"Parvlaev homme tormi tõttu ei välju":               "et",
		"Meil ei ole enam aega oodata":                      "et",
		"Prāmis rīt vētras dēļ neizbrauks":                  "lv",
		"Mēs neatdosim savu zemi nevienam":                  "lv",
		"Keltas rytoj dėl audros neišplauks":                "lt",
		"Mes niekam neatiduosime savo žemės":                "lt",
		"Trajekt jutri zaradi nevihte ne bo izplul":         "sl",
		"Nihče nam ne bo vzel naše dežele":                  "sl",
		"Trajekt sutra zbog oluje neće isploviti":           "hr",
		"Trajekt zajtra pre búrku nevypláva":                "sk",
		"Kivuko hakitaondoka kesho kwa sababu ya dhoruba":   "sw",
		"Hatutaiacha nchi yetu kwa mtu yeyote":              "sw",
		"O barco non sairá mañá polo temporal":              "gl",
		"El vaixell no sortirà demà per la tempesta":        "ca",
		"Соседи кормили детей своим хлебом":                 "ru",
		"渡船明天不会开":                                           "zh",
		"フェリーは明日出ません":                                       "ja",
		"여객선은 내일 출항하지 않습니다":                                 "ko",
		// near languages, told by the words and letters that only one of them has
		"Banjir merampas jambatan kami kerana tebing sungai runtuh":          "ms",
		"Kami mahukan hospital, bukannya menara yang lebih tinggi":           "ms",
		"Pemerintah berjanji membangun jembatan karena sungai meluap":        "id",
		"Kvinnen fikk hjelp av naboen etter at huset tok fyr":                "no",
		"Kvinden fik hjælp af naboen, efter at huset gik op i flammer":       "da",
		"Rieka sa vyliala a ľudia zostali bez elektriny":                     "sk",
		"Řeka se vylila a lidé zůstali bez elektřiny":                        "cs",
		"Vlada je obljubila pomoč ljudem, ki so ostali brez doma":            "sl",
		"Vlada je obećala pomoć ljudima koji su ostali bez doma":             "hr",
		"El govern va prometre ajudes a les famílies que han perdut la casa": "ca",
		"El gobierno prometió ayudas a las familias que perdieron la casa":   "es",
		"":     "",
		"12 %": "",
	} {
		if got := Guess(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func BenchmarkGuess(b *testing.B) {
	for b.Loop() {
		Guess("The ferry will not sail tomorrow because of the storm that is coming from the north")
	}
}

// TestTheSame: a text's language is the same each time, also where two are equally near:
// the index is held against it.
func TestTheSame(t *testing.T) {
	for _, s := range []string{"taxes jobs 北京 jobs happened may", "by jobs when été 2019 old"} {
		want := Guess(s)
		for range 200 {
			if got := Guess(s); got != want {
				t.Fatalf("%q: %q and %q", s, want, got)
			}
		}
	}
}
