package x

import "encoding/json"

// v2Answer is an answer of the API v2, as twarc keeps it one a line:
// https://docs.x.com/x-api/posts/lookup/introduction.
type v2Answer struct {
	Data     json.RawMessage `json:"data"`
	Includes struct {
		Tweets []v2Post  `json:"tweets"`
		Users  []v2User  `json:"users"`
		Media  []v2Media `json:"media"`
		Polls  []v2Poll  `json:"polls"`
	} `json:"includes"`
	Errors []apiError `json:"errors"`
}

type v2Post struct {
	ID        wireID     `json:"id"`
	Text      string     `json:"text"`
	AuthorID  wireID     `json:"author_id"`
	CreatedAt string     `json:"created_at"`
	Lang      string     `json:"lang"`
	EditIDs   []wireID   `json:"edit_history_tweet_ids"`
	Range     []wireInt  `json:"display_text_range"`
	Entities  v2Entities `json:"entities"`
	Note      *struct {
		Text     string     `json:"text"`
		Entities v2Entities `json:"entities"`
	} `json:"note_tweet"`
	Attachments struct {
		Keys    []string `json:"media_keys"`
		PollIDs []wireID `json:"poll_ids"`
		// Poll stands here where twarc flattened an answer.
		Poll *v2Poll `json:"poll"`
		// Media stand here where twarc flattened an answer.
		Media []v2Media `json:"media"`
	} `json:"attachments"`
	Referenced []v2Reference `json:"referenced_tweets"`
	// Author stands here where twarc flattened an answer.
	Author   *v2User `json:"author"`
	Withheld *struct {
		Copyright bool     `json:"copyright"`
		Countries []string `json:"country_codes"`
	} `json:"withheld"`
	Article *article `json:"article"`
}

// v2Reference is a post that another refers to; the whole of it where twarc flattened an
// answer.
type v2Reference struct {
	Type string `json:"type"`
	v2Post
}

type v2Entities struct {
	URLs []struct {
		Start    wireInt `json:"start"`
		End      wireInt `json:"end"`
		URL      string  `json:"url"`
		Expanded string  `json:"expanded_url"`
		MediaKey string  `json:"media_key"`
		Display  string  `json:"display_url"`
	} `json:"urls"`
}

type v2User struct {
	ID       wireID `json:"id"`
	Name     string `json:"name"`
	Username string `json:"username"`
}

type v2Media struct {
	Key      string    `json:"media_key"`
	Type     string    `json:"type"`
	URL      string    `json:"url"`
	Preview  string    `json:"preview_image_url"`
	Alt      string    `json:"alt_text"`
	Variants []variant `json:"variants"`
}

// apiError is an error of the API v2 (detail, type…) or of GraphQL (message).
type apiError struct {
	Message  string  `json:"message"`
	Code     wireInt `json:"code"`
	Title    string  `json:"title"`
	Detail   string  `json:"detail"`
	Type     string  `json:"type"`
	Resource string  `json:"resource_type"`
	ID       wireID  `json:"resource_id"`
}
