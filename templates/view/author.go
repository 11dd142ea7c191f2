package view

import (
	"context"
	"errors"

	"onrecord/store"
)

// AuthorPage is one account.
type AuthorPage struct {
	Layout
	Count  store.AuthorCount
	Author Author
	// Others are the other accounts of the person.
	Others     []AuthorRow
	EditRate   string
	GoneRate   string
	Activity   Chart
	MostQuoted []QuotedRow
	Posts      []DocRow
	// Years lead to all posts, where they are not all listed.
	Years []YearRow
	More  int
}

// AuthorRow is an author in a list.
type AuthorRow struct {
	Ref
	Handle string
	store.AuthorCount
}

// Author is the page of an account.
func (p *PageBuilder) Author(ctx context.Context, a store.AuthorCount) (Page, error) {
	g := AuthorPage{Layout: p.layout("author", authorName(a.Author), "authors"), Count: a, EditRate: p.Share(a.Edited, a.Posts), GoneRate: p.Share(a.Gone, a.Posts)}
	key := a.Author.Key()
	var err error
	if g.Author, err = p.authorOf(ctx, store.Document{Kind: store.Post, Platform: a.Platform, Author: a.Author}); err != nil {
		return nil, err
	}
	months, err := p.archive.Authors.Published(ctx, a.Platform, key)
	if err != nil {
		return nil, err
	}
	g.Activity = p.published(months)
	quoted, err := p.archive.Quotes.MostQuotedOf(ctx, a.Platform, key, 5)
	if err != nil {
		return nil, err
	}
	if g.MostQuoted, err = p.quotedRows(ctx, quoted); err != nil {
		return nil, err
	}
	for i := range g.MostQuoted {
		g.MostQuoted[i].Doc.Who = ""
	}
	f := store.DocumentFilter{Kind: store.Post, Platform: a.Platform, AuthorKey: key, Limit: max(listedWhole, p.most.some)}
	err = p.archive.Documents.Documents(ctx, f, func(d store.Document) error {
		row, err := p.row(ctx, d)
		row.Who, row.Ref.Text = "", clip(row.Ref.Text, p.rowText()) // who is the page's own
		g.Posts = append(g.Posts, row)
		return err
	})
	if g.More = max(a.Posts-len(g.Posts), 0); err == nil && a.Posts > listedWhole {
		g.Years, err = p.years(ctx, MonthList{Kind: store.Post, Account: store.Account{Platform: a.Platform, Key: key}})
	}
	return g, errors.Join(err, p.others(ctx, &g, store.Account{Platform: a.Platform, Key: key}))
}

// others are the person's other accounts.
func (p *PageBuilder) others(ctx context.Context, g *AuthorPage, own store.Account) error {
	person, ok, err := p.people.of(ctx, p.archive.Authors, own)
	if err != nil || !ok {
		return err
	}
	for _, a := range person.Accounts {
		if a == own {
			continue
		}
		count, err := p.archive.Authors.AuthorCount(ctx, a.Platform, a.Key)
		if errors.Is(err, store.ErrNotFound) {
			continue // nothing of this account is kept yet
		}
		if err != nil {
			return err
		}
		g.Others = append(g.Others, p.authorRow(count))
	}
	return nil
}

func (p *PageBuilder) authorRow(a store.AuthorCount) AuthorRow {
	return AuthorRow{p.ref(AuthorPath(a.Platform, a.Author), authorName(a.Author)), Name(a.Author.Handle), a}
}

// AuthorsPage lists the authors.
type AuthorsPage struct {
	Layout
	Authors []AuthorRow
	Pages   []Ref
}

// authorsAPage keeps a page of authors below what a page may weigh.
const authorsAPage = 150

// AuthorsPath is that of a page of the list of authors, from 1 on.
func AuthorsPath(part int) string { return partPath("authors", part) }

// AuthorPages is on how many pages the list of authors is.
func (b *Builder) AuthorPages(ctx context.Context) (int, error) {
	all, err := b.archive.Authors.Accounts(ctx)
	return partsOf(len(all), authorsAPage), err
}

func (p *PageBuilder) firstAuthors(ctx context.Context) (Page, error) { return p.Authors(ctx, 1) }

// Authors is a page of the list of authors, from 1 on.
func (p *PageBuilder) Authors(ctx context.Context, part int) (Page, error) {
	n, err := p.AuthorPages(ctx)
	if err != nil {
		return nil, err
	}
	if part > n {
		return nil, NotFound(AuthorsPath(part))
	}
	g := AuthorsPage{Layout: p.layout("authors", p.Say("Authors"), "authors"), Pages: p.pageLinks(n, part, AuthorsPath)}
	top, err := p.archive.Authors.TopAuthors(ctx, (part-1)*authorsAPage, authorsAPage)
	for _, a := range top {
		row := p.authorRow(a)
		row.Text, row.Handle = clip(row.Text, p.rowText()), clip(row.Handle, p.rowText())
		g.Authors = append(g.Authors, row)
	}
	return g, err
}
