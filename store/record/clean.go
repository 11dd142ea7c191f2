package record

import (
	"slices"
	"strings"
	"time"

	"onrecord/store"
)

// ahead is how far a clock may be ahead of ours.
const ahead = 10 * time.Minute

// Clean makes what a capture says fit to keep, whatever brought it: valid UTF-8, no
// time that no calendar has, and flagged where it is not what it seems. What is said to
// have been seen after now is a claim.
func Clean(c store.Capture, seen []store.Observation, now time.Time) []store.Observation {
	out := make([]store.Observation, len(seen))
	for i, o := range seen {
		o.Content.Flags = slices.Clone(o.Content.Flags)
		if at := later(c.StartedAt, o.SeenAt); at.After(now.Add(ahead)) {
			o.SeenAt, o.Authority = now, store.AuthorityClaim
			o.Content.Flags = addFlag(o.Content.Flags, "future-time")
			if o.Gone != nil {
				g := *o.Gone
				g.Certain, o.Gone = false, &g // nobody saw yet what is to come
			}
		}
		flagOddities(&o)
		flagTimes(&o, c.StartedAt)
		out[i] = clean(o)
	}
	return out
}

// clean makes an observation valid UTF-8, flagged where it was not, with no time outside
// the years 1 to 9999.
func clean(o store.Observation) store.Observation {
	c := cleaner{}
	o.Document = store.DocumentID(c.text(string(o.Document)))
	o.Aliases = slices.Clone(o.Aliases)
	for i, a := range o.Aliases {
		o.Aliases[i] = store.DocumentID(c.text(string(a)))
	}
	o.Agreed = slices.Clone(o.Agreed)
	for i, a := range o.Agreed {
		o.Agreed[i] = store.DocumentID(c.text(string(a)))
	}
	o.Relations = slices.Clone(o.Relations)
	for i, rel := range o.Relations {
		o.Relations[i].Document = store.DocumentID(c.text(string(rel.Document)))
	}
	o.Author = store.Author{ID: c.text(o.Author.ID), Handle: c.text(o.Author.Handle), Name: c.text(o.Author.Name), URL: c.text(o.Author.URL)}
	o.URL, o.Publisher = c.text(o.URL), c.text(o.Publisher)
	o.VersionID, o.VersionURL = c.text(o.VersionID), c.text(o.VersionURL)
	o.IDTime, o.SeenAt, o.VersionTime = Instant(o.IDTime), Instant(o.SeenAt), Instant(o.VersionTime)
	if o.Gone != nil {
		g := *o.Gone
		g.How, g.Detail = store.GoneHow(c.text(string(g.How))), c.text(g.Detail)
		o.Gone = &g
	}
	o.Content = c.content(o.Content)
	return o
}

// cleaner remembers whether it had to change anything.
type cleaner struct{ broken bool }

func (c *cleaner) text(s string) string {
	v := strings.ToValidUTF8(s, "\uFFFD")
	c.broken = c.broken || v != s
	return v
}

func (c *cleaner) content(t store.Content) store.Content {
	t.Title, t.Text, t.Lang = c.text(t.Title), c.text(t.Text), c.text(t.Lang)
	t.CutWhy, t.Byline, t.Description = c.text(t.CutWhy), c.text(t.Byline), c.text(t.Description)
	t.PublishedAt, t.ModifiedAt = c.moment(t.PublishedAt), c.moment(t.ModifiedAt)
	t.Marks, t.Media, t.Flags = slices.Clone(t.Marks), slices.Clone(t.Media), slices.Clone(t.Flags)
	for i, m := range t.Marks {
		t.Marks[i].URL, t.Marks[i].Document = c.text(m.URL), store.DocumentID(c.text(string(m.Document)))
	}
	for i, m := range t.Media {
		t.Media[i] = store.Media{Type: c.text(m.Type), URL: c.text(m.URL), Alt: c.text(m.Alt), ID: c.text(m.ID)}
	}
	for i, f := range t.Flags {
		t.Flags[i] = c.text(f)
	}
	if c.broken {
		t.Flags = addFlag(t.Flags, "invalid-utf8")
	}
	return t
}

// moment keeps a claim that no calendar has as it was written.
func (c *cleaner) moment(m store.Moment) store.Moment {
	m.Raw = c.text(m.Raw)
	if Instant(m.Time).IsZero() && !m.Time.IsZero() {
		if m.Raw == "" {
			m.Raw = m.Time.String()
		}
		m.Time = time.Time{}
	}
	if m.Time.IsZero() {
		m.Precision = ""
	}
	return m
}

// Instant is the time in whole milliseconds of UTC, the zero time where its
// year has no four digits.
func Instant(t time.Time) time.Time {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}
	}
	return t.Truncate(time.Millisecond)
}
