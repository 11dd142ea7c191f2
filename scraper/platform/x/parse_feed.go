package x

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// rss is a feed of Nitter or of RSSHub's twitter route.
type rss struct {
	Channel struct {
		Title string   `xml:"title"`
		Links []string `xml:"link"` // atom:link is one of them and has no text
		Items []struct {
			Title       string `xml:"title"`
			Description string `xml:"description"`
			Date        string `xml:"pubDate"`
			GUID        string `xml:"guid"`
			Link        string `xml:"link"`
			Creator     string `xml:"creator"`
			Author      string `xml:"author"`
		} `xml:"item"`
	} `xml:"channel"`
}

// readFeed reads the feeds that third parties make of an account. encoding/xml
// expands no entities of the document's own and bounds the nesting.
func readFeed(body []byte) (answer, []string, error) {
	var f rss
	d := xml.NewDecoder(strings.NewReader(plain.XML(string(body))))
	d.Strict = false
	if err := d.Decode(&f); err != nil {
		return answer{}, nil, fmt.Errorf("a feed that cannot be read: %w", err)
	}
	out := answer{title: strings.TrimSpace(f.Channel.Title)}
	owner := ""
	for _, l := range f.Channel.Links {
		_, handle := feedPost(strings.TrimSpace(l))
		owner = first(owner, handle)
	}
	for _, i := range f.Channel.Items {
		id, handle := feedPost(first(i.Link, i.GUID))
		if id == "" {
			continue
		}
		p := post{id: id, raw: i.Date, created: parseTime(strings.TrimSpace(i.Date)), author: author("", handle, "")}
		root, err := htmltext.Document(i.Description)
		if err != nil {
			continue
		}
		desc := goquery.NewDocumentFromNode(root)
		quoted := desc.Find("blockquote:has(footer cite a)").Remove() // so Nitter shows what a post quotes
		p.quotes, _ = feedPost(quoted.Find("footer cite a").AttrOr("href", ""))
		p.media = feedMedia(desc)
		if i.Creator != "" {
			p.nitter(i.Title)
			if name, ok := strings.CutSuffix(out.title, " / @"+owner); ok && strings.EqualFold(owner, handle) {
				p.author.Name = name
			}
		} else {
			p.rsshub(desc, i.Title, i.Author, strings.EqualFold(owner, handle))
		}
		out.add(p)
	}
	return out, nil, nil
}

// feedPost is the post that a feed's item links to, on whatever host the feed's
// maker runs.
func feedPost(address string) (id, handle string) {
	if id, handle = locateString(address); id != "" {
		return id, handle
	}
	if _, path, ok := strings.Cut(address, "://"); ok {
		_, path, _ = strings.Cut(path, "/")
		return locateString("https://x.com/" + path)
	}
	return "", ""
}

// nitter reads the title, which has the whole text with links expanded; the
// description shortens their text and sends some through other hosts.
func (p *post) nitter(title string) {
	for _, prefix := range []string{"RT by @", "R to @"} {
		if rest, ok := strings.CutPrefix(title, prefix); ok {
			_, title, _ = strings.Cut(rest, ": ")
		}
	}
	title = strings.TrimPrefix(title, "Pinned: ")
	if title == "Image" || title == "Video" || title == "Gif" {
		title = "" // it stands for a post without a word
	}
	p.text = strings.TrimSpace(title)
}

// repostLine stands before what the account of an RSSHub feed reposted;
// quotedLine before the words of a post that it quotes.
var repostLine = regexp.MustCompile(`^RT\p{Zs}([^\n]*)\n`)

var quotedLine = regexp.MustCompile(`^\n\n[^\n]{1,100}:\p{Zs}`)

// rsshub reads the description; links stand at its end, whatever their place in
// the post was.
func (p *post) rsshub(desc *goquery.Document, title, name string, own bool) {
	desc.Find(".rsshub-quote, video, img").Remove()
	p.text = htmlWords(desc.Find("body"), sameText)
	if !own {
		var line string
		if m := repostLine.FindStringSubmatch(p.text); m != nil {
			line, p.text = m[1], p.text[len(m[0]):]
		}
		name = line
	}
	p.author.Name = strings.TrimSpace(name)
	if rest, ok := strings.CutPrefix(p.text, strings.TrimSpace(title)); ok && title != "" && quotedLine.MatchString(rest) {
		// The quoted post follows as "NAME: words", with its pictures.
		p.text, p.media = strings.TrimSpace(title), nil
	}
	if desc.Find("a").Length() > 0 {
		p.flags = jsontext.AddFlag(p.flags, "links-moved")
	}
}

// feedMedia are the pictures and videos of an item.
func feedMedia(desc *goquery.Document) []store.Media {
	var out []store.Media
	desc.Find("img, video").Each(func(_ int, s *goquery.Selection) {
		m := store.Media{Type: "image", URL: s.AttrOr("src", ""), Alt: s.AttrOr("alt", "")}
		if goquery.NodeName(s) == "video" {
			m.Type = "video"
			m.URL = first(m.URL, s.AttrOr("poster", ""))
		}
		if strings.Contains(m.URL, "card_img") {
			return // a linked page's picture
		}
		if m.Type == "image" {
			m.Type = imageOrVideo(m.URL)
		}
		out = append(out, m)
	})
	return out
}
