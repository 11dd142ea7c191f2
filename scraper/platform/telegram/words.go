package telegram

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// Bounds on what one post is believed to have.
const (
	maxMedia   = 50
	maxOptions = 50
)

// text is the post's words, and a poll's question and options.
func (m message) text() string {
	var parts []string
	for _, n := range m.texts() {
		parts = append(parts, htmltext.Words(n, htmltext.Options{Anchor: anchor, Instead: picture}))
	}
	m.Find(".tgme_widget_message_poll").First().Each(func(_ int, poll *goquery.Selection) {
		parts = append(parts, words(poll.Find(".tgme_widget_message_poll_question").First()))
		var options []string
		poll.Find(".tgme_widget_message_poll_option_text").EachWithBreak(func(i int, s *goquery.Selection) bool {
			options = append(options, "○ "+words(s))
			return i+1 < maxOptions
		})
		parts = append(parts, strings.Join(options, "\n"))
	})
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return plain.Valid(strings.Join(kept, "\n\n"))
}

// texts are the elements with the post's own words: not those of the post that
// it answers, and of elements within each other (albums have two) the outer one.
// Pages of 2018 have no js-message_text.
func (m message) texts() []*html.Node {
	all := m.Find(".tgme_widget_message_text").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return !s.HasClass("js-message_reply_text") &&
			s.Closest(".tgme_widget_message_reply, .tgme_widget_message_reply_template, .tgme_widget_message_link_preview").Length() == 0 &&
			s.Parent().Closest(".tgme_widget_message_text").Length() == 0
	})
	if own := all.Filter(".js-message_text"); own.Length() > 0 {
		return own.Nodes
	}
	return all.Nodes
}

// anchor keeps a link's text, unless that is the address in short.
func anchor(_ *html.Node, href, text string) string {
	short, cut := strings.CutSuffix(text, "…")
	if !cut {
		short, cut = strings.CutSuffix(text, "...")
	}
	_, bare, _ := strings.Cut(href, "://")
	if cut && short != "" && (strings.HasPrefix(href, short) || strings.HasPrefix(bare, short) || strings.HasPrefix(bare, "www."+short)) {
		return href
	}
	return text
}

// picture gives the character that an emoji's picture stands for. The usual
// <i class="emoji"><b>…</b></i> has it within.
func picture(n *html.Node) (string, bool) {
	if n.DataAtom == atom.Img && htmltext.HasClass(n, "emoji") {
		return htmltext.Attr(n, "alt"), true
	}
	return "", false
}

// attached are the elements that show something attached to a post. The preview of a
// link is none: Telegram draws it, sometimes later, and it would look like an edit.
const attached = ".tgme_widget_message_photo_wrap, .tgme_widget_message_video_player, " +
	"video.tgme_widget_message_roundvideo, audio.tgme_widget_message_voice, " +
	".tgme_widget_message_document_wrap, " +
	".tgme_widget_message_location_wrap, .tgme_widget_message_sticker, .tgme_widget_message_tgsticker"

// media are the things attached, in the page's order, each once.
func (m message) media() []store.Media {
	var out []store.Media
	seen := map[store.Media]bool{}
	m.Find(attached).EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if s.Closest(".tgme_widget_message_reply").Length() > 0 {
			return true
		}
		if one := medium(s); !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
		return len(out) < maxMedia
	})
	return out
}

// medium reads one attachment.
func medium(s *goquery.Selection) store.Media {
	href := address(s.AttrOr("href", ""))
	switch {
	case s.HasClass("tgme_widget_message_photo_wrap"):
		return store.Media{Type: "image", URL: background(s), ID: photoID(s)}
	case s.HasClass("tgme_widget_message_video_player"):
		src := address(s.Find("video[src]").First().AttrOr("src", ""))
		if src == "" { // a video too big for the page
			src = href
		}
		return store.Media{Type: "video", URL: src}
	case s.HasClass("tgme_widget_message_roundvideo"):
		return store.Media{Type: "video", URL: address(s.AttrOr("src", ""))}
	case s.HasClass("tgme_widget_message_voice"):
		return store.Media{Type: "audio", URL: address(s.AttrOr("src", ""))}
	case s.HasClass("tgme_widget_message_document_wrap"):
		return store.Media{Type: "other", URL: href, Alt: words(s.Find(".tgme_widget_message_document_title").First())}
	case s.HasClass("tgme_widget_message_location_wrap"):
		return store.Media{Type: "link", URL: href}
	}
	return store.Media{Type: "image", URL: address(s.AttrOr("data-webp", ""))}
}

var photoNumber = regexp.MustCompile(`(?:^|\s)([0-9]{15,20})(?:\s|$)`)

// photoID is Telegram's own number of a picture, which stands among the classes of one that
// is not in an album. The address is another at each look.
func photoID(s *goquery.Selection) string {
	if m := photoNumber.FindStringSubmatch(s.AttrOr("class", "")); m != nil {
		return m[1]
	}
	return ""
}

var backgroundForm = regexp.MustCompile(`background-image:\s*url\(['"]?([^'")]+)['"]?\)`)

// background is the address of the picture behind an element.
func background(s *goquery.Selection) string {
	if m := backgroundForm.FindStringSubmatch(s.AttrOr("style", "")); m != nil {
		return address(m[1])
	}
	return ""
}

// address is a web address of a page, whole; "" where it is none.
func address(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || raw == "" {
		return ""
	}
	if u = (&url.URL{Scheme: "https", Host: "t.me", Path: "/"}).ResolveReference(u); u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return plain.Valid(u.String())
}
