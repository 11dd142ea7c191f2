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

// readGraph reads the parts of a GraphQL answer in which posts stand.
func readGraph(p scraper.Page, s shape, parts []json.RawMessage) (answer, error) {
	var out answer
	for _, raw := range parts {
		posts, err := graphPosts(p, raw)
		if err != nil {
			return out, err
		}
		out.add(posts...)
	}
	if len(out.posts) > 0 {
		return out, nil
	}
	if len(s.Errors) > 0 {
		return readGraphError(s.Errors)
	}
	return out, fmt.Errorf("%w: X's web client shows none here", errNoPost)
}

// graphPosts reads one part: a box with a post, or entries of a timeline.
func graphPosts(p scraper.Page, raw json.RawMessage) ([]post, error) {
	var many []json.RawMessage
	if raw[0] == '[' {
		if err := jsontext.Decode(raw, &many); err != nil {
			return nil, fmt.Errorf("JSON that cannot be read: %w", err)
		}
	} else {
		many = []json.RawMessage{raw}
	}
	var out []post
	for _, one := range many {
		var box resultBox
		var e entry
		if err := errors.Join(jsontext.Decode(one, &box), jsontext.Decode(one, &e)); err != nil {
			return nil, fmt.Errorf("JSON that cannot be read: %w", err)
		}
		if e.ID == "" {
			out = append(out, box.Result.posts(asked(p), maxQuotes)...)
			continue
		}
		out = append(out, e.posts()...)
	}
	return out, nil
}

func (e entry) posts() []post {
	var out []post
	id := ""
	if i := strings.LastIndex(e.ID, "tweet-"); i >= 0 {
		id = e.ID[i+len("tweet-"):]
	}
	for _, box := range []*resultBox{e.Content.Item.Results, e.Item.Item.Results} {
		if box != nil {
			out = append(out, box.Result.posts(id, maxQuotes)...)
		}
	}
	for _, inner := range e.Content.Items {
		if len(inner.Content.Items) == 0 { // X nests conversations once
			out = append(out, inner.posts()...)
		}
	}
	return out
}

// posts are what the result says: a post and what it quotes, or the absence of
// the post with the given id.
func (r *result) posts(id string, depth int) []post {
	if depth == 0 {
		return nil
	}
	if r.Tweet != nil {
		return r.Tweet.posts(id, depth-1)
	}
	if r.Legacy == nil || r.RestID == "" {
		return r.missing(first(string(r.RestID), id))
	}
	s := *r.Legacy
	if s.RetweetedResult != nil {
		return beside(post{}, s.RetweetedResult.Result.posts("", depth-1))
	}
	s.IDStr, s.NoteTweet, s.Article = r.RestID, r.NoteTweet, r.Article
	s.EditControl = r.EditControl
	s.User = r.Core.Users.Result.names()
	out := []post{s.post()}
	if r.Quoted != nil {
		out = append(out, beside(out[0], r.Quoted.Result.posts(string(s.QuotedStatusID), depth-1))...)
	}
	return out
}

// missing reads what stands in place of a post; nothing stands for nothing.
func (r *result) missing(id string) []post {
	if !validID(id) {
		return nil
	}
	switch r.Typename {
	case "TweetTombstone":
		words := "a notice without words"
		if r.Tombstone != nil {
			words = first(r.Tombstone.Text.Text, words)
		}
		return []post{gonePost(id, goneHow(words), words)}
	case "TweetUnavailable":
		return []post{gonePost(id, goneReason(r.Reason), first(r.Reason, "unavailable"))}
	}
	return nil
}

func (u graphUser) names() user {
	return user{
		IDStr:      u.RestID,
		Name:       first(u.Core.Name, u.Legacy.Name),
		ScreenName: first(u.Core.ScreenName, u.Legacy.ScreenName),
	}
}

// readGraphError reads the errors that X's web client gets.
func readGraphError(list []apiError) (answer, error) {
	for _, e := range list {
		if e.Code == 88 {
			return answer{blocked: "X limits the rate of requests; try again later", cause: store.CauseRate}, nil
		}
	}
	return answer{}, errorOf(first(list[0].Message, list[0].Detail))
}
