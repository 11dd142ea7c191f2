package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper"
	"onrecord/store"
)

// wall recognises pages that stand in the way of the article, by their
// structure and never by words that an article could use.
func wall(p scraper.Page, doc *html.Node) (why string, what store.Cause) {
	for name, marks := range challengeHeaders {
		if v := strings.ToLower(p.Header.Get(name)); v != "" && strings.Contains(v, marks.value) {
			return "the site shows a challenge for browsers (" + marks.maker + ")", store.CauseChallenge
		}
	}
	host := strings.ToLower(p.URL.Hostname())
	if consentHost(host) || carriesAsked(p) || host == "accounts.google.com" || host == "login.microsoftonline.com" {
		return "the site shows a consent or login page (" + host + ")", store.CauseLogin
	}
	if loginWall(p, doc) {
		return "the site shows a page that asks for a login", store.CauseLogin
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if maker := challenge(n, len(p.Body) < smallPage); maker != "" {
			return "the site shows a challenge for browsers (" + maker + ")", store.CauseChallenge
		}
	}
	return "", store.CauseNone
}

// smallPage is below how many bytes a page has room for little but a challenge. Whole
// articles carry some of the makers' scripts too.
const smallPage = 40_000

// challengeHeaders are those by which makers of challenges name them.
var challengeHeaders = map[string]struct{ value, maker string }{
	"Cf-Mitigated":       {"challenge", "Cloudflare"},
	"X-Amzn-Waf-Action":  {"", "AWS WAF"},
	"X-Vercel-Mitigated": {"challenge", "Vercel"},
}

// challengeIDs are ids of elements that only challenges have.
var challengeIDs = map[string]string{
	"challenge-form": "Cloudflare", "cf-challenge-running": "Cloudflare", "cf-please-wait": "Cloudflare",
	"captcha-form": "CAPTCHA", "px-captcha": "HUMAN", "anubis_challenge": "Anubis", "anubis_version": "Anubis",
	"sec-overlay": "Akamai", "sec-if-cpt-container": "Akamai",
}

// challengeSources are parts of addresses that scripts and frames of challenges come
// from; small says that they count on small pages only.
var challengeSources = []struct {
	part, maker string
	small       bool
}{
	{"/cdn-cgi/challenge-platform/", "Cloudflare", true},
	{"geo.captcha-delivery.com", "DataDome", false},
	{"_Incapsula_Resource", "Imperva", true},
	{".awswaf.com/", "AWS WAF", true},
	{"/149e9513-01fa-4fb0-aad4-566afd725d2d/", "Kasada", true},
	{"/.well-known/sgcaptcha/", "SiteGround", true},
	{"/.well-known/ddos-guard/", "DDoS-Guard", true},
	{"/TSPD/", "F5", true},
	{"validate.perfdrive.com", "Radware", true},
}

// challengeScripts are names in scripts that only challenges have.
var challengeScripts = map[string]string{"sucuri_cloudproxy_js": "Sucuri", "window.gokuProps": "AWS WAF", "_cf_chl_opt": "Cloudflare"}

// challenge names who made the challenge that an element is part of; "" for none. It
// goes by structure, never by words that an article could use.
func challenge(n *html.Node, small bool) string {
	if maker := challengeIDs[attr(n, "id")]; maker != "" && (n.DataAtom == atom.Form || !strings.HasSuffix(attr(n, "id"), "-form")) {
		return maker
	}
	source := attr(n, "src")
	switch n.DataAtom {
	case atom.Script, atom.Iframe:
	case atom.Meta:
		if !strings.EqualFold(attr(n, "http-equiv"), "refresh") {
			return ""
		}
		source = attr(n, "content")
	default:
		return ""
	}
	for _, s := range challengeSources {
		if strings.Contains(source, s.part) && (small || !s.small) {
			return s.maker
		}
	}
	if n.DataAtom == atom.Script && source == "" && small {
		body := inner(n)
		for mark, maker := range challengeScripts {
			if strings.Contains(body, mark) {
				return maker
			}
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
