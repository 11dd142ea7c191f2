// Package feed reads RSS, Atom and JSON feeds and sitemaps: each entry leads
// to a page that is captured as an article (or as whatever its address is).
package feed

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/kit/charset"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/moment"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Platform names sources that are feeds; no document has it.
const Platform store.Platform = "feed"

// Bounds on what a feed may ask of us.
const (
	maxDepth  = 100
	maxTokens = 4_000_000
	// maxItems is how many addresses a sitemap has at most by its protocol.
	maxItems = 50_000
	// maxParsed bounds the entries that are read with all that stands in them.
	maxParsed = 20_000
)

// Adapter reads feeds.
type Adapter struct{}

// New gives the adapter.
func New() *Adapter { return &Adapter{} }

// Platform is "feed".
func (*Adapter) Platform() store.Platform { return Platform }

// Traits say that a feed is a list.
func (*Adapter) Traits() scraper.Traits { return scraper.Traits{Lists: true, ReadAs: readAs} }

// leads are the addresses that news searches put in the place of those that they lead to:
// what ends the host and path, and in which parameter the other stands.
var leads = []struct {
	host   *regexp.Regexp
	path   string
	params []string
}{
	{regexp.MustCompile(`^(www\.)?google\.[a-z]{2,3}(\.[a-z]{2})?$`), "/url", []string{"url", "q"}},
	{regexp.MustCompile(`^(www\.)?bing\.com$`), "/news/apiclick.aspx", []string{"url"}},
}

// led is the address that another leads to by its own words, as those of Google Alerts do;
// else itself.
func led(u *url.URL) *url.URL {
	for _, l := range leads {
		if u.Path != l.path || !l.host.MatchString(strings.ToLower(u.Hostname())) {
			continue
		}
		for _, p := range l.params {
			to, err := url.Parse(site.Mended(u.Query().Get(p)))
			if err == nil && to.Host != "" && (to.Scheme == "https" || to.Scheme == "http") {
				return to
			}
		}
	}
	return u
}

// readAs turns the feed scheme, which feed readers and their lists write
// (feed://HOST/PATH and feed:https://HOST/PATH), into the web address behind it.
// https://datatracker.ietf.org/doc/html/draft-obasanjo-feed-uri-scheme-02. What a news
// search leads to is read there.
func readAs(raw string) string {
	s := strings.TrimSpace(raw)
	if u, err := url.Parse(s); err == nil {
		if to := led(u); to != u {
			return to.String()
		}
	}
	if len(s) < 5 || !strings.EqualFold(s[:5], "feed:") {
		return raw
	}
	s = s[5:]
	if strings.HasPrefix(s, "//") {
		s = "http:" + s
	}
	if scraper.CheckURL(s) != nil {
		return raw
	}
	return s
}

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
	r := scraper.Request{
		URL: s.URL, Platform: Platform, Endpoint: "feed",
		Header: http.Header{"Accept": {"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"}},
	}
	if !s.LastOK.IsZero() {
		r.Meta = map[string]string{metaSince: s.LastOK.UTC().Format(time.RFC3339)}
	}
	return []scraper.Request{r}
}

// Parse gives one request an entry. What of a feed cannot be read is an error beside what
// could. XML with entities that expand, or nested deeper than any feed, is refused.
func (*Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	if p.Status >= 400 {
		return scraper.Parsed{}, fmt.Errorf("the feed answers with HTTP status %d", p.Status)
	}
	text, _ := charset.Decode(unpacked(p.Body), p.Header.Get("Content-Type"))
	text = strings.TrimLeft(text, "\ufeff\x00 \t\r\n")
	var l list
	var err error
	switch {
	case text == "":
		return scraper.Parsed{}, errors.New("the feed is empty")
	case text[0] == '{' || text[0] == '[':
		l, err = readJSON([]byte(text))
	case !strings.Contains(text, "<"):
		l = readLines(text)
	default:
		if err = checkEntities(text); err == nil {
			l, err = readMarkup(text)
		}
	}
	if l.root == "" || l.root == page {
		return scraper.Parsed{}, fmt.Errorf("this is no feed that can be read: %w; give the address of an RSS, Atom or JSON feed", or(err, errNoFeed))
	}
	return parsed(l, p, err)
}

var errNoFeed = errors.New("nothing in it is a feed's or a sitemap's")

func or(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// parsed gives the requests for a list's entries, each address once.
func parsed(l list, p scraper.Page, err error) (scraper.Parsed, error) {
	if l.root == "urlset" || l.root == "sitemapindex" {
		return sitemap(l, p, err)
	}
	out := scraper.Parsed{Title: l.title, Window: true}
	for _, e := range l.addresses(p.URL) {
		out.Next = append(out.Next, scraper.Request{URL: e.link, Endpoint: "page"})
	}
	if l.lost > 0 {
		err = errors.Join(err, fmt.Errorf("%d of %d entries give no address of the web, and were left out", l.lost, l.lost+len(out.Next)))
	}
	return out, err
}

// readJSON reads a JSON feed (https://www.jsonfeed.org/version/1.1/).
func readJSON(body []byte) (l list, err error) {
	if err := jsontext.Bound(body, maxDepth); err != nil {
		return l, err
	}
	var f struct {
		Version, Title string
		Home           string `json:"home_page_url"`
		Items          []json.RawMessage
	}
	err = json.Unmarshal(body, &f)
	if f.Items == nil {
		return l, or(err, errNoFeed)
	}
	l.root, l.title, l.site = "json", strings.ToValidUTF8(strings.TrimSpace(f.Title), "\ufffd"), f.Home
	for _, raw := range f.Items[:min(len(f.Items), maxItems)] {
		var i struct {
			URL       string
			External  string `json:"external_url"`
			ID        string
			Published string `json:"date_published"`
		}
		_ = jsontext.Decode(raw, &i) // what has no address is counted
		e := entry{kind: "item", link: cmp.Or(i.URL, i.External)}
		if e.link == "" && isWeb(i.ID) {
			e.link = i.ID
		}
		if m, _ := moment.Parse(i.Published); !m.Time.IsZero() {
			e.at = m.Time
		}
		if e.link == "" {
			l.lost++
			continue
		}
		l.entries = append(l.entries, e)
	}
	return l, nil
}

// readLines reads a sitemap that is a text, an address a line
// (https://www.sitemaps.org/protocol.html#otherformats).
func readLines(text string) (l list) {
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case line == "":
		case !isWeb(line):
			return list{}
		default:
			l.root = "urlset"
			l.entries = append(l.entries, entry{kind: "url", link: line})
		}
		if len(l.entries) == maxItems {
			break
		}
	}
	return l
}

// Entities that a document defines are harmless where they name one character, which none
// of what is read here has, and refused otherwise.
var (
	errEntities = errors.New("the feed defines XML entities of its own, which is refused")
	entityForm  = regexp.MustCompile(`(?i)<!ENTITY\s+(%\s*)?[^\s>]+\s+("[^"]*"|'[^']*'|\S+)`)
	character   = regexp.MustCompile(`^["']&#[xX]?[0-9a-fA-F]+;["']$`)
)

func checkEntities(text string) error {
	for _, m := range entityForm.FindAllStringSubmatch(text[:min(len(text), 1<<20)], 10_000) {
		if m[1] != "" || !character.MatchString(m[2]) {
			return errEntities
		}
	}
	return nil
}
