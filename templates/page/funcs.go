package page

import (
	"html/template"
	"slices"

	"onrecord/templates/view"
)

// parts are what templates may call.
type parts struct{ *view.Builder }

func (t parts) funcs() template.FuncMap {
	return template.FuncMap{
		"plain": view.Plain,
		"anyread": func(all []view.MediaView) bool {
			return slices.ContainsFunc(all, func(m view.MediaView) bool { return m.Words != "" })
		},
		"shown":    func(p view.Picture, alt string) shownPicture { return shownPicture{p, alt} },
		"name":     view.Name,
		"phrase":   func(english string) string { return view.Name(t.Phrase(english)) },
		"link":     view.SafeLink,
		"clock":    t.Clock,
		"moment":   t.Claimed,
		"pieces":   pieces,
		"became":   became,
		"ticks":    ticks,
		"days":     days,
		"say":      t.Say,
		"verdict":  t.Verdict,
		"tally":    t.Tally,
		"figure":   t.Figure,
		"lang":     view.LangTag,
		"platform": t.Platform,
		// The links of such a kind that templates have, to be dragged away, and the same as
		// text to copy: opened on our own page they do nothing, for its policy lets no such
		// address run.
		"capturelet":     func(base view.Link) template.URL { return template.URL(capturelet(base)) }, //nolint:gosec // our own words
		"captureletText": capturelet,
		"looklet":        func(base view.Link) template.URL { return template.URL(looklet(base)) }, //nolint:gosec // our own words
		"lookletText":    looklet,
	}
}

// shownPicture is a picture with what it says to those who cannot see it.
type shownPicture struct {
	view.Picture
	Alt string
}

// looklet looks up the words that are selected on the page on which it is opened.
func looklet(base view.Link) string {
	return "javascript:void(open('" + string(base) + "/lookup?quote='+encodeURIComponent(String(getSelection()).slice(0,4000))))"
}

// capturelet opens the form that captures, with the address of the page on which it is
// opened.
func capturelet(base view.Link) string {
	return "javascript:void(open('" + string(base) + "/manage.html?url='+encodeURIComponent(location.href)))"
}
