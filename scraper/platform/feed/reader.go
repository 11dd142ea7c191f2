package feed

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"onrecord/scraper/kit/moment"
	"onrecord/scraper/kit/site"
)

// list is a feed's or sitemap's entries.
type list struct {
	title, site string
	// root is the first element that says what this is: rss, rdf, feed, urlset,
	// sitemapindex; "" for nothing that is known.
	root    string
	entries []entry
	// lost counts entries without an address of the web.
	lost int
}

// entry is one <item>, <entry>, <url> or <sitemap>.
type entry struct {
	kind, base string
	// link is where it leads, id what may be its address where there is none.
	link, id string
	at       time.Time
	// publication is the newspaper's name in a news sitemap.
	publication string
}

// roots are the elements that stand around entries.
var roots = map[string]bool{"rss": true, "rdf": true, "feed": true, "channel": true, "urlset": true, "sitemapindex": true}

// page is the root of what is no list, whatever stands in it.
const page = "html"

var kinds = map[string]bool{"item": true, "entry": true, "url": true, "sitemap": true}

// aside are elements whose parts are not the entry's own: another feed's, a picture's.
var aside = map[string]bool{"source": true, "image": true, "textinput": true, "author": true, "contributor": true}

// reader reads markup as it comes, closed or not, as feed readers do: by HTML's rules for
// tokens, which know no errors and no entities of a document's own.
type reader struct {
	list
	z *html.Tokenizer
	// now is the entry that is open, field the element whose text is read into text.
	now   *entry
	field string
	text  strings.Builder
	// skip is the element that is passed over, base that of the whole.
	skip, base string
	attr       map[string]string
	depth      int
}

// maxText bounds the text of a field that is kept, in bytes.
const maxText = 4096

// readMarkup reads a feed or a sitemap.
func readMarkup(text string) (list, error) {
	r := reader{z: html.NewTokenizer(strings.NewReader(text))}
	r.z.SetMaxBuf(1 << 20)
	r.z.AllowCDATA(true)
	for n := 0; n < maxTokens; n++ {
		switch r.z.Next() {
		case html.ErrorToken:
			r.close()
			return r.list, nil
		case html.StartTagToken:
			r.z.NextIsNotRawText()
			r.open()
			r.depth++
		case html.SelfClosingTagToken:
			r.open()
			r.end()
		case html.EndTagToken:
			r.end()
			r.depth--
		case html.TextToken:
			if r.field != "" && r.text.Len() < maxText {
				r.text.Write(r.z.Text())
			}
		}
		if len(r.entries) > maxItems {
			return r.list, fmt.Errorf("it has more than %d entries; the others were not read", maxItems)
		}
		if r.depth > maxDepth && len(r.entries) == 0 {
			return r.list, fmt.Errorf("the feed nests more than %d elements, which is refused", maxDepth)
		}
	}
	return r.list, fmt.Errorf("it has more than %d elements; the rest was not read", maxTokens)
}

// names splits an element's name from its prefix.
func names(tag []byte) (prefix, name string) {
	if before, after, ok := strings.Cut(string(tag), ":"); ok {
		return before, after
	}
	return "", string(tag)
}

func (r *reader) open() {
	tag, more := r.z.TagName()
	prefix, name := names(tag)
	r.attr = map[string]string{}
	for more && len(r.attr) < 20 {
		var k, v []byte
		k, v, more = r.z.TagAttr()
		r.attr[string(k)] = string(v)
	}
	if r.root == "" && (roots[name] || name == page) {
		r.root = name
	}
	if base := r.attr["xml:base"]; base != "" && r.now == nil {
		r.base = base
	}
	switch {
	case r.root == "" || r.root == page || r.skip != "":
		return
	case kinds[name] && (r.now == nil || name == r.now.kind) && (r.root == "urlset" || r.root == "sitemapindex" || name != "url"):
		r.close()
		r.now = &entry{kind: name, base: r.attr["xml:base"], id: r.attr["rdf:about"]}
		return
	case aside[name] && (prefix == "" || r.now == nil) || prefix == "image" || prefix == "video" || prefix == "media":
		r.skip = string(tag)
		return
	}
	r.field = ""
	r.text.Reset()
	switch name {
	case "link":
		if r.attr["href"] != "" {
			r.linked()
			return
		}
		r.field = name
	case "title", "guid", "id", "pubdate", "published", "updated", "date", "issued", "loc", "lastmod", "publication_date", "name":
		r.field = name
	}
}

// linked takes a link that stands in an attribute (RFC 4287 §4.2.7).
func (r *reader) linked() {
	rel := r.attr["rel"]
	switch {
	case rel != "" && rel != "alternate":
	case r.now == nil && r.site == "":
		r.site = r.attr["href"]
	case r.now != nil && r.now.link == "":
		r.now.link = r.attr["href"]
	}
}

func (r *reader) end() {
	tag, _ := r.z.TagName()
	_, name := names(tag)
	if r.skip != "" {
		if string(tag) == r.skip {
			r.skip = ""
		}
		return
	}
	if r.field != "" && name == r.field {
		r.take(strings.TrimSpace(r.text.String()))
		r.field = ""
	}
	if r.now != nil && name == r.now.kind || roots[name] {
		r.close()
	}
}

// take keeps a field's text.
func (r *reader) take(s string) {
	e := r.now
	switch {
	case s == "":
	case e == nil:
		if r.field == "title" && r.title == "" {
			r.title = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "\ufffd")
		} else if r.field == "link" && r.site == "" {
			r.site = s
		}
	case r.field == "link" && e.link == "", r.field == "loc" && e.link == "":
		e.link = s
	case r.field == "guid":
		if !strings.EqualFold(r.attr["ispermalink"], "false") {
			e.id = s
		}
	case r.field == "id":
		e.id = s
	case r.field == "name":
		e.publication = s
	case r.field == "pubdate" || r.field == "published" || r.field == "publication_date" || e.at.IsZero():
		if m, _ := moment.Parse(s); !m.Time.IsZero() {
			e.at = m.Time
		}
	}
}

// close ends the entry that is open.
func (r *reader) close() {
	if r.now == nil {
		return
	}
	e := *r.now
	r.now, r.field = nil, ""
	if e.base == "" {
		e.base = r.base
	}
	if e.link == "" && isWeb(e.id) {
		e.link = e.id
	}
	if e.link == "" {
		r.lost++
		return
	}
	e.id = ""
	r.entries = append(r.entries, e)
}

func isWeb(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// manyEntries is from how many on a feed's order is not trusted: one look may not get to
// all of them.
const manyEntries = 100

// addresses resolves the entries' links, against the base that the feed names, else its
// site, else itself, and leaves out those that lead nowhere and what came before. Of
// many the newest come first, where all say when they are of.
func (l *list) addresses(of *url.URL) (out []entry) {
	seen := map[string]bool{}
	dated := true
	for _, e := range l.entries {
		base := of
		for _, s := range []string{l.site, e.base} {
			if u, err := of.Parse(site.Mended(s)); s != "" && err == nil && u.Host != "" {
				base = u
			}
		}
		e.link = absolute(base, e.link)
		switch {
		case e.link == "":
			l.lost++
			continue
		case seen[e.kind+e.link]:
			continue
		}
		seen[e.kind+e.link] = true
		dated = dated && !e.at.IsZero()
		out = append(out, e)
	}
	if dated && (l.root == "urlset" || l.root == "sitemapindex" || len(out) > manyEntries) {
		slices.SortStableFunc(out, func(a, b entry) int { return b.at.Compare(a.at) })
	}
	return out
}

// absolute is an entry's address, "" where it is none of the web.
func absolute(base *url.URL, raw string) string {
	u, err := base.Parse(site.Mended(raw))
	if raw == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u = led(u)
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}
