package x

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper"
	"onrecord/store"
)

// readHTML reads a page: JSON-LD of today's x.com, the pages of twitter.com as
// they were until 2020, and Nitter's. A page without any of these is a wall: X
// answers so where it wants a login or a script to run.
func readHTML(p scraper.Page, body []byte) (answer, []string, error) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(bytes.ToValidUTF8(body, []byte("\uFFFD"))))
	if err != nil {
		return answer{}, nil, fmt.Errorf("a page that cannot be read: %w", err)
	}
	out, flags := readLD(doc)
	for _, more := range [][]post{oldTwitter(doc), nitterPage(doc)} {
		out.add(more...)
	}
	switch {
	case len(out.posts) > 0 || out.title != "":
		return out, flags, nil
	case p.Request.Door == "syndication" || p.Request.Door == "oembed":
		return answer{blocked: "X answered with a page where data was asked for"}, nil, nil
	case strings.Contains(doc.Find("title").First().Text(), "nitter") || doc.Find("link[href*='nitter']").Length() > 0:
		return answer{}, nil, fmt.Errorf("%w on this page of Nitter", errNoPost)
	case p.Status >= http.StatusBadRequest:
		return answer{}, nil, fmt.Errorf("X answered with status %d", p.Status)
	}
	return answer{blocked: "X shows this page only after a login or to a browser that runs its scripts"}, nil, nil
}

// ldNode is a part of the JSON-LD on x.com's pages for those who are not logged
// in (schema.org ProfilePage and SocialMediaPosting).
type ldNode struct {
	Type        ldText  `json:"@type"`
	Graph       ldNodes `json:"@graph"`
	MainEntity  ldNodes `json:"mainEntity"`
	HasPart     ldNodes `json:"hasPart"`
	Elements    ldNodes `json:"itemListElement"`
	Item        ldNodes `json:"item"`
	SharedNode  ldNodes `json:"sharedContent"`
	Author      ldNodes `json:"author"`
	Name        ldText  `json:"name"`
	Alternate   ldText  `json:"alternateName"`
	Additional  ldText  `json:"additionalName"`
	URL         ldText  `json:"url"`
	Identifier  ldText  `json:"identifier"`
	ArticleBody ldText  `json:"articleBody"`
	Text        ldText  `json:"text"`
	Created     ldText  `json:"dateCreated"`
	Published   ldText  `json:"datePublished"`
	Language    ldText  `json:"inLanguage"`
}

// ldNodes is one node or many; ldText is text, or the first of many.
type (
	ldNodes []ldNode
	ldText  string
)

// UnmarshalJSON reads a node, a list of nodes, or nothing.
func (l *ldNodes) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return decode(b, (*[]ldNode)(l))
	}
	if len(b) > 0 && b[0] == '{' {
		var n ldNode
		err := decode(b, &n)
		*l = ldNodes{n}
		return err
	}
	return nil
}

// UnmarshalJSON reads text, the first text of a list, or nothing.
func (t *ldText) UnmarshalJSON(b []byte) error {
	var s string
	var list []string
	switch {
	case decode(b, &s) == nil && s != "":
		*t = ldText(s)
	case decode(b, &list) == nil && len(list) > 0:
		*t = ldText(list[0])
	}
	return nil
}

// readLD reads the posts in a page's JSON-LD, and the account's name.
func readLD(doc *goquery.Document) (answer, []string) {
	var out answer
	var flags []string
	doc.Find("script[type='application/ld+json']").Each(func(_ int, s *goquery.Selection) {
		look, err := inspect([]byte(s.Text()))
		if err != nil || len(look.tops) == 0 {
			return
		}
		var nodes ldNodes
		if nodes.UnmarshalJSON(look.tops[0]) != nil {
			return
		}
		for _, f := range look.flags {
			flags = addFlag(flags, f)
		}
		for i := range nodes {
			nodes[i].collect(&out, maxLD)
		}
	})
	return out, flags
}

// maxLD bounds how deep nodes in nodes are followed.
const maxLD = 12

func (n *ldNode) collect(out *answer, depth int) {
	if depth == 0 {
		return
	}
	switch n.Type {
	case "SocialMediaPosting":
		if p, ok := n.post(); ok {
			out.add(p)
		}
	case "ProfilePage":
		for _, e := range n.MainEntity {
			out.title = first(out.title, string(e.Name))
		}
	}
	for _, list := range []ldNodes{n.Graph, n.MainEntity, n.HasPart, n.Elements, n.Item, n.SharedNode} {
		for i := range list {
			list[i].collect(out, depth-1)
		}
	}
}

func (n *ldNode) post() (post, bool) {
	id, handle := locateString(string(n.URL))
	if validID(string(n.Identifier)) {
		id = string(n.Identifier)
	}
	text := first(string(n.ArticleBody), string(n.Text))
	if id == "" || text == "" {
		return post{}, false
	}
	var by ldNode
	if len(n.Author) > 0 {
		by = n.Author[0]
	}
	name := first(string(by.Additional), string(by.Alternate))
	_, own := locateString(string(by.URL))
	raw := first(string(n.Created), string(n.Published))
	return post{
		id: id, text: text, raw: raw, created: parseTime(raw), lang: language(string(n.Language)),
		author: author(string(by.Identifier), first(handle, first(own, name)), string(by.Name)),
	}, true
}

// oldTwitter reads the pages of twitter.com as they were until 2020: the post,
// the post that it quotes, the replies under it.
func oldTwitter(doc *goquery.Document) []post {
	var out []post
	doc.Find("div.tweet[data-tweet-id]").Each(func(_ int, s *goquery.Selection) {
		words := s.Find(".js-tweet-text").First()
		if words.Length() == 0 {
			return
		}
		p := oldPost(s.AttrOr("data-tweet-id", ""), words)
		p.author = author(s.AttrOr("data-user-id", ""), s.AttrOr("data-screen-name", ""), s.AttrOr("data-name", ""))
		if ms, err := strconv.ParseInt(s.Find("[data-time-ms]").First().AttrOr("data-time-ms", ""), 10, 64); err == nil && ms > 0 {
			p.created = time.UnixMilli(ms).UTC()
		}
		s.Find(".AdaptiveMedia [data-image-url]").Each(func(_ int, m *goquery.Selection) {
			p.media = append(p.media, store.Media{Type: "image", URL: m.AttrOr("data-image-url", ""), Alt: m.Find("img").AttrOr("alt", "")})
		})
		if v := s.Find(".AdaptiveMedia-video").First(); v.Length() > 0 {
			p.media = append(p.media, store.Media{Type: "video"})
		}
		out = append(out, p)
		q := s.Find(".QuoteTweet-innerContainer").First()
		if text := q.Find(".QuoteTweet-text").First(); text.Length() > 0 {
			p := oldPost(q.AttrOr("data-item-id", ""), text)
			p.author = author(q.AttrOr("data-user-id", ""), q.AttrOr("data-screen-name", ""), strings.TrimSpace(q.Find(".QuoteTweet-fullname").First().Text()))
			q.Find("[data-image-url]").Each(func(_ int, m *goquery.Selection) {
				p.media = append(p.media, store.Media{Type: "image", URL: m.AttrOr("data-image-url", ""), Alt: m.Find("img").AttrOr("alt", "")})
			})
			out = append(out, p)
		}
	})
	return out
}

func oldPost(id string, words *goquery.Selection) post {
	return post{id: id, lang: language(words.AttrOr("lang", "")), text: htmlWords(words, sameText)}
}

// nitterPage reads the posts on a page of Nitter, that of a post or of an
// account.
func nitterPage(doc *goquery.Document) []post {
	var out []post
	doc.Find(".timeline-item, .main-tweet").Each(func(_ int, s *goquery.Selection) {
		words := s.Find(".tweet-content").First()
		date := s.Find(".tweet-date a").First()
		id, handle := feedPost("https://nitter.net" + date.AttrOr("href", ""))
		if id == "" || words.Length() == 0 {
			return
		}
		raw := date.AttrOr("title", "")
		out = append(out, post{
			id: id, raw: raw, created: parseTime(raw),
			author: author("", handle, s.Find(".fullname").First().Text()),
			text: htmlWords(words, func(href, text string) string {
				if strings.HasPrefix(href, "http") && (strings.HasSuffix(text, "…") || strings.Contains(href, text)) {
					return href
				}
				return text
			}),
		})
	})
	return out
}
