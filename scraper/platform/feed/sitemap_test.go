package feed

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"onrecord/scraper"
)

func readMap(t *testing.T, body string, meta map[string]string) (scraper.Parsed, error) {
	t.Helper()
	u, err := url.Parse("https://paper.example/sitemap-news.xml")
	if err != nil {
		t.Fatal(err)
	}
	return New().Parse(scraper.Page{URL: u, Status: 200, Body: []byte(body), Request: scraper.Request{Meta: meta}})
}

// TestNewsSitemap: the newest first, each an article to capture.
func TestNewsSitemap(t *testing.T) {
	p, err := readMap(t, `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://paper.example/old</loc><news:news><news:publication><news:name>The Paper</news:name></news:publication><news:publication_date>2025-11-10T08:00:00Z</news:publication_date></news:news></url>
<url><loc> /new?a=1&amp;b=2#part </loc><news:news><news:publication_date>2025-11-12T08:00:00Z</news:publication_date></news:news></url>
<url><loc>javascript:alert(1)</loc></url></urlset>`, nil)
	if err == nil || !strings.Contains(err.Error(), "1 entries give no address") || len(p.Next) != 2 || p.Title != "The Paper" {
		t.Fatalf("%+v %v", p, err)
	}
	if p.Next[0].URL != "https://paper.example/new?a=1&b=2" || p.Next[1].URL != "https://paper.example/old" || p.Next[0].Platform != "" {
		t.Errorf("%+v", p.Next)
	}
}

// TestSitemapIndex: the newest maps are asked, and an index in an index is not.
func TestSitemapIndex(t *testing.T) {
	index := `<sitemapindex><sitemap><loc>https://paper.example/a.xml</loc><lastmod>2025-01-01T23:00:00+13:00</lastmod></sitemap>
		<sitemap><loc>https://paper.example/b.xml</loc><lastmod>2025-01-01T22:00:00-08:00</lastmod></sitemap></sitemapindex>`
	p, err := readMap(t, index, nil)
	if err != nil || len(p.Next) != 2 || p.Next[0].URL != "https://paper.example/b.xml" || p.Next[0].Platform != Platform {
		t.Errorf("%+v %v", p.Next, err)
	}
	if p, err := readMap(t, index, p.Next[0].Meta); err == nil {
		t.Errorf("an index in an index leads to %+v", p.Next)
	}
	p, err = readMap(t, index, map[string]string{metaSince: "2025-02-01T00:00:00Z"})
	if err != nil || len(p.Next) != 0 {
		t.Errorf("maps that have not changed are asked: %+v %v", p.Next, err)
	}
}

// TestSitemapIndexWithoutDates: all are read once, the newest by their names first, and
// later the likeliest only.
func TestSitemapIndexWithoutDates(t *testing.T) {
	var b strings.Builder
	for n := range 12 {
		fmt.Fprintf(&b, `<sitemap><loc>https://paper.example/map-%d.xml</loc></sitemap>`, n+1)
	}
	p, err := readMap(t, `<sitemapindex>`+b.String()+`</sitemapindex>`, nil)
	if err != nil || len(p.Next) != 12 || p.Next[0].URL != "https://paper.example/map-12.xml" || p.Next[3].URL != "https://paper.example/map-9.xml" {
		t.Errorf("%s %v", urls(p), err)
	}
	p, err = readMap(t, `<sitemapindex>`+b.String()+`</sitemapindex>`, map[string]string{metaSince: "2025-02-01T00:00:00Z"})
	if want := "https://paper.example/map-12.xml https://paper.example/map-11.xml https://paper.example/map-1.xml"; err != nil || urls(p) != want {
		t.Errorf("%s %v", urls(p), err)
	}
}

func TestFault21And26HostileSitemaps(t *testing.T) {
	if _, err := readMap(t, `<!DOCTYPE a [<!ENTITY x "y">]><urlset><url><loc>https://paper.example/&x;</loc></url></urlset>`, nil); err == nil {
		t.Error("entities pass")
	}
	p, err := readMap(t, `<urlset>`+strings.Repeat(`<url><loc>https://paper.example/a</loc></url>`, 10_000)+`</urlset>`, nil)
	if err != nil || len(p.Next) != 1 {
		t.Errorf("%d entries, %v", len(p.Next), err)
	}
	if _, err := readMap(t, `<urlset></urlset>`, nil); err == nil {
		t.Error("an empty map passes")
	}
}

func TestSitemapsAreKnownByName(t *testing.T) {
	for raw, want := range map[string]bool{
		"https://paper.example/news-sitemap.xml": true, "https://paper.example/sitemap_index.xml": true,
		"https://paper.example/sitemap": false, "https://paper.example/story-about-a-sitemap": false,
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if New().Match(u) != want {
			t.Errorf("%s: %v", raw, !want)
		}
	}
}
