package x

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper"
	"onrecord/scraper/kit/htmltext"
	"onrecord/store"
)

// readHTML reads a page: JSON-LD of today's x.com, the pages of twitter.com as
// they were until 2020, and Nitter's. A page without any of these is a wall: X
// answers so where it wants a login or a script to run.
func readHTML(p scraper.Page, body []byte) (answer, []string, error) {
	root, err := htmltext.Document(string(body))
	if err != nil {
		return answer{}, nil, fmt.Errorf("a page that cannot be read: %w", err)
	}
	doc := goquery.NewDocumentFromNode(root)
	out, flags := readLD(doc)
	for _, more := range [][]post{oldTwitter(doc), nitterPage(doc)} {
		out.add(more...)
	}
	switch {
	case len(out.posts) > 0 || out.title != "":
		return out, flags, nil
	case p.Request.Endpoint == "syndication" || p.Request.Endpoint == "oembed":
		return answer{blocked: "X answered with a page where data was asked for"}, nil, nil
	case strings.Contains(doc.Find("title").First().Text(), "nitter") || doc.Find("link[href*='nitter']").Length() > 0:
		return answer{}, nil, fmt.Errorf("%w on this page of Nitter", errNoPost)
	case p.Status >= http.StatusBadRequest:
		return answer{}, nil, fmt.Errorf("X answered with status %d", p.Status)
	}
	return answer{blocked: "X shows this page only after a login or to a browser that runs its scripts", cause: store.CauseLogin}, nil, nil
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
