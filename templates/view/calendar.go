package view

import (
	"context"
	"strings"
	"time"

	"onrecord/store"
)

// Calendar shows on which days of a year how much was changed.
type Calendar struct {
	Title string
	// Width and Height are of the drawing, Most is the most changes of a day.
	Width, Height, Most int
	Months              []CalendarMonth
}

// CalendarMonth is a month's days. Name is short, and stands above its first day at X; one
// with changes leads to them, by Label.
type CalendarMonth struct {
	Name, Label, Href string
	X                 int
	Days              []CalendarDay
}

// CalendarDay is a day. Level is 0 for one without changes, up to 4 for the most; Label says
// what was changed on it, "" for nothing.
type CalendarDay struct {
	Label string
	Level int
	X, Y  int
}

// The measures of a calendar: a column a week, a row a day from Monday on.
const (
	calendarWeeks = 53
	calendarStep  = 12
	calendarTop   = 14
)

// calendar is of the year up to the last change, empty where nothing was changed in it.
func (p *PageBuilder) calendar(ctx context.Context) (Calendar, error) {
	es, err := p.archive.Changes.Changes(ctx, 1, store.ToldChanges()...)
	if err != nil || len(es) == 0 {
		return Calendar{}, err
	}
	last := es[0].At.UTC().Truncate(24 * time.Hour)
	monday := last.AddDate(0, 0, -(int(last.Weekday())+6)%7)
	first := monday.AddDate(0, 0, -7*(calendarWeeks-1))
	counts, err := p.archive.Changes.ChangesByDay(ctx, first)
	if err != nil {
		return Calendar{}, err
	}
	c := Calendar{Title: p.Say("When changes were seen"), Width: calendarWeeks * calendarStep, Height: calendarTop + 7*calendarStep, Most: 1}
	byDay, byMonth := map[time.Time]store.DayCount{}, map[time.Time]store.DayCount{}
	for _, d := range counts {
		byDay[d.Day.UTC()] = d
		c.Most = max(c.Most, changed(d))
		m := byMonth[store.MonthOf(d.Day)]
		m.Edited, m.Gone, m.Erased, m.Returned = m.Edited+d.Edited, m.Gone+d.Gone, m.Erased+d.Erased, m.Returned+d.Returned
		byMonth[store.MonthOf(d.Day)] = m
	}
	for i, day := 0, first; !day.After(last); i, day = i+1, day.AddDate(0, 0, 1) {
		x := i / 7 * calendarStep
		if i == 0 || day.Day() == 1 {
			c.Months = append(c.Months, p.calendarMonth(day, x, byMonth[store.MonthOf(day)]))
		}
		d := CalendarDay{X: x, Y: calendarTop + i%7*calendarStep}
		if n := byDay[day]; changed(n) > 0 {
			d.Level = 1 + 3*(changed(n)-1)/max(1, c.Most-1)
			d.Label = p.Day(day) + ": " + p.changedText(n)
		}
		m := &c.Months[len(c.Months)-1]
		m.Days = append(m.Days, d)
	}
	return c, nil
}

// calendarMonth is a month without its days; the first of a calendar may begin on any day,
// and has no room for its name then.
func (p *PageBuilder) calendarMonth(first time.Time, x int, n store.DayCount) CalendarMonth {
	m := CalendarMonth{X: x}
	if first.Day() == 1 {
		m.Name = string([]rune(p.Locale.Months[first.Month()-1])[:3])
	}
	if changed(n) > 0 {
		m.Href = p.ref(MonthList{Month: store.MonthOf(first)}.Path(1), "").Href
		m.Label = p.Month(first) + ": " + p.changedText(n)
	}
	return m
}

func (p *PageBuilder) changedText(n store.DayCount) string {
	var parts []string
	for _, part := range []struct {
		text string
		n    int
	}{{p.Say("%d edited", n.Edited), n.Edited}, {p.Say("%d gone", n.Gone), n.Gone}, {p.Say("%d erased", n.Erased), n.Erased}, {p.Say("%d restored", n.Returned), n.Returned}} {
		if part.n > 0 {
			parts = append(parts, part.text)
		}
	}
	return strings.Join(parts, ", ")
}

func changed(d store.DayCount) int { return d.Edited + d.Gone + d.Erased + d.Returned }
