package x

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// fxAnswer is an answer of FxEmbed's API, version 1 (tweet) or 2:
// https://github.com/FxEmbed/FxEmbed/blob/main/docs/specs/fxtwitter-openapi.json.
type fxAnswer struct {
	Code    wireInt    `json:"code"`
	Message string     `json:"message"`
	Tweet   *fxPost    `json:"tweet"`
	Status  *fxPost    `json:"status"`
	Thread  []fxPost   `json:"thread"`
	Results []fxResult `json:"results"`
}

// fxResult is a post, or a conversation of a timeline.
type fxResult struct {
	fxPost
	Statuses []fxPost `json:"statuses"`
}

type fxPost struct {
	Type      string   `json:"type"`
	Provider  string   `json:"provider"`
	ID        wireID   `json:"id"`
	Text      string   `json:"text"`
	CreatedAt string   `json:"created_at"`
	Seconds   int64    `json:"created_timestamp"`
	Lang      string   `json:"lang"`
	Author    fxAuthor `json:"author"`
	Media     struct {
		All    []fxMedia `json:"all"`
		Photos []fxMedia `json:"photos"`
		Videos []fxMedia `json:"videos"`
	} `json:"media"`
	Quote *fxPost `json:"quote"`
	// What it answers: the API v1 names it in one way, v2 in the other.
	Answers   wireID `json:"replying_to_status"`
	AnswersTo struct {
		Post wireID `json:"status"`
	} `json:"replying_to"`
	Article *article `json:"article"`
	// Reason and Message are a tombstone's.
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

type fxAuthor struct {
	ID     wireID `json:"id"`
	Name   string `json:"name"`
	Handle string `json:"screen_name"`
}

type fxMedia struct {
	Type string `json:"type"`
	URL  string `json:"url"`
	Alt  string `json:"altText"`
}

// readRelay reads what FxEmbed relays.
func readRelay(p scraper.Page, raw json.RawMessage) (answer, error) {
	var f fxAnswer
	if err := jsontext.Decode(raw, &f); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	var out answer
	for _, s := range append([]*fxPost{f.Tweet, f.Status}, pointers(f.Thread)...) {
		out.add(s.posts(maxQuotes)...)
	}
	for i := range f.Results {
		out.add(f.Results[i].posts(maxQuotes)...)
		for _, s := range pointers(f.Results[i].Statuses) {
			out.add(s.posts(maxQuotes)...)
		}
	}
	if len(out.posts) > 0 {
		return out, nil
	}
	switch f.Code {
	case http.StatusUnauthorized: // PRIVATE_TWEET
		a, _, err := absence(p, "the relay says that it is protected")
		return a, err
	case http.StatusNotFound:
		a, _, err := absence(p, "the relay found none: "+plain.Clip(f.Message, 100))
		return a, err
	case http.StatusTooManyRequests, http.StatusForbidden:
		return answer{blocked: "the relay refused: " + plain.Clip(f.Message, 100)}, nil
	}
	return out, errorOf(f.Message)
}

func pointers(list []fxPost) []*fxPost {
	out := make([]*fxPost, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func (f *fxPost) posts(depth int) []post {
	if f == nil || depth == 0 || f.ID == "" || f.Provider != "" && f.Provider != "twitter" {
		return nil
	}
	if f.Type == "tombstone" {
		p := gonePost(string(f.ID), goneReason(f.Reason), first(f.Message, f.Reason))
		return []post{p}
	}
	p := post{
		id: string(f.ID), text: f.Text, lang: language(f.Lang), author: author(string(f.Author.ID), f.Author.Handle, f.Author.Name),
		raw: f.CreatedAt, created: parseTime(f.CreatedAt),
	}
	if p.created.IsZero() {
		p.created = seconds(f.Seconds)
	}
	list := f.Media.All
	if len(list) == 0 {
		list = append(f.Media.Photos, f.Media.Videos...)
	}
	for _, m := range list {
		p.media = append(p.media, store.Media{Type: mediaType(m.Type), URL: plain.Valid(m.URL), Alt: plain.Valid(m.Alt)})
	}
	if a := f.Article; a != nil && a.Title != "" {
		p.title, p.text, p.cutWhy = a.Title, first(a.Preview, p.text), "an X Article of which only the preview is read"
	}
	p.answers = first(string(f.Answers), string(f.AnswersTo.Post))
	if f.Quote != nil {
		p.quotes = string(f.Quote.ID)
	}
	return append([]post{p}, beside(p, f.Quote.posts(depth-1))...)
}

// seconds is a Unix time within the years 1 to 9999, else zero.
func seconds(n int64) time.Time {
	if n <= 0 || n > 253402300799 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}
