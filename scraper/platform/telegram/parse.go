package telegram

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper"
	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxPosts bounds the posts read from one page; Telegram shows 20.
const maxPosts = 200

// Parse reads a channel's preview or a post's embedding page, oldest post first
// as Telegram shows them. Service messages ("… pinned …") are no posts.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	if out, done, err := byStatus(p); done {
		return out, err
	}
	if len(bytes.TrimSpace(p.Body)) == 0 {
		return scraper.Parsed{}, errors.New("read Telegram's page: it is empty; try again later")
	}
	if p.Request.Endpoint == endpointChannel && p.URL != nil && !strings.HasPrefix(p.URL.Path, "/s/") {
		return scraper.Parsed{Blocked: "the channel shows no preview", Cause: store.CauseForbidden}, nil
	}
	root, err := htmltext.Document(plain.Valid(string(p.Body)))
	if err != nil {
		return scraper.Parsed{}, fmt.Errorf("read Telegram's page: %w", err)
	}
	return a.read(p, goquery.NewDocumentFromNode(root))
}

// byStatus reads what a status alone says, and whether that is all there is.
func byStatus(p scraper.Page) (out scraper.Parsed, done bool, err error) {
	switch s := p.Status; {
	case s == http.StatusTooManyRequests:
		return scraper.Parsed{Blocked: "Telegram limits the rate of requests; try again later"}, true, nil
	case s == http.StatusUnauthorized || s == http.StatusForbidden || s == http.StatusUnavailableForLegalReasons:
		return scraper.Parsed{Blocked: fmt.Sprintf("Telegram refused the request (status %d)", s)}, true, nil
	case s == http.StatusGone && p.Request.Document.Platform() == Platform:
		return gone(p.Request.Document, store.Deleted, "status 410"), true, nil
	case s >= 400:
		return scraper.Parsed{}, true, fmt.Errorf("Telegram answers with status %d; try again later", s)
	}
	return scraper.Parsed{}, false, nil
}

// read gives the posts of a page; of those, what follows.
func (a *Adapter) read(p scraper.Page, doc *goquery.Document) (scraper.Parsed, error) {
	var out scraper.Parsed
	messages := doc.Find(".tgme_widget_message")
	messages.EachWithBreak(func(i int, s *goquery.Selection) bool {
		if o, ok := (message{s, p}).observation(); ok {
			out.Observations = append(out.Observations, o)
		}
		return i+1 < maxPosts
	})
	if p.Request.Endpoint != endpointEmbed {
		out.Title = title(doc)
		out.Older = a.older(p, doc)
	}
	if len(out.Observations) > 0 {
		return out, nil
	}
	return nothing(p, doc, out, messages.Length())
}

// nothing tells a post that is not there from a page without posts.
func nothing(p scraper.Page, doc *goquery.Document, out scraper.Parsed, messages int) (scraper.Parsed, error) {
	if words := notice(doc); words != "" {
		if p.Request.Endpoint == endpointEmbed && p.Request.Document.Platform() == Platform && absent.MatchString(words) {
			return gone(p.Request.Document, store.Unavailable, words), nil
		}
		return out, fmt.Errorf("read Telegram's page: it says %q instead of showing a post", words)
	}
	switch {
	case doc.Find(".tme_no_messages_found, .tgme_channel_info").Length() > 0, messages > 0 && p.Request.Endpoint != endpointEmbed:
		return out, nil // a channel that has said nothing yet is an answer
	case messages > 0:
		return out, errors.New("read Telegram's page: this is a service message or a forward without words, and no post of the channel; give another post")
	case out.Title != "":
		return out, nil
	}
	return out, errors.New("read Telegram's page: no post in it; see in a browser whether the channel is public")
}

// absent is how Telegram says that a post or its channel is not there.
var absent = regexp.MustCompile(`(?i)not found|deleted|doesn.t exist|unavailable|isn.t available|can.t be displayed`)

// notice is what an embedding page says in a post's place. A post cannot write
// it: Telegram lets no class of elements through from a post's text.
func notice(doc *goquery.Document) string {
	words := strings.Join(strings.Fields(doc.Find(".tgme_widget_message_error").First().Text()), " ")
	return plain.Clip(words, 300)
}

// gone says that the post asked for is not there.
func gone(id store.DocumentID, how store.GoneHow, detail string) scraper.Parsed {
	return scraper.Parsed{Observations: []store.Observation{{
		Document: id, Kind: store.Post, Gone: &store.Gone{How: how, Detail: detail},
	}}}
}

// title is the channel's name.
func title(doc *goquery.Document) string {
	if s := doc.Find(".tgme_channel_info_header_title").First(); s.Length() > 0 {
		return strings.TrimSpace(plain.Valid(s.Text()))
	}
	s, _ := doc.Find(`meta[property="og:title"]`).First().Attr("content")
	return strings.TrimSpace(plain.Valid(s))
}

// older asks for the page before this one: <link rel="prev"> names the number
// before which it ends. The address is made anew, never taken from the page.
func (a *Adapter) older(p scraper.Page, doc *goquery.Document) []scraper.Request {
	channel := locateString(p.Request.URL).channel
	if channel == "" {
		channel = strings.ToLower(strings.TrimPrefix(pathOf(p.Request.URL), "/s/"))
	}
	before := beforeOf(doc)
	if p.Request.Endpoint != endpointChannel || before == "" || !nameForm.MatchString(channel) {
		return nil
	}
	return []scraper.Request{a.channel(channel, before)}
}

var beforeForm = regexp.MustCompile(`[?&]before=([1-9][0-9]{0,9})(?:$|[&#])`)

func beforeOf(doc *goquery.Document) string {
	for _, link := range []string{`link[rel="prev"]`, `a.tme_messages_more[data-before]`} {
		href, _ := doc.Find(link).First().Attr("href")
		if m := beforeForm.FindStringSubmatch(href); m != nil {
			return m[1]
		}
	}
	return ""
}
