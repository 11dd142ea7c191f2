package webpage

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/store"
)

// Bounds on what a page shows beside its words.
const (
	maxPictures = 20
	// smallest is the width or height, in pixels, below which a picture is an icon or counts
	// readers.
	smallest = 80
)

// partsOf are the parts of a page that its words are in: where the selector points, or what
// was found to be the article.
func partsOf(doc *html.Node, selector string, article *html.Node) []*html.Node {
	if selector != "" {
		if sel, err := cascadia.ParseGroup(selector); err == nil {
			return cascadia.QueryAll(doc, sel)
		}
	}
	if article == nil {
		return nil
	}
	return []*html.Node{article}
}

// pictures are what an article shows: the picture that its page names for it, then the
// pictures, videos and sounds in its parts.
func pictures(page *url.URL, lead string, parts ...*html.Node) (out []store.Media) {
	add := func(kind, raw, alt string) {
		u, err := page.Parse(strings.TrimSpace(raw))
		if err != nil || raw == "" || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(raw) > maxAttr || len(out) == maxPictures {
			return
		}
		u.Fragment = ""
		if !slices.ContainsFunc(out, func(m store.Media) bool { return m.URL == u.String() }) {
			out = append(out, store.Media{Type: kind, URL: u.String(), Alt: clean(alt)})
		}
	}
	add("image", lead, "")
	for _, part := range parts {
		for n := range part.Descendants() {
			switch n.DataAtom {
			case atom.Img:
				if !tiny(n) {
					add("image", attr(n, "src"), attr(n, "alt"))
				}
			case atom.Video, atom.Audio:
				add("image", attr(n, "poster"), "")
				add(n.Data, played(n), attr(n, "title"))
			}
		}
	}
	return out
}

// played is the address of a video or sound: its own, or that of its first encoding.
func played(n *html.Node) string {
	if src := attr(n, "src"); src != "" {
		return src
	}
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Source {
			return attr(c, "src")
		}
	}
	return ""
}

// tiny reports whether a picture is an icon by the size that it says it has.
func tiny(n *html.Node) bool {
	for _, side := range []string{"width", "height"} {
		if v, err := strconv.Atoi(strings.TrimSuffix(attr(n, side), "px")); err == nil && v < smallest {
			return true
		}
	}
	return false
}
