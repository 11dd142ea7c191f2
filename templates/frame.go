package templates

import (
	"bytes"
	"fmt"
	"html/template"
)

// frame is what stands around a page's title and body, the same on most pages of a
// site, so that it is drawn once.
type frame struct{ top, head, bottom []byte }

// Frame is what the templates of a frame need.
type Frame struct {
	Layout
	CSS    template.CSS
	Script template.JS
}

// frame is that of a page.
func (s *Site) frame(page *template.Template, l Layout) (*frame, error) {
	l.Title = ""
	if f, ok := s.frames.Load(l); ok {
		return f.(*frame), nil //nolint:forcetypeassert // we stored it
	}
	f := &frame{}
	for _, part := range []struct {
		name string
		to   *[]byte
	}{{"top", &f.top}, {"head", &f.head}, {"bottom", &f.bottom}} {
		var b bytes.Buffer
		if err := page.ExecuteTemplate(&b, part.name, Frame{l, s.set.css, s.set.script}); err != nil {
			return nil, fmt.Errorf("the frame of pages: %w", err)
		}
		*part.to = b.Bytes()
	}
	s.frames.Store(l, f)
	return f, nil
}
