package view

import (
	"context"
	"strings"
	"time"

	"onrecord/store"
)

// Feed is the latest edits, deletions and restorations for a feed reader.
type Feed struct {
	Title   string
	Updated time.Time
	Entries []FeedEntry
}

// FeedEntry is one change, by its number; Path leads to its document within the site.
type FeedEntry struct {
	Change               int64
	Title, Path, Summary string
	At                   time.Time
}

// Feed is the feed of changes.
func (p *PageBuilder) Feed(ctx context.Context) (Feed, error) {
	es, err := p.archive.Changes.Changes(ctx, 50, store.ToldChanges()...)
	if err != nil {
		return Feed{}, err
	}
	f := Feed{Title: p.opts.Title + ": " + p.Say("Changes"), Updated: time.Unix(0, 0).UTC()}
	for i, e := range es {
		d, err := p.archive.Documents.Document(ctx, e.Document)
		if err != nil {
			return Feed{}, err
		}
		if i == 0 {
			f.Updated = e.At
		}
		summary, err := p.feedSummary(ctx, e, d)
		if err != nil {
			return Feed{}, err
		}
		f.Entries = append(f.Entries, FeedEntry{e.ID, p.Verdict(string(e.Kind)) + ": " + Name(p.title(d)), PagePath(d.Kind, d.ID), summary, e.At})
	}
	return f, nil
}

// feedSummary is what changed, and who says so, in plain text.
func (p *PageBuilder) feedSummary(ctx context.Context, e store.Event, d store.Document) (string, error) {
	var row ChangeRow
	ps, now, err := p.shortDiff(ctx, e, &row)
	word := now.Word()
	if e.Kind != store.ChangeEdited {
		word = p.gone(e, d)
	}
	if err != nil {
		return "", err
	}
	origin, err := p.plainOrigin(ctx, word)
	if e.Kind != store.ChangeEdited {
		return strings.TrimSpace(p.left(e) + " " + origin), err
	}
	var b strings.Builder
	for _, d := range ps {
		switch d.Op {
		case "delete":
			b.WriteString("[-" + d.Text + "-]")
		case "insert":
			b.WriteString("{+" + d.Text + "+}")
		default:
			b.WriteString(d.Text)
		}
	}
	return strings.TrimSpace(strings.Join(append(row.Warnings, b.String(), origin), " ")), err
}
