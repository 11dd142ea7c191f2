package templates

import (
	"unicode/utf8"

	"onrecord/compare"
	"onrecord/store"
)

// The bounds of one page.
const (
	maxText     = 12000 // code points of one text
	maxVersions = 6     // versions shown with their words
	maxEvents   = 150
	maxQuotes   = 25 // with one verdict
)

// VersionView is a version with its difference to the one before it.
type VersionView struct {
	store.Version
	Title, Text string
	// More is how many code points of the text are not shown.
	More int
	// TitleChanges and Changes are nil for the first version.
	TitleChanges, Changes []PieceView
	Cosmetic              bool
	Media                 []MediaView
	Renditions            []RenditionView
	Evidence              Evidence
}

// MediaView is an attachment by reference.
type MediaView struct {
	Type, Alt string
	URL       Link
}

// RenditionView is a machine translation.
type RenditionView struct{ Lang, Engine, Text string }

// PieceView is a run of a diff: Op is "equal", "delete" or "insert".
type PieceView struct{ Op, Text string }

// versions are a document's latest versions as they are shown, with the evidence of
// each and the difference to the one before; and how many older there are.
func (p *painter) versions(vs []store.Version) (out []VersionView, older int, err error) {
	older = max(0, len(vs)-maxVersions)
	for i := older; i < len(vs); i++ {
		v, err := p.version(vs[i])
		if err != nil {
			return nil, 0, err
		}
		if i > 0 {
			v.changed(vs[i-1])
		}
		out = append(out, v)
	}
	return out, older, p.rendered(out)
}

func (p *painter) version(v store.Version) (VersionView, error) {
	e, err := p.evidence(v)
	view := VersionView{Version: v, Title: clip(plain(v.Title), 500), Media: media(v.Media), Evidence: e}
	view.Lang = langTag(v.Lang)
	view.Text, view.More = bounded(v.Text)
	return view, err
}

// bounded is a text as far as a page shows it, and how much it does not.
func bounded(s string) (string, int) {
	n := utf8.RuneCountInString(s)
	if n <= maxText {
		return plain(s), 0
	}
	return plain(string([]rune(s)[:maxText])), n - maxText
}

// changed compares with the version before.
func (v *VersionView) changed(prev store.Version) {
	v.Changes = difference(prev.Text, v.Version.Text)
	if prev.Title != v.Version.Title {
		v.TitleChanges = difference(prev.Title, v.Version.Title)
	}
	v.Cosmetic = compare.Cosmetic(prev.Text, v.Version.Text) && compare.Cosmetic(prev.Title, v.Version.Title)
}

// difference is what one text changed in the other, as far as a page shows it.
func difference(old, now string) []PieceView {
	old, _ = cut(old)
	now, _ = cut(now)
	ps := compare.Diff(old, now)
	out := make([]PieceView, len(ps))
	for i, p := range ps {
		out[i] = PieceView{string(p.Op), plain(p.Text)}
	}
	return out
}

func cut(s string) (string, bool) {
	if len(s) <= maxText {
		return s, false
	}
	r := []rune(s)
	return string(r[:min(len(r), maxText)]), len(r) > maxText
}

// rendered adds the machine translations.
func (p *painter) rendered(vs []VersionView) error {
	ids := make([]int64, len(vs))
	at := map[int64]int{}
	for i, v := range vs {
		ids[i], at[v.ID] = v.ID, i
	}
	if len(ids) == 0 {
		return nil
	}
	all, err := p.r.RenditionsOf(p.ctx, ids)
	for _, r := range all {
		if r.Engine == "lexicon" {
			continue // glosses for matching, no text for people
		}
		v := &vs[at[r.VersionID]]
		text, _ := bounded(r.Text)
		v.Renditions = append(v.Renditions, RenditionView{langTag(r.Lang), name(r.Engine), text})
	}
	return err
}

func media(ms []store.Media) []MediaView {
	var out []MediaView
	for _, m := range ms[:min(len(ms), 50)] {
		out = append(out, MediaView{name(m.Type), clip(plain(m.Alt), 1000), safeLink(m.URL)})
	}
	return out
}
