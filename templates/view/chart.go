package view

import (
	"context"
	"slices"
	"time"

	"onrecord/store"
)

// Chart is a bar chart drawn as SVG, with its text alternative.
type Chart struct {
	Title string
	// Width is of the Page, Most the highest bar's count.
	Width, Most int
	Bars        []ChartBar
	// First and Last are the words at the ends of the axis.
	First, Last string
	// Legend are the kinds of parts, where there is more than one.
	Legend []string
}

// ChartBar is one bar, in the units of the Page; Parts stand on each other.
type ChartBar struct {
	Label string
	Count int
	X     int
	Parts []ChartPart
}

// ChartPart is a part of a bar; Kind gives its pattern as well as its colour.
type ChartPart struct {
	Kind      string
	Y, Height int
}

// The measures of a chart.
const (
	chartDays   = 30
	chartMonths = 24
	leastMonths = 12 // fewer bars would be as broad as a page
	barStep     = 12
	barMost     = 60 // the height of the highest bar
	leastPart   = 4  // lower ones would not show the pattern of their kind
)

// part is a count of one kind.
type part struct {
	kind string
	n    int
}

// bar adds a bar of some parts, of a chart whose highest has the count most.
func (c *Chart) bar(label string, parts ...part) {
	b := ChartBar{Label: label, X: len(c.Bars) * barStep}
	y := barMost + 4
	for _, p := range parts {
		if p.n == 0 {
			continue
		}
		h := max(leastPart, p.n*barMost/c.Most)
		y = max(0, y-h)
		b.Parts = append(b.Parts, ChartPart{p.kind, y, h})
		b.Count += p.n
	}
	c.Bars = append(c.Bars, b)
	c.Width = len(c.Bars) * barStep
}

// activity is what changed in the last days in which anything did.
func (p *PageBuilder) activity(ctx context.Context) (Chart, error) {
	es, err := p.archive.Changes.Changes(ctx, 1)
	if err != nil || len(es) == 0 {
		return Chart{}, err
	}
	last := es[0].At.UTC().Truncate(24 * time.Hour)
	first := last.AddDate(0, 0, 1-chartDays)
	days, err := p.archive.Changes.ChangesByDay(ctx, first)
	if err != nil {
		return Chart{}, err
	}
	c := Chart{Title: p.Say("Changes a day"), Legend: []string{"new", "edited", "gone"}, Most: 1, First: p.Day(first), Last: p.Day(last)}
	for _, d := range days {
		c.Most = max(c.Most, d.New+d.Edited+d.Gone+d.Returned)
	}
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		var d store.DayCount
		if i := slices.IndexFunc(days, func(d store.DayCount) bool { return d.Day.Equal(day) }); i >= 0 {
			d = days[i]
		}
		c.bar(p.Day(day)+": "+p.Say("%d new", d.New)+", "+p.Say("%d edited", d.Edited)+", "+p.Say("%d gone", d.Gone),
			part{"gone", d.Gone}, part{"edited", d.Edited}, part{"new", d.New + d.Returned})
	}
	return c, nil
}

// published is how much an author posted in the last months in which he did.
func (b *Builder) published(months []store.MonthCount) Chart {
	if len(months) < 2 {
		return Chart{}
	}
	last := months[len(months)-1].Month
	first := last.AddDate(0, 1-chartMonths, 0)
	if m := months[0].Month; m.After(first) {
		first = m
	}
	if m := last.AddDate(0, 1-leastMonths, 0); m.Before(first) {
		first = m
	}
	c := Chart{Title: b.Say("Posts a month"), Most: 1, First: b.Month(first), Last: b.Month(last)}
	count := map[time.Time]int{}
	for _, m := range months {
		count[m.Month] = m.Count
		if !m.Month.Before(first) {
			c.Most = max(c.Most, m.Count)
		}
	}
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		c.bar(b.Say("%s: %d posts", b.Month(m), count[m]), part{"new", count[m]})
	}
	return c
}
