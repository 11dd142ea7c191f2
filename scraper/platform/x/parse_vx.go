package x

import (
	"encoding/json"
	"fmt"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// vxPost is an answer of api.vxtwitter.com, or one of the reduced copies of it
// that people keep (id, handle, timestamp).
type vxPost struct {
	TweetID   wireID  `json:"tweetID"`
	ID        wireID  `json:"id"`
	Text      string  `json:"text"`
	Name      string  `json:"user_name"`
	Screen    string  `json:"user_screen_name"`
	Author    string  `json:"author"`
	Handle    string  `json:"handle"`
	Date      string  `json:"date"`
	CreatedAt string  `json:"created_at"`
	Epoch     int64   `json:"date_epoch"`
	Timestamp int64   `json:"timestamp"`
	Lang      string  `json:"lang"`
	Image     string  `json:"image"`
	Quote     *vxPost `json:"qrt"`
	Media     []struct {
		Type string `json:"type"`
		URL  string `json:"url"`
		Alt  string `json:"altText"`
	} `json:"media_extended"`
}

// readVx reads one answer of vxTwitter.
func readVx(raw json.RawMessage) (answer, error) {
	var v vxPost
	if err := jsontext.Decode(raw, &v); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	posts := v.posts(maxQuotes)
	if len(posts) == 0 {
		return answer{}, errNoPost
	}
	return answer{posts: posts}, nil
}

func (v *vxPost) posts(depth int) []post {
	if v == nil || depth == 0 {
		return nil
	}
	id := first(string(v.TweetID), string(v.ID))
	if !validID(id) || v.Text == "" && len(v.Media) == 0 && v.Image == "" {
		return nil
	}
	p := post{
		id: id, text: v.Text, lang: language(v.Lang),
		author: author("", first(v.Screen, v.Handle), first(v.Name, v.Author)),
		raw:    first(v.Date, v.CreatedAt),
	}
	if p.created = parseTime(p.raw); p.created.IsZero() {
		p.created = seconds(max(v.Epoch, v.Timestamp))
	}
	for _, m := range v.Media {
		p.media = append(p.media, store.Media{Type: mediaType(m.Type), URL: plain.Valid(m.URL), Alt: plain.Valid(m.Alt)})
	}
	if len(v.Media) == 0 && v.Image != "" {
		p.media = []store.Media{{Type: imageOrVideo(v.Image), URL: plain.Valid(v.Image)}}
	}
	quoted := v.Quote.posts(depth - 1)
	if len(quoted) > 0 {
		p.quotes = quoted[0].id
	}
	return append([]post{p}, beside(p, quoted)...)
}

// imageOrVideo tells by the address of a preview picture what was attached.
func imageOrVideo(address string) string {
	for _, part := range []string{"video_thumb", "tweet_video", "amplify_video"} {
		if strings.Contains(address, part) {
			return "video"
		}
	}
	return "image"
}

// errShape: JSON of a shape that nobody here knows.
var errShape = fmt.Errorf("%w: this JSON has none of the shapes in which X's posts come", errNoPost)

// readVxCache reads an object whose keys are ids and whose values are posts, in
// the order of the ids.
func readVxCache(raw json.RawMessage) (answer, error) {
	var list map[string]vxPost
	if err := jsontext.Decode(raw, &list); err != nil {
		return answer{}, errShape
	}
	var keys []string
	for k, v := range list {
		if k == string(v.ID) {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return answer{}, errShape
	}
	sortIDs(keys)
	var out answer
	for _, k := range keys {
		v := list[k]
		out.add(v.posts(maxQuotes)...)
	}
	if len(out.posts) == 0 {
		return out, errNoPost
	}
	return out, nil
}
