package x

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/jsontext"
)

// oembed is an answer of publish.x.com/oembed (oembed.com): the post as a block
// quote of HTML, its day and its account.
type oembed struct {
	URL    string `json:"url"`
	Name   string `json:"author_name"`
	Author string `json:"author_url"`
	HTML   string `json:"html"`
}

// longOEmbed is from how many letters on an ellipsis at the end means that
// oEmbed shows the beginning of a long post only.
const longOEmbed = 250

// readOEmbed reads the block quote. Its links are X's short ones.
func readOEmbed(raw json.RawMessage) (answer, error) {
	var o oembed
	if err := jsontext.Decode(raw, &o); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	root, err := htmltext.Document(o.HTML)
	if err != nil {
		return answer{}, fmt.Errorf("oEmbed's HTML cannot be read: %w", err)
	}
	quote := goquery.NewDocumentFromNode(root).Find("blockquote").First()
	last := quote.ChildrenFiltered("a").Last()
	id := statusID(first(o.URL, last.AttrOr("href", "")))
	words := quote.ChildrenFiltered("p").First()
	if id == "" || words.Length() == 0 {
		return answer{}, fmt.Errorf("%w: an oEmbed answer about something else", errNoPost)
	}
	_, handle := locateString(o.URL)
	p := post{
		id: id, author: author("", first(handle, lastPart(o.Author)), o.Name),
		lang: language(words.AttrOr("lang", "")), raw: strings.TrimSpace(last.Text()), day: true,
	}
	if t, err := time.Parse("January 2, 2006", p.raw); err == nil {
		p.created = t
	}
	short := false
	p.text = htmlWords(words, func(href, text string) string {
		switch {
		case strings.HasPrefix(text, "pic.twitter.com/") || strings.HasPrefix(text, "pic.x.com/"):
			return ""
		case strings.HasPrefix(text, "http"):
			short = true
		}
		return text
	})
	if short {
		p.flags = jsontext.AddFlag(p.flags, "links-not-expanded")
	}
	if strings.HasSuffix(p.text, "…") && len([]rune(p.text)) >= longOEmbed {
		p.cutWhy = "oEmbed shows the beginning of this post only"
	}
	return answer{posts: []post{p}}, nil
}

// lastPart is what follows the last slash of an address.
func lastPart(address string) string {
	return address[strings.LastIndex(address, "/")+1:]
}
