package page

import (
	"bytes"
	"fmt"
	"html/template"

	"onrecord/templates/view"
)

// frame is what stands around a page's title and body, the same on most pages of a
// site, so that it is drawn once.
type frame struct{ top, head, bottom []byte }

// Frame is what the templates of a frame need.
type Frame struct {
	view.Layout
	CSS    template.CSS
	Script template.JS
	// Policy is the page's Content-Security-Policy.
	Policy string
	Nav    []view.Entry
}

// frame is that of a page.
func (s *Site) frame(page *template.Template, l view.Layout) (*frame, error) {
	l.Title, l.Template = "", ""
	if f, ok := s.frames.Load(l); ok {
		return f.(*frame), nil //nolint:forcetypeassert // we stored it
	}
	f := &frame{}
	data := Frame{l, s.set.css, s.set.script, s.set.policy(l.Script, l.Pictured), view.Pages}
	for _, part := range []struct {
		name string
		to   *[]byte
	}{{"top", &f.top}, {"head", &f.head}, {"bottom", &f.bottom}} {
		var b bytes.Buffer
		if err := page.ExecuteTemplate(&b, part.name, data); err != nil {
			return nil, fmt.Errorf("the frame of pages: %w", err)
		}
		*part.to = b.Bytes()
	}
	s.frames.Store(l, f)
	return f, nil
}

// title is the page's title as an element.
func title(l view.Layout) []byte {
	t := l.Title
	if t != l.SiteTitle {
		t += " · " + l.SiteTitle
	}
	return []byte("<title>" + template.HTMLEscapeString(t) + "</title>")
}
