package page

import (
	"html/template"

	"onrecord/templates/view"
)

// parts are what templates may call.
type parts struct{ *view.Builder }

func (t parts) funcs() template.FuncMap {
	return template.FuncMap{
		"plain":    view.Plain,
		"name":     view.Name,
		"link":     view.SafeLink,
		"clock":    t.Clock,
		"moment":   t.Claimed,
		"judged":   t.Judged,
		"pieces":   pieces,
		"say":      t.Say,
		"verdict":  t.Verdict,
		"tally":    t.Tally,
		"figure":   t.Figure,
		"between":  t.Between,
		"lang":     view.LangTag,
		"platform": t.Platform,
		// Shown as text to copy: a template never links to such an address.
		"bookmarklet": func(base view.Link) string {
			return "javascript:void(open('" + string(base) + "/lookup?quote='+encodeURIComponent(String(getSelection()).slice(0,4000))))"
		},
	}
}
