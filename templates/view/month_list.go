package view

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
)

// MonthList is a list of all that there is of a month: posts, articles or changes, or the
// posts of one account or the articles of one outlet.
type MonthList struct {
	// Kind is empty for changes.
	Kind    store.Kind
	Account store.Account
	Outlet  string
	Month   time.Time
	Count   int
}

// Lengths of lists. What is longer is on several pages.
const (
	// rowsAPage keeps a page of rows below what a page may weigh.
	rowsAPage = 100
	// listedWhole is up to how many posts an author's own page lists all.
	listedWhole  = 25
	outletsAPage = 200
)

// Parts is on how many pages a list is.
func (s MonthList) Parts() int { return partsOf(s.Count, rowsAPage) }

func partsOf(n, a int) int { return max(1, (n+a-1)/a) }

// Path is that of one of the pages of a list, from 1 on.
func (s MonthList) Path(part int) string {
	return partPath("months/"+s.owner()+"-"+s.Month.Format("2006-01"), part)
}

func partPath(path string, part int) string {
	if part > 1 {
		path += "-p" + strconv.Itoa(part)
	}
	return path + ".html"
}

func (s MonthList) owner() string {
	switch {
	case s.Kind == "":
		return "changes"
	case s.Account.Key != "":
		return "author-" + accountSlug(s.Account)
	case s.Outlet != "":
		return outletName(s.Outlet)
	}
	return folderOf(s.Kind)
}

func outletName(publisher string) string { return "outlet-" + slug(publisher) }

// OutletPath is that of the page of an outlet.
func OutletPath(publisher string) string { return "months/" + outletName(publisher) + ".html" }

// filter gives the documents on a list.
func (s MonthList) filter() store.DocumentFilter {
	return store.DocumentFilter{Kind: s.Kind, Platform: s.Account.Platform, AuthorKey: s.Account.Key, Publisher: s.Outlet, Month: &s.Month}
}

// MonthListsOf are the lists on which a document stands, without their counts.
func MonthListsOf(d store.DocumentView) []MonthList {
	at := d.FirstSeen
	if !d.PublishedAt.IsZero() {
		at = d.PublishedAt.Time
	}
	month := store.MonthOf(at)
	out := []MonthList{{Kind: d.Kind, Month: month}}
	switch {
	case d.Kind == store.Post && d.Author.Key() != "":
		out = append(out, MonthList{Kind: d.Kind, Account: store.Account{Platform: d.Platform, Key: d.Author.Key()}, Month: month})
	case d.Kind == store.Article && d.Publisher != "":
		out = append(out, MonthList{Kind: d.Kind, Outlet: d.Publisher, Month: month})
	}
	for _, e := range d.Events {
		out = append(out, MonthList{Month: store.MonthOf(e.At)})
	}
	return out
}

func (b *Builder) monthListsOf(ctx context.Context, s MonthList) ([]MonthList, error) {
	var months []store.MonthCount
	var err error
	if s.Kind == "" {
		months, err = b.archive.Months.ChangesByMonth(ctx)
	} else {
		f := s.filter()
		f.Month = nil
		months, err = b.archive.Months.CountByMonth(ctx, f)
	}
	out := make([]MonthList, 0, len(months))
	for _, m := range slices.Backward(months) {
		s.Month, s.Count = m.Month, m.Count
		out = append(out, s)
	}
	return out, err
}

// MonthLists calls each for all lists that have a page.
func (b *Builder) MonthLists(ctx context.Context, each func(MonthList)) error {
	kinds := []MonthList{{}, {Kind: store.Post}, {Kind: store.Article}}
	accounts, err := b.archive.Authors.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		kinds = append(kinds, MonthList{Kind: store.Post, Account: a})
	}
	for _, k := range kinds {
		all, err := b.monthListsOf(ctx, k)
		if err != nil {
			return err
		}
		if k.Account.Key != "" && countOf(all) <= listedWhole {
			continue
		}
		for _, s := range all {
			each(s)
		}
	}
	outlets, err := b.archive.Months.OutletsByMonth(ctx)
	for _, o := range outlets {
		each(MonthList{Kind: store.Article, Outlet: o.Publisher, Month: o.Month, Count: o.Count})
	}
	return err
}

func countOf(all []MonthList) (n int) {
	for _, s := range all {
		n += s.Count
	}
	return n
}

// monthListName takes the name of a page in months/ apart.
var monthListName = regexp.MustCompile(`^(.+?)(?:-(\d{4}-\d\d))?(?:-p([1-9]\d{0,6}))?$`)

// monthListNamed is the page in months/ that has a name.
func (p *PageBuilder) monthListNamed(ctx context.Context, name string) (Page, error) {
	m := monthListName.FindStringSubmatch(name)
	if m == nil {
		return nil, NotFound("months/" + name)
	}
	owner, part := m[1], 1
	if m[3] != "" {
		part, _ = strconv.Atoi(m[3])
	}
	if owner == "outlets" && m[2] == "" {
		return p.Outlets(ctx, part)
	}
	s := MonthList{Kind: store.Article}
	var err error
	switch slugged, isAuthor := strings.CutPrefix(owner, "author-"); {
	case isAuthor:
		s.Kind = store.Post
		s.Account, err = p.slugs.find(ctx, p.archive.Authors, slugged)
	case strings.HasPrefix(owner, "outlet-"):
		s.Outlet, err = p.outletOf(ctx, owner)
	case owner == "changes":
		s.Kind = ""
	case owner == "posts":
		s.Kind = store.Post
	case owner != "articles":
		err = NotFound("months/" + name)
	}
	if err != nil {
		return nil, err
	}
	if m[2] == "" {
		if s.Outlet == "" || part > 1 {
			return nil, NotFound("months/" + name)
		}
		return p.Outlet(ctx, s.Outlet)
	}
	all, err := p.monthListsOf(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if s.Month.Format("2006-01") == m[2] {
			return p.MonthList(ctx, s, part)
		}
	}
	return nil, NotFound("months/" + name)
}

// outletOf is the publisher whose page has a name.
func (p *PageBuilder) outletOf(ctx context.Context, name string) (string, error) {
	all, err := p.archive.Months.OutletsByMonth(ctx)
	for _, o := range all {
		if outletName(o.Publisher) == name {
			return o.Publisher, nil
		}
	}
	if err == nil {
		err = NotFound("months/" + name)
	}
	return "", err
}
