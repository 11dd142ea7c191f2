package feed

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"

	"onrecord/scraper"
)

// maxMaps is how many sitemaps of an index are asked.
const maxMaps = 3

// mapEntry is a <url> or a <sitemap> (https://www.sitemaps.org/protocol.html,
// https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
type mapEntry struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
	News    struct {
		Published   string `xml:"publication_date"`
		Publication struct {
			Name string `xml:"name"`
		} `xml:"publication"`
	} `xml:"news"`
}

// when is the entry's time as written: both are W3C datetimes, which sort as text
// where their zones are one.
func (e mapEntry) when() string {
	if e.News.Published != "" {
		return strings.TrimSpace(e.News.Published)
	}
	return strings.TrimSpace(e.Lastmod)
}

// maxUnpacked is how long a sitemap is at most by its protocol: 50 MiB.
const maxUnpacked = 50 << 20

// unpacked undoes the gzip of a file that is packed itself, as sitemaps often are.
// What cannot be undone is given back as it is.
func unpacked(b []byte) []byte {
	if !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		return b
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return b
	}
	out, err := io.ReadAll(io.LimitReader(r, maxUnpacked))
	if err != nil && len(out) == 0 {
		return b
	}
	return out
}

// isSitemap looks at the first element.
func isSitemap(body []byte) bool {
	d := decoder(body)
	for range 20 {
		t, err := d.RawToken()
		if err != nil {
			return false
		}
		if s, ok := t.(xml.StartElement); ok {
			return s.Name.Local == "urlset" || s.Name.Local == "sitemapindex"
		}
	}
	return false
}

func decoder(body []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	return d
}

// readSitemap gives a request an entry, the newest first; for an index, one for
// each of its newest sitemaps.
func readSitemap(body []byte, p scraper.Page) (scraper.Parsed, error) {
	pages, maps, err := mapEntries(body)
	if err != nil {
		return scraper.Parsed{}, err
	}
	newest := func(a, b mapEntry) int { return strings.Compare(b.when(), a.when()) }
	slices.SortStableFunc(pages, newest)
	slices.SortStableFunc(maps, newest)
	var out scraper.Parsed
	for _, e := range pages[:min(len(pages), maxEntries)] {
		if u := absolute(p, e.Loc); u != "" {
			out.Next = append(out.Next, scraper.Request{URL: u, Door: "page"})
		}
		if out.Title == "" {
			out.Title = strings.ToValidUTF8(strings.TrimSpace(e.News.Publication.Name), "\ufffd")
		}
	}
	if p.Request.Meta["index"] == "" { // an index of indexes leads nowhere
		for _, e := range maps[:min(len(maps), maxMaps)] {
			if u := absolute(p, e.Loc); u != "" {
				out.Next = append(out.Next, scraper.Request{URL: u, Platform: Platform, Door: "sitemap", Meta: map[string]string{"index": "1"}})
			}
		}
	}
	if len(out.Next) == 0 {
		return out, errors.New("this sitemap names no page")
	}
	return out, nil
}

// mapEntries reads a sitemap's pages and an index's sitemaps. One that ends early
// gives what it has.
func mapEntries(body []byte) (pages, maps []mapEntry, err error) {
	d := decoder(body)
	for {
		t, err := d.Token()
		if err != nil {
			if errors.Is(err, io.EOF) || len(pages)+len(maps) > 0 {
				return pages, maps, nil
			}
			return nil, nil, fmt.Errorf("this is no sitemap that can be read: %w", err)
		}
		s, ok := t.(xml.StartElement)
		if !ok || s.Name.Local != "url" && s.Name.Local != "sitemap" {
			continue
		}
		var e mapEntry
		if err := d.DecodeElement(&e, &s); err != nil {
			continue
		}
		if s.Name.Local == "url" {
			pages = append(pages, e)
		} else {
			maps = append(maps, e)
		}
	}
}

// absolute is an entry's address, "" where it is none of the web.
func absolute(p scraper.Page, raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := p.URL.Parse(raw)
	if raw == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// looksLikeMap knows a sitemap's usual name.
func looksLikeMap(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	return strings.Contains(path, "sitemap") && (strings.HasSuffix(path, ".xml") || strings.HasSuffix(path, ".xml.gz"))
}
