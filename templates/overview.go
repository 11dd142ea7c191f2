package templates

import (
	"errors"
	"strings"
	"time"

	"onrecord/compare"
	"onrecord/store"
)

// The lengths of the overview's lists.
const (
	listed      = 15
	authorPosts = 500
	chartDays   = 30
)

// author writes an author's page.
func (w *writer) author(a store.AuthorCount) error {
	p := AuthorPage{Layout: w.layout(authorName(a.Author), "../", "authors"), Author: a}
	f := store.DocumentFilter{Kind: store.Post, Platform: a.Platform, AuthorKey: a.Author.Key(), Limit: authorPosts}
	if err := w.r.Documents(w.ctx, f, func(d store.Document) error {
		p.Posts = append(p.Posts, row(d, "../"))
		return nil
	}); err != nil {
		return err
	}
	p.More = max(a.Posts-len(p.Posts), 0)
	return w.page(authorPath(a.Platform, a.Author), "author", p)
}

func authorName(a store.Author) string {
	if a.Name != "" {
		return a.Name
	}
	return "@" + a.Handle
}

// index writes the overview.
func (w *writer) index(counts store.Counts, authors []store.AuthorCount) error {
	p := IndexPage{Layout: w.layout(w.opts.Title, "", "index"), Counts: counts}
	p.Generated = w.opts.Generated
	var err error
	if p.Changes, err = w.changes(); err != nil {
		return err
	}
	if p.MostQuoted, err = w.mostQuoted(); err != nil {
		return err
	}
	if p.Runs, err = w.r.LatestRuns(w.ctx, 5); err != nil {
		return err
	}
	if p.Activity, err = w.activity(); err != nil {
		return err
	}
	err = w.r.Documents(w.ctx, store.DocumentFilter{Kind: store.Article, Limit: listed}, func(d store.Document) error {
		p.Articles = append(p.Articles, row(d, ""))
		return nil
	})
	for _, a := range authors[:min(len(authors), 3*listed)] {
		p.Authors = append(p.Authors, AuthorRow{Ref{authorPath(a.Platform, a.Author), name(authorName(a.Author))}, a})
	}
	return errors.Join(err, w.page("index.html", "index", p))
}

// changes are the latest edits, ends and returns, and then what is new.
func (w *writer) changes() ([]ChangeRow, error) {
	events, err := w.r.Changes(w.ctx, listed, store.Edited, store.GoneNow, store.Restored)
	if err != nil {
		return nil, err
	}
	fresh, err := w.r.Changes(w.ctx, 8, store.New)
	if err != nil {
		return nil, err
	}
	var out []ChangeRow
	for _, e := range append(events, fresh...) {
		d, err := w.r.Document(w.ctx, e.Document)
		if err != nil {
			return nil, err
		}
		c := ChangeRow{At: e.At, Kind: string(e.Kind), Doc: row(d, ""), Detail: name(string(e.How) + " " + e.Detail)}
		if e.Kind == store.Edited {
			if c.Changes, err = w.shortDiff(e); err != nil {
				return nil, err
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// shortDiff is what an edit changed, without the long equal parts.
func (w *writer) shortDiff(e store.Event) ([]PieceView, error) {
	vs, err := w.r.Versions(w.ctx, e.Document)
	if err != nil || e.VersionSeq < 2 || e.VersionSeq > len(vs) {
		return nil, err
	}
	old, now := vs[e.VersionSeq-2], vs[e.VersionSeq-1]
	ps := compare.Diff(old.Text, now.Text)
	if old.Text == now.Text {
		ps = compare.Diff(old.Title, now.Title)
	}
	var out []PieceView
	for i, p := range ps {
		text := plain(p.Text)
		if p.Op == compare.Equal {
			text = shorten(text, i == 0, i == len(ps)-1)
		}
		out = append(out, PieceView{string(p.Op), clip(text, 300)})
	}
	return out[:min(len(out), 12)], nil
}

// shorten keeps the words of an equal part that stand next to a change.
func shorten(s string, isFirst, isLast bool) string {
	const keep = 50
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= 2*keep {
		return s
	}
	switch {
	case isFirst:
		return "… " + string(r[len(r)-keep:]) + " "
	case isLast:
		return " " + string(r[:keep]) + " …"
	}
	return " " + string(r[:keep]) + " … " + string(r[len(r)-keep:]) + " "
}

func (w *writer) mostQuoted() ([]QuotedRow, error) {
	posts, err := w.r.MostQuoted(w.ctx, listed)
	if err != nil {
		return nil, err
	}
	var out []QuotedRow
	for _, p := range posts {
		d, err := w.r.Document(w.ctx, p.Document)
		if err != nil {
			return nil, err
		}
		q := QuotedRow{Doc: row(d, ""), Total: p.Total}
		for _, v := range []store.Verdict{store.Verbatim, store.Trimmed, store.Altered, store.Translated} {
			if n := p.ByVerdict[v]; n > 0 {
				q.Bars = append(q.Bars, Bar{string(v), n, 100 * n / p.Total})
			}
		}
		out = append(out, q)
	}
	return out, nil
}

// activity counts the latest changes by day.
func (w *writer) activity() (Chart, error) {
	events, err := w.r.Changes(w.ctx, 5000)
	if err != nil || len(events) == 0 {
		return Chart{}, err
	}
	last := events[0].At.UTC().Truncate(24 * time.Hour)
	var n [chartDays]int
	most := 1
	for _, e := range events {
		if day := int(last.Sub(e.At.UTC().Truncate(24*time.Hour)).Hours() / 24); day >= 0 && day < chartDays {
			n[chartDays-1-day]++
			most = max(most, n[chartDays-1-day])
		}
	}
	c := Chart{Title: "Changes a day, the last 30 days", Width: chartDays * 12}
	for i, k := range n {
		h := (k*46 + most - 1) / most
		c.Bars = append(c.Bars, ChartBar{last.AddDate(0, 0, i-chartDays+1).Format("2 January"), k, i * 12, 50 - h, h})
	}
	return c, nil
}
