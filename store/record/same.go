package record

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"onrecord/store"
)

// oneHome reports whether two ids are the same home's to give, so that its word is
// enough to say that both are one document: those of one platform, server, channel or
// account; of addresses, those that differ in form only.
func oneHome(a, b store.DocumentID) bool {
	if a.Platform() != b.Platform() {
		return false
	}
	if u, v := address(a), address(b); u != nil || v != nil {
		return u != nil && v != nil && form(u) == form(v)
	}
	return within(a) == within(b)
}

// within is what an id without its last part names: a server, a channel, an account.
func within(id store.DocumentID) string {
	n := id.Native()
	return n[:strings.LastIndexByte(n, '/')+1]
}

// oneSite reports whether two ids are addresses of one host.
func oneSite(a, b store.DocumentID) bool {
	u, v := address(a), address(b)
	return a.Platform() == b.Platform() && u != nil && v != nil && plainHost(u) == plainHost(v)
}

// address is the URL that an id consists of, nil for another kind of id.
func address(id store.DocumentID) *url.URL {
	if n := id.Native(); strings.HasPrefix(n, "http://") || strings.HasPrefix(n, "https://") {
		if u, err := url.Parse(n); err == nil && u.Host != "" {
			return u
		}
	}
	return nil
}

// marks are the parts of a path that name a page's AMP or print form.
var marks = regexp.MustCompile(`(?i)(^|/)(amp|print)(/|$)|\.amp(\.html)?$|/index\.(html?|php)$`)

// form is an address without what only names another form of the same page: the
// scheme, a host's usual prefix, AMP and print.
func form(u *url.URL) string {
	p := strings.Trim(marks.ReplaceAllString(u.EscapedPath(), "/"), "/")
	return plainHost(u) + "/" + p + "?" + u.RawQuery
}

func plainHost(u *url.URL) string {
	h := strings.ToLower(strings.TrimSuffix(u.Host, "."))
	for _, p := range []string{"www.", "m.", "mobile.", "amp."} {
		if rest, ok := strings.CutPrefix(h, p); ok && strings.Contains(rest, ".") {
			return rest
		}
	}
	return h
}

// asked reports whether an id is what a capture was aimed at, or its address or one on
// the way.
func asked(id store.DocumentID, c store.Capture) bool {
	return id == c.Document || atAddress(id, c.URL) || slices.ContainsFunc(c.Hops, func(h store.Hop) bool { return atAddress(id, h.URL) })
}

// atAddress reports whether an id is an address, and that one in one form or another.
func atAddress(id store.DocumentID, raw string) bool {
	u := address(id)
	v, err := url.Parse(raw)
	return u != nil && err == nil && form(u) == form(v)
}

// says reports whether an observation has words that a document has or had.
func (d *Document) says(o store.Observation) bool {
	if o.Gone != nil {
		return false
	}
	n := store.Version{Content: o.Content}
	return slices.ContainsFunc(d.Versions, func(v *Version) bool { return v.SameWords(n.Content) || oneIsCut(v.Version, n) })
}
