package reddit

import "encoding/json"

// thing is Reddit's envelope. Its kinds are "Listing", "t3" (a post), "t1" (a
// comment) and others, which are passed over.
// https://github.com/reddit-archive/reddit/wiki/JSON
type thing struct {
	Kind string `json:"kind"`
	Data data   `json:"data"`
}

// data is what a thing is.
type data struct {
	// Of a Listing.
	Children []thing `json:"children"`

	Name           string `json:"name"`
	Permalink      string `json:"permalink"`
	Author         string `json:"author"`
	AuthorFullname string `json:"author_fullname"`
	// CreatedUTC is in seconds, Edited false or in seconds.
	CreatedUTC json.RawMessage `json:"created_utc"`
	Edited     json.RawMessage `json:"edited"`
	// RemovedBy is "deleted", "moderator", "reddit", "copyright_takedown"…
	RemovedBy string `json:"removed_by_category"`

	// Of a post. Words are HTML or Markdown, both escaped as HTML once more.
	Title        string `json:"title"`
	Selftext     string `json:"selftext"`
	SelftextHTML string `json:"selftext_html"`
	IsSelf       bool   `json:"is_self"`
	URL          string `json:"url"`
	Crosspost    string `json:"crosspost_parent"`
	// Crossposted is the post that it passes on, whole.
	Crossposted []data `json:"crosspost_parent_list"`
	// Poll's options are the author's words; how many chose which is not.
	Poll struct {
		Options []struct {
			Text string `json:"text"`
		} `json:"options"`
	} `json:"poll_data"`

	// Of a comment. Replies is a Listing, or "" where there are none.
	Body     string `json:"body"`
	BodyHTML string `json:"body_html"`
	ParentID string `json:"parent_id"`
	LinkID   string `json:"link_id"`
	Replies  *thing `json:"replies"`
}

// envelope is any of the answers that are an object: a thing, the answer of
// /api/morechildren, or an error.
type envelope struct {
	thing
	JSON struct {
		Data struct {
			Things []thing `json:"things"`
		} `json:"data"`
	} `json:"json"`
	Message string `json:"message"`
	Reason  string `json:"reason"`
	Error   int    `json:"error"`
}
