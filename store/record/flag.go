package record

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/idna"

	"onrecord/store"
)

// stackedMarks is from how many combining marks in a row a letter counts as zalgo;
// no script stacks so many.
const stackedMarks = 5

// flagOddities names what in an observation could deceive a reader, whatever
// platform it comes from. The text itself stays as it came.
func flagOddities(o *store.Observation) {
	if o.Gone != nil {
		return
	}
	add := func(name string) { o.Content.Flags = addFlag(o.Content.Flags, name) }
	for _, s := range []string{o.Content.Title, o.Content.Text, o.Author.Name, o.Author.Handle} {
		for _, name := range oddities(s) {
			add(name)
		}
	}
	if mixesScripts(o.Author.Name) || mixesScripts(o.Author.Handle) {
		add("mixed-scripts")
	}
	if p := punycode(o.Author.Handle); p != "" {
		add("punycode:" + p)
	}
}

// The years that a claimed time can lie in; it may lie ahead of the look by
// latestAhead, as a scheduled broadcast's does.
const (
	earliestYear = 1900
	latestAhead  = 366 * 24 * time.Hour
)

// flagTimes keeps claimed times that cannot be as they were claimed, flagged, so that
// they date and order nothing. at is when the capture began.
func flagTimes(o *store.Observation, at time.Time) {
	if o.Gone != nil {
		return
	}
	for _, m := range []*store.Moment{&o.Content.PublishedAt, &o.Content.ModifiedAt} {
		if t := m.Time; t.IsZero() || t.Year() >= earliestYear && (at.IsZero() || !t.After(at.Add(latestAhead))) {
			continue
		}
		if m.Raw == "" {
			m.Raw = m.Time.UTC().Format(time.RFC3339Nano)
		}
		if o.VersionTime.Equal(m.Time) {
			o.VersionTime = time.Time{}
		}
		m.Time, m.Precision = time.Time{}, ""
		o.Content.Flags = addFlag(o.Content.Flags, "implausible-time")
	}
}

func addFlag(flags []string, name string) []string {
	if slices.Contains(flags, name) {
		return flags
	}
	return append(flags, name)
}

// oddities are the names of what a text hides.
func oddities(s string) (names []string) {
	marks, most := 0, 0
	bidi, zero, nul := false, false, false
	for i, r := range s {
		switch {
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			bidi = true
		case r == 0x200b, r == 0x2060, r == 0xfeff && i > 0, r == 0x180e:
			zero = true
		case r == 0:
			nul = true
		}
		if unicode.Is(unicode.Mn, r) && (r < 0xfe00 || r > 0xfe0f) {
			marks++
			most = max(most, marks)
		} else {
			marks = 0
		}
	}
	for _, f := range []struct {
		is   bool
		name string
	}{{bidi, "bidi-controls"}, {zero, "zero-width"}, {nul, "nul"}, {most >= stackedMarks, "stacked-marks"}} {
		if f.is {
			names = append(names, f.name)
		}
	}
	return names
}

// alike are scripts whose letters are taken for each other's.
var alike = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee}

// mixesScripts reports whether one word of a name has letters of two scripts that
// look alike (Unicode TS #39 §5.1).
func mixesScripts(s string) bool {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		seen := -1
		for _, r := range word {
			for i, t := range alike {
				if !unicode.Is(t, r) {
					continue
				}
				if seen >= 0 && seen != i {
					return true
				}
				seen = i
			}
		}
	}
	return false
}

// punycode is how a handle that is no ASCII, or whose host is no ASCII, is written in
// letters that cannot be mistaken (RFC 3492); "" for the others.
func punycode(handle string) string {
	ascii := true
	for _, r := range handle {
		ascii = ascii && r < 0x80
	}
	if ascii || len(handle) > 500 {
		return ""
	}
	var parts []string
	for _, p := range strings.Split(handle, "@") {
		a, err := idna.Punycode.ToASCII(p)
		if err != nil {
			return ""
		}
		parts = append(parts, a)
	}
	return strings.Join(parts, "@")
}
