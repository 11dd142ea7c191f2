package x

// resultBox is the web client's wrapping of a post.
type resultBox struct {
	Result result `json:"result"`
}

// result is a post in X's web client (GraphQL), or what stands in its place.
type result struct {
	Typename string `json:"__typename"`
	RestID   wireID `json:"rest_id"`
	Core     struct {
		Users struct {
			Result graphUser `json:"result"`
		} `json:"user_results"`
	} `json:"core"`
	Legacy      *status    `json:"legacy"`
	NoteTweet   *note      `json:"note_tweet"`
	EditControl editInfo   `json:"edit_control"`
	Quoted      *resultBox `json:"quoted_status_result"`
	Article     *article   `json:"article"`
	// Tweet is the post inside a TweetWithVisibilityResults.
	Tweet     *result    `json:"tweet"`
	Tombstone *tombstone `json:"tombstone"`
	// Reason is a TweetUnavailable's.
	Reason string `json:"reason"`
}

// graphUser has an account's names in "legacy" and, since 2025, in "core".
type graphUser struct {
	RestID wireID `json:"rest_id"`
	Legacy user   `json:"legacy"`
	Core   user   `json:"core"`
}

// entry is one line of a timeline, or a conversation with items.
type entry struct {
	ID      string `json:"entryId"`
	Content struct {
		Item  item    `json:"itemContent"`
		Items []entry `json:"items"`
	} `json:"content"`
	Item struct {
		Item item `json:"itemContent"`
	} `json:"item"`
}

type item struct {
	Results *resultBox `json:"tweet_results"`
}
