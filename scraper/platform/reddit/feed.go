package reddit

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"onrecord/scraper"
	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/platform/feed"
	"onrecord/store"
)

// readFeed reads an Atom feed of posts and comments.
func readFeed(p scraper.Page, body []byte) (scraper.Parsed, error) {
	f, err := feed.Parse(body)
	if err != nil {
		return scraper.Parsed{}, fmt.Errorf("the feed cannot be read: %w", err)
	}
	id := asked(p)
	var all []store.Observation
	for _, e := range f.Items {
		if e == nil || len(all) == maxItems {
			break
		}
		fullname := strings.TrimSpace(e.GUID)
		comment := strings.HasPrefix(fullname, "t1_")
		if !fullnameForm.MatchString(fullname) || id == "" && comment && p.Request.Endpoint != endpointAccount {
			continue
		}
		if o, ok := entry(e, fullname); ok {
			all = append(all, o)
		}
	}
	out := scraper.Parsed{}
	if id == "" {
		out.Title = strings.TrimPrefix(plain.Valid(strings.TrimSpace(f.Title)), "overview for ")
		out.Older = older(p, f.Items)
		out.Window = len(out.Older) == 0
	}
	out.Observations, err = choose(id, all)
	if err == nil && len(f.Items) == 0 && out.Title == "" {
		err = errors.New("the feed is empty")
	}
	return out, err
}

// fullPage is how many entries a feed has that goes on.
const fullPage = 25

// older asks for the page behind the last entry of a full one.
// https://www.reddit.com/dev/api/#listings
func older(p scraper.Page, items []*gofeed.Item) []scraper.Request {
	u, err := url.Parse(p.Request.URL)
	if err != nil || len(items) < fullPage || p.Request.Endpoint != endpointAccount && p.Request.Endpoint != endpointSubreddit {
		return nil
	}
	last := strings.TrimSpace(items[len(items)-1].GUID)
	q := u.Query()
	if !fullnameForm.MatchString(last) || q.Get("after") == last {
		return nil
	}
	q.Set("after", last)
	u.RawQuery = q.Encode()
	r := p.Request
	r.URL = u.String()
	return []scraper.Request{r}
}

// entry is one entry of a feed. False where it shows only that Reddit's
// moderators or its author took it away, but not for certain: a named author
// may have written "[removed]" himself.
func entry(e *gofeed.Item, fullname string) (store.Observation, bool) {
	root := htmltext.Parse(plain.Valid(e.Content))
	it := item{fullname: fullname, permalink: e.Link, text: words(root), published: stamp(e.Published)}
	if len(e.Authors) > 0 && e.Authors[0] != nil {
		it.author = strings.TrimPrefix(strings.TrimSpace(e.Authors[0].Name), "/u/")
	}
	if strings.HasPrefix(fullname, "t3_") { // a comment's title is the feed's own
		it.title = e.Title
		it.link = linkOf(root)
	}
	if updated := stamp(e.Updated); updated != it.published {
		it.modified = updated
	}
	id := store.NewDocumentID(Platform, fullname)
	how, detail, unsure := notice(it.title, it.text, it.author)
	if how != "" {
		return goneItem(id, how, detail), true
	}
	return it.observation(), !unsure
}

// words are what the author wrote: the part of class "md". Its markup cannot be
// forged, since Reddit's Markdown lets no elements through. The rest ("submitted
// by … [link] [comments]") is the feed's own.
func words(root *html.Node) string {
	md := find(root, func(n *html.Node) bool { return n.Data == "div" && htmltext.HasClass(n, "md") })
	if md == nil {
		return ""
	}
	trimBreaks(md)
	return htmltext.Words(md, htmltext.Options{})
}

// linkOf is where the feed's own "[link]" leads.
func linkOf(root *html.Node) string {
	a := find(root, func(n *html.Node) bool {
		return n.Data == "a" && n.FirstChild != nil && n.FirstChild.Data == "[link]" && !inWords(n)
	})
	if a == nil {
		return ""
	}
	return htmltext.Attr(a, "href")
}

func inWords(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if htmltext.HasClass(n, "md") {
			return true
		}
	}
	return false
}

// find is the first element within n that is right.
func find(n *html.Node, right func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && right(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := find(c, right); f != nil {
			return f
		}
	}
	return nil
}

// trimBreaks takes away the space after a line break: Reddit writes the end of a
// line as <br/> and a white space, which a browser does not show.
func trimBreaks(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if next := c.NextSibling; c.Data == "br" && c.Type == html.ElementNode && next != nil && next.Type == html.TextNode {
			next.Data = strings.TrimLeft(next.Data, " \t\r\n")
		}
		trimBreaks(c)
	}
}
