package view

import (
	"context"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"onrecord/compare"
	"onrecord/store"
)

// VersionView is a version with its difference to the one before it.
type VersionView struct {
	// Of is the version as it is kept. Templates find a field of a named struct several
	// times as fast as one of an embedded one.
	Of                store.Version
	Title, Text, Lang string
	// Name is its number in words, Seen when it was seen, as elements.
	Name string
	Seen template.HTML
	// More is how many code points of the text are not shown.
	More int
	// TitleChanges and Changes are nil for the first version.
	TitleChanges, Changes []PieceView
	Cosmetic              bool
	// Warnings say how the meaning was changed, and what else was.
	Warnings []string
	// Repeated says that the words stand above already.
	Repeated bool
	// Folded says that the words are shown when they are asked for, Hidden that they
	// are not shown.
	Folded, Hidden bool
	Media          []MediaView
	// MediaBefore are those of the version before, where one of them was replaced or taken
	// out.
	MediaBefore []MediaView
	Renditions  []RenditionView
	Evidence    Evidence
	// Origin says whose word it is where that is not its home's.
	Origin template.HTML
	// Undated says that nobody says when it is from.
	Undated bool
	// Memento is the version's own address, where a server answers.
	Memento string
}

// MediaView is an attachment by reference.
type MediaView struct {
	Picture
	Type, Alt string
	URL       Link
	// Words are what a machine (Engine) read of a picture.
	Words, Engine string
}

// RenditionView is a machine translation.
type RenditionView struct{ Lang, Engine, Text string }

// PieceView is a run of a diff: Op is "equal", "delete" or "insert".
type PieceView struct{ Op, Text string }

// versions are a document's latest versions as they are shown, with the evidence of
// each and the difference to the one before; and how many older there are.
func (p *PageBuilder) versions(ctx context.Context, of store.DocumentView) (out []VersionView, older int, err error) {
	vs := of.Versions
	older = max(0, len(vs)-p.most.versions)
	for i := older; i < len(vs); i++ {
		v, err := p.version(ctx, vs[i])
		if err != nil {
			return nil, 0, err
		}
		if i > 0 {
			if p.changed(&v, vs[i-1]) {
				if v.MediaBefore, err = p.attached(ctx, vs[i-1].Media); err != nil {
					return nil, 0, err
				}
			}
		}
		out = append(out, v)
	}
	p.rendered(out, of.Renditions)
	return out, older, nil
}

func (p *PageBuilder) version(ctx context.Context, v store.Version) (VersionView, error) {
	e, err := p.evidence(ctx, v)
	view := VersionView{Of: v, Title: clip(Plain(v.Title), 500), Evidence: e, Name: p.Say("Version %d", v.Seq), Seen: p.Between(v.FirstSeen, v.LastSeen)}
	view.Lang = LangTag(v.Lang)
	if p.opts.Served {
		view.Memento = (&url.URL{Path: "/memento/" + strings.Replace(v.FirstSeen.UTC().Format("20060102150405.000"), ".", "", 1) + "/" + string(v.Document)}).EscapedPath()
	}
	view.Text, view.More = p.most.bounded(v.Text)
	if err == nil {
		view.Media, err = p.attached(ctx, v.Media)
	}
	if err == nil {
		view.Origin, err = p.origin(ctx, v.Word())
	}
	if c, _, _ := p.capture(ctx, v.CaptureID); v.Authority.Under(store.AuthorityOrigin) {
		view.Undated = !v.Dated(c)
	}
	return view, err
}

// changed compares with the version before, and reports whether other media are attached.
func (p *PageBuilder) changed(v *VersionView, prev store.Version) (attached bool) {
	v.Changes = p.difference(prev.Text, v.Of.Text)
	if prev.Title != v.Of.Title {
		v.TitleChanges = p.difference(prev.Title, v.Of.Title)
	}
	e := p.edited(prev, v.Of)
	v.Warnings, v.Cosmetic = e.warnings, e.cosmetic && e.severity != store.SeverityMeaning && len(e.warnings) == 0
	return e.attached
}

// mostCompared is how much of a text is compared, in code points.
const mostCompared = 200_000

// difference is what one text changed in the other: all of a short text, of a long one
// what stands around the changes.
func (p *PageBuilder) difference(old, now string) []PieceView {
	old, now = cut(old), cut(now)
	ps := compare.Diff(old, now)
	long := max(utf8.RuneCountInString(old), utf8.RuneCountInString(now)) > p.most.whole
	left := p.most.text
	out := make([]PieceView, 0, len(ps))
	for i, d := range ps {
		text := Plain(d.Text)
		if long && d.Op == compare.Equal {
			text = shorten(text, i == 0, i == len(ps)-1)
		}
		if text = clip(text, left); text != "" {
			out = append(out, PieceView{string(d.Op), text})
		}
		if left -= utf8.RuneCountInString(text); left <= 0 {
			break
		}
	}
	return out
}

func cut(s string) string {
	if len(s) <= mostCompared {
		return s
	}
	r := []rune(s)
	return string(r[:min(len(r), mostCompared)])
}

// rendered adds the machine translations.
func (p *PageBuilder) rendered(vs []VersionView, all []store.Rendition) {
	for _, r := range all {
		i := slices.IndexFunc(vs, func(v VersionView) bool { return v.Of.ID == r.VersionID })
		if i < 0 || r.Engine == "lexicon" {
			continue // of one that is not shown; glosses for matching, no text for people
		}
		text, _ := p.most.bounded(r.Text)
		vs[i].Renditions = append(vs[i].Renditions, RenditionView{LangTag(r.Lang), Name(r.Engine), text})
	}
}
