package webpage

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onrecord/scraper"
)

func answer(t *testing.T, body, kind, refresh string) (scraper.Parsed, error) {
	t.Helper()
	u, err := url.Parse("https://harbour.example/news/1")
	if err != nil {
		t.Fatal(err)
	}
	p := scraper.Page{Request: scraper.Request{URL: u.String(), Document: documentID(u)}, URL: u, Status: 200, Header: http.Header{"Content-Type": {kind}}, Body: []byte(body)}
	if refresh != "" {
		p.Header.Set("Refresh", refresh)
	}
	return New().Parse(p)
}

// TestPagesThatLeadOn: what a page leads on to at once is the page.
func TestPagesThatLeadOn(t *testing.T) {
	for said, want := range map[string]string{
		"0; url=/news/2":                 "https://harbour.example/news/2",
		"0;URL='https://b.example/x%-y'": "https://b.example/x%25-y",
		" 5 ; URL = \"2\" ":              "https://harbour.example/news/2",
		"1,/news/2":                      "https://harbour.example/news/2",
		"300; url=/news/2":               "",
		"5":                              "",
		"0; url=https://harbour.example/news/1#top": "",
		"0; url=javascript:alert(1)":                "",
	} {
		byMeta, err := answer(t, `<html><head><title>Please wait</title><meta http-equiv=Refresh content="`+strings.ReplaceAll(said, `"`, "&quot;")+`"></head><body><p>You are led on.</p></body></html>`, "text/html", "")
		byHeader, herr := answer(t, `<html><body><p>You are led on.</p></body></html>`, "text/html", said)
		for _, p := range []scraper.Parsed{byMeta, byHeader} {
			got := ""
			if len(p.Next) == 1 {
				got = p.Next[0].URL
			}
			if err != nil || herr != nil || got != want || want != "" && (p.Blocked == "" || p.Next[0].Document == "") {
				t.Errorf("%q leads to %q, want %q; %v %v", said, got, want, err, herr)
			}
		}
	}
}

// TestBytesThatAreNoText are no article, and pages under another name are.
func TestBytesThatAreNoText(t *testing.T) {
	var noise strings.Builder
	for i := range 5000 {
		noise.WriteByte(byte(i * i * 31 >> 3))
	}
	if p, err := answer(t, noise.String(), "text/html", ""); err == nil || !strings.Contains(err.Error(), "no text") {
		t.Errorf("%+v %v", p.Observations, err)
	}
	words := strings.Repeat("<p>The harbour master said that the new pier will be open to everybody by the summer, weather permitting.</p>", 4)
	for _, kind := range []string{"application/xml", "text/plain", "application/octet-stream", "image/png"} {
		p, err := answer(t, "<?xml version=\"1.0\"?>\n<!-- x -->\n<html><body><article><h1>Pier</h1>"+words+"</article></body></html>", kind, "")
		if err != nil || len(p.Observations) != 1 {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
