package view

import (
	"context"
	"errors"
	"html/template"
	"strings"
	"time"

	"onrecord/store"
)

// originText says whose word a version is, by the capture that it comes from, as a text
// of the locale with its values; "" where its home said so itself.
func originText(v store.Version, c store.Capture) (text string, values []any) {
	b := v.Brought(c)
	file, relay := b.File, b.Relay
	switch {
	case !v.Authority.Under(store.AuthorityOrigin):
		return "", nil
	case file != "" && v.Authority == store.AuthorityClaim && !b.At.IsZero():
		return "Claimed by %s, imported from %s on %s, not seen at its home.", []any{clip(Plain(c.URL), 300), Name(file), b.At}
	case file != "" && b.At.IsZero():
		return "Captured on %s according to %s; imported, not observed by this archive.", []any{b.CapturedAt, Name(file)}
	case file != "" && !b.CapturedAt.IsZero():
		return "Imported from %s on %s, captured on %s according to it; not observed by this archive.", []any{Name(file), b.At, b.CapturedAt}
	case file != "":
		return "Imported from %s on %s, not observed by this archive.", []any{Name(file), b.At}
	case v.Authority == store.AuthorityImport && b.At.IsZero():
		return "Imported, not observed by this archive.", nil
	case c.Method == store.MethodImport, v.Authority == store.AuthorityImport:
		return "Imported on %s, not observed by this archive.", []any{b.At}
	case relay != "":
		return "Relayed by %s on %s, not seen at its home.", []any{Name(relay), c.StartedAt}
	case v.Authority == store.AuthorityRelay:
		return "Relayed by another on %s, not seen at its home.", []any{c.StartedAt}
	}
	return "Claimed by %s on %s, not seen at its home.", []any{clip(Plain(c.URL), 300), c.StartedAt}
}

// contradictedText says which version shows words to be wrong, as originText; "" where none
// does.
func contradictedText(c *store.Contradiction) (text string, values []any) {
	switch {
	case c == nil:
		return "", nil
	case !c.Authority.Under(store.AuthorityOrigin):
		return "Contradicted by its home on %s: version %d says otherwise.", []any{c.Seen, c.Seq}
	}
	return "Contradicted on %s by version %d, which its home did not show either.", []any{c.Seen, c.Seq}
}

// origin says for a page whose word a version is, "" for its home's, and what contradicts
// it.
func (p *PageBuilder) origin(ctx context.Context, w store.Word) (template.HTML, error) {
	if !w.By.Under(store.AuthorityOrigin) {
		return "", nil
	}
	c, err := p.broughtBy(ctx, w.By, w.From)
	text, values := originText(store.Version{Authority: w.By}, c)
	out := p.Mark(text, values...)
	if text, values = contradictedText(w.Contradicted); text != "" {
		out += " " + p.Mark(text, values...)
	}
	return out, err
}

// PlainOrigin says without markup whose word a version is, by the capture that it comes
// from; "" where its home said so itself.
func (b *Builder) PlainOrigin(ctx context.Context, w store.Word) (string, error) {
	return b.Page("").plainOrigin(ctx, w)
}

func (p *PageBuilder) plainOrigin(ctx context.Context, w store.Word) (string, error) {
	c, err := p.broughtBy(ctx, w.By, w.From)
	out := p.sayPlainly(originText(store.Version{Authority: w.By}, c))
	return strings.TrimSpace(out + " " + p.sayPlainly(contradictedText(w.Contradicted))), err
}

func (p *PageBuilder) sayPlainly(text string, values []any) string {
	for i, v := range values {
		if at, ok := v.(time.Time); ok {
			values[i] = p.Human(at)
		}
	}
	return p.Say(text, values...)
}

// broughtBy is the capture of words that are not their home's, the zero one for others:
// nothing is to be said of these. It is read once for a page.
func (p *PageBuilder) broughtBy(ctx context.Context, a store.Authority, capture int64) (store.Capture, error) {
	if !a.Under(store.AuthorityOrigin) || capture == 0 {
		return store.Capture{}, nil
	}
	if c, ok := p.of.Captures[capture]; ok {
		return c, nil
	}
	if c, ok := p.brought[capture]; ok {
		return c, nil
	}
	c, err := p.archive.Captures.CaptureRecord(ctx, capture)
	if errors.Is(err, store.ErrNotFound) {
		err = nil // whose word it is can be said without it
	}
	if p.brought == nil {
		p.brought = map[int64]store.Capture{}
	}
	p.brought[capture] = c
	return c, err
}

// Aside is what another says that a document said, and its home does not.
type Aside struct {
	Title, Text, Lang string
	// More is how many code points of the text are not shown.
	More   int
	Origin template.HTML
	// Contradicted says which version of its home shows it to be wrong, "" where none
	// does and it is merely not confirmed.
	Contradicted template.HTML
}

// asides are the words that a document's home does not have.
func (p *PageBuilder) asides(ctx context.Context, of store.DocumentView) ([]Aside, error) {
	var out []Aside
	for _, v := range of.Aside[:min(len(of.Aside), p.most.some)] {
		a := Aside{Title: clip(Plain(v.Title), 500), Lang: LangTag(v.Lang)}
		a.Text, a.More = p.most.bounded(v.Text)
		var err error
		if a.Origin, err = p.origin(ctx, store.Word{By: v.Authority, From: v.CaptureID}); err != nil {
			return nil, err
		}
		if text, values := contradictedText(v.Contradicted); text != "" {
			a.Contradicted = p.Mark(text, values...)
		}
		out = append(out, a)
	}
	return out, nil
}

// Observed says how many of the versions that a page shows were observed by the archive,
// at their home.
type Observed struct{ All, None bool }

func observed(vs []VersionView) Observed {
	n := 0
	for _, v := range vs {
		if v.Origin == "" {
			n++
		}
	}
	return Observed{All: n == len(vs), None: n == 0 && len(vs) > 0}
}
