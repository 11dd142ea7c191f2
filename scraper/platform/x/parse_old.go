package x

import (
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/store"
)

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
