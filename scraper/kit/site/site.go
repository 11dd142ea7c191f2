// Package site tells which web addresses are one page in different forms, and which
// belong to one owner.
package site

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Host is an address's host as it is compared: in lower case, in ASCII, with its port
// where that is not the scheme's own.
func Host(u *url.URL) string {
	name := Name(u)
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	if p := u.Port(); p != "" && p != map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)] {
		name += ":" + p
	}
	return name
}

// Name is an address's whole host name in lower case and in ASCII, without port and a dot
// at its end.
func Name(u *url.URL) string { return ASCII(strings.TrimRight(u.Hostname(), ".")) }

// Is reports whether an address of the web is on one of some hosts, by the whole name.
func Is(u *url.URL, hosts []string) bool {
	return u != nil && (u.Scheme == "http" || u.Scheme == "https") && slices.Contains(hosts, Name(u))
}

// ASCII is a host's name as the network knows it (RFC 5891), in lower case; what is no
// name is given back.
func ASCII(name string) string {
	name = strings.ToLower(name)
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		return ascii
	}
	return name
}

// Proven reports whether a certificate vouched for the host of an answer's address. A
// machine that is named by its own number needs none.
func Proven(u *url.URL) bool {
	if u == nil {
		return false
	}
	_, notIP := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (notIP == nil || Name(u) == "localhost")
}

// IsOrProven reports whether an answer came from a host that the user set, or proven
// from one that is a platform's own.
func IsOrProven(u *url.URL, set string, own bool) bool {
	base, err := url.Parse(set)
	return u != nil && (err == nil && base.Host != "" && strings.EqualFold(base.Host, u.Host) && base.Scheme == u.Scheme || own && Proven(u))
}

// shared are hosts that give out pages to whoever comes, beside those in the private
// part of the public suffix list (https://publicsuffix.org): on their subdomains, and
// in the first part of the path on the host itself.
var shared = set(`substack.com medium.com tumblr.com wordpress.com livejournal.com beehiiv.com ghost.io
		ghost.org typepad.com hashnode.dev weebly.com squarespace.com over-blog.com jimdosite.com strikingly.com mystrikingly.com
		note.com exblog.jp micro.blog write.as dreamwidth.org buttondown.email buttondown.com fc2.com seesaa.net ameblo.jp
		tistory.com naver.com canalblog.com skyrock.com blogger.com site123.me godaddysites.com business.site myportfolio.com
		itch.io neocities.org tripod.com angelfire.com blog.hu blog.pl svbtle.com posthaven.com silvrback.com pika.page prose.sh
		mataroa.blog listed.to telegra.ph steemit.com paragraph.xyz mirror.xyz sapo.pt twoday.net antville.org blog.ir
		blogfa.com dev.to hackernoon.com rentry.co justpaste.it pastebin.com sites.google.com docs.google.com telegraph.ph
		linktr.ee patreon.com ko-fi.com github.com gitlab.com notion.so linkedin.com facebook.com vk.com issuu.com scribd.com`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// Owner names whoever has a page's address in his hands, as far as the address tells:
// the registered domain, the tenant of a shared host, or the machine.
func Owner(u *url.URL) string {
	name := Name(u)
	domain, err := publicsuffix.EffectiveTLDPlusOne(name)
	if _, notIP := netip.ParseAddr(name); err != nil || notIP == nil {
		return Host(u)
	}
	for _, h := range []string{domain, name} {
		if !shared[h] {
			continue
		}
		if name == h || name == "www."+h {
			first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
			return h + "/" + first
		}
		return strings.TrimPrefix(name, "www.")
	}
	return domain
}

// SameOwner reports whether two addresses are known to be in the same hands.
func SameOwner(a, b *url.URL) bool { return Owner(a) == Owner(b) }

// prefixes stand before a host that shows the same pages in another form.
var prefixes = []string{"www.", "m.", "mobile.", "amp.", "touch.", "wap."}

// stem is a host without what says only in which form it shows its pages. A tenant of
// a shared host may be called "m" or "amp".
func stem(u *url.URL) string {
	h := Host(u)
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(h, p)
		if !ok || !strings.Contains(rest, ".") {
			continue
		}
		bare := rest
		if i := strings.LastIndex(rest, ":"); i > 0 {
			bare = rest[:i]
		}
		if suffix, _ := publicsuffix.PublicSuffix(bare); suffix == bare || shared[bare] && p != "www." {
			return h
		}
		return rest
	}
	return h
}
