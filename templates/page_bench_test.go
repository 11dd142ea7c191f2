package templates

import (
	"io"
	"testing"

	"onrecord/store"
)

// BenchmarkPage draws the page of a post and of an article, both with quotes, from what
// was read of them.
func BenchmarkPage(b *testing.B) {
	e := newExhibit(b).fill()
	s, err := New(e.DB, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, id := range []store.DocumentID{"x:1", "web:https://example.org/2"} {
		ds, err := e.DocumentViews(b.Context(), []store.DocumentID{id}, roomy.versions)
		if err != nil || len(ds) != 1 {
			b.Fatal(len(ds), err)
		}
		b.Run(string(ds[0].Kind), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := s.painter(b.Context(), "../")
				if err := s.fit(io.Discard, "posts/x.html", p, func() (drawing, error) { return p.documentPage(ds[0]) }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
