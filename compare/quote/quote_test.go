package quote

import (
	"strings"
	"testing"

	"onrecord/store"
)

func quotesOf(text string, marks ...store.Mark) []store.Quote {
	return Find(store.Document{ID: "web:a"}, store.Version{ID: 1, Content: store.Content{Text: text, Marks: marks}})
}

func TestQuotes(t *testing.T) {
	for name, c := range map[string]struct{ text, want, speaker string }{
		"Spanish":          {"«La orden sigue en pie», escribió el presidente Gustavo Petro en X.", "La orden sigue en pie", "Gustavo Petro"},
		"English":          {"“We will never close the line,” Sam Sample wrote on Monday.", "We will never close the line,", "Sam Sample"},
		"straight":         {`She said "the line stays open for good" again.`, "the line stays open for good", ""},
		"French":           {"Selon Anne Exemple, « le port restera ouvert\u00a0».", "le port restera ouvert", "Anne Exemple"},
		"German":           {"„Der Hafen bleibt offen“, sagte Hans Muster.", "Der Hafen bleibt offen", "Hans Muster"},
		"German, turned":   {"»Der Hafen bleibt offen«, sagte Hans Muster.", "Der Hafen bleibt offen", "Hans Muster"},
		"Polish":           {"„Port pozostanie otwarty całą zimę” – napisał Jan Przykład.", "Port pozostanie otwarty całą zimę", "Jan Przykład"},
		"Japanese":         {"市長は「港は冬の間も開いています」と述べた。", "港は冬の間も開いています", ""},
		"Swiss":            {"‹Le port restera ouvert›, a dit le maire.", "Le port restera ouvert", ""},
		"nested":           {"“He said ‘the port stays open’ and left,” wrote Sam Sample.", "He said ‘the port stays open’ and left,", "Sam Sample"},
		"apostrophes":      {"It's the captain's word: ‘We don't close the port’, she said.", "We don't close the port", ""},
		"interrupted":      {"“We will,” he wrote, “never close the northern line.”", "We will, … never close the northern line.", ""},
		"two paragraphs":   {"“The first part of it goes on\n\n“and ends only here.” Then more.", "The first part of it goes on\n\n“and ends only here.", ""},
		"left open":        {"“The mark is never closed here.\n\nAnother paragraph with no mark.", "", ""},
		"after a sentence": {`The mayor, Ann Mayor, wrote it. "I never support a ban." She promised "to keep the trains running".`, "I never support a ban.|to keep the trains running", ""},
		"names in a quote": {`He adored it: "All the Caribbean People agree." He also said "we will build a bridge".`, "All the Caribbean People agree.|we will build a bridge", ""},
		"two of one":       {"Petro dijo «la orden sigue en pie» y «nadie la va a parar».", "la orden sigue en pie|nadie la va a parar", "Petro"},
		"too short":        {"The “so-called” plan.", "", ""},
		"inches":           {`A man of 5'10" and a board of 12" by 3" wide`, "", ""},
		"two in a row":     {"“One two three.” Then he left. “Four five six.”", "One two three.|Four five six.", ""},
		"speaker in front": {"Petro: “La orden sigue en pie”. Escribió Petro ayer.", "La orden sigue en pie", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			qs := quotesOf(c.text)
			for _, q := range qs {
				got = append(got, q.Text)
				if r := []rune(c.text); q.Parts == nil && string(r[q.From:q.To]) != q.Text {
					t.Errorf("the span is %q", string(r[q.From:q.To]))
				}
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.speaker != "" && len(qs) > 0 && qs[0].Speaker != c.speaker {
				t.Errorf("speaker %q, want %q", qs[0].Speaker, c.speaker)
			}
		})
	}
}

// TestWordsThatBeginSentences: a word of the language that begins a sentence is nobody's name,
// unless the article shows elsewhere that it is one.
func TestWordsThatBeginSentences(t *testing.T) {
	for text, want := range map[string]string{
		"en:Nobody said that “we will close the northern line” in the debate.":                               "",
		"en:The minister left. “We will close the line.” Nobody said so in the debate.":                      "",
		"en:Brown said that “we will close the northern line”. The party backs Gordon Brown, who sits here.": "Brown",
		"es:Promesa cumplida, dijo que «el puerto seguirá abierto todo el año».":                             "",
		"es:Nadie dijo que «el puerto seguirá abierto todo el año».":                                         "",
		"es:Petro dijo que «el puerto seguirá abierto todo el año».":                                         "Petro",
		"fr:Personne ne dit que « le port restera ouvert toute l’année ».":                                   "",
	} {
		lang, words, _ := strings.Cut(text, ":")
		for _, q := range Find(store.Document{ID: "web:a"}, store.Version{ID: 1, Content: store.Content{Text: words, Lang: lang}}) {
			if q.Speaker != want {
				t.Errorf("%s: said by %q, want %q", words, q.Speaker, want)
			}
		}
	}
}

// TestQuotesInTwoLanguages: a quote of many words that are plainly of another language than
// its article is of that one; a short one, or one of a language nearby, is the article's.
func TestQuotesInTwoLanguages(t *testing.T) {
	for text, want := range map[string]string{
		"“The fight against drugs must be subordinated to the human rights of the people,” escribió.": "en",
		"“La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo”, escribió.": "es",
		"“We will never surrender,” escribió.":                                                        "es",
		"«A loita contra as drogas debe subordinarse aos dereitos humanos», escribió.":                "es",
	} {
		for _, q := range Find(store.Document{ID: "web:a"}, store.Version{ID: 1, Content: store.Content{Text: text, Lang: "es"}}) {
			if q.Lang != want {
				t.Errorf("%s is %q, want %q", q.Text, q.Lang, want)
			}
		}
	}
}

// TestShort: what is too short for a quote is named, but for what is a part of one.
func TestShort(t *testing.T) {
	v := store.Version{Content: store.Content{Text: "“Tal medida”, escribió Petro, “se mantendrá mientras siga el ataque”. Habló de “un disparate” y de una “vergüenza”."}}
	found := Find(store.Document{ID: "web:a"}, v)
	if got := strings.Join(Short(v, found), "|"); len(found) != 1 || got != "un disparate|vergüenza" {
		t.Errorf("%d quotes, short %q", len(found), got)
	}
}

func TestMarkedQuotes(t *testing.T) {
	text := "Intro.\n\nThe port stays open all winter long.\n\nWe will never close it.— Sam (@sam) November 12, 2025\n\nEnd."
	block := strings.Index(text, "The port")
	embed := strings.Index(text, "We will")
	qs := quotesOf(text, store.Mark{Kind: store.MarkBlockQuote, From: block, To: block + 36},
		store.Mark{Kind: store.MarkEmbed, From: embed, To: strings.Index(text, "\n\nEnd") - 2, URL: "https://x.com/sam/status/2", Document: "x:2"})
	if len(qs) != 2 || qs[0].Kind != store.QuoteBlock || qs[0].Text != "The port stays open all winter long." || qs[1].Kind != store.QuoteEmbedded || qs[1].Text != "We will never close it." || qs[1].Document != "x:2" {
		t.Errorf("got %+v", qs)
	}
}

// TestManyMarks: a hostile text full of marks is read in bounded time.
func TestManyMarks(t *testing.T) {
	for _, s := range []string{"“", "«", "“”", "\" ", "“\n\n“", "‘a "} {
		quotesOf(strings.Repeat(s, 100_000))
	}
}

func FuzzQuotes(f *testing.F) {
	f.Add("“We will,” he wrote, “never yield.” «uno» „zwei“ 「三」")
	f.Fuzz(func(t *testing.T, text string) {
		n := len([]rune(text))
		last := 0
		for _, q := range quotesOf(text) {
			if q.From < last || q.To < q.From || q.To > n {
				t.Fatalf("quote %+v after %d in %d", q, last, n)
			}
			last = q.From
		}
	})
}

// TestSpeakersOfNeighbours: where several quotes stand in one paragraph, each is of the one who
// is named with it.
func TestSpeakersOfNeighbours(t *testing.T) {
	for text, want := range map[string]string{
		`Karl Muster said: "The harbour stays open in winter." And Nora Exemplar said: "No ferry will sail before March."`: "Karl Muster|Nora Exemplar",
		`Karl Muster wrote: “The harbour stays open in winter.” Nora Exemplar wrote: “No ferry will sail before March.”`:   "Karl Muster|Nora Exemplar",
		`Karl Muster schrieb: „Der Hafen bleibt im Winter offen.“ Nora Beispiel sagte „Keine Fähre fährt vor März.“`:       "Karl Muster|Nora Beispiel",
		`Karl Muster said that “the harbour stays open in winter.” Nora Exemplar said that “no ferry will sail.”`:          "Karl Muster|Nora Exemplar",
		`Nora Exemplar wrote on X: “The harbour stays open.” It was liked by Karl Muster, who said nothing.`:               "Nora Exemplar",
		`Dijo Carlos Ejemplo: «El puerto sigue abierto». Y Nora Muestra escribió: «No saldrá ningún barco».`:               "Carlos Ejemplo|Nora Muestra",
		`“The harbour stays open in winter.” And Nora Exemplar said: “No ferry will sail before March.”`:                   "|Nora Exemplar",
		`“The harbour stays open in winter,” said Karl Muster. “No ferry will sail before March,” said Nora Exemplar.`:     "Karl Muster|Nora Exemplar",
		`“Is the harbour open in winter?” Karl Muster asked and wrote. Nora Exemplar said: “No ferry will sail.”`:          "Karl Muster|Nora Exemplar",
	} {
		var got []string
		for _, q := range quotesOf(text) {
			got = append(got, q.Speaker)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %s", text, got, want)
		}
	}
}
