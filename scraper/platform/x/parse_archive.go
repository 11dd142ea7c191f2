package x

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
)

// archiveLine is one element of a file of a downloaded account archive
// (window.YTD.<type>.partN = […]).
type archiveLine struct {
	Tweet struct {
		status
		TweetID wireID `json:"tweet_id"`
		UserID  wireID `json:"user_id"`
	} `json:"tweet"`
	Note *struct {
		ID wireID `json:"noteTweetId"`
	} `json:"noteTweet"`
}

// The owner of an account archive, as who imports it may name them in a
// request's Meta: the files of posts do not say.
const (
	metaHandle = "handle"
	metaName   = "name"
	metaID     = "id"
)

// readArchive reads one file of an account archive.
func readArchive(p scraper.Page, body []byte) (answer, []string, error) {
	name, value, ok := bytes.Cut(body, []byte("="))
	file := strings.TrimSpace(string(name))
	if !ok || !strings.HasPrefix(file, "window.YTD.") {
		return answer{}, nil, fmt.Errorf("%w: this is not one of an archive's files of posts; give tweets.js or deleted-tweets.js", errNoPost)
	}
	look, err := jsontext.Inspect(bytes.TrimRight(bytes.TrimSpace(value), ";"))
	if len(look.Tops) == 0 {
		return answer{}, nil, errors.Join(errNoPost, err)
	}
	var lines []archiveLine
	if err := jsontext.Decode(look.Tops[0], &lines); err != nil {
		return answer{}, nil, fmt.Errorf("an archive's file that cannot be read: %w", err)
	}
	var out answer
	for i := range lines {
		out.add(lines[i].posts(p.Request.Meta)...)
	}
	if len(out.posts) == 0 {
		return out, look.Flags, fmt.Errorf("%w: %s has no posts with their words", errNoPost, plain.Clip(strings.TrimPrefix(file, "window.YTD."), 60))
	}
	return out, look.Flags, nil
}

// posts are the post, and its deletion where the archive tells of one. Reposts
// stand in archives without their original and are passed over.
func (l *archiveLine) posts(owner map[string]string) []post {
	t := &l.Tweet
	switch {
	case t.IDStr == "" && t.TweetID != "" && t.DeletedAt != "":
		return []post{deletedPost(string(t.TweetID), t.DeletedAt)}
	case t.IDStr == "" || t.FullText == "" && t.Text == "" || oldRepost.MatchString(t.FullText):
		return nil
	}
	p := t.post()
	if owner[metaHandle] != "" {
		p.author = author(owner[metaID], owner[metaHandle], owner[metaName])
	}
	if full := first(t.FullText, t.Text); len([]rune(full)) >= longEnough && beginning.MatchString(full) {
		p.cutWhy = "the archive keeps the rest of this long post in note-tweet.js"
	}
	if t.DeletedAt == "" {
		return []post{p}
	}
	p.seenAt = p.created
	return []post{p, deletedPost(p.id, t.DeletedAt)}
}

// accountAnswer is what the API v2 and X's web client say about an account.
type accountAnswer struct {
	Data struct {
		Name string     `json:"name"`
		User accountBox `json:"user"`
		Box  accountBox `json:"user_results"`
	} `json:"data"`
}

type accountBox struct {
	Result struct {
		graphUser
		Typename string `json:"__typename"`
		Reason   string `json:"unavailable_reason"`
		Message  string `json:"message"`
	} `json:"result"`
}

// readAccount reads an answer about an account: its name, or that it is gone.
// That an account is gone is no news about any one post.
func readAccount(raw json.RawMessage) (answer, error) {
	var a accountAnswer
	if err := jsontext.Decode(raw, &a); err != nil {
		return answer{}, errNoPost
	}
	title := a.Data.Name
	for _, box := range []accountBox{a.Data.User, a.Data.Box} {
		if r := box.Result; r.Typename == "UserUnavailable" {
			return answer{}, fmt.Errorf("the account cannot be seen: %s", plain.Clip(first(r.Message, r.Reason), 100))
		}
		title = first(title, box.Result.names().Name)
	}
	if title == "" {
		return answer{}, fmt.Errorf("%w: it is about accounts, lists or counts", errNoPost)
	}
	return answer{title: title}, nil
}
