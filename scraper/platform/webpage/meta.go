package webpage

import (
	"html"
	"net/url"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper/kit/moment"
	"onrecord/store"
)

// meta is what a page says of itself, JSON-LD before Open Graph before the other
// meta elements before the visible page.
type meta struct {
	canonical                                   *url.URL
	forms                                       []*url.URL
	title, publisher, byline, description, lang string
	published, modified                         store.Moment
	body                                        string
	// picture is the address of the one that the page names for itself.
	picture string
	flags   []string
	// doubt says why the page may be no answer, "" for nothing.
	doubt string
}

// names are the meta elements asked for each thing, best first.
var names = struct{ title, publisher, byline, description, published, modified []string }{
	title:       []string{"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "title"},
	publisher:   []string{"og:site_name", "application-name", "dc.publisher", "citation_journal_title", "cre"},
	byline:      []string{"author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "citation_author", "article:author", "twitter:data1"},
	description: []string{"og:description", "description", "twitter:description", "dc.description"},
	published: []string{
		"article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished", "publishdate", "publish-date",
		"parsely-pub-date", "sailthru.date", "pubdate", "ptime", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
		"cxenseparse:recs:publishtime", "article.published", "published-date", "date", "citation_publication_date", "citation_date", "originalpublicationdate", "article_date_original", "release_date",
	},
	modified: []string{
		"article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "utime", "revised", "article.updated",
	},
}

func readMeta(doc *nethtml.Node, page *url.URL) meta {
	s := scan(doc)
	ld := readLD(s.ld)
	var m meta
	m.title = first(clean(html.UnescapeString(ld.headline)), s.meta(names.title), s.h1, s.title)
	m.title = withoutSite(m.title, s.h1)
	m.publisher = first(clean(html.UnescapeString(ld.publisher)), s.meta(names.publisher))
	m.byline = byline(first(clean(html.UnescapeString(ld.author)), s.meta(names.byline)))
	m.description = first(s.meta(names.description), clean(html.UnescapeString(ld.description)))
	m.lang = language(first(s.lang, ld.lang, s.props["og:locale"], s.props["content-language"]))
	m.body = html.UnescapeString(ld.body)
	m.picture = s.props["og:image"]
	claimed := first(ld.published, s.meta(names.published), s.published)
	m.published = m.moment(claimed)
	if d, ok := findDate(claimed, m.lang); ok && m.published.IsZero() {
		m.published = dayOf(d)
	}
	m.modified = m.moment(first(ld.modified, s.meta(names.modified), s.modified))
	if m.published.IsZero() && s.times[0] != "" {
		m.published = m.moment(s.times[0])
	}
	if m.published.IsZero() {
		m.published = visibleDate(doc, page, m.title, m.lang)
	}
	m.canonical = canonicalOf(page, s.canonical)
	for _, raw := range s.forms {
		if u := canonicalOf(page, raw); u != nil {
			m.forms = append(m.forms, u)
		}
	}
	if robots := strings.ToLower(s.props["robots"]); strings.Contains(robots, "noindex") || strings.Contains(robots, "none") {
		m.doubt = "all words are others at once, and the page asks not to be indexed, as pages do that stand in the way: looked at again before it counts"
	}
	return m
}

// withoutSite drops the site's name behind a headline, where the visible headline
// shows that it is one.
func withoutSite(title, h1 string) string {
	rest, ok := strings.CutPrefix(title, h1)
	if ok && h1 != "" && (strings.HasPrefix(rest, " | ") || strings.HasPrefix(rest, " - ") || strings.HasPrefix(rest, " – ") || strings.HasPrefix(rest, " — ")) {
		return h1
	}
	return title
}

func first(some ...string) string {
	for _, s := range some {
		if s != "" {
			return s
		}
	}
	return ""
}

// moment reads a claimed time, and flags one that gives no zone.
func (m *meta) moment(raw string) store.Moment {
	t, flag := moment.Parse(raw)
	if flag != "" {
		m.flags = append(m.flags, flag)
	}
	return t
}

func canonicalOf(page *url.URL, raw string) *url.URL {
	if raw == "" {
		return nil
	}
	u, err := page.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// language is a BCP 47 tag in lower case, or "".
func language(tag string) string {
	tag = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"))
	if len(tag) < 2 || len(tag) > 12 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ""
	}
	return tag
}

// byline takes "By" off and refuses addresses.
func byline(s string) string {
	s = clean(s)
	for _, by := range []string{"by ", "By ", "BY ", "Por ", "por ", "Par ", "Von "} {
		s = strings.TrimPrefix(s, by)
	}
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || len(s) > 300 {
		return ""
	}
	return s
}

// scanned is what one walk over the page collects.
type scanned struct {
	props               map[string]string
	ld                  []string
	title, h1, lang     string
	canonical           string
	forms               []string
	published, modified string
	times               [1]string
}

func scan(doc *nethtml.Node) scanned {
	s := scanned{props: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != nethtml.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			s.lang = language(first(attr(n, "lang"), attr(n, "xml:lang")))
		case atom.Meta:
			s.takeMeta(n)
		case atom.Link:
			s.takeLink(n)
		case atom.Title:
			if s.title == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
				s.title = clean(inner(n))
			}
		case atom.H1:
			if s.h1 == "" {
				s.h1 = clean(inner(n))
			}
		case atom.Script:
			s.takeLD(n)
		case atom.Time:
			s.takeTime(n)
		}
		if p := attr(n, "itemprop"); p != "" && n.DataAtom != atom.Meta {
			s.takeItem(n, p)
		}
	}
	return s
}

// maxForms bounds the other forms that a page may name.
const maxForms = 20

// takeLink takes a page's canonical address, and those at which it says to be shown in
// another form: as AMP (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml),
// for another screen (an alternate with a medium), or shortened. An alternate of another
// language or type is another text.
func (s *scanned) takeLink(n *nethtml.Node) {
	href := strings.TrimSpace(attr(n, "href"))
	for _, rel := range strings.Fields(strings.ToLower(attr(n, "rel"))) {
		switch {
		case rel == "canonical" && s.canonical == "":
			s.canonical = href
		case len(s.forms) >= maxForms || href == "":
		case rel == "amphtml", rel == "shortlink", rel == "alternate" && attr(n, "media") != "" && attr(n, "hreflang") == "" && attr(n, "type") == "":
			s.forms = append(s.forms, href)
		}
	}
}

func (s *scanned) takeMeta(n *nethtml.Node) {
	content := clean(first(attr(n, "content"), attr(n, "value"))) // some old pages have value
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if k := strings.ToLower(attr(n, key)); k != "" && content != "" && s.props[k] == "" {
			s.props[k] = content
		}
	}
}

func (s *scanned) takeTime(n *nethtml.Node) {
	raw := first(attr(n, "datetime"), clean(inner(n)))
	if raw == "" {
		return
	}
	if attr(n, "pubdate") != "" || strings.Contains(attr(n, "class"), "published") {
		s.published = first(s.published, raw)
	}
	if t, _ := moment.Parse(raw); !t.IsZero() {
		s.times[0] = first(s.times[0], raw)
	}
}

func (s *scanned) takeItem(n *nethtml.Node, prop string) {
	raw := first(attr(n, "content"), attr(n, "datetime"), attr(n, "title"))
	switch strings.ToLower(prop) {
	case "datepublished":
		s.published = first(s.published, raw)
	case "datemodified":
		s.modified = first(s.modified, raw)
	}
}

// meta is the first of some meta elements that says something.
func (s scanned) meta(keys []string) string {
	for _, k := range keys {
		if v := s.props[k]; v != "" && !strings.HasPrefix(v, "{{") {
			if (k == "article:author" || k == "twitter:data1") && (strings.Contains(v, "/") || strings.ContainsAny(v, "0123456789")) {
				continue
			}
			return v
		}
	}
	return ""
}

// inner is the text within an element.
func inner(n *nethtml.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == nethtml.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
