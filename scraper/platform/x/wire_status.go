package x

import (
	"encoding/json"
	"strconv"
	"strings"
)

// status is a post as the syndication endpoint, the API v1.1, the account
// archive and (under "legacy") X's web client write it. They share most names:
// https://developer.x.com/en/docs/twitter-api/v1/data-dictionary.
type status struct {
	Typename         string     `json:"__typename"`
	IDStr            wireID     `json:"id_str"`
	Text             string     `json:"text"`
	FullText         string     `json:"full_text"`
	CreatedAt        string     `json:"created_at"`
	DeletedAt        string     `json:"deleted_at"`
	DisplayTextRange []wireInt  `json:"display_text_range"`
	Lang             string     `json:"lang"`
	Truncated        bool       `json:"truncated"`
	Entities         entities   `json:"entities"`
	ExtendedEntities entities   `json:"extended_entities"`
	MediaDetails     []medium   `json:"mediaDetails"`
	User             user       `json:"user"`
	Card             *card      `json:"card"`
	EditControl      editInfo   `json:"edit_control"`
	EditInfo         editInfo   `json:"edit_info"`
	NoteTweet        *note      `json:"note_tweet"`
	ExtendedTweet    *status    `json:"extended_tweet"`
	QuotedTweet      *status    `json:"quoted_tweet"`
	QuotedStatus     *status    `json:"quoted_status"`
	QuotedStatusID   wireID     `json:"quoted_status_id_str"`
	InReplyTo        wireID     `json:"in_reply_to_status_id_str"`
	InReplyToName    string     `json:"in_reply_to_screen_name"`
	Parent           *status    `json:"parent"`
	RetweetedStatus  *status    `json:"retweeted_status"`
	RetweetedResult  *resultBox `json:"retweeted_status_result"`
	Withheld         []string   `json:"withheld_in_countries"`
	Copyright        bool       `json:"withheld_copyright"`
	Tombstone        *tombstone `json:"tombstone"`
	Article          *article   `json:"article"`
}

type entities struct {
	URLs  []urlEntity `json:"urls"`
	Media []medium    `json:"media"`
}

type urlEntity struct {
	URL         string    `json:"url"`
	ExpandedURL string    `json:"expanded_url"`
	Indices     []wireInt `json:"indices"`
}

type medium struct {
	urlEntity
	Type      string `json:"type"`
	MediaURL  string `json:"media_url_https"`
	ExtAlt    string `json:"ext_alt_text"`
	Alt       string `json:"alt_text"`
	VideoInfo struct {
		Variants []variant `json:"variants"`
	} `json:"video_info"`
}

type variant struct {
	Bitrate wireInt `json:"bitrate"`
	BitRate wireInt `json:"bit_rate"`
	Type    string  `json:"content_type"`
	URL     string  `json:"url"`
}

type user struct {
	IDStr      wireID `json:"id_str"`
	Name       string `json:"name"`
	ScreenName string `json:"screen_name"`
}

// editInfo is how the sources name a post's edits: edit_control on a post, the
// same under edit_control_initial on an edit, edit_info in an archive.
type editInfo struct {
	IDs     []wireID `json:"edit_tweet_ids"`
	Initial *struct {
		IDs     []wireID `json:"edit_tweet_ids"`
		Archive []wireID `json:"editTweetIds"`
	} `json:"edit_control_initial"`
	ArchiveInitial *struct {
		IDs []wireID `json:"editTweetIds"`
	} `json:"initial"`
	ArchiveEdit *struct {
		Control struct {
			IDs []wireID `json:"editTweetIds"`
		} `json:"editControlInitial"`
	} `json:"edit"`
}

// ids are the edits' ids, oldest first, nil where unknown.
func (e editInfo) ids() []string {
	list := e.IDs
	switch {
	case len(list) > 0:
	case e.Initial != nil:
		list = e.Initial.IDs
	case e.ArchiveInitial != nil:
		list = e.ArchiveInitial.IDs
	case e.ArchiveEdit != nil:
		list = e.ArchiveEdit.Control.IDs
	}
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = string(id)
	}
	return out
}

// note is a long post. Syndication gives its id alone.
type note struct {
	Results struct {
		Result struct {
			Text      string   `json:"text"`
			EntitySet entities `json:"entity_set"`
		} `json:"result"`
	} `json:"note_tweet_results"`
}

// article is a long text with a title ("X Article") that a post only points at.
type article struct {
	Title   string `json:"title"`
	Preview string `json:"preview_text"`
	Plain   string `json:"plain_text"`
	Results struct {
		Result *article `json:"result"`
	} `json:"article_results"`
}

func (a *article) whole() *article {
	if a != nil && a.Results.Result != nil {
		return a.Results.Result
	}
	return a
}

// tombstone stands where a post is not shown.
type tombstone struct {
	Text struct {
		Text string `json:"text"`
	} `json:"text"`
}

// wireID is an id that is text in JSON. Ids written as numbers are passed over:
// they lose their last digits in programs that keep numbers as doubles.
type wireID string

// UnmarshalJSON keeps text that is a valid id and drops all else.
func (id *wireID) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil && validID(s) {
		*id = wireID(s)
	}
	return nil
}

// wireInt is a whole number, which account archives write as text.
type wireInt int

// UnmarshalJSON reads a number or text with a number; all else is zero.
func (n *wireInt) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if v, err := strconv.ParseInt(s, 10, 32); err == nil {
		*n = wireInt(v)
	}
	return nil
}
