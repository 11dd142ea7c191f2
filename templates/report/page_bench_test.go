package report

import (
	"io"
	"testing"

	"onrecord/store"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// BenchmarkPage draws the page of a post and of an article, both with quotes, from what
// was read of them.
func BenchmarkPage(b *testing.B) {
	e := newExhibit(b).fill()
	s, err := page.New(reported(e.DB).Archive, view.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, id := range []store.DocumentID{"x:1", "web:https://example.org/2"} {
		ds, err := e.DocumentViews(b.Context(), []store.DocumentID{id}, view.MostVersions)
		if err != nil || len(ds) != 1 {
			b.Fatal(len(ds), err)
		}
		b.Run(string(ds[0].Kind), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fill := func(p *view.PageBuilder) (view.Page, error) { return p.Document(b.Context(), ds[0]) }
				if err := s.DrawWith(io.Discard, "posts/x.html", fill); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
