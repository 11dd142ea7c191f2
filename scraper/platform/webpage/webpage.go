// Package webpage reads any page of the web as an article: its words through
// go-readability, its title, publisher, byline and times from what the page says
// of itself, and the posts that it embeds.
package webpage

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"onrecord/scraper"
	"onrecord/scraper/kit/charset"
	"onrecord/scraper/kit/htmltext"
	"onrecord/store"
)

// Platform is the platform of articles: "web:" and the canonical URL.
const Platform store.Platform = "web"

// Bounds on a page.
const (
	maxHTML  = 8 << 20
	maxNodes = 200_000
	// maxSteps bounds the sum of all nodes' depths: what reads a page climbs from each of
	// them to the root. maxRead bounds the bytes of its text times their depth, for the text
	// of an element is read again with each of those around it.
	maxSteps = 6_000_000
	maxRead  = 300_000_000
	// maxAttrs and maxAttr bound the attributes of an element and the bytes of one that
	// is no content.
	maxAttrs = 100
	maxAttr  = 2000
)

// Adapter reads pages.
type Adapter struct{}

// New gives the adapter.
func New() *Adapter { return &Adapter{} }

// Platform is "web".
func (*Adapter) Platform() store.Platform { return Platform }

// Traits say that any address may be a page.
func (*Adapter) Traits() scraper.Traits { return scraper.Traits{AnyPage: true} }

// CheckID takes web addresses.
func (*Adapter) CheckID(native string) error {
	if _, err := scraper.ParseURL(native); err != nil {
		return fmt.Errorf("the id of a page is its address: %w", err)
	}
	return nil
}

// Match takes every web address, so this adapter is asked last.
func (*Adapter) Match(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// Document is the article at an address.
func (*Adapter) Document(u *url.URL) store.DocumentID { return documentID(u) }

// Recognise calls an address a page, unless it is of a platform that cannot be read.
func (*Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	if name := walledName(u); name != "" {
		return scraper.Target{}, errWalled(name)
	}
	return scraper.Target{Kind: store.SourcePage, Name: u.Hostname()}, nil
}

// What a source says of its pages: where the text is, and whose statements they are.
const (
	metaSelector = "selector"
	metaSpeaker  = "speaker"
)

// CheckSelector says what is wrong with a CSS selector.
func CheckSelector(selector string) error {
	if _, err := cascadia.ParseGroup(selector); err != nil {
		return fmt.Errorf("%q is no CSS selector: %w; give one such as 'article .statement'", selector, err)
	}
	return nil
}

// Start asks for the page.
func (*Adapter) Start(s store.Source) []scraper.Request {
	r := scraper.Request{URL: s.URL, Platform: Platform, Endpoint: "page"}
	if s.Selector != "" || s.Speaker != "" {
		r.Meta = map[string]string{metaSelector: s.Selector, metaSpeaker: s.Speaker}
	}
	if u, err := url.Parse(s.URL); err == nil {
		r.Document = documentID(u)
	}
	return []scraper.Request{r}
}

// Parse reads one page. 404 and 410 mean that the article is gone; other errors
// and walls mean nothing about it.
func (*Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	if name := walledName(p.URL); name != "" {
		return scraper.Parsed{Blocked: errWalled(name).Error(), Cause: store.CauseLogin}, nil
	}
	switch {
	case p.Status == 404 || p.Status == 410:
		return scraper.Parsed{Observations: []store.Observation{missing(p)}}, nil
	case p.Status >= 400 || p.Status != 0 && p.Status < 200:
		return refused(p)
	}
	if err := checkType(p); err != nil {
		return scraper.Parsed{}, err
	}
	body, flags := charset.Decode(p.Body[:min(len(p.Body), 2*maxHTML)], p.Header.Get("Content-Type"))
	if err := checkText(body); err != nil {
		return scraper.Parsed{}, err
	}
	doc, err := parseHTML(body)
	if err != nil {
		return scraper.Parsed{}, err
	}
	if why, what := wall(p, doc); why != "" {
		return scraper.Parsed{Blocked: why, Cause: what}, nil
	}
	if r := leadsOn(p, doc); r != nil {
		return scraper.Parsed{Blocked: "the page leads on to " + scraper.Clip(r.URL), Next: []scraper.Request{*r}}, nil
	}
	return article(p, doc, flags)
}

// missing is the observation that the page is not there.
func missing(p scraper.Page) store.Observation {
	id := p.Request.Document
	asked, err := url.Parse(p.Request.URL)
	if err != nil {
		asked = p.URL
	}
	if id == "" {
		id = documentID(asked)
	}
	kind := store.Article
	if speaker(p) != "" {
		kind = store.Post
	}
	return store.Observation{
		Document: id, Kind: kind, URL: canonical(asked).String(),
		Gone: &store.Gone{How: store.Deleted, Detail: fmt.Sprintf("HTTP status %d", p.Status)},
	}
}

func refused(p scraper.Page) (scraper.Parsed, error) {
	switch p.Status {
	case 401, 402, 403, 407, 429, 451:
		return scraper.Parsed{Blocked: fmt.Sprintf("the site refuses us (HTTP status %d)", p.Status)}, nil
	}
	return scraper.Parsed{}, fmt.Errorf("the site answers with HTTP status %d", p.Status)
}

// checkType takes HTML and XHTML, and what does not say what it is.
func checkType(p scraper.Page) error {
	kind, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
	switch {
	case len(bytes.TrimSpace(p.Body)) == 0:
		return errors.New("the page is empty")
	case err != nil || kind == "text/html" || kind == "application/xhtml+xml" || kind == "" || kind == "application/octet-stream":
		return nil
	case page.Match(p.Body[:min(len(p.Body), 1000)]):
		return nil
	}
	return fmt.Errorf("this is %s, not a web page; give the address of an article", kind)
}

// page is how a page begins, whatever its server calls it.
var page = regexp.MustCompile(`(?is)^[\s\x{feff}]*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype html|<html[\s>])`)

// Bytes are no text where more of the first characters than one of so many are none.
const (
	firstRunes = 4096
	rubbishOne = 10
)

// checkText refuses what is no text in any charset: a compressed or encrypted body, a
// picture.
func checkText(s string) error {
	n, bad := 0, 0
	for _, c := range s {
		if n++; n > firstRunes {
			break
		}
		if c == '\ufffd' || c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c >= 0x7f && c < 0xa0 && c != 0x85 {
			bad++
		}
	}
	if n = min(n, firstRunes); bad*rubbishOne > n {
		return fmt.Errorf("the answer is no text: %d of its first %d characters are none; its bytes are kept", bad, n)
	}
	return nil
}

// parseHTML builds the tree within bounds.
func parseHTML(body string) (*html.Node, error) {
	if len(body) > maxHTML {
		body = body[:maxHTML]
	}
	doc, err := htmltext.Document(body)
	if err != nil {
		return nil, fmt.Errorf("the page cannot be read as HTML: %w", err)
	}
	return doc, bounded(doc)
}

// bounded refuses a tree that would take long to read, and cuts attributes that would.
func bounded(doc *html.Node) error {
	nodes, steps, read, depth := 0, 0, 0, 0
	for n := doc; n != nil; {
		nodes++
		steps += depth
		if n.Type == html.TextNode {
			read += depth * len(n.Data)
		}
		if nodes > maxNodes {
			return fmt.Errorf("the page has more than %d elements, which is refused", maxNodes)
		}
		if steps > maxSteps || read > maxRead {
			return errors.New("the page nests its elements too deep, which is refused")
		}
		slim(n)
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return nil
}

func slim(n *html.Node) {
	n.Attr = n.Attr[:min(len(n.Attr), maxAttrs)]
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id", "style", "srcset", "sizes", "data-srcset", "data-src":
			a.Val = strings.ToValidUTF8(a.Val[:min(len(a.Val), maxAttr)], "")
		}
	}
}
