package link

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/compare/text"
	"onrecord/store"
)

// port is a small archive of posts in our own words.
func port() *memory {
	m := newMemory()
	at := func(day int) store.Moment {
		return store.Moment{Time: time.Date(2025, 11, day, 12, 0, 0, 0, time.UTC), Precision: store.PrecisionSecond}
	}
	ana := store.Author{Name: "Ana María Muestra", Handle: "anamuestra"}
	m.add(store.Document{ID: "x:1", Author: ana, Lang: "es", PublishedAt: at(10)},
		"Mañana firmaremos 12 acuerdos con los pescadores del golfo. No habrá impuestos nuevos para las lanchas pequeñas.",
		"Mañana firmaremos 21 acuerdos con los pescadores del golfo. Habrá impuestos nuevos para las lanchas pequeñas.")
	m.add(store.Document{ID: "x:2", Author: store.Author{Name: "Sam Sample", Handle: "sam"}, Lang: "en", PublishedAt: at(11)},
		"We will never close the northern ferry line while I am in office. Taxes may rise by 1.5% in March, said nobody. #KeepTheFerry https://example.org/x")
	m.add(store.Document{ID: "x:3", Author: ana, Lang: "es", PublishedAt: at(12)}, "Solicite una reunion con los capitanes del puerto y hasta ahora, no ha sucedido.\n\nExijo la.publicación de los informes.")
	m.add(store.Document{ID: "x:4", Author: store.Author{Name: "דנה דוגמה", Handle: "dana"}, Lang: "he", PublishedAt: at(12)}, "הנמל יישאר פתוח לכל הספינות של הצי הצפוני גם בחורף הקרוב")
	m.add(store.Document{ID: "x:5", Author: store.Author{Name: "見本 太郎", Handle: "mihon"}, Lang: "ja", PublishedAt: at(12)}, "北の港は冬の間もすべての船に開かれています。税金は上がりません。")
	m.add(store.Document{ID: "x:6", Author: ana, Lang: "es", PublishedAt: at(20)}, "Repito: no habrá impuestos nuevos para las lanchas pequeñas. Palabra de capitana.")
	return m
}

func TestLookup(t *testing.T) {
	for name, c := range map[string]struct {
		q        Query
		doc      store.DocumentID
		version  int
		verdict  store.Verdict
		warnings []string
	}{
		"verbatim, another case and marks": {Query{Quote: "«MAÑANA firmaremos 12 acuerdos con los pescadores del golfo»"}, "x:1", 1, store.Verbatim, []string{"edited-away"}},
		"a later version":                  {Query{Quote: "firmaremos 21 acuerdos con los pescadores del golfo"}, "x:1", 2, store.Verbatim, nil},
		"cuts a sentence":                  {Query{Quote: "never close the northern ferry line"}, "x:2", 1, store.Verbatim, nil},
		"an ellipsis":                      {Query{Quote: "We will never close … while I am in office"}, "x:2", 1, store.Trimmed, nil},
		"silently trimmed":                 {Query{Quote: "We will never close the ferry line while I am in office"}, "x:2", 1, store.Trimmed, nil},
		"a negation dropped":               {Query{Quote: "We will close the northern ferry line while I am in office"}, "x:2", 1, store.Trimmed, []string{"negation"}},
		"a number changed":                 {Query{Quote: "Taxes may rise by 15% in March, said nobody"}, "x:2", 1, store.Altered, []string{"number"}},
		"a modal strengthened":             {Query{Quote: "Taxes will rise by 1.5% in March, said nobody"}, "x:2", 1, store.Altered, []string{"modal"}},
		"the writer's brackets":            {Query{Quote: "We will never close the [northern] ferry line while I am in office"}, "x:2", 1, store.Trimmed, nil},
		"sic is free":                      {Query{Quote: "We will never close the northern [sic] ferry line"}, "x:2", 1, store.Verbatim, nil},
		"a hashtag is words":               {Query{Quote: "said nobody. Keep the ferry", Speaker: "Sam Sample"}, "x:2", 1, store.Verbatim, nil},
		"accents mended":                   {Query{Quote: "Solicité una reunión con los capitanes del puerto"}, "x:3", 1, store.Verbatim, nil},
		"a missing space":                  {Query{Quote: "Exijo la publicación de los informes", Speaker: "Muestra"}, "x:3", 1, store.Verbatim, nil},
		"right to left":                    {Query{Quote: "הנמל יישאר פתוח לכל הספינות של הצי"}, "x:4", 1, store.Verbatim, nil},
		"no spaces between words":          {Query{Quote: "冬の間もすべての船に開かれています"}, "x:5", 1, store.Verbatim, nil},
		"dated before the post":            {Query{Quote: "never close the northern ferry line", AsOf: store.Moment{Time: time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionDay}}, "x:2", 1, store.Verbatim, []string{"older-than-post"}},
		"the earliest of two":              {Query{Quote: "No habrá impuestos nuevos para las lanchas pequeñas"}, "x:1", 1, store.Verbatim, []string{"edited-away"}},
	} {
		t.Run(name, func(t *testing.T) {
			ans, err := Lookup(context.Background(), port(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			if ans.Match == nil {
				t.Fatalf("not found; candidates %+v", ans.Candidates)
			}
			m := ans.Match
			if m.Document != c.doc || m.VersionSeq != c.version || m.Verdict != c.verdict || !slices.Equal(m.Warnings, c.warnings) {
				t.Errorf("got %s version %d %s %v (%.2f), want %s version %d %s %v\n%+v", m.Document, m.VersionSeq, m.Verdict, m.Warnings, m.Confidence, c.doc, c.version, c.verdict, c.warnings, m.Edits)
			}
			if span := text.Fold(m.Version.Text).Slice(m.Span[0], m.Span[1]); c.verdict == store.Verbatim && keys(span) != keys(strings.ReplaceAll(c.q.Quote, "[sic]", "")) && !strings.Contains(name, "hashtag") {
				t.Errorf("the span is %q", span)
			}
		})
	}
}

func keys(s string) string {
	var out []string
	for _, t := range text.Fold(s).Tokens {
		out = append(out, t.Key)
	}
	return strings.Join(out, " ")
}

func TestNotFound(t *testing.T) {
	for name, q := range map[string]Query{
		"nobody said it":         {Quote: "the seagulls of this town have always voted for the cheaper boat"},
		"common words only":      {Quote: "in the of a to"},
		"two words":              {Quote: "the northern"},
		"another speaker":        {Quote: "never close the northern", Speaker: "Ana Muestra"},
		"before the post":        {Quote: "We will never close the northern ferry line", Before: store.Moment{Time: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), Precision: store.PrecisionDay}},
		"the same words stirred": {Quote: "office in am I while line ferry northern the close never will We"},
	} {
		t.Run(name, func(t *testing.T) {
			f := port()
			ans, err := Lookup(context.Background(), f, q)
			if err != nil {
				t.Fatal(err)
			}
			if ans.Match != nil || ans.Verdict != store.NotFound {
				t.Errorf("found %s with %.2f", ans.Match.Document, ans.Confidence)
			}
		})
	}
}

func TestSameWordsTwice(t *testing.T) {
	ans, err := Lookup(context.Background(), port(), Query{Quote: "No habrá impuestos nuevos para las lanchas pequeñas"})
	if err != nil || !slices.Equal(ans.Same, []store.DocumentID{"x:6"}) {
		t.Errorf("said again in %v, %v; want x:6", ans.Same, err)
	}
}

func TestQuotesThatCannotBeLookedUp(t *testing.T) {
	for quote, want := range map[string]error{
		"": ErrEmptyQuote, " … «» 🙂 ": ErrEmptyQuote, "https://example.org/x": ErrEmptyQuote,
		strings.Repeat("una palabra ", 3000): ErrQuoteTooLong, strings.Repeat("x", 5_000_000): ErrQuoteTooLong,
	} {
		if _, err := Lookup(context.Background(), port(), Query{Quote: quote}); !errors.Is(err, want) {
			t.Errorf("%.20q gives %v, want %v", quote, err, want)
		}
	}
}

func FuzzLookup(f *testing.F) {
	f.Add("We will never close the northern ferry line")
	f.Add("a […] b [sic] 1.5% ¿no? #x @y")
	f.Fuzz(func(t *testing.T, quote string) {
		ans, err := Lookup(context.Background(), port(), Query{Quote: quote})
		if err != nil || ans.Match == nil {
			return
		}
		n := len([]rune(ans.Match.Version.Text))
		if s := ans.Match.Span; s[0] < 0 || s[1] > n || s[0] > s[1] {
			t.Errorf("span %v in %d", s, n)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	m := port()
	for b.Loop() {
		if _, err := Lookup(context.Background(), m, Query{Quote: "We will never close the ferry line while I am in office"}); err != nil {
			b.Fatal(err)
		}
	}
}
