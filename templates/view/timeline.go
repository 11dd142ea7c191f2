package view

import (
	"cmp"
	"html/template"
	"slices"
	"time"

	"onrecord/store"
)

// EventRow is one line of a timeline.
type EventRow struct {
	At   time.Time
	Day  string // in place of At, where only the day is known
	Kind string
	Text template.HTML
	// Ref leads to the article that quotes.
	Ref     *Ref
	Capture int64
}

// timeline is what happened to a document.
func (b *Builder) timeline(es []store.Event) []EventRow {
	var out []EventRow
	missed := false // by a look before
	for _, e := range es {
		row := EventRow{At: e.At, Kind: string(e.Kind), Capture: e.CaptureID}
		switch {
		case e.Kind == "":
			row.Kind, row.Text = string(e.Outcome), b.Mark("the check failed: %s", clip(Plain(e.Detail), 200))
		case e.Kind == store.ChangeNew:
			row.Text = b.Mark("first seen")
		case e.Kind == store.ChangeEdited:
			row.Text = b.Mark("version %d seen", e.VersionSeq)
		case e.Kind == store.ChangeFilled:
			row.Text = b.Mark("the full text of version %d seen", e.VersionSeq)
		case e.Kind == store.ChangeMissed:
			row.Text = b.Mark("at this look: %s", b.how(e.How, e.Detail))
		case e.Kind == store.ChangeGone && e.How == store.Erased:
			row.Kind, row.Text = string(store.Erased), b.Mark("by the keeper of this archive: %s", Name(e.Detail))
		case e.Kind == store.ChangeGone && !missed:
			row.Text = b.Mark("as this look says outright: %s", b.how(e.How, e.Detail))
		case e.Kind == store.ChangeGone:
			row.Text = b.Mark("confirmed by a second look: %s", b.how(e.How, e.Detail))
		case e.Kind == store.ChangeRestored:
			row.Text = b.Mark("there again")
		}
		missed = e.Kind == store.ChangeMissed || missed && e.Kind != store.ChangeRestored
		if e.Relay != "" {
			row.Text = b.Mark("%s, as %s relays it", row.Text, Name(e.Relay))
		}
		out = append(out, row)
	}
	return out
}

// ends are the first and the last that is known of a document: when it says it was
// published, and when it was last seen as it is.
func (b *Builder) ends(d store.Document, es []store.Event) []EventRow {
	var out []EventRow
	if p := d.PublishedAt; !p.IsZero() {
		kind := "posted"
		if d.Kind == store.Article {
			kind = "published"
		}
		out = append(out, EventRow{At: p.Time, Day: b.DayOf(p), Kind: kind, Text: b.Mark("according to the post")})
	}
	for _, e := range es {
		if !e.At.Before(d.LastSeen) {
			return out // that look is among them
		}
	}
	return append(out, EventRow{At: d.LastSeen, Kind: "unchanged", Text: b.Mark("at the last look")})
}

// events are a document's timeline, with the articles that quote it, and how many
// earlier ones a page has no room for.
func (p *PageBuilder) events(of store.DocumentView) ([]EventRow, int) {
	out := append(p.timeline(of.Events), p.ends(of.Document, of.Events)...)
	seen := map[store.DocumentID]bool{}
	for _, l := range of.Links {
		if of.Kind != store.Post {
			break
		}
		a := of.Related[l.Quote.Article]
		if seen[a.ID] || a.PublishedAt.IsZero() {
			continue
		}
		seen[a.ID] = true
		row := EventRow{At: a.PublishedAt.Time, Day: p.DayOf(a.PublishedAt), Kind: "quoted", Text: p.Mark("quoted by %s:", p.who(a))}
		row.Ref = &Ref{p.ref(PagePath(a.Kind, a.ID), "").Href, clip(Plain(a.Title), 100)}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b EventRow) int { return cmp.Compare(a.At.UnixMilli(), b.At.UnixMilli()) })
	more := max(0, len(out)-p.most.events)
	return out[more:], more
}
