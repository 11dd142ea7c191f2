package feed

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"onrecord/scraper"
)

// metaSince is when a source was last looked at in full, metaIndex marks a sitemap that an
// index led to.
const (
	metaSince = "since"
	metaIndex = "index"
)

// Bounds on an index: its sitemaps that are read at all, and those of no date that are
// asked again at every look.
const (
	maxMaps    = 1000
	undated    = 2
	sinceSlack = 48 * time.Hour
)

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

// sitemap gives a request an entry, and one for each sitemap of an index that may have
// news.
func sitemap(l list, p scraper.Page, err error) (scraper.Parsed, error) {
	out := scraper.Parsed{}
	var maps []entry
	for _, e := range l.addresses(p.URL) {
		if out.Title == "" {
			out.Title = strings.ToValidUTF8(e.publication, "\ufffd")
		}
		if e.kind == "sitemap" {
			maps = append(maps, e)
		} else {
			out.Next = append(out.Next, scraper.Request{URL: e.link, Endpoint: "page"})
		}
	}
	if p.Request.Meta[metaIndex] == "" { // an index of indexes leads nowhere
		since, _ := time.Parse(time.RFC3339, p.Request.Meta[metaSince])
		for _, e := range due(maps, since) {
			out.Next = append(out.Next, scraper.Request{URL: e.link, Platform: Platform, Endpoint: "sitemap", Meta: map[string]string{metaIndex: "1"}})
		}
	}
	if l.lost > 0 {
		err = errors.Join(err, fmt.Errorf("%d entries give no address of the web, and were left out", l.lost))
	}
	if len(out.Next) == 0 && (len(maps) == 0 || p.Request.Meta[metaIndex] != "") {
		return out, errors.Join(err, errors.New("this sitemap names no page"))
	}
	return out, err
}

// due are the sitemaps of an index that may have changed since a time, the newest first:
// by their dates, else by the dates and numbers in their names. Of those without a date
// only the likeliest are asked again.
func due(maps []entry, since time.Time) []entry {
	var with, without []entry
	for _, e := range maps {
		switch {
		case e.at.IsZero():
			without = append(without, e)
		case since.IsZero() || e.at.After(since.Add(-sinceSlack)):
			with = append(with, e)
		}
	}
	slices.SortStableFunc(with, func(a, b entry) int { return b.at.Compare(a.at) })
	first := without[:min(len(without), 1)]
	without = slices.Clone(without)
	slices.SortStableFunc(without, func(a, b entry) int { return natural(b.link, a.link) })
	if !since.IsZero() && len(without) > undated {
		without = append(without[:undated:undated], slices.DeleteFunc(slices.Clone(first), func(e entry) bool {
			return slices.Contains(without[:undated], e)
		})...)
	}
	all := append(with, without...)
	return all[:min(len(all), maxMaps)]
}

// natural orders texts with the numbers in them as numbers.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == "" || y == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		n, m := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
		if c := cmp.Or(cmp.Compare(len(n), len(m)), cmp.Compare(n, m)); c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}

// looksLikeMap knows a sitemap's usual name.
func looksLikeMap(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	return strings.Contains(path, "sitemap") && (strings.HasSuffix(path, ".xml") || strings.HasSuffix(path, ".xml.gz"))
}
