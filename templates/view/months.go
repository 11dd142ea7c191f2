package view

import (
	"context"
	"strconv"

	"onrecord/store"
)

// YearRow is a year with links to its months, the latest first.
type YearRow struct {
	Year   string
	Months []MonthRow
}

// MonthRow leads to a month.
type MonthRow struct {
	Ref
	Count int
	// Further are the other pages of the month's list, where all of them have room.
	Further []Ref
}

// MonthsPage leads to all that the archive has by month.
type MonthsPage struct {
	Layout
	Posts, Articles, Changes []YearRow
	// Outlets leads to the list of outlets, where there are any.
	Outlets Ref
}

// Months is the page that leads to all by month.
func (p *PageBuilder) Months(ctx context.Context) (Page, error) {
	g := MonthsPage{Layout: p.layout("months", p.Say("By month"), "months")}
	return &g, p.each(ctx,
		func() (err error) { g.Posts, err = p.years(ctx, MonthList{Kind: store.Post}); return err },
		func() (err error) { g.Articles, err = p.years(ctx, MonthList{Kind: store.Article}); return err },
		func() (err error) { g.Changes, err = p.years(ctx, MonthList{}); return err },
		func() (err error) { g.Outlets, err = p.outletsRef(ctx); return err },
	)
}

// outletsRef leads to the list of outlets, where there are any.
func (p *PageBuilder) outletsRef(ctx context.Context) (Ref, error) {
	outlets, err := p.archive.Months.OutletsByMonth(ctx)
	if err != nil || len(outlets) == 0 {
		return Ref{}, err
	}
	return p.ref(outletsPath(1), p.Say("Articles by outlet")), nil
}

// years lead to the months of what a list is of.
func (p *PageBuilder) years(ctx context.Context, s MonthList) ([]YearRow, error) {
	all, err := p.monthListsOf(ctx, s)
	return p.yearRows(all), err
}

// mostFurther is to how many further pages of its lists a page leads at once, so that what
// stands on them is three clicks from the overview.
const mostFurther = 300

func (p *PageBuilder) yearRows(all []MonthList) []YearRow {
	var out []YearRow
	further := 0
	for _, s := range all {
		further += s.Parts() - 1
	}
	for _, s := range all {
		year := s.Month.Format("2006")
		if !store.Dated(s.Month) {
			year = ""
		}
		if n := len(out); n == 0 || out[n-1].Year != year {
			out = append(out, YearRow{Year: year})
		}
		y := &out[len(out)-1]
		row := MonthRow{Ref: p.ref(s.Path(1), p.monthName(s)), Count: s.Count}
		if n := s.Parts(); n > 1 && further <= mostFurther {
			row.Further = p.pageLinks(n, 0, s.Path)[1:]
		}
		y.Months = append(y.Months, row)
	}
	return out
}

// monthName is a month in words.
func (p *PageBuilder) monthName(s MonthList) string {
	switch {
	case s.Month.Unix() == 0:
		return p.Say("No date, or January 1970")
	case !store.Dated(s.Month):
		return p.Say("A date outside the calendar")
	}
	return p.Month(s.Month)
}

// MonthListPage is one page of a list.
type MonthListPage struct {
	Layout
	// Whose leads to what the list is a part of.
	Whose Ref
	MonthList
	Docs    []DocRow
	Changes []ChangeRow
	// Pages are links to all the pages of the list, where it has several; without an
	// address to this one.
	Pages []Ref
}

// MonthList is one of the pages of a list, from 1 on.
func (p *PageBuilder) MonthList(ctx context.Context, s MonthList, part int) (Page, error) {
	if part < 1 || part > s.Parts() {
		return nil, NotFound(s.Path(part))
	}
	g := MonthListPage{MonthList: s, Pages: p.pageLinks(s.Parts(), part, s.Path)}
	var err error
	skip := (part - 1) * rowsAPage
	if s.Kind == "" {
		g.Changes, err = p.changesOfMonth(ctx, s, skip)
	} else {
		err = p.docsOfMonth(ctx, &g, skip)
	}
	title, section := p.Say("Changes"), "months"
	switch {
	case s.Account.Key != "":
		section = "authors"
		title, g.Whose = g.Whose.Text, p.ref(AccountPath(s.Account), g.Whose.Text)
	case s.Outlet != "":
		title, g.Whose = Name(s.Outlet), p.ref(OutletPath(s.Outlet), Name(s.Outlet))
	case s.Kind == "":
		section, g.Whose = "changes", p.ref("changes.html", title)
	default:
		title = p.Say("Posts")
		if s.Kind == store.Article {
			title = p.Say("Articles")
		}
		g.Whose = p.ref("months.html", p.Say("By month"))
	}
	g.Layout = p.layout("month", title+": "+p.monthName(s), section)
	return g, err
}

// rowText is how much of a text a row on a list shows: what is too heavy shows less of
// each, and never fewer.
func (p *PageBuilder) rowText() int { return max(12, 2*p.most.some) }

func (p *PageBuilder) docsOfMonth(ctx context.Context, g *MonthListPage, skip int) error {
	f := g.filter()
	f.Skip, f.Limit = skip, rowsAPage
	return p.archive.Documents.Documents(ctx, f, func(d store.Document) error {
		row, err := p.row(ctx, d)
		row.Ref.Text = clip(row.Ref.Text, p.rowText())
		if g.Account.Key != "" {
			if g.Whose.Text == "" {
				g.Whose.Text = authorName(d.Author)
			}
			row.Who, row.Handle = "", "" // the page's own
		}
		g.Docs = append(g.Docs, row)
		return err
	})
}

func (p *PageBuilder) changesOfMonth(ctx context.Context, s MonthList, skip int) ([]ChangeRow, error) {
	es, err := p.archive.Months.ChangesOfMonth(ctx, s.Month, skip, rowsAPage)
	if err != nil {
		return nil, err
	}
	out, err := p.changeRows(ctx, es)
	for i := range out {
		out[i].Changes = nil // the document's page shows them
		out[i].Doc.Ref.Text = clip(out[i].Doc.Ref.Text, p.rowText())
	}
	return out, err
}

// pageLinks lead to the pages of what is on several.
func (p *PageBuilder) pageLinks(n, at int, path func(int) string) []Ref {
	if n < 2 {
		return nil
	}
	out := make([]Ref, n)
	for i := range out {
		out[i] = p.ref(path(i+1), strconv.Itoa(i+1))
		if i+1 == at {
			out[i].Href = ""
		}
	}
	return out
}

// OutletsPage lists outlets.
type OutletsPage struct {
	Layout
	Outlets []MonthRow
	Pages   []Ref
}

// OutletPages is on how many pages the list of outlets is, and the path of each.
func (b *Builder) OutletPages(ctx context.Context) (outlets, pages []string, err error) {
	all, err := b.archive.Months.OutletsByMonth(ctx)
	for i, o := range all {
		if i == 0 || all[i-1].Publisher != o.Publisher {
			outlets = append(outlets, o.Publisher)
		}
	}
	if len(outlets) > 0 {
		for i := range partsOf(len(outlets), outletsAPage) {
			pages = append(pages, outletsPath(i+1))
		}
	}
	return outlets, pages, err
}

func outletsPath(part int) string { return partPath("months/outlets", part) }

// Outlets is a page of the list of outlets, from 1 on.
func (p *PageBuilder) Outlets(ctx context.Context, part int) (Page, error) {
	all, err := p.archive.Months.OutletsByMonth(ctx)
	if err != nil {
		return nil, err
	}
	var rows []MonthRow
	for i, o := range all {
		if i == 0 || all[i-1].Publisher != o.Publisher {
			rows = append(rows, MonthRow{Ref: p.ref(OutletPath(o.Publisher), clip(Name(o.Publisher), p.rowText()))})
		}
		rows[len(rows)-1].Count += o.Count
	}
	n := partsOf(len(rows), outletsAPage)
	if part > n {
		return nil, NotFound(outletsPath(part))
	}
	from := (part - 1) * outletsAPage
	return OutletsPage{
		Layout: p.layout("outlets", p.Say("Articles by outlet"), "months"), Outlets: rows[from:min(len(rows), from+outletsAPage)],
		Pages: p.pageLinks(n, part, outletsPath),
	}, nil
}

// OutletPage leads to an outlet's articles by month.
type OutletPage struct {
	Layout
	Count int
	Years []YearRow
}

// Outlet is the page of an outlet.
func (p *PageBuilder) Outlet(ctx context.Context, publisher string) (Page, error) {
	all, err := p.monthListsOf(ctx, MonthList{Kind: store.Article, Outlet: publisher})
	if err == nil && len(all) == 0 {
		err = NotFound(OutletPath(publisher))
	}
	return OutletPage{p.layout("outlet", publisher, "months"), countOf(all), p.yearRows(all)}, err
}
