package desk

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"onrecord/compare/find"
	"onrecord/compare/match"
	"onrecord/store"
)

// Filter is what a search, a list or links are told, as it was typed: flags of the
// command line or parameters of an address. "" and zero do not filter.
type Filter struct {
	Words                                string
	Author, Outlet, Platform, Lang, Kind string
	From, To                             string
	State, Warning, Severity, Verdict    []string
	GoneWithin                           string
	Quoted, Undated                      bool
	Observed                             string // "", "true" or "false"
	Source                               int64
	Sort                                 string
	Limit, Offset, Page                  int
	most                                 int
}

// Most is the longest list that an address may ask for.
const Most = 1000

// usual is how many results are given where nobody says.
const usual = 20

// parameters are the names of what a Filter has, in addresses as in flags.
func (f *Filter) parameters() []parameter {
	return []parameter{
		{"q", text(&f.Words)}, {"author", text(&f.Author)}, {"outlet", text(&f.Outlet)}, {"platform", text(&f.Platform)}, {"lang", text(&f.Lang)},
		{"kind", text(&f.Kind)}, {"from", text(&f.From)}, {"to", text(&f.To)}, {"state", list(&f.State)}, {"gone-within", text(&f.GoneWithin)},
		{"quoted", flag(&f.Quoted)}, {"undated", flag(&f.Undated)}, {"warning", list(&f.Warning)}, {"severity", list(&f.Severity)}, {"verdict", list(&f.Verdict)}, {"observed", either(&f.Observed)},
		{"source", number(&f.Source, 1)}, {"sort", text(&f.Sort)}, {"limit", number(&f.Limit, 1)}, {"offset", number(&f.Offset, 0)}, {"page", number(&f.Page, 1)},
	}
}

// parameter is one of a Filter's, with a way to read and to write it.
type parameter struct {
	name  string
	value value
}

// value is what one parameter holds.
type value struct {
	set func([]string) error
	get func() []string
}

// once reads what is given once: which of two is meant nobody knows.
func once(set func(string) error) func([]string) error {
	return func(v []string) error {
		if len(slices.Compact(slices.Clone(v))) > 1 {
			return fmt.Errorf("it is there more than once, as %q and %q; give one of them", v[0], v[len(v)-1])
		}
		return set(v[0])
	}
}

func text(s *string) value {
	return value{once(func(v string) error { *s = v; return nil }), func() []string { return some(*s) }}
}

func list(l *[]string) value {
	return value{func(v []string) error {
		for _, s := range v {
			for part := range strings.SplitSeq(s, ",") {
				if part = strings.TrimSpace(part); part != "" {
					*l = append(*l, part)
				}
			}
		}
		return nil
	}, func() []string { return *l }}
}

func flag(b *bool) value {
	return value{once(func(v string) (err error) {
		*b, err = Truth(v)
		return err
	}), func() []string {
		if *b {
			return []string{"true"}
		}
		return nil
	}}
}

// either holds "true" or "false", "" where neither is asked for.
func either(s *string) value {
	return value{once(func(v string) error {
		b, err := Truth(v)
		*s = strconv.FormatBool(b)
		return err
	}), func() []string { return some(*s) }}
}

// Truth reads a parameter that is yes or no.
func Truth(s string) (bool, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "1", "true", "on", "yes":
		return true, nil
	case "0", "false", "off", "no":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither true nor false; give one of them", s)
}

// Switch is the parameter of an address that is yes or no, or what it is where it is not
// given. Its error is a *BadQuestion.
func Switch(v url.Values, name string, or bool) (bool, error) {
	given := strings.TrimSpace(v.Get(name))
	if given == "" {
		return or, nil
	}
	b, err := Truth(given)
	if err != nil {
		return or, &BadQuestion{Err: fmt.Errorf("%s: %w", name, err)}
	}
	return b, nil
}

func number[T int | int64](n *T, least int64) value {
	return value{once(func(v string) error {
		i, err := strconv.ParseInt(v, 10, 32)
		if err != nil || i < least {
			return fmt.Errorf("%q is not a whole number from %d on", v, least)
		}
		*n = T(i)
		return nil
	}), func() []string {
		if *n == 0 {
			return nil
		}
		return []string{fmt.Sprint(*n)}
	}}
}

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// FilterOf reads a Filter from the parameters of an address. Parameters of other names
// are left alone, empty ones are none. Its error is a *BadQuestion.
func FilterOf(v url.Values) (Filter, error) {
	f := Filter{most: Most}
	for _, p := range f.parameters() {
		given := slices.DeleteFunc(slices.Clone(v[p.name]), func(s string) bool { return strings.TrimSpace(s) == "" })
		if len(given) == 0 {
			continue
		}
		if err := p.value.set(given); err != nil {
			return f, &BadQuestion{Err: fmt.Errorf("%s: %w", p.name, err)}
		}
	}
	return f, nil
}

// Asks reports whether a list is not of all that there is, but of what is asked for, from
// the first on.
func (f Filter) Asks() bool {
	f.Kind, f.Sort, f.Limit, f.Page = "", "", 0, 0
	return f.Offset == 0 && len(f.Values()) > 0
}

// Values writes a Filter as the parameters of an address.
func (f Filter) Values() url.Values {
	out := url.Values{}
	for _, p := range f.parameters() {
		if v := p.value.get(); len(v) > 0 {
			out[p.name] = v
		}
	}
	return out
}

// search is what the store is asked. Its error is a *BadQuestion.
func (f Filter) search() (store.Search, find.Query, error) {
	out := store.Search{
		Kind: store.Kind(f.Kind), Platform: store.Platform(strings.ToLower(f.Platform)), Lang: strings.ToLower(f.Lang), Quoted: f.Quoted, Undated: f.Undated,
		Source: f.Source, Order: store.Order(f.Sort), Warnings: f.Warning,
	}
	var r reader
	q := read(&r, "q", find.Parse, f.Words)
	out.Words = q.Words
	if f.Lang != "" {
		r.fail(CheckLang("lang", f.Lang))
	}
	r.oneOf("kind", f.Kind, "post", "article")
	r.oneOf("sort", f.Sort, texts(sorts)...)
	r.oneOf("observed", f.Observed, "true", "false")
	r.each("state", f.State, texts(states)...)
	r.each("warning", f.Warning, match.Warnings()...)
	r.each("severity", f.Severity, texts(severities)...)
	r.each("verdict", f.Verdict, texts(verdicts)...)
	out.States, out.Severities = typed[store.State](f.State), typed[store.Severity](f.Severity)
	out.From, out.To = read(&r, "from", moment(false), f.From), read(&r, "to", moment(true), f.To)
	out.GoneWithin = read(&r, "gone-within", Length, f.GoneWithin)
	switch f.Observed {
	case "true":
		out.Authorities = []store.Authority{store.AuthorityOrigin}
	case "false":
		out.Authorities = []store.Authority{store.AuthorityRelay, store.AuthorityImport, store.AuthorityClaim}
	}
	if out.Order == "" {
		out.Order = store.OrderNewest
	}
	if r.err == nil && !out.From.IsZero() && !out.To.IsZero() && !out.From.Before(out.To) {
		r.err = fmt.Errorf("nothing lies between %s and %s: from must be earlier than to", f.From, f.To)
	}
	if r.err == nil && f.Undated && (f.From != "" || f.To != "") {
		r.err = errors.New("what has no date lies between no times: give undated, or from and to")
	}
	if f.Outlet != "" {
		out.Outlet = outletWords(f.Outlet)
	}
	out.Limit, out.Offset = f.part(&r)
	if r.err != nil {
		return out, q, &BadQuestion{Err: r.err}
	}
	return out, q, nil
}

// part is how many results from where on.
func (f Filter) part(r *reader) (limit, offset int) {
	limit, offset = f.Limit, f.Offset
	if limit == 0 {
		limit = usual
	}
	if f.most > 0 && limit > f.most {
		r.fail(fmt.Errorf("limit: at most %d at a time; the next begin at offset %d", f.most, f.most))
	}
	if f.Page > 0 && f.Offset > 0 {
		r.fail(fmt.Errorf("give a page or an offset, not both"))
	}
	if f.Page > 1 {
		offset = (f.Page - 1) * limit
	}
	return limit, offset
}

// What people may choose from.
var (
	sorts      = []store.Order{store.OrderNewest, store.OrderOldest, store.OrderBest}
	states     = []store.State{store.StateEdited, store.StateContradicted, store.StateGone, store.StateMissed, store.StateRestored, store.State(store.Deleted), store.State(store.Withheld), store.State(store.Suspended), store.State(store.Protected), store.State(store.Unavailable)}
	severities = []store.Severity{store.SeverityMeaning, store.SeverityWording, store.SeverityForm}
	verdicts   = []store.Verdict{store.Verbatim, store.Trimmed, store.Altered, store.Translated, store.NotFound}
)

// Choices are what a parameter may be, nil where it is free.
func Choices(name string) []string {
	return map[string][]string{
		"kind": {"post", "article"}, "sort": texts(sorts), "state": texts(states), "severity": texts(severities), "verdict": texts(verdicts), "warning": match.Warnings(),
	}[name]
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

func typed[T ~string](all []string) []T {
	out := make([]T, len(all))
	for i, v := range all {
		out[i] = T(v)
	}
	return out
}

// reader keeps the first error of what was typed.
type reader struct{ err error }

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// CheckLang says of a language's code, given under a name, that there is none.
func CheckLang(name, code string) error {
	if _, err := language.Parse(code); err != nil {
		return fmt.Errorf("%s: %q is not the code of a language; give one such as es, en or pt", name, code)
	}
	return nil
}

func (r *reader) oneOf(name, v string, of ...string) {
	if v != "" && !slices.Contains(of, v) {
		r.fail(fmt.Errorf("%s: %q is not known; give one of %s", name, v, strings.Join(of, ", ")))
	}
}

func (r *reader) each(name string, vs []string, of ...string) {
	for _, v := range vs {
		r.oneOf(name, v, of...)
	}
}

func read[T any](r *reader, name string, f func(string) (T, error), s string) T {
	var none T
	if strings.TrimSpace(s) == "" {
		return none
	}
	v, err := f(s)
	if err != nil && name != "q" {
		err = fmt.Errorf("%s: %w", name, err)
	}
	if err != nil {
		r.fail(err)
		return none
	}
	return v
}

// moment reads a bound: a year, a month, a day or a time. A bound that ends takes all of
// what it names: to 2025 includes December.
func moment(ends bool) func(string) (time.Time, error) {
	return func(s string) (time.Time, error) {
		for _, f := range []struct {
			layout              string
			years, months, days int
		}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {time.DateOnly, 0, 0, 1}} {
			if t, err := time.Parse(f.layout, s); err == nil {
				if ends {
					t = t.AddDate(f.years, f.months, f.days)
				}
				return t, nil
			}
		}
		m, err := ParseMoment(s)
		if err != nil {
			return time.Time{}, fmt.Errorf("%q is not a time; write it as 2025, 2025-11, 2025-11-12 or 2025-11-12T09:00:00Z", s)
		}
		if ends {
			m.Time = m.Time.Add(time.Millisecond)
		}
		return m.Time, nil
	}
}

// Length reads a length of time, above zero: 30m, 1h, 2d, 1w.
func Length(s string) (time.Duration, error) {
	for suffix, unit := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if n, err := strconv.ParseFloat(strings.TrimSuffix(s, suffix), 64); err == nil && strings.HasSuffix(s, suffix) && n > 0 && n*float64(unit) < 1<<62 {
			return time.Duration(n * float64(unit)), nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("%q is not a length of time; write it as 30m, 1h, 2d or 1w", s)
	}
	return d, nil
}

// outletWords are what an outlet is found by: its host, or the words of its name.
func outletWords(s string) []string {
	s = strings.ToLower(strings.TrimSpace(s))
	if strings.Contains(s, ".") && !strings.ContainsAny(s, " \t") {
		if _, host, ok := strings.Cut(s, "://"); ok {
			s = host
		}
		s, _, _ = strings.Cut(s, "/")
		return []string{strings.TrimPrefix(s, "www.")}
	}
	return strings.Fields(find.Cut(s))
}
