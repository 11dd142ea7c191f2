package view

import (
	"cmp"
	"context"
	"html/template"
	"slices"
	"time"

	"onrecord/store"
)

// EventRow is one line of a timeline.
type EventRow struct {
	At time.Time
	// When is the time as an element, or the day where no more is known.
	When template.HTML
	day  string
	Kind string
	// Word is the kind in words, "" where Text says it.
	Word string
	Text template.HTML
	// Ref leads to the article that quotes.
	Ref *Ref
	// Capture names the one that shows it, "" for none.
	Capture string
}

// timeline is what happened to a document.
func (p *PageBuilder) timeline(ctx context.Context, of store.DocumentView) ([]EventRow, error) {
	var out []EventRow
	missed := false // by a look before
	for _, e := range of.Events {
		row := EventRow{At: e.At, Kind: string(e.Kind)}
		if e.CaptureID != 0 {
			row.Capture = p.Say("capture %s", e.CaptureID)
		}
		switch {
		case e.Kind == "":
			row.Kind, row.Text = string(e.Outcome), p.Mark("the check failed: %s", clip(Plain(p.Phrase(e.Detail)), 200))
		case e.Kind == store.ChangeNew && e.Imported():
			row.Text = p.Mark("dated")
		case e.Kind == store.ChangeNew:
			row.Text = p.Mark("first seen")
		case e.Kind == store.ChangeEdited && e.Imported():
			row.Text = p.Mark("version %d dated", e.VersionSeq)
		case e.Kind == store.ChangeEdited:
			row.Text = p.Mark("version %d seen", e.VersionSeq)
		case e.Kind == store.ChangeFilled:
			row.Text = p.Mark("the full text of version %d seen", e.VersionSeq)
		case e.Kind == store.ChangeMissed:
			row.Text = p.Mark("on this check: %s", p.how(e.How, e.Detail))
		case e.Kind == store.ChangeErased:
			row.Text = p.Mark("by the owner of this archive: %s", Name(e.Detail))
		case e.Kind == store.ChangeGone && e.Imported():
			row.Text = p.Mark("said to be gone: %s", p.how(e.How, e.Detail))
		case e.Kind == store.ChangeGone && !missed:
			row.Text = p.Mark("as the platform states: %s", p.how(e.How, e.Detail))
		case e.Kind == store.ChangeGone:
			row.Text = p.Mark("confirmed by a second check: %s", p.how(e.How, e.Detail))
		case e.Kind == store.ChangeContradicted:
			row.Text = p.Mark("version %d: other words for the same time, and no edit", e.VersionSeq)
		case e.Kind == store.ChangeUnconfirmed:
			row.Text = p.Mark("words that its home does not show")
		case e.Kind == store.ChangeRestored:
			row.Text = p.Mark("available again")
		}
		missed = e.Kind == store.ChangeMissed || missed && e.Kind != store.ChangeRestored
		if err := p.attribute(ctx, &row, of, e); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// attribute adds to an event who says so, where that is not the document's home.
func (p *PageBuilder) attribute(ctx context.Context, row *EventRow, of store.DocumentView, e store.Event) error {
	i := slices.IndexFunc(of.Versions, func(v store.Version) bool { return v.Seq == e.VersionSeq && v.CaptureID == e.CaptureID })
	var a store.Authority
	switch {
	case i >= 0:
		a = of.Versions[i].Authority
	case e.Imported():
		a = store.AuthorityImport
	}
	c, err := p.broughtBy(ctx, a, e.CaptureID)
	switch b := (store.Version{Authority: a}).Brought(c); {
	case b.File != "" && b.At.IsZero():
		row.Text = p.Mark("%s, according to %s, imported", row.Text, Name(b.File))
	case b.File != "":
		row.Text = p.Mark("%s, according to %s, imported on %s", row.Text, Name(b.File), b.At)
	case e.Relay != "":
		row.Text = p.Mark("%s, as %s relays it", row.Text, Name(e.Relay))
	case a == store.AuthorityClaim:
		row.Text = p.Mark("%s, as %s claims", row.Text, clip(Plain(c.URL), 300))
	}
	return err
}

// ends are the first and the last that is known of a document: when it says it was
// published, and when it was last seen as it is.
func (b *Builder) ends(d store.Document, es []store.Event) []EventRow {
	var out []EventRow
	if p := d.PublishedAt; !p.IsZero() {
		kind, by := "posted", b.Mark("according to the post")
		if d.Kind == store.Article {
			kind, by = "published", b.Mark("according to the article")
		}
		out = append(out, EventRow{At: p.Time, day: b.DayOf(p), Kind: kind, Text: by})
	}
	for _, e := range es {
		if !e.At.Before(d.LastSeen) {
			return out // that look is among them
		}
	}
	return append(out, EventRow{At: d.LastSeen, Kind: "unchanged", Text: b.Mark("at the last check")})
}

// events are a document's timeline, with the articles that quote it, and how many
// earlier ones a page has no room for.
func (p *PageBuilder) events(ctx context.Context, of store.DocumentView) ([]EventRow, int, error) {
	out, err := p.timeline(ctx, of)
	if err != nil {
		return nil, 0, err
	}
	out = append(out, p.ends(of.Document, of.Events)...)
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
		row := EventRow{At: a.PublishedAt.Time, day: p.DayOf(a.PublishedAt), Kind: "quoted", Text: p.Mark("quoted by %s:", p.who(a))}
		row.Ref = &Ref{p.ref(PagePath(a.Kind, a.ID), "").Href, clip(Plain(a.Title), 100)}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b EventRow) int { return cmp.Compare(a.At.UnixMilli(), b.At.UnixMilli()) })
	more := max(0, len(out)-p.most.events)
	out = out[more:]
	for i, row := range out {
		if row.Kind != "quoted" {
			out[i].Word = p.Verdict(row.Kind)
		}
		if out[i].When = template.HTML(template.HTMLEscapeString(row.day)); row.day == "" { //nolint:gosec // escaped
			out[i].When = p.Clock(row.At)
		}
	}
	return out, more, nil
}
