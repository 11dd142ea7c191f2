package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"onrecord/scraper/format"
	"onrecord/scraper/platform"
	"onrecord/store"
)

// errUnknown says that nobody knows what something is.
var errUnknown = errors.New("it is of no kind that onrecord knows; see 'onrecord help import'")

// The formats of onrecord's own lines.
const (
	postLines    = "posts"
	articleLines = "articles"
	byAddressID  = "by-address"
)

// Formats are all that can be read: onrecord's own lines, then the platforms'.
func (r Reader) Formats() []format.Format {
	return append([]format.Format{
		{
			ID: postLines, Name: "posts, one object each (see 'onrecord import posts --help')", Claims: ownPost,
			Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
				seen, _, err := r.Post(u.Raw)
				return seen, err
			},
		},
		{
			ID: articleLines, Name: "articles, one object each (see 'onrecord import articles --help')", Claims: ownArticle,
			Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
				seen, _, err := r.Article(u.Raw)
				return seen, err
			},
		},
	}, append(platform.Files(), fourCAT(), byAddress())...)
}

// byAddress is a table in the columns of 'export posts' or some of them, whose addresses say
// of which platform each post is.
func byAddress() format.Format {
	m := format.Mapping{
		ID: []string{"id"}, URL: []string{"post_url"}, Text: []string{"text"}, Title: []string{"title"}, Time: []string{"posted_at"}, Lang: []string{"lang"},
		Handle: []string{"author_handle"}, Name: []string{"author_name"}, Platform: []string{"platform"},
	}
	return format.Format{
		ID: byAddressID, Name: "posts by their addresses", Claims: func(u *format.Unit) bool { return u.Has("post_url", "text") && !u.HasKeys("quote") },
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) { return m.Observe(c, u.Object()) },
	}
}

// written are lists that onrecord itself writes for people, by some of their columns, with
// what they are and what is taken in instead.
var written = []struct{ columns, what string }{
	{"article quote verdict", "a list of quotes and their posts, which it finds anew in articles ('onrecord link')"},
	{"quote verdict candidates", lookupsWritten},
	{"quote verdict post_url", lookupsWritten},
	{"at document change", changesWritten}, {"at document before", changesWritten},
	{"document kind versions published_at", "a list as people read it; to hand posts on: onrecord export posts -o posts.jsonl"},
	{"document kind timeline", "a document as 'onrecord show' prints it; to hand posts on: onrecord export posts -o posts.jsonl"},
	{"url kind every tags", "a list of sources: 'onrecord source import FILE' takes it"},
	{"platform handle posts quoted", "a list of authors"},
	{"@context claimReviewed", "drafts of ClaimReviews"},
}

const (
	changesWritten = "a list of changes; the versions behind them are in: onrecord export posts -o posts.jsonl"
	lookupsWritten = "answers to look-ups"
)

// writtenHere says what a file is that onrecord wrote and does not take in, nil for another.
func writtenHere(columns []string) error {
	for _, w := range written {
		if !slices.ContainsFunc(strings.Fields(w.columns), func(c string) bool { return !slices.Contains(columns, c) }) {
			return fmt.Errorf("it is what onrecord wrote itself: %s", w.what)
		}
	}
	return nil
}

// fourCAT is 4CAT's table of any platform, which the posts' addresses tell.
// https://github.com/digitalmethodsinitiative/4cat
func fourCAT() format.Format {
	m := format.Mapping{
		ID: []string{"id"}, URL: []string{"link", "url", "post_url", "tweet_url", "permalink"}, Text: []string{"body", "text"}, Title: []string{"subject"},
		Time: []string{"timestamp", "unix_timestamp"}, Handle: []string{"author"}, Name: []string{"author_fullname", "author_name"}, AuthorID: []string{"author_id"},
		Platform: []string{"platform"}, Reposts: []string{"is_retweet", "is_repost", "is_reblog"}, UTC: true,
	}
	return format.Format{
		ID: "4cat", Name: "posts that 4CAT collected",
		Claims: func(u *format.Unit) bool {
			return u.Has("id", "timestamp", "author") && (u.HasKeys("thread_id") && u.HasKeys("body") || u.Has("platform") && u.HasKeys("text"))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) { return m.Observe(c, u.Object()) },
	}
}

// ownPost reports whether a unit is a line of `import posts`.
func ownPost(u *format.Unit) bool {
	for _, keys := range [][]string{{"id", "platform"}, {"ID", "PLATFORM"}, {"Id", "Platform"}} {
		if !u.HasKeys(keys...) {
			continue
		}
		for _, k := range []string{"text", "TEXT", "Text", "versions", "gone_at", "GONE_AT"} {
			if u.HasKeys(k) {
				return !u.HasKeys("platformId") && !u.HasKeys("timestamp")
			}
		}
	}
	return false
}

// ownArticle reports whether a unit is a line of `import articles`.
func ownArticle(u *format.Unit) bool {
	if !u.Has("url") || !u.Has("html") && !u.Has("text") || u.HasKeys("id") || u.HasKeys("user") || u.HasKeys("author") {
		return false
	}
	return u.HasKeys("title") || u.HasKeys("publisher") || u.HasKeys("outlet") || u.HasKeys("published_at")
}

// formatOf is the format that a unit is of.
func (r Reader) formatOf(u *format.Unit) (format.Format, bool) {
	for _, f := range r.Formats() {
		if f.Form == format.Values && f.Claims(u) {
			return f, true
		}
	}
	return format.Format{}, false
}

// read has a format read a unit, and notes what is odd about its JSON.
func (r Reader) read(f format.Format, c format.Context, u *format.Unit) (seen []store.Observation, address string, err error) {
	defer func() {
		if x := recover(); x != nil {
			seen, err = nil, errors.New("onrecord broke on it; please report it")
		}
	}()
	if seen, err = f.Read(c, u); err != nil {
		return nil, "", err
	}
	if len(seen) == 0 {
		return nil, "", format.Others
	}
	r.Platforms.NameEmbeds(seen)
	return seen, seen[0].URL, nil
}
