package x

import (
	"encoding/json"
	"regexp"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
)

// maxQuotes bounds how deep quotes in quotes are followed.
const maxQuotes = 3

// readStatus reads a post of the syndication endpoint, the API v1.1 or an
// account archive.
func readStatus(raw json.RawMessage) (answer, error) {
	var s status
	if err := jsontext.Decode(raw, &s); err != nil {
		return answer{}, err
	}
	posts := s.posts(maxQuotes)
	if len(posts) == 0 {
		return answer{}, errNoPost
	}
	return answer{posts: posts}, nil
}

// posts are what the status says about itself and the posts it quotes. A repost
// gives its original alone.
func (s *status) posts(depth int) []post {
	switch {
	case depth == 0:
		return nil
	case s.RetweetedStatus != nil:
		return beside(post{}, s.RetweetedStatus.posts(depth-1))
	case s.RetweetedResult != nil:
		return beside(post{}, s.RetweetedResult.Result.posts("", depth-1))
	}
	var out []post
	p := s.post()
	if s.IDStr != "" {
		out = append(out, p)
	}
	for _, q := range []*status{s.QuotedTweet, s.QuotedStatus, s.Parent} {
		if q != nil {
			out = append(out, beside(p, q.posts(depth-1))...)
		}
	}
	return out
}

// post states this status alone.
func (s *status) post() post {
	p := post{
		id: string(s.IDStr), edits: append(s.EditControl.ids(), s.EditInfo.ids()...),
		author: author(string(s.User.IDStr), s.User.ScreenName, s.User.Name),
		lang:   language(s.Lang), raw: s.CreatedAt, created: parseTime(s.CreatedAt),
	}
	p.answers, p.quotes = string(s.InReplyTo), string(s.QuotedStatusID)
	for _, q := range []*status{s.QuotedTweet, s.QuotedStatus} {
		if q != nil && p.quotes == "" {
			p.quotes = string(q.IDStr)
		}
	}
	if s.Parent != nil && p.answers == "" {
		p.answers = string(s.Parent.IDStr)
	}
	p.continues = p.author.Handle != "" && strings.EqualFold(s.InReplyToName, p.author.Handle)
	p.text = s.words()
	p.cutWhy = s.cut()
	media := s.allMedia()
	for _, m := range media {
		p.media = append(p.media, m.media())
	}
	if p.text == "" && len(p.media) == 0 {
		// Shown as a card alone (an X Article, a quote without a word): the
		// address is all the text that there is.
		p.text = render(first(s.FullText, s.Text), 0, -1, s.links(s.Entities.URLs, nil), true)
	}
	if a := s.Article.whole(); a != nil && a.Title != "" {
		p.title = a.Title
		p.text = first(a.Plain, first(a.Preview, p.text))
		if a.Plain == "" {
			p.cutWhy = "an X Article of which only the preview is given"
		}
	}
	p.text = withPoll(p.text, s.Card.options())
	if p.author.Handle == "" {
		p.author = author("", s.ownHandle(media), "")
	}
	var short []string
	for _, u := range s.Entities.URLs {
		short = append(short, u.URL)
	}
	p.notice(short)
	if len(s.Withheld) > 0 || s.Copyright {
		p.flags = jsontext.AddFlag(p.flags, "withheld-in:"+plain.Clip(strings.Join(s.Withheld, ","), 100))
	}
	return p
}

// words is the text as people see it: the long text where it is given, else the
// part of the short one that the platform shows.
func (s *status) words() string {
	raw, rng, ents, media := s.FullText, s.DisplayTextRange, s.Entities.URLs, s.allMedia()
	if raw == "" {
		raw = s.Text
	}
	if e := s.ExtendedTweet; e != nil && e.FullText != "" {
		raw, rng, ents = e.FullText, e.DisplayTextRange, e.Entities.URLs
	}
	lo, hi := 0, -1
	if len(rng) == 2 {
		lo, hi = int(rng[0]), int(rng[1])
	}
	if n := s.NoteTweet; n != nil && n.Results.Result.Text != "" {
		// The long text comes without HTML entities and without the addresses
		// of media, but with the names that a reply begins with.
		long := n.Results.Result
		prefix := unescaped.Replace(string(firstRunes(raw, lo)))
		lo = 0
		if strings.HasPrefix(long.Text, prefix) {
			lo = len([]rune(prefix))
		}
		return render(long.Text, lo, -1, s.links(append(long.EntitySet.URLs, ents...), media), false)
	}
	return render(raw, lo, hi, s.links(ents, media), true)
}

func firstRunes(s string, n int) []rune {
	r := []rune(s)
	return r[:min(max(n, 0), len(r))]
}

// links are the addresses in the status's text.
func (s *status) links(urls []urlEntity, media []medium) []link {
	quoted := string(s.QuotedStatusID)
	for _, q := range []*status{s.QuotedTweet, s.QuotedStatus} {
		if q != nil && q.IDStr != "" {
			quoted = string(q.IDStr)
		}
	}
	var out []link
	for _, m := range media {
		l := m.link()
		l.media = true
		out = append(out, l)
	}
	for _, u := range urls {
		l := u.link()
		id := statusID(u.ExpandedURL)
		l.tail = id != "" && (id == quoted || id == string(s.IDStr) && strings.Contains(u.ExpandedURL, "/i/web/status/"))
		out = append(out, l)
	}
	return out
}

func (u urlEntity) link() link {
	l := link{from: -1, short: u.URL, full: u.ExpandedURL}
	if len(u.Indices) == 2 {
		l.from, l.to = int(u.Indices[0]), int(u.Indices[1])
	}
	return l
}

// beginning is how a long post's beginning ends where nothing else marks it: an
// ellipsis, then only the addresses that X appends.
var beginning = regexp.MustCompile(`…( https://t\.co/\w+)*$`)

// longEnough is from how many code points on a text can be a beginning: X cuts
// at 280, with wide characters counted twice.
const longEnough = 270

// cut says how the text is known to be incomplete, "" where it is whole.
func (s *status) cut() string {
	switch {
	case s.NoteTweet != nil && s.NoteTweet.Results.Result.Text == "":
		return "X gives only the beginning of this long post here"
	case s.Truncated && (s.ExtendedTweet == nil || s.ExtendedTweet.FullText == ""):
		return "the API v1.1 shortened the text"
	}
	return ""
}
