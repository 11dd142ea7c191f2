package webpage

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper/kit/htmltext"
	"onrecord/store"
)

// Private-use characters fence an embedded post while readability works, so that
// its place is known afterwards. A page's own are taken out first.
const (
	fenceOpen  = '\ue0f0'
	fenceMid   = '\ue0f1'
	fenceClose = '\ue0f2'
)

// maxEmbedLinks is how many links an embedded post has at most; a block quote with more
// is none, and is not looked through to its end.
const maxEmbedLinks = 200

// embed is an embedded post.
type embed struct {
	url, text string
}

// takeEmbeds finds the embedded posts, and puts a fenced paragraph with the
// post's words in the place of each.
func takeEmbeds(doc *html.Node, page *url.URL) []embed {
	unwrap(doc)
	var found []*html.Node
	var out []embed
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && strings.ContainsRune(n.Data, fenceOpen) {
			n.Data = strings.Map(dropFence, n.Data)
		}
		if n.Type != html.ElementNode || within(n, found) {
			continue
		}
		if e, ok := embedOf(n, page); ok {
			found = append(found, n)
			out = append(out, e)
		}
	}
	for i, n := range found {
		replace(n, i, out[i])
	}
	return out
}

// unwrap opens the elements in which sites keep an embed until the reader
// agrees to it: its markup stands there as plain text.
func unwrap(doc *html.Node) {
	var kept []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || len(kept) == 200 {
			continue
		}
		switch n.DataAtom {
		case atom.Textarea, atom.Noscript:
		case atom.Script:
			if t := attr(n, "type"); t != "text/template" && t != "text/html" && t != "text/plain" {
				continue
			}
		default:
			continue
		}
		if t := inner(n); strings.Contains(t, "<blockquote") && strings.Contains(t, "/status") {
			kept = append(kept, n)
		}
	}
	for _, n := range kept {
		div := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		parts, err := htmltext.Fragment(inner(n))
		if err != nil || n.Parent == nil {
			continue
		}
		for _, c := range parts {
			div.AppendChild(c)
		}
		n.Parent.InsertBefore(div, n)
		n.Parent.RemoveChild(n)
	}
}

func dropFence(r rune) rune {
	if r >= fenceOpen && r <= fenceClose {
		return -1
	}
	return r
}

// within reports whether a node lies inside the last one found; the walk is in
// document order.
func within(n *html.Node, found []*html.Node) bool {
	if len(found) == 0 {
		return false
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p == found[len(found)-1] {
			return true
		}
	}
	return false
}

// The classes that mark an embedded post's block quote, by platform.
var embedClasses = []string{"twitter-tweet", "twitter-video", "twitter-tweet-rendered", "bluesky-embed", "mastodon-embed", "truthsocial-embed", "instagram-media", "tiktok-embed"}

// statusURL is the address of a post on X, anywhere in a value.
var statusURL = regexp.MustCompile(`^(?:https?:)?//(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com/(?:#!/)?(?:[A-Za-z0-9_]{1,20}|i/web)/status(?:es)?/(\d{1,19})`)

// embedOf says whether an element is an embedded post, and of which address.
func embedOf(n *html.Node, page *url.URL) (embed, bool) {
	switch {
	case n.DataAtom == atom.Iframe:
		return frameEmbed(n)
	case n.DataAtom == atom.Div && hasClass(n, []string{"tweet"}):
		return cardEmbed(n, page)
	case n.DataAtom == atom.Blockquote || hasClass(n, embedClasses):
		return quoteEmbed(n, page)
	case n.Data == "amp-twitter", n.Data == "twitter-widget", n.Data == "twitter-tweet":
		return idEmbed(first(attr(n, "data-tweetid"), attr(n, "data-tweet-id"), attr(n, "tweet-id")), n)
	case n.DataAtom == atom.Script && attr(n, "data-telegram-post") != "":
		return embed{url: "https://t.me/" + strings.TrimPrefix(attr(n, "data-telegram-post"), "/")}, true
	}
	if id := first(attr(n, "data-tweet-id"), attr(n, "data-tweetid")); id != "" {
		return idEmbed(id, n)
	}
	return embed{}, false
}

func hasClass(n *html.Node, classes []string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		for _, want := range classes {
			if c == want {
				return true
			}
		}
	}
	return false
}

// quoteEmbed takes a block quote whose last link to a post names it.
func quoteEmbed(n *html.Node, page *url.URL) (embed, bool) {
	target := first(attr(n, "cite"), attr(n, "data-instgrm-permalink"))
	if !isPost(target, n) {
		target = ""
	}
	if uri := attr(n, "data-bluesky-uri"); uri != "" && target == "" {
		target = blueskyURL(uri)
	}
	marked, links := hasClass(n, embedClasses), 0
	for a := range n.Descendants() {
		if a.Type != html.ElementNode || a.DataAtom != atom.A {
			continue
		}
		if links++; links > maxEmbedLinks {
			return embed{}, false
		}
		if href := strings.TrimSpace(attr(a, "href")); isPost(href, n) {
			target = href
		}
	}
	if target == "" || !marked && !attributed(n) {
		return embed{}, false
	}
	return embed{url: tidy(target, page), text: words(n)}, true
}

// cardParts are the parts of a card that are no words of the post.
var cardParts = []string{"tweet-header", "tweet-footer", "tweet-author", "tweet-author-name", "tweet-author-handle", "tweet-date", "quote-tweet"}

// cardEmbed takes a post that a newsletter draws itself: a card that is a link to it.
func cardEmbed(n *html.Node, page *url.URL) (embed, bool) {
	target, links := "", 0
	var parts []*html.Node
	for c := range n.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		if hasClass(c, cardParts) {
			parts = append(parts, c)
		}
		if c.DataAtom == atom.A {
			if links++; links > maxEmbedLinks {
				return embed{}, false
			}
			if href := strings.TrimSpace(attr(c, "href")); target == "" && statusURL.MatchString(href) {
				target = href
			}
		}
	}
	if target == "" {
		return embed{}, false
	}
	for _, c := range parts {
		if c.Parent != nil {
			c.Parent.RemoveChild(c)
		}
	}
	return embed{url: tidy(target, page), text: words(n)}, true
}

// attributed reports whether a block quote without a known class carries an
// embed's own attribution: a link to a post with a date for its text, after a
// dash and an @handle.
func attributed(n *html.Node) bool {
	t := inner(n)
	return strings.Contains(t, "(@") && strings.ContainsAny(t, "—–-")
}

// isPost reports whether an address names a post on a platform that we know, or
// any address inside an element that says what it embeds.
func isPost(href string, n *html.Node) bool {
	if statusURL.MatchString(href) {
		return true
	}
	u, err := url.Parse(href)
	if err != nil || u.Host == "" {
		return false
	}
	path := u.Path
	switch {
	case hasClass(n, []string{"bluesky-embed"}):
		return u.Hostname() == "bsky.app" && strings.Contains(path, "/post/")
	case hasClass(n, []string{"mastodon-embed", "truthsocial-embed"}):
		return strings.Contains(path, "/@") || strings.Contains(path, "/posts/")
	case hasClass(n, []string{"instagram-media"}):
		return strings.HasSuffix(u.Hostname(), "instagram.com")
	case hasClass(n, []string{"tiktok-embed"}):
		return strings.HasSuffix(u.Hostname(), "tiktok.com") && strings.Contains(path, "/video/")
	}
	return false
}

// blueskyURL is the page of a record: at://DID/app.bsky.feed.post/RKEY.
func blueskyURL(uri string) string {
	parts := strings.Split(strings.TrimPrefix(uri, "at://"), "/")
	if len(parts) != 3 {
		return ""
	}
	return "https://bsky.app/profile/" + parts[0] + "/post/" + parts[2]
}

// frameEmbed takes the frames that the platforms' own scripts draw.
func frameEmbed(n *html.Node) (embed, bool) {
	src := first(attr(n, "src"), attr(n, "data-src"))
	u, err := url.Parse(src)
	if err != nil {
		return embed{}, false
	}
	switch h := strings.ToLower(u.Hostname()); {
	case h == "platform.twitter.com" && u.Query().Get("id") != "":
		return idEmbed(u.Query().Get("id"), n)
	case h == "twitframe.com" && statusURL.MatchString(u.Query().Get("url")):
		return embed{url: u.Query().Get("url")}, true
	case h == "embed.bsky.app" && strings.HasPrefix(u.Path, "/embed/"):
		if target := blueskyURL(strings.TrimPrefix(u.Path, "/embed/")); target != "" {
			return embed{url: target}, true
		}
	case h == "t.me" && u.Query().Get("embed") != "":
		return embed{url: "https://t.me" + u.Path}, true
	case (h == "truthsocial.com" || strings.HasPrefix(h, "mastodon.") || hasClass(n, []string{"mastodon-embed"})) && strings.HasSuffix(u.Path, "/embed"):
		return embed{url: "https://" + h + strings.TrimSuffix(u.Path, "/embed")}, true
	}
	return embed{}, false
}

func idEmbed(id string, n *html.Node) (embed, bool) {
	if _, err := strconv.ParseUint(id, 10, 63); err != nil {
		return embed{}, false
	}
	return embed{url: "https://x.com/i/web/status/" + id, text: words(n)}, true
}

// tidy makes an address absolute and takes the tracking off.
func tidy(raw string, page *url.URL) string {
	u, err := page.Parse(raw)
	if err != nil {
		return raw
	}
	if statusURL.MatchString(raw) {
		u.RawQuery = ""
		u.Scheme = "https"
	}
	u.Fragment = ""
	return u.String()
}

// words are an element's words on one line, without the fences.
func words(n *html.Node) string {
	text, _ := render(n)
	return strings.Map(dropFence, clean(text))
}

// replace puts the fenced paragraph where the embed stood.
func replace(n *html.Node, i int, e embed) {
	p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
	p.AppendChild(&html.Node{Type: html.TextNode, Data: fmt.Sprintf("%c%d%c%s%c", fenceOpen, i, fenceMid, e.text, fenceClose)})
	if n.Parent == nil {
		return
	}
	n.Parent.InsertBefore(p, n)
	n.Parent.RemoveChild(n)
}

// placeEmbeds takes the fences out of the text and marks what stood in them;
// embeds that readability left out are put at the end, for the article did show
// them.
func placeEmbeds(text string, marks []store.Mark, embeds []embed) (string, []store.Mark) {
	if len(embeds) == 0 && strings.IndexFunc(text, func(r rune) bool { return r >= fenceOpen && r <= fenceClose }) < 0 {
		return text, marks // as most are, and long ones take no memory for it
	}
	p := placer{marks: marks, seen: make([]bool, len(embeds))}
	p.run([]rune(text), embeds)
	for i, e := range embeds {
		if p.seen[i] {
			continue
		}
		if len(p.out) > 0 && e.text != "" {
			p.out = append(p.out, '\n', '\n')
		}
		from := len(p.out)
		p.out = append(p.out, []rune(e.text)...)
		p.added = append(p.added, store.Mark{Kind: store.MarkEmbed, From: from, To: len(p.out), URL: e.url})
	}
	return string(p.out), append(p.marks, p.added...)
}

type placer struct {
	out   []rune
	marks []store.Mark
	added []store.Mark
	seen  []bool
}

// run copies the text without its fences and moves the marks along.
func (p *placer) run(r []rune, embeds []embed) {
	moved := make([]int32, len(r)+1) // a text is shorter than its page
	p.out = make([]rune, 0, len(r))
	open, from := -1, 0
	for i := 0; i < len(r); i++ {
		moved[i] = int32(len(p.out))
		switch r[i] {
		case fenceOpen:
			j := i + 1
			for j < len(r) && r[j] != fenceMid && j-i < 8 {
				j++
			}
			n, err := strconv.Atoi(string(r[i+1 : min(j, len(r))]))
			if err != nil || n < 0 || n >= len(embeds) || j >= len(r) {
				continue
			}
			for k := i; k <= j; k++ {
				moved[k] = int32(len(p.out))
			}
			open, from, i = n, len(p.out), j
		case fenceMid:
		case fenceClose:
			if open >= 0 && !p.seen[open] {
				p.seen[open] = true
				p.added = append(p.added, store.Mark{Kind: store.MarkEmbed, From: from, To: len(p.out), URL: embeds[open].url})
			}
			open = -1
		default:
			p.out = append(p.out, r[i])
		}
	}
	moved[len(r)] = int32(len(p.out))
	for i := range p.marks {
		p.marks[i].From, p.marks[i].To = int(moved[p.marks[i].From]), int(moved[p.marks[i].To])
	}
}
