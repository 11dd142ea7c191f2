package demo

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"path"
	"strconv"
	"time"
)

// The shapes of the syndication endpoint.
type (
	tweet struct {
		Typename         string      `json:"__typename"`
		Lang             string      `json:"lang"`
		CreatedAt        string      `json:"created_at"`
		DisplayTextRange [2]int      `json:"display_text_range"`
		IDStr            string      `json:"id_str"`
		Text             string      `json:"text"`
		User             user        `json:"user"`
		EditControl      editControl `json:"edit_control"`
		IsEdited         bool        `json:"isEdited"`
		IsStaleEdit      bool        `json:"isStaleEdit"`
	}
	user struct {
		Name       string `json:"name"`
		ScreenName string `json:"screen_name"`
	}
	editControl struct {
		EditTweetIDs       []string `json:"edit_tweet_ids"`
		EditableUntilMsecs string   `json:"editable_until_msecs"`
		IsEditEligible     bool     `json:"is_edit_eligible"`
		EditsRemaining     string   `json:"edits_remaining"`
	}
)

// standing is the post with the id, while it is there.
func (w *Web) standing(id string) (post, bool) {
	state := int(w.state.Load())
	for _, p := range w.posts {
		if strconv.FormatUint(p.id, 10) == id && state >= p.from && state <= p.to {
			return p, true
		}
	}
	return post{}, false
}

// tweetResult answers for one id as cdn.syndication.twimg.com does: the post, or
// 404 with an empty object.
func (w *Web) tweetResult(rw http.ResponseWriter, id string) {
	p, ok := w.standing(id)
	if !ok {
		answer(rw, http.StatusNotFound, struct{}{})
		return
	}
	answer(rw, http.StatusOK, w.tweet(p, int(w.state.Load())))
}

// answer writes JSON. A reader that has gone away is no matter of ours.
func answer(rw http.ResponseWriter, status int, v any) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	_ = json.NewEncoder(rw).Encode(v)
}

func (w *Web) tweet(p post, state int) tweet {
	ids := p.edits
	for _, q := range w.posts { // an earlier edit names the later ones
		if len(p.edits) > 0 && len(q.edits) > len(ids) && q.edits[0] == p.edits[0] && state >= q.from {
			ids = q.edits
		}
	}
	if len(ids) == 0 {
		ids = []uint64{p.id}
	}
	t := tweet{
		Typename: "Tweet", Lang: p.lang, CreatedAt: p.at.Format("2006-01-02T15:04:05.000Z"), DisplayTextRange: [2]int{0, len([]rune(p.text))},
		IDStr: strconv.FormatUint(p.id, 10), Text: p.text, User: user{p.name, p.handle},
		EditControl: editControl{EditableUntilMsecs: strconv.FormatInt(p.at.Add(time.Hour).UnixMilli(), 10), EditsRemaining: "4"},
		IsEdited:    len(ids) > 1, IsStaleEdit: len(ids) > 1 && ids[len(ids)-1] != p.id,
	}
	for _, id := range ids {
		t.EditControl.EditTweetIDs = append(t.EditControl.EditTweetIDs, strconv.FormatUint(id, 10))
	}
	return t
}

// The shapes of the oEmbed endpoint.
type (
	oembed struct {
		URL          string `json:"url"`
		AuthorName   string `json:"author_name"`
		AuthorURL    string `json:"author_url"`
		HTML         string `json:"html"`
		Width        int    `json:"width"`
		Type         string `json:"type"`
		CacheAge     string `json:"cache_age"`
		ProviderName string `json:"provider_name"`
		ProviderURL  string `json:"provider_url"`
		Version      string `json:"version"`
	}
	noEmbed struct {
		Error string `json:"error"`
		Code  int    `json:"code"`
	}
)

// oembed answers for one address as publish.x.com does: the post as a block
// quote, or 404.
func (w *Web) oembed(rw http.ResponseWriter, address string) {
	p, ok := w.standing(path.Base(address))
	if !ok {
		answer(rw, http.StatusNotFound, noEmbed{"Sorry, that page does not exist", 34})
		return
	}
	account := "https://twitter.com/" + p.handle
	post := account + "/status/" + strconv.FormatUint(p.id, 10)
	answer(rw, http.StatusOK, oembed{
		URL: post, AuthorName: p.name, AuthorURL: account, Width: 550, Type: "rich", CacheAge: "3153600000",
		ProviderName: "Twitter", ProviderURL: "https://twitter.com", Version: "1.0",
		HTML: fmt.Sprintf(`<blockquote class="twitter-tweet"><p lang="%s" dir="ltr">%s</p>&mdash; %s (@%s) <a href="%s?ref_src=twsrc%%5Etfw">%s</a></blockquote>`+"\n",
			p.lang, html.EscapeString(p.text), html.EscapeString(p.name), p.handle, post, p.at.Format("January 2, 2006")),
	})
}
