// Package vk reads files of VK's posts. Its interface wants an account, so there is no
// adapter.
package vk

import (
	"encoding/json"
	"regexp"
	"strconv"
	"time"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// Files are the kinds of file in which people keep these posts.
// https://dev.vk.com/en/reference/objects/post
func Files() []format.Format {
	return []format.Format{{
		ID: "vk-wall", Name: "posts of VK as its interface gives them (wall.get)", Lists: []string{"items"}, Within: []string{"response"},
		Claims: func(u *format.Unit) bool {
			return (u.Has("owner_id") || u.Has("to_id")) && u.Has("id", "date") && u.HasKeys("text") && (u.Has("from_id") || u.Has("post_type"))
		},
		Read: read,
	}}
}

// named is how a text names who or what a word leads to: readers see the word alone.
// https://dev.vk.com/en/reference/objects/wall-post
var named = regexp.MustCompile(`\[(?:(?:id|club|public|event|app)-?\d+(?::[^\]|\s]*)?|#?[\w.]+:bp-?\d+_\d+|https?://[^\]|\s]+)\|([^\]|]+)\]`)

func read(_ format.Context, u *format.Unit) ([]store.Observation, error) {
	var p struct {
		ID, Owner, To, From, Date, Edited int64
		Text                              string
		Copies                            []json.RawMessage
	}
	o := u.Object()
	for key, to := range map[string]*int64{"id": &p.ID, "owner_id": &p.Owner, "to_id": &p.To, "from_id": &p.From, "date": &p.Date, "edited": &p.Edited} {
		_ = jsontext.Decode(o[key], to) // zero then
	}
	_ = jsontext.Decode(o["copy_history"], &p.Copies) // none then
	p.Text = named.ReplaceAllString(u.Text("text"), "$1")
	if p.Owner == 0 {
		p.Owner = p.To
	}
	switch {
	case p.ID <= 0 || p.Owner == 0:
		return nil, format.Others
	case len(p.Copies) > 0 && p.Text == "":
		return nil, format.Reposts
	}
	id := strconv.FormatInt(p.Owner, 10) + "_" + strconv.FormatInt(p.ID, 10)
	out := store.Observation{
		Document: store.NewDocumentID("vk", id), Kind: store.Post, URL: "https://vk.com/wall" + id,
		Author:  store.Author{ID: strconv.FormatInt(p.From, 10)},
		Content: store.Content{Text: plain.Valid(p.Text), PublishedAt: moment(p.Date), ModifiedAt: moment(p.Edited)},
	}
	out.VersionTime = out.Content.PublishedAt.Time
	if p.Edited > 0 {
		out.VersionTime = out.Content.ModifiedAt.Time
	}
	if p.Text == "" {
		return nil, format.Passed("without words")
	}
	return []store.Observation{out}, nil
}

func moment(unix int64) store.Moment {
	if unix <= 0 {
		return store.Moment{}
	}
	return store.Moment{Time: time.Unix(unix, 0).UTC(), Precision: store.PrecisionSecond}
}
