// Package locale is the words of pages in their languages: texts with their plurals, times,
// numbers.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"onrecord/store"
)

// Locale is the interface in one language: a file text/TAG.json. Texts are named by
// their English; one that is missing stays English. A text with a number has a form
// for each of the language's plural categories (CLDR: "one", "few", "other"…).
type Locale struct {
	// Tag is the language.
	Tag language.Tag
	// Name is the language's own.
	Name string
	// Months are the names, Date and Time the patterns how a day and a time are
	// written, of {day}, {month}, {year}, {date} and {clock}.
	Months     [12]string
	Date, Time string
	// Seconds says that times are given with them.
	Seconds bool `json:"-"`
	// Thousands divides thousands, Decimal a number from its fraction.
	Thousands, Decimal string
	Texts              map[string]message
	// Messages are what the program says elsewhere too, by its English with the places of
	// its values: Locale.Message.
	Messages map[string]string

	once  sync.Once
	forms []told
}

// message is a text by plural category; "" is the one for all.
type message map[string]string

// UnmarshalJSON reads a text or an object of them.
func (m *message) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*m = message{"": one}
		return nil
	}
	return json.Unmarshal(b, (*map[string]string)(m))
}

// Files are the texts: text/TAG.json.
//
//go:embed text
var Files embed.FS

// Languages are the tags of the languages that the pages speak.
func Languages() []string {
	var out []string
	entries, _ := fs.ReadDir(Files, "text") // embedded: it is there
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".json"))
	}
	return out
}

// Read reads a language; its error says which there are.
func Read(tag string) (*Locale, error) {
	if !slices.Contains(Languages(), tag) {
		return nil, fmt.Errorf("the pages do not speak %q; choose one of %s", tag, strings.Join(Languages(), ", "))
	}
	b, err := fs.ReadFile(Files, "text/"+tag+".json")
	if err != nil {
		return nil, err
	}
	l := &Locale{Tag: language.Make(tag)}
	if err := json.Unmarshal(b, l); err != nil {
		return nil, fmt.Errorf("text/%s.json: %w", tag, err)
	}
	return l, nil
}

// Say is a text in the language, with its values; the first whole number among them
// chooses the form.
func (l *Locale) Say(text string, values ...any) string {
	form := l.form(text, values)
	if len(values) == 0 {
		return form
	}
	for i, v := range values {
		switch n := v.(type) {
		case int:
			values[i] = l.Number(n)
		case int64: // a name, such as a capture's
			values[i] = strconv.FormatInt(n, 10)
		}
	}
	return fill(form, values)
}

// form is a text in the language, in the form that its values ask for.
func (l *Locale) form(text string, values []any) string {
	forms, ok := l.Texts[text]
	if !ok {
		return text
	}
	for _, category := range []string{"", l.category(values), "other"} {
		if forms[category] != "" {
			return forms[category]
		}
	}
	return text
}

// fill puts values into a form. One that says the number in words ("once") has no
// place for it.
func fill(form string, values []any) string {
	places := strings.Count(strings.ReplaceAll(form, "%%", ""), "%")
	if !strings.Contains(form, "%[") {
		values = values[:min(places, len(values))]
	}
	return fmt.Sprintf(strings.ReplaceAll(form, "%d", "%s"), values...)
}

var categories = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

func (l *Locale) category(values []any) string {
	for _, v := range values {
		if n, ok := v.(int); ok {
			return categories[plural.Cardinal.MatchPlural(l.Tag, n, 0, 0, 0, 0)]
		}
	}
	return "other"
}

// Number writes a whole number with its thousands apart.
func (l *Locale) Number(n int) string {
	s := strconv.Itoa(n)
	if n < 10000 && n > -10000 {
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + l.Thousands + s[i:]
	}
	return s
}

// Hundredths writes a share with two digits.
func (l *Locale) Hundredths(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', 2, 64), ".", l.Decimal, 1)
}

// Human is a time for reading; the exact one stands in the element's datetime.
func (l *Locale) Human(at time.Time) string {
	if at.IsZero() {
		return l.Say("unknown")
	}
	return string(l.write(make([]byte, 0, 64), l.Time, at.UTC()))
}

// Day is a day for reading.
func (l *Locale) Day(at time.Time) string {
	return string(l.write(make([]byte, 0, 64), l.Date, at.UTC()))
}

// write fills in a pattern's places.
func (l *Locale) write(b []byte, pattern string, at time.Time) []byte {
	for {
		before, rest, _ := strings.Cut(pattern, "{")
		place, after, ok := strings.Cut(rest, "}")
		if b = append(b, before...); !ok {
			return b
		}
		switch place {
		case "date":
			b = l.write(b, l.Date, at)
		case "clock":
			clock := "15:04"
			if l.Seconds {
				clock = "15:04:05"
			}
			b = at.AppendFormat(b, clock)
		case "day":
			b = strconv.AppendInt(b, int64(at.Day()), 10)
		case "month":
			b = append(b, l.Months[at.Month()-1]...)
		case "year":
			b = strconv.AppendInt(b, int64(at.Year()), 10)
		}
		pattern = after
	}
}

// Moment is a claimed time for reading.
func (l *Locale) Moment(m store.Moment) string {
	switch {
	case m.IsZero():
		return ""
	case m.Precision == store.PrecisionDay:
		return l.Day(m.Time)
	}
	return l.Human(m.Time)
}

// fixed matches the texts of a template that need no value.
var fixed = regexp.MustCompile(`\{\{t "((?:[^"\\]|\\.)*)"\}\}`)

// Translate puts the language's texts in a template, once for all pages.
func (l *Locale) Translate(source string) string {
	return fixed.ReplaceAllStringFunc(source, func(s string) string {
		text, err := strconv.Unquote(s[len("{{t ") : len(s)-len("}}")])
		if err != nil {
			return s // the template's parser says what is wrong
		}
		return l.Say(text)
	})
}
