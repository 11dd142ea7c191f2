package x

import (
	"encoding/json"
	"strings"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// scraped is a post as snscrape and twscrape write it. Their names are the same but for
// what each added over the years.
// https://github.com/JustAnotherArchivist/snscrape https://github.com/vladkens/twscrape
func scraped() format.Format {
	return format.Format{
		ID: "x-scraped", Name: "posts of X that snscrape or twscrape wrote",
		Claims: func(u *format.Unit) bool {
			if strings.HasPrefix(u.Text("_type"), "snscrape.modules.twitter.Tweet") {
				return true
			}
			return u.Has("id", "url", "date") && (u.Has("rawContent") || u.Has("content") || u.Has("renderedContent")) && statusID(u.Text("url")) != ""
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
			var t scrapedPost
			if err := jsontext.Decode(u.Raw, &t); err != nil {
				return nil, err
			}
			in, err := jsontext.Inspect(u.Raw)
			if err != nil {
				return nil, err
			}
			return said(t.posts(maxQuotes), in.Flags), nil
		},
	}
}

type scrapedPost struct {
	URL        string          `json:"url"`
	Date       string          `json:"date"`
	ID         json.RawMessage `json:"id"`
	IDStr      wireID          `json:"id_str"`
	Raw        string          `json:"rawContent"`
	Content    string          `json:"content"`
	Rendered   string          `json:"renderedContent"`
	Lang       string          `json:"lang"`
	User       json.RawMessage `json:"user"`
	Username   string          `json:"username"`
	Links      []scrapedLink   `json:"links"`
	Outlinks   []string        `json:"outlinks"`
	TcoOut     []string        `json:"tcooutlinks"`
	Media      json.RawMessage `json:"media"`
	Retweeted  *scrapedPost    `json:"retweetedTweet"`
	Quoted     *scrapedPost    `json:"quotedTweet"`
	Card       json.RawMessage `json:"card"`
	InReplyTo  json.RawMessage `json:"inReplyToTweetId"`
	ReplyIDStr wireID          `json:"inReplyToTweetIdStr"`
}

type scrapedUser struct {
	Username string          `json:"username"`
	Display  string          `json:"displayname"`
	ID       json.RawMessage `json:"id"`
	IDStr    wireID          `json:"id_str"`
}

type scrapedLink struct {
	URL  string `json:"url"`
	Tco  string `json:"tcourl"`
	Text string `json:"text"`
}

// exactID is an id that was written as a number in full, as Python writes it.
func exactID(raw json.RawMessage) string {
	if s := strings.Trim(string(raw), `"`); validID(s) {
		return s
	}
	return ""
}

func (t *scrapedPost) posts(depth int) []post {
	switch {
	case t == nil || depth == 0:
		return nil
	case t.Retweeted != nil:
		return beside(post{}, t.Retweeted.posts(depth-1))
	}
	_, handle := locateString(t.URL)
	user := t.user()
	p := post{
		id: first(string(t.IDStr), first(exactID(t.ID), statusID(t.URL))), lang: language(t.Lang), raw: t.Date,
		author:  author(first(string(user.IDStr), exactID(user.ID)), first(user.Username, first(t.Username, handle)), user.Display),
		answers: first(string(t.ReplyIDStr), exactID(t.InReplyTo)), media: t.media(),
	}
	// Both programs write UTC, at first without saying so.
	m, _ := format.ParseTime(t.Date)
	p.created = m.Time
	if t.Quoted != nil {
		p.quotes = first(string(t.Quoted.IDStr), first(exactID(t.Quoted.ID), statusID(t.Quoted.URL)))
	}
	p.text = withPoll(t.words(p), t.options())
	out := []post{p}
	return append(out, beside(p, t.Quoted.posts(depth-1))...)
}

// user is who wrote it; nobody where a table has Python's words for the object.
func (t *scrapedPost) user() (u scrapedUser) {
	_ = jsontext.Decode(t.User, &u) // nobody then
	return u
}

// options are the labels of a poll, in order; none of another card.
func (t *scrapedPost) options() (out []string) {
	var c struct {
		Options []struct {
			Label string `json:"label"`
		} `json:"options"`
	}
	_ = jsontext.Decode(t.Card, &c) // none then
	for _, o := range c.Options {
		out = append(out, o.Label)
	}
	return out
}

// words is the text, its links written out and those of media and of the quoted post
// left out, as the platform shows it.
func (t *scrapedPost) words(p post) string {
	raw := first(t.Raw, first(t.Content, t.Rendered))
	var links []link
	for _, l := range t.Links {
		links = append(links, t.link(l.Tco, l.URL, p))
	}
	for i, s := range t.TcoOut {
		if i < len(t.Outlinks) {
			links = append(links, t.link(s, t.Outlinks[i], p))
		}
	}
	text := render(raw, 0, -1, links, true)
	if len(p.media) > 0 || p.quotes != "" { // X appends an address that no list names
		text = appended(text)
	}
	return text
}

func (t *scrapedPost) link(short, full string, p post) link {
	id := statusID(full)
	return link{from: -1, short: short, full: full, tail: id != "" && (id == p.quotes || id == p.id)}
}

// appended is a text without the short address at its end.
func appended(text string) string {
	i := strings.LastIndex(text, "https://t.co/")
	if i < 0 || strings.ContainsAny(text[i:], " \n") || i > 0 && !strings.HasSuffix(text[:i], " ") && !strings.HasSuffix(text[:i], "\n") {
		return text
	}
	return strings.TrimSpace(text[:i])
}

type scrapedMedium struct {
	Type     string `json:"_type"`
	URL      string `json:"url"`
	FullURL  string `json:"fullUrl"`
	Alt      string `json:"altText"`
	Preview  string `json:"thumbnailUrl"`
	Video    string `json:"videoUrl"`
	Variants []struct {
		Type    string          `json:"contentType"`
		Bitrate json.RawMessage `json:"bitrate"`
		URL     string          `json:"url"`
	} `json:"variants"`
}

// media are snscrape's list, or twscrape's lists by kind.
func (t *scrapedPost) media() (out []store.Media) {
	var list []scrapedMedium
	var kinds struct {
		Photos   []scrapedMedium `json:"photos"`
		Videos   []scrapedMedium `json:"videos"`
		Animated []scrapedMedium `json:"animated"`
	}
	if len(t.Media) > 0 && t.Media[0] == '[' {
		_ = jsontext.Decode(t.Media, &list) // none then
	} else if len(t.Media) > 0 {
		_ = jsontext.Decode(t.Media, &kinds) // none then
	}
	for _, m := range append(append(append(list, kinds.Photos...), kinds.Videos...), kinds.Animated...) {
		out = append(out, m.media())
	}
	return out
}

func (m scrapedMedium) media() store.Media {
	w := medium{Type: "photo", MediaURL: first(m.FullURL, m.URL), Alt: m.Alt}
	if len(m.Variants) > 0 || m.Video != "" || strings.HasSuffix(m.Type, "Video") || strings.HasSuffix(m.Type, "Gif") {
		w.Type, w.MediaURL = "video", first(m.Video, first(w.MediaURL, m.Preview))
	}
	for _, v := range m.Variants {
		var rate wireInt
		_ = rate.UnmarshalJSON(v.Bitrate) // it never fails
		w.VideoInfo.Variants = append(w.VideoInfo.Variants, variant{Bitrate: rate, Type: v.Type, URL: v.URL})
	}
	return w.media()
}
