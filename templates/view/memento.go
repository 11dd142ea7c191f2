package view

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"slices"
	"strings"

	"onrecord/store"
)

// MementoPage is a document as it stood at a time.
type MementoPage struct {
	Layout
	Original Original
	Version  VersionView
	Of       int
	Page     Ref
	Compare  Ref
	// Raw leads to the bytes as they were received, "" where they are not shown.
	Raw Link
}

// Memento is one version of a document; raw is the address of its bytes.
func (p *PageBuilder) Memento(ctx context.Context, d store.Document, v store.Version, raw string) (Page, error) {
	p.discreet(d)
	view, err := p.version(ctx, v)
	if err != nil {
		return nil, err
	}
	if d.Kind == store.Article && p.opts.Excerpts {
		raw = ""
		if view.Text, err = p.excerpted(ctx, view, d, v.Text); err != nil {
			return nil, err
		}
	}
	then := d
	then.Title, then.Excerpt = v.Title, v.Text
	g := MementoPage{Layout: p.layout("memento", p.title(then), "posts"), Original: original(d), Version: view, Of: d.Versions, Page: p.ref(PagePath(d.Kind, d.ID), p.Say("Full record")), Raw: SafeLink(raw)}
	if d.Versions > 1 {
		g.Compare = p.ref(ComparePath(d.ID), "")
	}
	return g, nil
}

// excerpted are the paragraphs of an article's version in which quotes stand.
func (p *PageBuilder) excerpted(ctx context.Context, view VersionView, d store.Document, text string) (string, error) {
	g := ArticlePage{DocumentPage: DocumentPage{Latest: view}}
	links, err := p.archive.Quotes.Quotes(ctx, view.Of.ID)
	if err != nil {
		return "", err
	}
	if err := p.quotes(ctx, &g, d, links, text); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, s := range g.Segments {
		if s.Gap {
			s.Text = "\n[…]\n"
		}
		b.WriteString(s.Text)
	}
	return b.String(), nil
}

// Card is a verified quote to embed in another site's page.
type Card struct {
	Lang  string
	Quote QuoteView
	Who   string
	When  store.Moment
	State State
	// PostOrigin says whose word the post's is, "" where it is the home's or State says so.
	PostOrigin template.HTML
	// Page is the post's page, absolute.
	Page Link
}

// Card is the card of an article's quote: article is the name of its page, key
// the quote's (CardKey), base the address at which the site is served, without a slash
// at its end; the page begins there. store.ErrNotFound where the article has no such quote with a source.
func (p *PageBuilder) Card(ctx context.Context, article, key, base string) (Card, error) {
	a, err := p.find(ctx, "articles", article)
	if err != nil {
		return Card{}, err
	}
	p.of = a
	for _, l := range a.Links {
		if l.Match.Document == "" || CardKey(l.Quote.Text) != key {
			continue
		}
		d, err := p.document(ctx, l.Match.Document)
		if err != nil {
			return Card{}, err
		}
		q, err := p.quote(ctx, l, a.Document, d)
		if err != nil {
			return Card{}, err
		}
		q.Said = slices.DeleteFunc(q.Said, func(p PieceView) bool { return p.Op == "gloss" }) // a card has no room for them
		state, err := p.state(ctx, d)
		origin := q.PostOrigin
		if gone := state.Kind == "gone" || state.Kind == "missing"; gone && strings.Contains(string(state.Text), string(origin)) {
			origin = ""
		}
		return Card{p.opts.Lang, q, p.who(d), d.PublishedAt, state, origin, SafeLink(base + "/" + PagePath(d.Kind, d.ID))}, err
	}
	return Card{}, NotFound("card/" + article + "/" + key)
}

// CardKey names a quote of an article by its words: it stays when quotes are linked
// anew.
func CardKey(quote string) string {
	sum := sha256.Sum256([]byte(quote))
	return hex.EncodeToString(sum[:6])
}

// ToolsPage tells how other programs and pages may ask.
type ToolsPage struct {
	Layout
	Base Link
}

// Tools is the page of tools; base is as in Card.
func (p *PageBuilder) Tools(base string) Page {
	return ToolsPage{p.layout("tools", p.Say("Tools and interface"), "tools"), SafeLink(base)}
}
