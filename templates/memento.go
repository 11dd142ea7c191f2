package templates

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"onrecord/store"
)

// MementoPage is a document as it stood at a time.
type MementoPage struct {
	Layout
	Doc     store.Document
	Version VersionView
	Of      int
	Page    Ref
	Compare Ref
	// Raw leads to the bytes as they were received, "" where they are not shown.
	Raw Link
}

// DrawMemento writes one version of a document; raw is the address of its
// bytes.
func (s *Site) DrawMemento(ctx context.Context, w io.Writer, d store.Document, v store.Version, raw string) error {
	p := s.painter(ctx, "/")
	p.discreet(d)
	view, err := p.version(v)
	if err != nil {
		return err
	}
	if d.Kind == store.Article && s.opts.Excerpts {
		raw = ""
		if view.Text, err = p.excerpted(view, d, v.Text); err != nil {
			return err
		}
	}
	then := d
	then.Title, then.Excerpt = v.Title, v.Text
	g := MementoPage{Layout: p.layout(s.t.title(then), "posts"), Doc: d, Version: view, Of: d.Versions, Page: p.ref(pagePath(d.Kind, d.ID), s.t.say("Full record")), Raw: safeLink(raw)}
	if d.Versions > 1 {
		g.Compare = p.ref(comparePath(d.ID), "")
	}
	return s.whole(w, "memento", drawing{"memento", g})
}

// excerpted are the paragraphs of an article's version in which quotes stand.
func (p *painter) excerpted(view VersionView, d store.Document, text string) (string, error) {
	g := ArticlePage{Latest: view}
	links, err := p.r.Quotes(p.ctx, view.ID)
	if err != nil {
		return "", err
	}
	if err := p.quotes(&g, d, links, text); err != nil {
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
	// Page is the post's page, absolute.
	Page Link
}

// DrawCard writes the card of an article's quote: article is the name of its page, key
// the quote's (CardKey), base the address at which the site is served, without a slash
// at its end. store.ErrNotFound where the article has no such quote with a source.
func (s *Site) DrawCard(ctx context.Context, w io.Writer, article, key, base string) error {
	p := s.painter(ctx, base+"/")
	a, err := s.dossier(ctx, "articles", article)
	if err != nil {
		return err
	}
	p.of = a
	for _, l := range a.Links {
		if l.Match.Document == "" || CardKey(l.Quote.Text) != key {
			continue
		}
		d, err := p.document(l.Match.Document)
		if err != nil {
			return err
		}
		q, err := p.quote(l, a.Document, d)
		if err != nil {
			return err
		}
		q.Said = slices.DeleteFunc(q.Said, func(p PieceView) bool { return p.Op == "gloss" }) // a card has no room for them
		c := Card{s.opts.Lang, q, s.t.who(d), d.PublishedAt, s.t.state(d), safeLink(base + "/" + pagePath(d.Kind, d.ID))}
		return s.set.pages["card"].ExecuteTemplate(w, "card", c)
	}
	return notFound("card/" + article + "/" + key)
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

// DrawTools writes the page of tools; base is as in DrawCard.
func (s *Site) DrawTools(ctx context.Context, w io.Writer, base string) error {
	p := s.painter(ctx, "")
	return s.whole(w, "tools.html", drawing{"tools", ToolsPage{p.layout(s.t.say("Tools and interface"), "tools"), safeLink(base)}})
}
