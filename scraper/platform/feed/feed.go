// Package feed reads RSS, Atom and JSON feeds through gofeed, and news sitemaps: each entry leads
// to a page that is captured as an article (or as whatever its address is).
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/mmcdole/gofeed"

	"onrecord/scraper"
	"onrecord/store"
)

// Platform names sources that are feeds; no document has it.
const Platform store.Platform = "feed"

// Bounds on what a feed may ask of us.
const (
	maxEntries = 200
	maxDepth   = 100
	maxTokens  = 2_000_000
	// maxItems bounds the entries that are built at all: the parser keeps each with all
	// that may stand in one.
	maxItems = 20_000
)

// Adapter reads feeds.
type Adapter struct{}

// New gives the adapter.
func New() *Adapter { return &Adapter{} }

// Platform is "feed".
func (*Adapter) Platform() store.Platform { return Platform }

// Traits say that a feed is a list.
func (*Adapter) Traits() scraper.Traits { return scraper.Traits{Lists: true} }

// CheckID takes none: no document is a feed.
func (*Adapter) CheckID(string) error { return errors.New("no document has a feed's name") }

// Match knows a feed by the end of its path only; whatever else is a feed is
// told by its kind or its content.
func (*Adapter) Match(u *url.URL) bool {
	if u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	if looksLikeMap(u) {
		return true
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".rss", ".atom", ".rdf":
		return true
	case ".xml":
		return strings.Contains(strings.ToLower(u.Path), "feed") || strings.Contains(strings.ToLower(u.Path), "rss") || strings.Contains(strings.ToLower(u.Path), "atom")
	}
	last := strings.ToLower(path.Base(strings.TrimSuffix(u.Path, "/")))
	return last == "feed" || last == "rss" || last == "atom" || last == "feed.json"
}

// Document is "": a feed is none.
func (*Adapter) Document(*url.URL) store.DocumentID { return "" }

// Recognise takes any address that the user calls a feed.
func (*Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	return scraper.Target{Kind: store.SourceFeed, Name: u.Hostname()}, nil
}

// Start asks for the feed.
func (*Adapter) Start(s store.Source) []scraper.Request {
	return []scraper.Request{{
		URL: s.URL, Platform: Platform, Door: "feed",
		Header: http.Header{"Accept": {"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"}},
	}}
}

// Parse gives one request an entry, in the feed's order. XML with entities of
// its own, or nested deeper than any feed, is refused.
func (*Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	if p.Status >= 400 {
		return scraper.Parsed{}, fmt.Errorf("the feed answers with HTTP status %d", p.Status)
	}
	body := bytes.TrimLeft(unpacked(p.Body), "\ufeff \t\r\n")
	if err := Check(body); err != nil {
		return scraper.Parsed{}, err
	}
	if body[0] == '<' && isSitemap(body) {
		return readSitemap(body, p)
	}
	f, err := parse(body)
	if err != nil && body[0] == '<' {
		if whole, merr := parse(mended(body)); merr == nil {
			f, err = whole, nil
		}
	}
	if err != nil {
		return scraper.Parsed{}, fmt.Errorf("this is no feed that can be read: %w; give the address of an RSS, Atom or JSON feed", err)
	}
	return scraper.Parsed{Title: strings.ToValidUTF8(strings.TrimSpace(f.Title), "\ufffd"), Next: entries(f, p)}, nil
}

// parse turns a panic of the library into an error.
func parse(body []byte) (f *gofeed.Feed, err error) {
	defer func() {
		if x := recover(); x != nil {
			f, err = nil, fmt.Errorf("it breaks the parser: %v", x)
		}
	}()
	return gofeed.NewParser().Parse(bytes.NewReader(body))
}

// mended closes what a feed that ends early left open, behind its last whole entry.
func mended(body []byte) []byte {
	d := decoder(body)
	var open []string
	end, closing := int64(0), ""
	for range maxTokens {
		t, err := d.RawToken()
		if err != nil || len(open) > maxDepth {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if t.Name.Space != "" {
				name = t.Name.Space + ":" + name
			}
			open = append(open, name)
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			if t.Name.Local == "item" || t.Name.Local == "entry" {
				end, closing = d.InputOffset(), ""
				for _, name := range open {
					closing = "</" + name + ">" + closing
				}
			}
		}
	}
	return append(bytes.Clone(body[:end]), closing...)
}

// checkXML reads the tokens once, before anything is built of them.
func checkXML(body []byte) error {
	d := decoder(body)
	depth, items := 0, 0
	for n := 0; n < maxTokens; n++ {
		t, err := d.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return nil //nolint:nilerr // broken XML is the parser's to mend or refuse
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Local == "item" || t.Name.Local == "entry" {
				items++
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return errors.New("the feed defines XML entities of its own, which is refused")
			}
		}
		if items > maxItems {
			return fmt.Errorf("the feed has more than %d entries, which is refused", maxItems)
		}
		if depth > maxDepth {
			return fmt.Errorf("the feed nests more than %d elements, which is refused", maxDepth)
		}
	}
	return errors.New("the feed has too many elements")
}

// checkJSON bounds the depth of a JSON feed.
func checkJSON(body []byte) error {
	depth, inString, escaped := 0, false, false
	for _, c := range body {
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return fmt.Errorf("the feed nests more than %d levels, which is refused", maxDepth)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

// entries are the requests for a feed's entries, each address once.
func entries(f *gofeed.Feed, p scraper.Page) []scraper.Request {
	seen := map[string]bool{}
	var out []scraper.Request
	for _, item := range f.Items {
		if item == nil || len(out) == maxEntries {
			break
		}
		s := absolute(p, link(item))
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, scraper.Request{URL: s, Door: "page"})
		}
	}
	return out
}

// link is an entry's address: its link, or its id where that is one.
func link(item *gofeed.Item) string {
	if item.Link != "" {
		return item.Link
	}
	if len(item.Links) > 0 {
		return item.Links[0]
	}
	if strings.HasPrefix(item.GUID, "http://") || strings.HasPrefix(item.GUID, "https://") {
		return item.GUID
	}
	return ""
}
