package view

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"onrecord/store"
)

// find reads all of the document that a page's name stands for.
func (b *Builder) find(ctx context.Context, folder, name string) (store.DocumentView, error) {
	_, hash, ok := cutLast(name, "-")
	if !ok {
		hash = name
	}
	number, err := strconv.ParseInt(hash, 16, 64)
	if err != nil || len(hash) != 10 {
		return store.DocumentView{}, NotFound(folder + "/" + name)
	}
	found, err := b.archive.Documents.ByPageID(ctx, number, defaultLimits.versions)
	if err != nil {
		return store.DocumentView{}, err
	}
	for _, d := range found {
		here := folder == "compare" || folder == folderOf(d.Kind) || folder == "articles" // a post may have been an article
		if here && slug(string(d.ID)) == name {
			return d, nil
		}
	}
	return store.DocumentView{}, NotFound(folder + "/" + name)
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// refresh is for how long the people and the authors' pages are remembered.
const refresh = 30 * time.Second

// slugs remembers which author a page's name stands for.
type slugs struct {
	mu     sync.Mutex
	at     time.Time
	byName map[string]store.Account
}

// account finds the author whose page has a name.
func (b *Builder) account(ctx context.Context, name string) (store.AuthorCount, error) {
	account, err := b.slugs.find(ctx, b.archive.Authors, name)
	if err != nil {
		return store.AuthorCount{}, err
	}
	return b.archive.Authors.AuthorCount(ctx, account.Platform, account.Key)
}

func (c *slugs) find(ctx context.Context, r Authors, name string) (store.Account, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a, ok := c.byName[name]; ok {
		return a, nil
	}
	if time.Since(c.at) < refresh {
		return store.Account{}, NotFound("authors/" + name)
	}
	accounts, err := r.Accounts(ctx)
	if err != nil {
		return store.Account{}, err
	}
	c.at, c.byName = time.Now(), make(map[string]store.Account, len(accounts))
	for _, a := range accounts {
		c.byName[accountSlug(a)] = a
	}
	if a, ok := c.byName[name]; ok {
		return a, nil
	}
	return store.Account{}, NotFound("authors/" + name)
}

// people remembers whose accounts belong together.
type people struct {
	mu  sync.Mutex
	at  time.Time
	all map[store.Account]store.Person
}

// of is the person behind an account, if the user has said who it is.
func (c *people) of(ctx context.Context, r Authors, a store.Account) (store.Person, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil || time.Since(c.at) > refresh {
		persons, err := r.People(ctx)
		if err != nil {
			return store.Person{}, false, err
		}
		c.at, c.all = time.Now(), map[store.Account]store.Person{}
		for _, p := range persons {
			for _, account := range p.Accounts {
				c.all[account] = p
			}
		}
	}
	p, ok := c.all[a]
	return p, ok, nil
}
