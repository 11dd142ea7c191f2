package webpage

import (
	"errors"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper"
)

// walled are platforms that show their posts only to who is logged in, or to a
// browser that they know. A page of theirs taken for an article would be a lie.
var walled = map[string]string{
	"facebook.com": "Facebook", "fb.com": "Facebook", "fb.watch": "Facebook", "instagram.com": "Instagram",
	"threads.net": "Threads", "threads.com": "Threads", "tiktok.com": "TikTok", "vk.com": "VK", "vk.ru": "VK", "linkedin.com": "LinkedIn",
}

// walledName is the platform that a host belongs to, "" for every other host.
func walledName(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for domain, name := range walled {
		// Developers' pages, help and news rooms have hosts of their own and are open.
		if host == domain || host == "www."+domain || host == "m."+domain || host == "mobile."+domain || host == "vm."+domain {
			return name
		}
	}
	return ""
}

// errWalled says what to do instead.
func errWalled(name string) error {
	return errors.New(name + " is not readable without a login; import what you have: onrecord import posts --help")
}

// loginWall recognises that a page was put in the place of another: the request was
// led to another path, where a password is asked for.
func loginWall(p scraper.Page, doc *html.Node) bool {
	asked, err := url.Parse(p.Request.URL)
	if err != nil || asked.Host == "" || asked.Path == p.URL.Path && asked.Host == p.URL.Host {
		return false
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password") {
			return true
		}
	}
	return false
}

// consentHost reports whether a host is one that asks for consent to cookies.
func consentHost(host string) bool {
	return strings.HasPrefix(host, "consent.") || strings.HasPrefix(host, "guce.")
}

// carriesAsked reports whether a redirect led to a page that was given the asked address
// along, to lead back to it: a gate for consent, a login or a queue.
func carriesAsked(p scraper.Page) bool {
	asked, err := url.Parse(p.Request.URL)
	if err != nil || asked.Host == "" || len(asked.Path) < 2 || asked.Path == p.URL.Path {
		return false
	}
	for _, values := range p.URL.Query() {
		for _, v := range values {
			back, err := url.Parse(v)
			if err == nil && back.Path == asked.Path && (back.Host == "" || back.Host == asked.Host) {
				return true
			}
		}
	}
	return false
}
