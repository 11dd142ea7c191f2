package view

import (
	"context"
	"errors"
	"html/template"
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

// origin is originText for a page.
func (b *Builder) origin(v store.Version, c store.Capture) template.HTML {
	text, values := originText(v, c)
	if text == "" {
		return ""
	}
	return b.Mark(text, values...)
}

// originOf is origin by the number of the capture.
func (p *PageBuilder) originOf(ctx context.Context, a store.Authority, capture int64) (template.HTML, error) {
	if !a.Under(store.AuthorityOrigin) {
		return "", nil
	}
	c, err := p.broughtBy(ctx, a, capture)
	return p.origin(store.Version{Authority: a}, c), err
}

// PlainOrigin says without markup whose word a version is, by the capture that it comes
// from; "" where its home said so itself.
func (b *Builder) PlainOrigin(ctx context.Context, a store.Authority, capture int64) (string, error) {
	return b.Page("").plainOrigin(ctx, a, capture)
}

func (p *PageBuilder) plainOrigin(ctx context.Context, a store.Authority, capture int64) (string, error) {
	c, err := p.broughtBy(ctx, a, capture)
	text, values := originText(store.Version{Authority: a}, c)
	for i, v := range values {
		if at, ok := v.(time.Time); ok {
			values[i] = p.Human(at)
		}
	}
	return p.Say(text, values...), err
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
		if a.Origin, err = p.originOf(ctx, v.Authority, v.CaptureID); err != nil {
			return nil, err
		}
		if by, ok := v.ContradictedBy(of.Versions, of.PublishedAt); ok {
			a.Contradicted = p.Mark("Contradicted by %s on %s: version %d says otherwise.", p.home(of.Document), by.FirstSeen, by.Seq)
		}
		out = append(out, a)
	}
	return out, nil
}

// home is where a document's own words are to be seen.
func (b *Builder) home(d store.Document) string {
	if d.Kind == store.Article && d.Publisher != "" {
		return Name(d.Publisher)
	}
	return b.Platform(d.Platform)
}

// How much of what a page shows was observed by the archive, at its home.
const (
	observedAll  = "all"
	observedSome = "some"
	observedNone = "none"
)

// observed says it of versions.
func observed(vs []VersionView) string {
	n := 0
	for _, v := range vs {
		if v.Origin == "" {
			n++
		}
	}
	switch n {
	case len(vs):
		return observedAll
	case 0:
		return observedNone
	}
	return observedSome
}
