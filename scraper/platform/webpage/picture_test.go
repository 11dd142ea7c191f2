package webpage

import (
	"net/url"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// TestPictures: an article's pictures are those in it and the one that its page names, not
// the site's own, and make no part of what the version says.
func TestPictures(t *testing.T) {
	const words = `<p>The harbour is a place of boats and of some gulls, and the council met there on Tuesday to speak about it at length, with all who came.</p>`
	body := `<html lang="en"><head><title>Harbour</title><meta property="og:image" content="/lead.jpg"></head><body><header><img src="/logo.png"></header>
<article><h1>Harbour</h1><figure><img src="photo.jpg#x" alt="The harbour" width="640"></figure>` + words + words + words + words +
		`<p>` + `<img src="/lead.jpg"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img src="/dot.gif" width="1" height="1"><img src="javascript:alert(1)"></p>` + words + words + `</article></body></html>`
	u, err := url.Parse("https://paper.example/news/1")
	if err != nil {
		t.Fatal(err)
	}
	got, err := New().Parse(scraper.Page{URL: u, Status: 200, Body: []byte(body), Request: scraper.Request{URL: u.String()}})
	if err != nil {
		t.Fatal(err)
	}
	o := got.Observations[0]
	want := []store.Media{{Type: "image", URL: "https://paper.example/lead.jpg"}, {Type: "image", URL: "https://paper.example/news/photo.jpg", Alt: "The harbour"}}
	if len(o.Pictures) != len(want) || o.Pictures[0] != want[0] || o.Pictures[1] != want[1] || len(o.Content.Media) > 0 {
		t.Errorf("the pictures are %+v, those of the version %+v", o.Pictures, o.Content.Media)
	}
}
