package page

import (
	"html/template"
	"onrecord/templates/view"
)

// versionBox is a version with what it changed and what proves it.
func (t parts) versionBox(v view.VersionView) template.HTML {
	w := make(ink, 0, 4096)
	w.html(`<article class="version" id="v`)
	w.number(int64(v.Seq))
	w.html(`"><h3>`)
	w.text(t.Say("Version %d", v.Seq))
	if v.Cosmetic {
		w.html(` <span class="note">`)
		w.text(t.Say("cosmetic change"))
		w.html("</span>")
	}
	w.html("</h3>\n", `<p class="meta">`)
	w.text(t.Say("Seen"))
	w.html(" ")
	w.html(string(t.Between(v.FirstSeen, v.LastSeen)))
	if v.NativeID != "" {
		w.html(" · id ")
		w.bdi(view.Name(v.NativeID))
	}
	if v.Memento != "" {
		w.html(" · ")
		w.link(v.Memento, t.Say("as a memento"))
	}
	w.html("</p>\n")
	if v.Origin != "" {
		w.html(`<p class="state missing">`, string(v.Origin), "</p>\n")
	}
	if v.Cut {
		w.html(`<p class="state missing">`)
		w.text(t.Say("The platform cut this text:"))
		w.html(" ")
		w.bdi(view.Name(v.CutWhy))
		w.html("</p>\n")
	}
	t.writeWords(&w, v)
	for _, r := range v.Renditions {
		t.writeRendition(&w, r)
	}
	t.writeEvidence(&w, v.Evidence)
	w.html("</article>")
	return w.done()
}

// writeWords writes what a version says, or what it changed.
func (t parts) writeWords(w *ink, v view.VersionView) {
	if len(v.TitleChanges) > 0 {
		w.html(`<p class="diff title" dir="auto"`)
		w.lang(v.Lang)
		w.html(">")
		w.marked(v.TitleChanges)
		w.html("</p>\n")
	}
	switch {
	case len(v.Changes) > 0:
		w.html(`<div class="diff" dir="auto"`)
		w.lang(v.Lang)
		w.html(">")
		w.marked(v.Changes)
		w.html("</div>\n")
	case v.Hidden:
		w.html(`<p class="note">`)
		w.text(t.Say("The words are kept and not shown."))
		w.html("</p>\n")
	case v.Repeated:
	case v.Folded:
		w.html("<details><summary>")
		w.text(t.Say("Text at the time"))
		w.html("</summary>")
		t.writeText(w, v)
		w.html("</details>\n")
	default:
		t.writeText(w, v)
		w.html("\n")
	}
}

func (t parts) writeText(w *ink, v view.VersionView) {
	w.html(`<div class="words" dir="auto"`)
	w.lang(v.Lang)
	w.html(">")
	w.text(v.Text)
	w.html("</div>")
	if v.More > 0 {
		w.html(`<p class="note">`)
		w.text(t.Say("%d more characters are kept and not shown.", v.More))
		w.html("</p>")
	}
}

func (t parts) writeRendition(w *ink, r view.RenditionView) {
	w.html(`<details class="rendition"><summary>`)
	w.text(t.Say("Machine translation (%s, by %s)", r.Lang, r.Engine))
	w.html(`</summary><div class="words" dir="auto"`)
	w.lang(r.Lang)
	w.html(">")
	w.text(r.Text)
	w.html(`</div><p class="note">`)
	w.text(t.Say("Made by a machine. It is not what was posted."))
	w.html("</p></details>")
}
