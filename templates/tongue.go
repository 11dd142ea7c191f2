package templates

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"onrecord/store"
)

// tongue is the interface in one language: a file text/TAG.json. Texts are named by
// their English; one that is missing stays English. A text with a number has a form
// for each of the language's plural categories (CLDR: "one", "few", "other"…).
type tongue struct {
	tag language.Tag
	// Name is the language's own.
	Name string
	// Months are the names, Date and Time the patterns how a day and a time are
	// written, of {day}, {month}, {year}, {date} and {clock}.
	Months     [12]string
	Date, Time string
	// Thousands divides thousands, Decimal a number from its fraction.
	Thousands, Decimal string
	Texts              map[string]message
	// platforms are the platforms' names.
	platforms map[store.Platform]string
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

// Languages are the tags of the languages that the pages speak.
func Languages() []string {
	var out []string
	entries, _ := fs.ReadDir(files, "text") // embedded: it is there
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".json"))
	}
	return out
}

func readTongue(tag string) (*tongue, error) {
	if !slices.Contains(Languages(), tag) {
		return nil, fmt.Errorf("the pages do not speak %q; choose one of %s", tag, strings.Join(Languages(), ", "))
	}
	b, err := fs.ReadFile(files, "text/"+tag+".json")
	if err != nil {
		return nil, err
	}
	t := &tongue{tag: language.Make(tag)}
	if err := json.Unmarshal(b, t); err != nil {
		return nil, fmt.Errorf("text/%s.json: %w", tag, err)
	}
	return t, nil
}

// say is a text in the language, with its values; the first whole number among them
// chooses the form.
func (t *tongue) say(text string, values ...any) string {
	form := t.form(text, values)
	if len(values) == 0 {
		return form
	}
	for i, v := range values {
		if n, ok := v.(int); ok {
			values[i] = t.number(n)
		}
	}
	return fill(form, values)
}

// form is a text in the language, in the form that its values ask for.
func (t *tongue) form(text string, values []any) string {
	forms, ok := t.Texts[text]
	if !ok {
		return text
	}
	for _, category := range []string{"", t.category(values), "other"} {
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

// mark is say for a page: times become elements, which the reader's zone is written
// into, and text from outside stands apart, whichever way it runs.
func (t *tongue) mark(text string, values ...any) template.HTML {
	form := template.HTMLEscapeString(t.form(text, values))
	for i, v := range values {
		switch v := v.(type) {
		case int:
			values[i] = t.number(v)
		case time.Time:
			values[i] = t.clock(v)
		case template.HTML:
		default:
			values[i] = "<bdi>" + template.HTMLEscapeString(fmt.Sprint(v)) + "</bdi>"
		}
	}
	return template.HTML(fill(form, values)) //nolint:gosec // all of it is escaped above
}

var categories = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

func (t *tongue) category(values []any) string {
	for _, v := range values {
		if n, ok := v.(int); ok {
			return categories[plural.Cardinal.MatchPlural(t.tag, n, 0, 0, 0, 0)]
		}
	}
	return "other"
}

// number writes a whole number with its thousands apart.
func (t *tongue) number(n int) string {
	s := strconv.Itoa(n)
	if n < 10000 && n > -10000 {
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + t.Thousands + s[i:]
	}
	return s
}

// hundredths writes a share with two digits.
func (t *tongue) hundredths(f float64) string {
	return strings.Replace(strconv.FormatFloat(f, 'f', 2, 64), ".", t.Decimal, 1)
}

// human is a time for reading; the exact one stands in the element's datetime.
func (t *tongue) human(at time.Time) string {
	if at.IsZero() {
		return t.say("unknown")
	}
	return string(t.write(make([]byte, 0, 64), t.Time, at.UTC()))
}

func (t *tongue) day(at time.Time) string {
	return string(t.write(make([]byte, 0, 64), t.Date, at.UTC()))
}

// write fills in a pattern's places.
func (t *tongue) write(b []byte, pattern string, at time.Time) []byte {
	for {
		before, rest, _ := strings.Cut(pattern, "{")
		place, after, ok := strings.Cut(rest, "}")
		if b = append(b, before...); !ok {
			return b
		}
		switch place {
		case "date":
			b = t.write(b, t.Date, at)
		case "clock":
			b = at.AppendFormat(b, "15:04")
		case "day":
			b = strconv.AppendInt(b, int64(at.Day()), 10)
		case "month":
			b = append(b, t.Months[at.Month()-1]...)
		case "year":
			b = strconv.AppendInt(b, int64(at.Year()), 10)
		}
		pattern = after
	}
}

// moment is a claimed time for reading.
func (t *tongue) moment(m store.Moment) string {
	switch {
	case m.IsZero():
		return ""
	case m.Precision == store.PrecisionDay:
		return t.day(m.Time)
	}
	return t.human(m.Time)
}

// fixed matches the texts of a template that need no value.
var fixed = regexp.MustCompile(`\{\{t "((?:[^"\\]|\\.)*)"\}\}`)

// translate puts the language's texts in a template, once for all pages.
func (t *tongue) translate(source string) string {
	return fixed.ReplaceAllStringFunc(source, func(s string) string {
		text, err := strconv.Unquote(s[len("{{t ") : len(s)-len("}}")])
		if err != nil {
			return s // the template's parser says what is wrong
		}
		return t.say(text)
	})
}
