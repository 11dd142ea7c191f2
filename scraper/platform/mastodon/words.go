package mastodon

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/plain"
)

// Words are the words of a post's HTML, with its poll's options after an empty
// line. A link is its address, for the text shows it cut; a mention and a hashtag
// stay as written; the copy of a quoted post's address, put there for programs
// that know no quotes, is left out.
func Words(content string, options ...string) string {
	text := plain.Valid(content)
	if strings.Contains(text, "<") {
		text = htmltext.Words(htmltext.Parse(text), htmltext.Options{Anchor: anchor, Skip: skip})
	} else {
		text = strings.TrimSpace(html.UnescapeString(text))
	}
	if len(options) > 0 {
		text += "\n"
	}
	for _, o := range options {
		text += "\n○ " + strings.Join(strings.Fields(plain.Valid(o)), " ")
	}
	return plain.Valid(strings.TrimSpace(text))
}

func skip(n *html.Node) bool { return htmltext.HasClass(n, "quote-inline") }

// anchor gives the words of a link. Where the text is no address but words of the
// author's, they stay, and the address follows.
func anchor(n *html.Node, href, text string) string {
	text = strings.TrimSpace(text)
	u, err := url.Parse(href)
	switch {
	case htmltext.HasClass(n, "mention"), htmltext.HasClass(n, "hashtag"), htmltext.Attr(n, "rel") == "tag":
		return text
	case strings.HasPrefix(text, "#") || strings.HasPrefix(text, "@"):
		return text
	case err != nil || u.Scheme != "http" && u.Scheme != "https":
		return text
	case text == "" || !strings.ContainsAny(text, " \n") && strings.ContainsAny(text, "./"):
		return href
	}
	return text + " (" + href + ")"
}

// WebAddress gives back an address of the web, and "" for any other.
func WebAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return plain.Valid(s)
}
