package webpage

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"onrecord/scraper"
)

// decode turns a page's bytes into UTF-8 by its header, its meta element or, in
// their absence, by its bytes, and says what it had to guess or mend.
func decode(p scraper.Page) (string, []string) {
	var flags []string
	enc, name, certain := charset.DetermineEncoding(p.Body, p.Header.Get("Content-Type"))
	text := string(p.Body)
	if name != "utf-8" && !(utf8.Valid(p.Body) && !certain) {
		if out, err := enc.NewDecoder().Bytes(p.Body); err == nil {
			text = string(out)
			flags = append(flags, "charset:"+name)
		}
	}
	if !utf8.ValidString(text) {
		flags = append(flags, "invalid-utf8")
	}
	if bytes.IndexByte(p.Body, 0) >= 0 && name == "utf-8" {
		flags = append(flags, "nul")
	}
	return text, flags
}

// wall recognises pages that stand in the way of the article, by their
// structure and never by words that an article could use.
func wall(p scraper.Page, doc *html.Node) string {
	if strings.EqualFold(p.Header.Get("Cf-Mitigated"), "challenge") {
		return "the site shows a challenge for browsers (Cloudflare)"
	}
	host := strings.ToLower(p.URL.Hostname())
	for _, h := range []string{"consent.google.com", "consent.youtube.com", "consent.yahoo.com", "guce.yahoo.com", "guce.advertising.com", "accounts.google.com", "login.microsoftonline.com"} {
		if host == h {
			return "the site shows a consent or login page (" + h + ")"
		}
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
