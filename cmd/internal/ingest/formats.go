package ingest

import (
	"errors"

	"onrecord/scraper/format"
	"onrecord/scraper/platform"
	"onrecord/store"
)

// errUnknown says that nobody knows what something is.
var errUnknown = errors.New("it is of no kind that onrecord knows; see 'onrecord help import'")

// Formats are all that can be read: onrecord's own lines, then the platforms'.
func (r Reader) Formats() []format.Format {
	return append([]format.Format{
		{
			ID: "posts", Name: "posts, one object each (see 'onrecord import posts --help')", Claims: ownPost,
			Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
				seen, _, err := r.Post(u.Raw)
				return seen, err
			},
		},
		{
			ID: "articles", Name: "articles, one object each (see 'onrecord import articles --help')", Claims: ownArticle,
			Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
				seen, _, err := r.Article(u.Raw)
				return seen, err
			},
		},
	}, append(platform.Files(), fourCAT())...)
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
	return u.HasKeys("title") || u.HasKeys("publisher") || u.HasKeys("published_at")
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
