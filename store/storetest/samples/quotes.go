package samples

import (
	"fmt"
	"slices"
)

// Post is a line of a file of recorded posts.
type Post struct {
	ID     string `json:"id"`
	Handle string `json:"author_handle"`
	Name   string `json:"author_name"`
	Lang   string `json:"lang"`
	Text   string `json:"text"`
	// PostedAt is a day or an instant of RFC 3339.
	PostedAt string `json:"posted_at"`
	// ParallelOf are the posts that say the same in other languages: one id, or a list.
	ParallelOf any `json:"parallel_of"`
}

// Group names a post with those that say the same in other languages.
func (p Post) Group() string {
	ids := []string{p.ID}
	switch of := p.ParallelOf.(type) {
	case string:
		ids = append(ids, of)
	case []any:
		for _, id := range of {
			ids = append(ids, fmt.Sprint(id))
		}
	}
	return slices.Min(ids)
}

// Quote is a line of a file of quotes that newspapers printed.
type Quote struct {
	Quote string `json:"quote"`
	Lang  string `json:"quote_lang"`
	// Date is the article's day.
	Date string `json:"article_date"`
	// PostID is "" where no recorded post is quoted; AlsoOK are others that say the same.
	PostID     string   `json:"post_id"`
	AlsoOK     []string `json:"also_ok"`
	Kind       string   `json:"kind"`
	Speaker    string   `json:"speaker"`
	SpanInText *bool    `json:"span_in_text"`
}

// Answerable reports whether the post's recorded words hold what is quoted.
func (q Quote) Answerable() bool { return q.SpanInText == nil || *q.SpanInText }

// From reports whether a post is one that the quote is from.
func (q Quote) From(id string) bool {
	return q.PostID != "" && (id == q.PostID || slices.Contains(q.AlsoOK, id))
}
