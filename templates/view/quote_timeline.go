package view

import (
	"slices"
	"time"

	"onrecord/store"
)

// QuoteTimeline shows how a post's quotes came out over time: a row an outlet, in the order in
// which they came, a mark a quote, and through all rows what became of the post.
type QuoteTimeline struct {
	Title string
	Rows  []QuoteRow
	// Events are edits, the deletion and the return of the post.
	Events []QuoteEvent
	Ticks  []QuoteTick
	// Width and Height are those of a row.
	Width, Height int
	// Outlets and Quotes count what is not drawn.
	Outlets, Quotes int
}

// QuoteRow is an outlet.
type QuoteRow struct {
	Name  string
	Marks []QuoteMark
}

// QuoteMark is one quote; Verdict gives its shape as well as its colour, Href leads to its
// article.
type QuoteMark struct {
	Verdict, Label, Href string
	X, Y                 int
}

// QuoteEvent is what became of the post: Kind is of store.ToldChanges.
type QuoteEvent struct {
	Kind, Label string
	X           int
}

// QuoteTick is a point of the axis.
type QuoteTick struct {
	X     int
	Label string
}

// The measures of a row, and how much is drawn.
const (
	timelineWidth   = 640
	timelineHeight  = 28
	timelineSide    = 20
	timelineMost    = 120 // marks
	timelineOutlets = 30
)

// passage is a quote with its distance from the post.
type passage struct {
	after time.Duration
	link  store.Link
}

// quoteTimeline is empty where fewer than two articles have a time after the post's.
func (p *PageBuilder) quoteTimeline(of store.DocumentView) QuoteTimeline {
	all := passages(of.Document, of.Links)
	if len(all) < 2 {
		return QuoteTimeline{}
	}
	t := QuoteTimeline{Title: p.Say("How the quote travelled"), Width: timelineWidth, Height: timelineHeight, Quotes: max(0, len(all)-timelineMost)}
	all = all[:len(all)-t.Quotes]
	span := max(all[len(all)-1].after, time.Hour)
	t.Ticks, t.Events = p.ticks(span), p.became(of, span)
	rows := map[string]int{}
	for _, q := range all {
		a, verdict := of.Related[q.link.Quote.Article], string(q.link.Match.Verdict)
		name := p.who(a)
		i, ok := rows[name]
		if !ok && len(rows) == timelineOutlets {
			t.Outlets, t.Quotes = t.Outlets+1, t.Quotes+1
			continue
		}
		if !ok {
			i = len(t.Rows)
			rows[name] = i
			t.Rows = append(t.Rows, QuoteRow{Name: clip(name, 60)})
		}
		t.Rows[i].Marks = append(t.Rows[i].Marks, QuoteMark{
			Verdict: verdict, X: across(q.after, span), Y: timelineHeight / 2, Href: p.ref(PagePath(store.Article, a.ID), "").Href,
			Label: p.Say("%s: %s, %s", name, p.Verdict(verdict), p.After(of.PublishedAt, q.link.Quote.PublishedAt)),
		})
	}
	return t
}

// became are the edits, the deletion and the return of a post within the span.
func (p *PageBuilder) became(of store.DocumentView, span time.Duration) (out []QuoteEvent) {
	for _, e := range of.Events {
		after := e.At.Sub(of.PublishedAt.Time)
		if slices.Contains(store.ToldChanges(), e.Kind) && after >= 0 && after <= span && len(out) < timelineMost {
			when := store.Moment{Time: e.At, Precision: store.PrecisionSecond}
			out = append(out, QuoteEvent{string(e.Kind), p.Verdict(string(e.Kind)) + ", " + p.After(of.PublishedAt, when), across(after, span)})
		}
	}
	return out
}

// passages are the quotes that came after the post, in order.
func passages(d store.Document, links []store.Link) []passage {
	var out []passage
	for _, l := range links {
		at := l.Quote.PublishedAt
		if d.PublishedAt.IsZero() || at.IsZero() {
			continue
		}
		after := at.Time.Sub(d.PublishedAt.Time)
		if at.Precision == store.PrecisionDay && after < 0 && after > -24*time.Hour {
			after = 0 // the same day, no more is known
		}
		if after >= 0 {
			out = append(out, passage{after, l})
		}
	}
	slices.SortStableFunc(out, func(a, b passage) int { return int((a.after - b.after) / time.Millisecond) })
	return out
}

func across(after, span time.Duration) int {
	return timelineSide + int(float64(after)/float64(span)*float64(timelineWidth-3*timelineSide))
}

// steps are the distances between ticks that people count in.
var steps = []time.Duration{
	15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour,
	7 * 24 * time.Hour, 30 * 24 * time.Hour, 365 * 24 * time.Hour,
}

// ticks divide a span into at most seven parts.
func (b *Builder) ticks(span time.Duration) []QuoteTick {
	step := steps[len(steps)-1]
	for _, s := range steps {
		if span/s <= 6 {
			step = s
			break
		}
	}
	var out []QuoteTick
	for at := time.Duration(0); at <= span && len(out) < 8; at += step {
		label := b.Say("%d h", int(at.Hours()))
		switch {
		case step < time.Hour:
			label = b.Say("%d min", int(at.Minutes()))
		case step >= 24*time.Hour:
			label = b.Say("%d d", int(at.Hours()/24))
		}
		out = append(out, QuoteTick{across(at, span), label})
	}
	return out
}
