package view

import (
	"cmp"
	"context"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/compare"
	"onrecord/store"
)

// ChangeRow is one change in a list.
type ChangeRow struct {
	At      time.Time
	Kind    string
	Doc     DocRow
	Detail  string
	Changes []PieceView
	// Severity is that of an edit, Warnings say how it changed the meaning, and what else.
	Severity store.Severity
	Warnings []string
	// Origin says whose word the change is where that is not its home's and Doc does
	// not say the same.
	Origin template.HTML
	// Earlier counts the changes of the same document that are left out of the list.
	Earlier int
}

// onceEach keeps the latest change of each document.
func onceEach(all []ChangeRow, most int) []ChangeRow {
	var out []ChangeRow
	at := map[string]int{}
	for _, c := range all {
		i, ok := at[c.Doc.Ref.Href]
		switch {
		case ok && c.Doc.Ref.Href != "":
			out[i].Earlier++
		case len(out) < most:
			at[c.Doc.Ref.Href] = len(out)
			out = append(out, c)
		}
	}
	return out
}

// gravestFirst puts edits that changed no meaning behind what is graver, which stays in
// its order.
func gravestFirst(all []ChangeRow) []ChangeRow {
	grave := func(c ChangeRow) int {
		if c.Kind != string(store.ChangeEdited) {
			return store.SeverityMeaning.Rank()
		}
		return c.Severity.Rank()
	}
	slices.SortStableFunc(all, func(a, b ChangeRow) int { return cmp.Compare(grave(a), grave(b)) })
	return all
}

func (p *PageBuilder) changeRows(ctx context.Context, es []store.Event) ([]ChangeRow, error) {
	var out []ChangeRow
	for _, e := range es {
		d, err := p.archive.Documents.Document(ctx, e.Document)
		if err != nil {
			return nil, err
		}
		c, err := p.changeRow(ctx, e, d)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func (p *PageBuilder) changeRow(ctx context.Context, e store.Event, d store.Document) (ChangeRow, error) {
	doc, err := p.row(ctx, d)
	if err != nil {
		return ChangeRow{}, err
	}
	c := ChangeRow{At: e.At, Kind: string(e.Kind), Doc: doc}
	word := p.gone(e, d)
	switch e.Kind {
	case store.ChangeGone, store.ChangeMissed, store.ChangeErased:
		c.Doc.Gone, c.Doc.Erased, c.Doc.Missing = false, false, false // the row says so itself
		c.Detail = p.left(e)
	case store.ChangeEdited:
		var now store.Version
		if c.Changes, now, err = p.shortDiff(ctx, e, &c); err != nil {
			return ChangeRow{}, err
		}
		word = now.Word()
	}
	if c.Origin, err = p.origin(ctx, word); c.Origin == c.Doc.Origin {
		c.Origin = ""
	}
	return c, err
}

// left is in which way a document is gone, or why the archive's owner erased it.
func (b *Builder) left(e store.Event) string {
	if e.Kind == store.ChangeErased {
		return b.Say("by the owner of this archive: %s", Name(e.Detail))
	}
	return b.how(e.How, e.Detail)
}

// gone is who says that a document is gone, by an event.
func (p *PageBuilder) gone(e store.Event, d store.Document) store.Word {
	if t := d.Tombstone; t != nil && e.Kind == store.ChangeGone {
		return store.Word{By: t.Authority, From: t.CaptureID}
	}
	return store.Word{}
}

// shortDiff is what an edit changed, without the long equal parts, and the version that
// it made; what the edit did is added to the row.
func (p *PageBuilder) shortDiff(ctx context.Context, e store.Event, row *ChangeRow) ([]PieceView, store.Version, error) {
	vs, err := p.archive.Documents.Versions(ctx, e.Document)
	if err != nil || e.VersionSeq < 2 || e.VersionSeq > len(vs) {
		return nil, store.Version{}, err
	}
	old, now := vs[e.VersionSeq-2], vs[e.VersionSeq-1]
	did := p.edited(old, now)
	row.Severity, row.Warnings = did.severity, did.warnings
	ps := p.difference(old.Text, now.Text)
	if old.Text == now.Text {
		ps = p.difference(old.Title, now.Title)
	}
	var out []PieceView
	for i, d := range ps {
		if d.Op == string(compare.Equal) {
			d.Text = shorten(d.Text, i == 0, i == len(ps)-1)
		}
		out = append(out, PieceView{d.Op, clip(d.Text, 350)})
	}
	return out[:min(len(out), 12)], now, nil
}

// shorten keeps the words of an equal part that stand next to a change.
func shorten(s string, isFirst, isLast bool) string {
	const keep = 160
	r := []rune(s)
	if len(r) <= 2*keep {
		return s
	}
	head, tail := string(r[:keep]), string(r[len(r)-keep:])
	if i := strings.LastIndex(head, "\n"); i > len(head)/3 {
		head = strings.TrimRight(head[:i], "\n ")
	} else if i := strings.LastIndexAny(head, " \n"); i > 0 {
		head = head[:i]
	}
	if i := strings.Index(tail, "\n"); i >= 0 && i < 2*len(tail)/3 {
		tail = strings.TrimLeft(tail[i:], "\n ")
	} else if i := strings.IndexAny(tail, " \n"); i >= 0 {
		tail = tail[i+1:]
	}
	switch {
	case isFirst:
		return "[…] " + tail
	case isLast:
		return head + " […]"
	}
	return head + " […] " + tail
}

// ChangesPage lists the latest changes.
type ChangesPage struct {
	Layout
	Changes  []ChangeRow
	Altered  []AlteredRow
	Calendar Calendar
	// Years lead to all changes.
	Years []YearRow
}

// AlteredRow is a quote that changed a post's words.
type AlteredRow struct {
	Quote QuoteView
	Post  DocRow
}

// Changes is the page that lists the latest changes and the altered quotes.
func (p *PageBuilder) Changes(ctx context.Context) (Page, error) {
	g := ChangesPage{Layout: p.layout("changes", p.Say("Changes"), "changes")}
	es, err := p.archive.Changes.Changes(ctx, p.most.some, store.ToldChanges()...)
	if err != nil {
		return nil, err
	}
	if g.Changes, err = p.changeRows(ctx, es); err != nil {
		return nil, err
	}
	if g.Years, err = p.years(ctx, MonthList{}); err != nil {
		return nil, err
	}
	if g.Calendar, err = p.calendar(ctx); err != nil {
		return nil, err
	}
	g.Altered, err = p.altered(ctx, p.most.some/3)
	return g, err
}

// altered are the quotes that changed what a post says or its words, the gravest first.
func (p *PageBuilder) altered(ctx context.Context, limit int) ([]AlteredRow, error) {
	links, err := p.archive.Quotes.ChangedQuotes(ctx, limit)
	if err != nil {
		return nil, err
	}
	var out []AlteredRow
	for i, l := range links {
		d, err := p.archive.Documents.Document(ctx, l.Match.Document)
		if err != nil {
			return nil, err
		}
		a, err := p.archive.Documents.Document(ctx, l.Quote.Article)
		if err != nil {
			return nil, err
		}
		q, err := p.quote(ctx, l, a, d)
		if err != nil {
			return nil, err
		}
		q.ID, q.Listed = "altered-"+strconv.Itoa(i+1), true
		post, err := p.row(ctx, d)
		if err != nil {
			return nil, err
		}
		out = append(out, AlteredRow{q, post})
	}
	return out, nil
}
