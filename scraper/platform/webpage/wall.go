package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper"
)

// wall recognises pages that stand in the way of the article, by their
// structure and never by words that an article could use.
func wall(p scraper.Page, doc *html.Node) string {
	if strings.EqualFold(p.Header.Get("Cf-Mitigated"), "challenge") {
		return "the site shows a challenge for browsers (Cloudflare)"
	}
	host := strings.ToLower(p.URL.Hostname())
	if consentHost(host) || host == "accounts.google.com" || host == "login.microsoftonline.com" {
		return "the site shows a consent or login page (" + host + ")"
	}
	if loginWall(p, doc) {
		return "the site shows a page that asks for a login"
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		id, src := attr(n, "id"), attr(n, "src")
		switch {
		case n.DataAtom == atom.Form && (id == "challenge-form" || id == "captcha-form"),
			id == "cf-challenge-running", id == "cf-please-wait", id == "px-captcha":
			return "the site shows a challenge for browsers"
		case n.DataAtom == atom.Script && strings.Contains(src, "/cdn-cgi/challenge-platform/") && len(p.Body) < 40_000:
			return "the site shows a challenge for browsers (Cloudflare)"
		case n.DataAtom == atom.Iframe && strings.Contains(src, "geo.captcha-delivery.com"):
			return "the site shows a challenge for browsers (DataDome)"
		}
	}
	return ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
