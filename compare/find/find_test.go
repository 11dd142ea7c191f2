package find

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestCut: words are folded by case and diacritics; of scripts without spaces there are
// pairs; tags, handles and addresses are found with their sign and without.
func TestCut(t *testing.T) {
	for in, want := range map[string]string{
		"El Ñandú CORRE":                       "el nandu corre",
		"l’homme, can't stop":                  "l homme cant stop",
		"15% of 3,000":                         "15% of 3000",
		"#SaveTheQuay now":                     "#savethequay save the quay now",
		"ask @Ana_B!":                          "ask @ana_b ana_b",
		"see https://www.quay.example/a-b?c=1": "see quay example a b c 1",
		"气候变化 now":                             "气候 候变 变化 化 now",
		"東京":                                   "东京 京",
		"🚜 at work":                            "🚜 at work",
		"a\"b 'c'":                             "a b c",
		"":                                     "",
	} {
		if got := Cut(in); got != want {
			t.Errorf("%q is cut to %q, not %q", in, got, want)
		}
	}
}

// TestParse: the forms that people know from other searches; whatever else is typed is
// words or is refused in words.
func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		`quay ferry`:         `[quay] [ferry]`,
		`"keep the quay"`:    `[keep the quay]`,
		`“keep the quay”`:    `[keep the quay]`,
		`quay OR ferry dam`:  `[quay|ferry] [dam]`,
		`quay -ferry`:        `[quay] -ferry`,
		`quay NOT ferry`:     `[quay] -ferry`,
		`quay -"the dam"`:    `[quay] -the dam`,
		`ferr* quay`:         `[ferr*] [quay]`,
		`#SaveTheQuay`:       `[#savethequay]`,
		`@Ana`:               `[@ana]`,
		`quay.example/a`:     `[quay example a]`,
		`"quay`:              `[quay]`,
		`OR quay OR`:         `[quay]`,
		`quay AND ferry`:     `[quay] [ferry]`,
		`quay" AND (x) NEAR`: `[quay] [and x near]`,
		`col:quay ^a {b}`:    `[col quay] [a] [b]`,
		`-ferry`:             `-ferry`,
		`气候变化`:               `[气候 候变 变化]`,
		`气`:                  `[气*]`,
		`COVID-19`:           `[covid 19]`,
		` `:                  ``,
		`--`:                 `!`,
		`"" ***`:             `!`,
		`a*`:                 `!`,
	} {
		q, err := Parse(in)
		got := "!"
		if err == nil {
			got = show(q)
		}
		if got != want {
			t.Errorf("%s is read as %s, not %s (%v)", in, got, want, err)
		}
	}
	if _, err := Parse(strings.Repeat("quay ", 65)); !errors.Is(err, ErrTooMany) {
		t.Errorf("65 words: %v", err)
	}
}

func show(q Query) string {
	var out []string
	for _, g := range q.All {
		var alts []string
		for _, p := range g {
			s := strings.Join(p.Words, " ")
			if p.Prefix {
				s += "*"
			}
			alts = append(alts, s)
		}
		out = append(out, "["+strings.Join(alts, "|")+"]")
	}
	for _, p := range q.Not {
		out = append(out, "-"+strings.Join(p.Words, " "))
	}
	return strings.Join(out, " ")
}

// TestIn: where a query stands in a text is told as written.
func TestIn(t *testing.T) {
	for _, c := range []struct {
		query, text, want string
		all               bool
	}{
		{`nandu`, "El Ñandú corre", "Ñandú", true},
		{`"the quay" ferr*`, "Ferries to the Quay.", "Ferries|the Quay", true},
		{`quay dam`, "the quay", "quay", false},
		{`quay OR dam`, "the dam", "dam", true},
		{`变化`, "气候变化", "变化", true},
		{`候`, "气候变化", "候", true},
		{`化`, "气候变化", "化", true},
		{`#savethequay`, "now #SaveTheQuay!", "#SaveTheQuay", true},
		{`quay.example`, "see https://www.quay.example/a", "quay.example", true},
		{``, "anything", "", true},
	} {
		q, err := Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		r, got := []rune(c.text), []string(nil)
		in := q.In(c.text)
		for _, s := range in.Spans {
			got = append(got, string(r[s[0]:s[1]]))
		}
		if strings.Join(got, "|") != c.want || in.All() != c.all {
			t.Errorf("%s in %q: %q, all %v", c.query, c.text, got, in.All())
		}
	}
}

// TestExcerpt: of a long text what stands around the words is shown, cut between words.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("filler words go on ", 40) + "the quay is here " + strings.Repeat("and then some more ", 40)
	q, _ := Parse("quay")
	text, marks := Excerpt(long, q.In(long).Spans, 120)
	r := []rune(text)
	if len(r) > 130 || len(marks) != 1 || string(r[marks[0][0]:marks[0][1]]) != "quay" || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, " …") {
		t.Errorf("%q %v", text, marks)
	}
	if text, marks := Excerpt("the quay", q.In("the quay").Spans, 120); text != "the quay" || fmt.Sprint(marks) != "[[4 8]]" {
		t.Errorf("%q %v", text, marks)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`"a" OR -b* 气`, `"`, `-`, `* *`, "\x00\xff"} {
		f.Add(s, "some text 气候")
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		q, err := Parse(query)
		if err != nil {
			return
		}
		n := len([]rune(strings.ToValidUTF8(text, "\ufffd")))
		for _, s := range q.In(text).Spans {
			if s[0] < 0 || s[1] > n || s[0] >= s[1] {
				t.Fatalf("%q in %q: %v", query, text, s)
			}
		}
	})
}
