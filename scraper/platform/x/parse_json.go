package x

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// shape has the fields that tell one kind of JSON answer from another.
type shape struct {
	Typename string          `json:"__typename"`
	IDStr    json.RawMessage `json:"id_str"`
	ID       json.RawMessage `json:"id"`
	TextV2   json.RawMessage `json:"text"`
	FullText json.RawMessage `json:"full_text"`
	HTML     json.RawMessage `json:"html"`
	URL      json.RawMessage `json:"author_url"`
	Statuses json.RawMessage `json:"statuses"`
	Code     json.RawMessage `json:"code"`
	Message  string          `json:"message"`
	Tweet    json.RawMessage `json:"tweet"`
	Status   json.RawMessage `json:"status"`
	Results  json.RawMessage `json:"results"`
	Thread   json.RawMessage `json:"thread"`
	TweetID  json.RawMessage `json:"tweetID"`
	Data     json.RawMessage `json:"data"`
	Includes json.RawMessage `json:"includes"`
	Errors   []apiError      `json:"errors"`
	Error    json.RawMessage `json:"error"`
	Action   string          `json:"action"`
}

// graphKeys are where X's web client keeps posts: entries and items of timelines
// carry an id even for a tombstone, single posts stand under the others.
var graphKeys = []string{"entries", "entry", "moduleItems", "tweetResult", "tweet_result", "tweet_results", "tweetResults"}

// readJSON reads one JSON value, or one a line (twarc's files).
func readJSON(p scraper.Page, body []byte) (answer, []string, error) {
	look, err := jsontext.Inspect(body, graphKeys...)
	if err != nil && len(look.Tops) == 0 {
		if p.Truncated {
			err = fmt.Errorf("%w (the answer was cut off)", err)
		}
		return answer{}, nil, err
	}
	graph := make([][]json.RawMessage, len(look.Tops)+1)
	for _, w := range look.Wanted {
		graph[w.Top] = append(graph[w.Top], w.Value)
	}
	var all answer
	var none error
	for i, top := range look.Tops {
		a, e := readValue(p, top, graph[i])
		all.add(a.posts...)
		all.title = first(all.title, a.title)
		if all.blocked == "" {
			all.blocked, all.cause = a.blocked, a.cause
		}
		if errors.Is(e, errNoPost) {
			none = errors.Join(none, e) // a line about something else
			continue
		}
		err = errors.Join(err, e)
	}
	if len(all.posts) > 0 {
		all.blocked, all.cause, none = "", store.CauseNone, nil
	}
	if err == nil {
		err = none
	}
	return all, look.Flags, err
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// readValue reads one JSON value by its shape.
func readValue(p scraper.Page, raw json.RawMessage, graph []json.RawMessage) (answer, error) {
	if raw[0] == '[' {
		return readList(p, raw)
	}
	var s shape
	if err := jsontext.Decode(raw, &s); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	has := func(r json.RawMessage) bool { return len(r) > 0 && string(r) != "null" }
	switch {
	case s.Typename == "TweetTombstone":
		return readTombstone(p, raw)
	case len(graph) > 0:
		return readGraph(p, s, graph)
	case has(s.HTML) && has(s.URL):
		return readOEmbed(raw)
	case has(s.IDStr) && (has(s.TextV2) || has(s.FullText)):
		return readStatus(raw)
	case has(s.Statuses):
		return readList(p, s.Statuses)
	case has(s.Code) && (has(s.Tweet) || has(s.Status) || has(s.Results) || has(s.Thread)) || has(s.Code) && s.Message != "":
		return readRelay(p, raw)
	case has(s.TweetID):
		return readVx(raw)
	case s.Action != "" && has(s.ID):
		return readCompliance(raw)
	case has(s.Data) || has(s.Includes) || len(s.Errors) > 0:
		return readV2(p, raw, s)
	case has(s.ID) && has(s.TextV2):
		return readV2Post(raw)
	case has(s.Tweet):
		return readStatus(s.Tweet) // an element of an archive's list
	case has(s.Error) || p.Status >= 400:
		return readError(p, s)
	case strings.TrimSpace(strings.Trim(string(raw), "{}")) == "":
		a, _, err := absence(p, "an empty answer")
		return a, err
	}
	return readVxCache(raw)
}

// readList reads each element of an array by its own shape.
func readList(p scraper.Page, raw json.RawMessage) (answer, error) {
	var list []json.RawMessage
	if err := jsontext.Decode(raw, &list); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	var all answer
	var failed error
	for _, e := range list {
		if len(e) == 0 || e[0] != '{' {
			continue
		}
		a, err := readValue(p, e, nil)
		all.add(a.posts...)
		failed = errors.Join(failed, err)
	}
	if len(all.posts) > 0 {
		return all, nil
	}
	if failed == nil {
		failed = fmt.Errorf("%w: an empty list", errNoPost)
	}
	return all, failed
}

// readTombstone reads the syndication endpoint's notice in place of a post.
func readTombstone(p scraper.Page, raw json.RawMessage) (answer, error) {
	var s status
	if err := jsontext.Decode(raw, &s); err != nil {
		return answer{}, err
	}
	words := "a notice without words"
	if s.Tombstone != nil && s.Tombstone.Text.Text != "" {
		words = s.Tombstone.Text.Text
	}
	a, _, err := absence(p, words)
	return a, err
}

// readError reads an answer that only says what went wrong.
func readError(p scraper.Page, s shape) (answer, error) {
	words := strings.Trim(string(s.Error), `"`)
	for _, e := range s.Errors {
		words = first(words, first(e.Detail, e.Message))
		if e.Code == 88 {
			return answer{blocked: "X limits the rate of requests; try again later", cause: store.CauseRate}, nil
		}
	}
	words = first(words, s.Message)
	switch {
	case p.Status == 404 || p.Status == 410:
		a, _, err := absence(p, first(words, fmt.Sprintf("status %d", p.Status)))
		return a, err
	case p.Status == 403 && goneHow(words) != "unavailable":
		a, _, err := absence(p, words)
		return a, err
	}
	if why := wall(p); why != "" {
		return answer{blocked: why}, nil
	}
	return answer{}, errorOf(words)
}
