package bluesky

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFacets bounds the spans of one text that are read.
const maxFacets = 1000

// span is a link's place in a text, in bytes of UTF-8.
type span struct {
	from, to int
	uri      string
}

// words is a record's text with the links that clients shorten written out.
// https://docs.bsky.app/docs/advanced-guides/post-richtext
func (r *wireRecord) words() string {
	if r.Text == nil {
		return ""
	}
	text := *r.Text
	var b strings.Builder
	done := 0
	for _, s := range r.links(text) {
		b.WriteString(text[done:s.from])
		shown := text[s.from:s.to]
		if shortened(shown, s.uri) {
			shown = s.uri
		}
		b.WriteString(shown)
		done = s.to
	}
	b.WriteString(text[done:])
	return b.String()
}

// links are the text's link spans in order. Spans that end nowhere, cut a letter
// or lie over an earlier one are left out.
func (r *wireRecord) links(text string) []span {
	var all []span
	for _, f := range r.Facets[:min(len(r.Facets), maxFacets)] {
		if f.Index.Start == nil || f.Index.End == nil {
			continue
		}
		from, to := *f.Index.Start, *f.Index.End
		if from < 0 || from >= to || to > len(text) || !boundary(text, from) || !boundary(text, to) {
			continue
		}
		for _, feature := range f.Features {
			if feature.Type == "app.bsky.richtext.facet#link" && webAddress(feature.URI) {
				all = append(all, span{from, to, feature.URI})
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b span) int { return a.from - b.from })
	end := 0
	return slices.DeleteFunc(all, func(s span) bool {
		if s.from < end {
			return true
		}
		end = s.to
		return false
	})
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// webAddress reports whether s may stand in a text as an address.
func webAddress(s string) bool {
	if len(s) > 2048 || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F }) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// shortened reports whether what is shown is the address with a part left out.
// Other words over a link are the author's and stay.
func shortened(shown, uri string) bool {
	shown, uri = bare(shown), bare(uri)
	head, tail, cut := strings.Cut(strings.ReplaceAll(shown, "…", "..."), "...")
	if !strings.Contains(head, ".") || len(head)+len(tail) >= len(uri) || !strings.EqualFold(uri[:len(head)], head) {
		return false
	}
	if !cut {
		return uri[len(head):] != "/"
	}
	return strings.HasSuffix(uri[len(head):], tail)
}

// bare is an address without what clients leave out at its beginning.
func bare(s string) string {
	for _, prefix := range []string{"https://", "http://", "www."} {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s = s[len(prefix):]
		}
	}
	return s
}
