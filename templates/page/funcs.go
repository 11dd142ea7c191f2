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
		"link":     view.SafeLink,
		"clock":    t.Clock,
		"moment":   t.Claimed,
		"pieces":   pieces,
		"became":   became,
		"ticks":    ticks,
		"say":      t.Say,
		"verdict":  t.Verdict,
		"tally":    t.Tally,
		"figure":   t.Figure,
		"lang":     view.LangTag,
		"platform": t.Platform,
		// The one link of such a kind that a template has, to be dragged away: opened on our
		// own page it does nothing, for its policy lets no such address run.
		"capturelet":     func(base view.Link) template.URL { return template.URL(capturelet(base)) }, //nolint:gosec // our own words
		"captureletText": capturelet,
		// Shown as text to copy.
		"bookmarklet": func(base view.Link) string {
			return "javascript:void(open('" + string(base) + "/lookup?quote='+encodeURIComponent(String(getSelection()).slice(0,4000))))"
		},
	}
}

// shownPicture is a picture with what it says to those who cannot see it.
type shownPicture struct {
	view.Picture
	Alt string
}

// capturelet opens the form that captures, with the address of the page on which it is
// opened.
func capturelet(base view.Link) string {
	return "javascript:void(open('" + string(base) + "/manage.html?url='+encodeURIComponent(location.href)))"
}
