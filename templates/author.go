package templates

import (
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
	More       int
}

// AuthorRow is an author in a list.
type AuthorRow struct {
	Ref
	Handle string
	store.AuthorCount
}

func (p *painter) author(a store.AuthorCount) (drawing, error) {
	g := AuthorPage{Layout: p.layout(authorName(a.Author), "authors"), Count: a, EditRate: p.t.share(a.Edited, a.Posts), GoneRate: p.t.share(a.Gone, a.Posts)}
	key := a.Author.Key()
	var err error
	if g.Author, err = p.authorOf(store.Document{Kind: store.Post, Platform: a.Platform, Author: a.Author}); err != nil {
		return drawing{}, err
	}
	months, err := p.r.Published(p.ctx, a.Platform, key)
	if err != nil {
		return drawing{}, err
	}
	g.Activity = p.t.published(months)
	quoted, err := p.r.MostQuotedOf(p.ctx, a.Platform, key, 5)
	if err != nil {
		return drawing{}, err
	}
	if g.MostQuoted, err = p.quotedRows(quoted); err != nil {
		return drawing{}, err
	}
	for i := range g.MostQuoted {
		g.MostQuoted[i].Doc.Who = ""
	}
	f := store.DocumentFilter{Kind: store.Post, Platform: a.Platform, AuthorKey: key, Limit: p.most.some}
	err = p.r.Documents(p.ctx, f, func(d store.Document) error {
		row := p.row(d)
		row.Who = "" // the page's own
		g.Posts = append(g.Posts, row)
		return nil
	})
	g.More = max(a.Posts-len(g.Posts), 0)
	return drawing{"author", g}, errors.Join(err, p.others(&g, store.Account{Platform: a.Platform, Key: key}))
}

// others are the person's other accounts.
func (p *painter) others(g *AuthorPage, own store.Account) error {
	person, ok, err := p.people.of(p.ctx, p.r, own)
	if err != nil || !ok {
		return err
	}
	for _, a := range person.Accounts {
		if a == own {
			continue
		}
		count, err := p.r.AuthorCount(p.ctx, a.Platform, a.Key)
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

func (p *painter) authorRow(a store.AuthorCount) AuthorRow {
	return AuthorRow{p.ref(authorPath(a.Platform, a.Author), authorName(a.Author)), name(a.Author.Handle), a}
}

// share is a part of a whole in percent.
func (t *tongue) share(part, whole int) string {
	if whole == 0 || part == 0 {
		return ""
	}
	percent := 100 * float64(part) / float64(whole)
	if percent < 1 {
		return t.say("under 1 %%", 0)
	}
	return t.say("%.0f %%", percent)
}

// AuthorsPage lists the authors.
type AuthorsPage struct {
	Layout
	Authors []AuthorRow
	More    bool
}

func (p *painter) authors() (drawing, error) {
	g := AuthorsPage{Layout: p.layout(p.t.say("Authors"), "authors")}
	top, err := p.r.TopAuthors(p.ctx, p.most.many+1)
	for _, a := range top[:min(len(top), p.most.many)] {
		g.Authors = append(g.Authors, p.authorRow(a))
	}
	g.More = len(top) > p.most.many
	return drawing{"authors", g}, err
}
