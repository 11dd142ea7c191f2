package view

import (
	"slices"
	"time"

	"onrecord/store"
)

// Travel shows how a post's quotes came out over time: a mark an article, the higher
// the more there were by then.
type Travel struct {
	Title string
	Marks []TravelMark
	Ticks []TravelTick
	// Width and Height are of the Page.
	Width, Height int
}

// TravelMark is one article; Verdict gives its shape as well as its colour.
type TravelMark struct {
	Verdict, Label string
	X, Y           int
}

// TravelTick is a point of the axis.
type TravelTick struct {
	X     int
	Label string
}

// The measures of the Page.
const (
	travelWidth  = 640
	travelHeight = 150
	travelSide   = 20
	travelMost   = 120 // marks
)

// passage is a quote with its distance from the post.
type passage struct {
	after time.Duration
	link  store.Link
}

// travel is empty where fewer than two articles have a time after the post's.
func (p *PageBuilder) travel(of store.DocumentView) Travel {
	all := passages(of.Document, of.Links)
	if len(all) < 2 {
		return Travel{}
	}
	span := max(all[len(all)-1].after, time.Hour)
	t := Travel{Title: p.Say("How the quote travelled"), Width: travelWidth, Height: travelHeight, Ticks: p.ticks(span)}
	for i, q := range all {
		a, verdict := of.Related[q.link.Quote.Article], string(q.link.Match.Verdict)
		t.Marks = append(t.Marks, TravelMark{
			Verdict: verdict, X: across(q.after, span), Y: travelHeight - 34 - i*(travelHeight-54)/len(all),
			Label: p.Say("%s: %s, %s", p.who(a), p.Verdict(verdict), p.After(of.PublishedAt, q.link.Quote.PublishedAt)),
		})
	}
	return t
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
	return out[:min(len(out), travelMost)]
}

func across(after, span time.Duration) int {
	return travelSide + int(float64(after)/float64(span)*float64(travelWidth-3*travelSide))
}

// steps are the distances between ticks that people count in.
var steps = []time.Duration{
	15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour,
	7 * 24 * time.Hour, 30 * 24 * time.Hour, 365 * 24 * time.Hour,
}

// ticks divide a span into at most seven parts.
func (b *Builder) ticks(span time.Duration) []TravelTick {
	step := steps[len(steps)-1]
	for _, s := range steps {
		if span/s <= 6 {
			step = s
			break
		}
	}
	var out []TravelTick
	for at := time.Duration(0); at <= span && len(out) < 8; at += step {
		label := b.Say("%d h", int(at.Hours()))
		switch {
		case step < time.Hour:
			label = b.Say("%d min", int(at.Minutes()))
		case step >= 24*time.Hour:
			label = b.Say("%d d", int(at.Hours()/24))
		}
		out = append(out, TravelTick{across(at, span), label})
	}
	return out
}
