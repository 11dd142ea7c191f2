package telegram

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper"
	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// message is one element .tgme_widget_message, and the page it stands in.
type message struct {
	*goquery.Selection
	page scraper.Page
}

// observation states the post, false where the element is none: a service
// message, a notice, a forward without words, a post without an address.
func (m message) observation() (store.Observation, bool) {
	at, name := m.place()
	if at.number == "" || m.service() || m.Find(".tgme_widget_message_error").Length() > 0 {
		return store.Observation{}, false
	}
	o := store.Observation{
		Document: at.document(), Kind: store.Post,
		URL:     "https://t.me/" + name + "/" + at.number,
		Author:  m.author(name),
		Content: m.content(),
	}
	if from := m.Find(".tgme_widget_message_forwarded_from"); from.Length() > 0 {
		o.Content.Flags = append(o.Content.Flags, "forwarded")
		href, _ := m.Find(".tgme_widget_message_forwarded_from_name").First().Attr("href")
		o.Context = locateString(href).channel != at.channel
		if o.Context && o.Content.Text == "" {
			return store.Observation{}, false
		}
	}
	if href, ok := m.Find(".tgme_widget_message_reply").First().Attr("href"); ok {
		if to := locateString(href).document(); to != "" && to != o.Document {
			o.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: to}}
		}
	}
	return o, true
}

// service reports whether Telegram wrote the message itself ("… pinned …").
func (m message) service() bool {
	return m.HasClass("service_message") || m.Find(".tgme_widget_message_text .tgme_widget_service_strong_text").Length() > 0
}

// place is the post's address, and the channel's name as it writes it itself.
// Pages of 2018 name the post only in the link of its date.
func (m message) place() (place, string) {
	address := "https://t.me/" + m.AttrOr("data-post", "")
	if m.AttrOr("data-post", "") == "" {
		address = m.Find("a.tgme_widget_message_date").First().AttrOr("href", "")
	}
	p := locateString(address)
	if p.number == "" {
		return place{}, ""
	}
	name := strings.Trim(pathOf(address), "/")
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "s/"), "/")
	return p, strings.TrimPrefix(name, "@")
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

// author is the channel, or in a group the member who wrote.
func (m message) author(channel string) store.Author {
	owner := m.Find(".tgme_widget_message_owner_name").First()
	if owner.Length() > 0 {
		return store.Author{Handle: channel, Name: words(owner), URL: "https://t.me/" + channel}
	}
	member := m.Find(".tgme_widget_message_author_name").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return s.Closest(".tgme_widget_message_reply, .tgme_widget_message_text").Length() == 0
	}).First()
	if member.Length() == 0 {
		return store.Author{Handle: channel, URL: "https://t.me/" + channel}
	}
	a := store.Author{Name: words(member)}
	if href := member.AttrOr("href", ""); locateString(href).channel != "" {
		a.Handle = strings.Trim(pathOf(href), "/@")
		a.URL = "https://t.me/" + a.Handle
	}
	return a
}

// content is what the post says.
func (m message) content() store.Content {
	c := store.Content{
		Text:   m.text(),
		Media:  m.media(),
		Byline: words(m.Find(".tgme_widget_message_meta .tgme_widget_message_from_author").First()),
	}
	if !utf8.Valid(m.page.Body) {
		c.Flags = append(c.Flags, "invalid-utf8")
	}
	stamp, ok := m.Find("a.tgme_widget_message_date time[datetime]").First().Attr("datetime")
	c.PublishedAt = moment(stamp)
	if ok && c.PublishedAt.IsZero() {
		c.Flags = append(c.Flags, "unreadable-time")
	}
	if m.edited() {
		c.Flags = append(c.Flags, "edited-mark")
	}
	switch {
	case m.page.Truncated && !ok: // the date stands below the words
		c.Cut, c.CutWhy = true, "the page ends in the middle of the post"
	case c.Text == "" && len(c.Media) == 0 && m.appOnly():
		c.Cut, c.CutWhy = true, "Telegram shows this post only in its app"
	}
	return c
}

// moment reads a claimed time; one that cannot be read is kept as written.
func moment(s string) store.Moment {
	t, err := time.Parse(time.RFC3339, s)
	if s == "" {
		return store.Moment{}
	}
	if err != nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return store.Moment{Raw: plain.Clip(s, 100)}
	}
	return store.Moment{Time: t.UTC(), Precision: store.PrecisionSecond}
}

// edited reports whether the line below the post says so before its date. The
// words of that line's own are read, not the signature, which a person chooses.
func (m message) edited() bool {
	for _, meta := range m.Find(".tgme_widget_message_meta").Nodes {
		for n := meta.FirstChild; n != nil && n.DataAtom != atom.A; n = n.NextSibling {
			if n.Type == html.TextNode && strings.Contains(n.Data, "edited") {
				return true
			}
		}
	}
	return false
}

// appOnly reports whether Telegram asks to open its app in the post's place.
func (m message) appOnly() bool {
	label := m.Find(".message_media_not_supported_label").First().Text()
	return strings.Contains(label, "open Telegram")
}

// words is the text of an element in one line.
func words(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	return strings.Join(strings.Fields(plain.Valid(htmltext.Words(s.Nodes[0], htmltext.Options{Instead: picture}))), " ")
}
