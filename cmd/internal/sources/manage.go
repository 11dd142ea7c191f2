package sources

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/scraper"
	"onrecord/store"
)

// Select are the sources that an argument names: by number, by address, all that have a
// tag ("tag:NAME"), or "all". A number or an address that is no source's is an error.
func Select(all []store.Source, platforms *scraper.Registry, arg string) (out []store.Source, err error) {
	tag, tagged := strings.CutPrefix(arg, "tag:")
	address := desk.Address(platforms, arg)
	for _, s := range all {
		if arg == "all" || tagged && HasTag(s, strings.ToLower(tag)) || arg == s.URL || address == s.URL || arg == strconv.FormatInt(s.ID, 10) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, exit.NotFoundf("no source %q; see 'onrecord source list'", arg)
	}
	return out, nil
}

// HasTag reports whether a source has a tag.
func HasTag(s store.Source, tag string) bool { return slices.Contains(strings.Fields(s.Tags), tag) }

// longestTag is how many characters a tag has at most. The form does not say so: as a count in
// the regular expression it cost each start of the program 1.5 MB.
const longestTag = 40

var tagForm = regexp.MustCompile(`^[\p{L}\p{M}\d][\p{L}\p{M}\d_.-]*$`)

// TagWords are the tags that somebody typed, parted by blanks or commas.
func TagWords(typed string) []string {
	return strings.FieldsFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
}

// Tags are words that may be tags, in lower case, sorted and once each.
func Tags(words []string) (string, error) {
	var out []string
	for _, w := range words {
		w = strings.ToLower(strings.TrimPrefix(w, "#"))
		if utf8.RuneCountInString(w) > longestTag || !tagForm.MatchString(w) {
			return "", exit.Usagef("%q cannot be a tag; give a word of letters, digits, - and _", w)
		}
		out = append(out, w)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " "), nil
}

// Edit is what somebody changes of a source; nil and none leave it as it is.
type Edit struct {
	Name, Selector, Speaker *string
	// Every is how often it is looked at, 0 for by its own rhythm.
	Every       *time.Duration
	Paused, OCR *bool
	// Tag and Untag are tags to give and to take away.
	Tag, Untag []string
}

// Apply changes a source. One that is resumed, or looked at more often, is due by then.
func (e Edit) Apply(s *store.Source, now time.Time) error {
	set := func(to, from *string) {
		if from != nil {
			*to = *from
		}
	}
	set(&s.Name, e.Name)
	set(&s.Selector, e.Selector)
	set(&s.Speaker, e.Speaker)
	if err := (New{Source: store.Source{Name: s.Name, Selector: s.Selector, Speaker: s.Speaker}}).Check(); err != nil {
		return err
	}
	if e.Selector != nil || e.Speaker != nil {
		s.ETag, s.LastModified = "", "" // it is read anew
	}
	if e.Every != nil {
		s.Cadence, s.Fixed = *e.Every, *e.Every != 0
		if !s.Fixed {
			s.Cadence = scraper.DefaultCadence(s.Kind)
		}
		if soon := now.Add(s.Cadence); s.NextDue.After(soon) {
			s.NextDue = soon
		}
	}
	if e.Paused != nil {
		if s.Paused && !*e.Paused {
			s.NextDue = now.UTC()
		}
		s.Paused = *e.Paused
	}
	if e.OCR != nil {
		s.OCR = *e.OCR
	}
	return e.tagged(s)
}

func (e Edit) tagged(s *store.Source) error {
	give, err := Tags(e.Tag)
	if err != nil {
		return err
	}
	take, err := Tags(e.Untag)
	if err != nil {
		return err
	}
	taken := strings.Fields(take)
	have := slices.DeleteFunc(append(strings.Fields(s.Tags), strings.Fields(give)...), func(t string) bool { return slices.Contains(taken, t) })
	s.Tags, err = Tags(have)
	return err
}

// Filter narrows a list of sources; zero values do not.
type Filter struct {
	Tag, Platform, Kind string
	Paused, Failing     bool
}

// Check says what no source can be.
func (f *Filter) Check(platforms *scraper.Registry) error {
	kinds := []string{string(store.SourcePost), string(store.SourceAccount), string(store.SourceFeed), string(store.SourcePage)}
	if f.Kind != "" && !slices.Contains(kinds, f.Kind) {
		return exit.Usagef("--kind %q is not known; give one of %s", f.Kind, strings.Join(kinds, ", "))
	}
	if f.Platform == "" {
		return nil
	}
	p := platforms.PlatformOf(f.Platform)
	if p == "" {
		return exit.Usagef("--platform %q is none that can be watched; give one such as x, mastodon or web", f.Platform)
	}
	f.Platform = string(p)
	return nil
}

// Pass are the sources that pass.
func (f Filter) Pass(all []store.Source) []store.Source {
	return slices.DeleteFunc(slices.Clone(all), func(s store.Source) bool {
		return f.Tag != "" && !HasTag(s, strings.ToLower(f.Tag)) || f.Platform != "" && string(s.Platform) != f.Platform || f.Kind != "" && string(s.Kind) != f.Kind ||
			f.Paused && !s.Paused || f.Failing && s.Failures == 0
	})
}

// CheckEvery says what is wrong with how often a source is to be looked at.
func CheckEvery(every time.Duration) error { return New{Source: store.Source{Cadence: every}}.Check() }
