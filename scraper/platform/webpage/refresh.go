package webpage

import (
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
)

// metaHops counts the pages that led on to this one.
const metaHops = "hops"

// Bounds on pages that lead on by themselves: how soon one must, so that it is no page
// that is only kept fresh, and how many are followed.
const (
	soonest = 10.0
	maxHops = 3
)

var refreshForm = regexp.MustCompile(`(?is)^\s*([0-9.]+)\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']+?)\s*["']?\s*$`)

// leadsOn is the request for the page that a page or its header leads on to at once, as a
// redirect does (https://html.spec.whatwg.org/#attr-meta-http-equiv-refresh); nil for none.
func leadsOn(p scraper.Page, doc *html.Node) *scraper.Request {
	said := p.Header.Get("Refresh")
	for n := range doc.Descendants() {
		if said != "" {
			break
		}
		if n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "http-equiv"), "refresh") {
			said = attr(n, "content")
		}
		if n.DataAtom == atom.Body {
			break
		}
	}
	m := refreshForm.FindStringSubmatch(said)
	if m == nil {
		return nil
	}
	wait, err := strconv.ParseFloat(m[1], 64)
	to, uerr := p.URL.Parse(site.Mended(m[2]))
	hops, _ := strconv.Atoi(p.Request.Meta[metaHops])
	if err != nil || wait > soonest || uerr != nil || to.Scheme != "http" && to.Scheme != "https" || to.Host == "" || site.SamePage(to, p.URL) || hops >= maxHops {
		return nil
	}
	return onTo(p, to, hops)
}

// onTo asks for the page that another leads on to, for the same document.
func onTo(p scraper.Page, to *url.URL, hops int) *scraper.Request {
	r := scraper.Request{URL: to.String(), Platform: Platform, Endpoint: "page", Document: p.Request.Document, Meta: maps.Clone(p.Request.Meta)}
	if r.Meta == nil {
		r.Meta = map[string]string{}
	}
	r.Meta[metaHops] = strconv.Itoa(hops + 1)
	if !site.SameOwner(p.URL, to) {
		delete(r.Meta, metaSpeaker)
	}
	return &r
}
