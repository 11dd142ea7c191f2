package x

import (
	"encoding/json"
	"errors"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// Files are the kinds of file in which people keep X's posts.
func Files() []format.Format {
	return []format.Format{
		ownArchive(), oldArchive(), scraped(), trumpArchive(), apiV1(), apiV2(), webClient(), collected(), waybackTable(), galleryDL(), v2Table(), politwoops(),
	}
}

// said states posts that a file holds in the archive's words.
func said(posts []post, flags []string) []store.Observation {
	var out []store.Observation
	for _, p := range unique(posts) {
		for _, f := range flags {
			p.flags = jsontext.AddFlag(p.flags, f)
		}
		out = append(out, p.observation())
	}
	return format.Claimed(out)
}

// readUnit reads a unit as an answer of the API.
func readUnit(raw []byte) ([]store.Observation, error) {
	a, flags, err := readJSON(scraper.Page{Status: 200}, raw)
	if len(a.posts) > 0 {
		return said(a.posts, flags), nil
	}
	if err == nil || errors.Is(err, errNoPost) {
		err = format.Others // a repost without its original, a notice, an account
	}
	return nil, err
}

// apiV1 is what the API v1.1 gave, one post after another: twarc v1, tweepy, DMI-TCAT.
// https://developer.x.com/en/docs/twitter-api/v1/data-dictionary
func apiV1() format.Format {
	return format.Format{
		ID: "x-api1", Name: "posts of X's API v1.1, as twarc 1 and tweepy keep them", Lists: []string{"statuses"},
		Claims: func(u *format.Unit) bool {
			return u.Has("id_str", "created_at") && (u.Has("text") || u.Has("full_text")) || u.Has("delete") && strings.Contains(string(u.Object()["delete"]), `"id_str"`)
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			if u.Has("delete") {
				return deletionNotice(u)
			}
			seen, err := readUnit(u.Raw)
			return withAccount(c, seen), err
		},
	}
}

// withAccount gives posts that name no author the one that the keeper of the file does.
func withAccount(c format.Context, seen []store.Observation) []store.Observation {
	handle := format.Handle(c.Platforms, c.Account)
	for i := range seen {
		if o := &seen[i]; o.Author.Key() == "" && !o.Context && handle != "" {
			o.Author = author("", handle, "")
			if id := o.Document.Native(); validID(id) {
				o.URL = postURL(o.Author.Handle, id)
			}
		}
	}
	return seen
}

// deletionNotice is what the API's streams said of a deleted post.
// https://developer.x.com/en/docs/twitter-api/v1/tweets/filter-realtime/guides/streaming-message-types
func deletionNotice(u *format.Unit) ([]store.Observation, error) {
	var d struct {
		Delete struct {
			Status struct {
				ID   wireID `json:"id_str"`
				User wireID `json:"user_id_str"`
			} `json:"status"`
			At json.RawMessage `json:"timestamp_ms"`
		} `json:"delete"`
	}
	if err := jsontext.Decode(u.Raw, &d); err != nil || d.Delete.Status.ID == "" {
		return nil, err
	}
	p := gonePost(string(d.Delete.Status.ID), store.Deleted, "a deletion notice of the API's stream")
	p.gone.Certain = true
	m, _ := format.ParseTime(string(d.Delete.At))
	p.seenAt = m.Time
	return said([]post{p}, nil), nil
}

// apiV2 is what the API v2 gives: answers, as twarc 2 keeps them one a line, posts that
// twarc flattened, and tweepy's data.
func apiV2() format.Format {
	return format.Format{
		ID: "x-api2", Name: "posts of X's API v2, as twarc 2 and tweepy keep them",
		Claims: func(u *format.Unit) bool {
			if u.Has("data") || u.Has("includes") && u.Has("errors") {
				raw := string(u.Object()["data"])
				return strings.Contains(raw, `"edit_history_tweet_ids"`) || strings.Contains(raw, `"author_id"`) || u.Has("includes") && strings.Contains(raw, `"text"`) ||
					strings.Contains(raw, `"text"`) && u.Has("meta") || strings.Contains(string(u.Object()["errors"]), "api.twitter.com/2/problems")
			}
			if u.Row || !u.Has("id", "text") || !validID(u.Text("id")) {
				return !u.Row && u.Has("id", "action", "created_at") && validID(u.Text("id")) // compliance
			}
			return u.Has("author_id") || u.Has("edit_history_tweet_ids") || u.Has("conversation_id") || strings.Contains(string(u.Object()["author"]), `"username"`)
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			seen, err := readUnit(u.Raw)
			return withAccount(c, seen), err
		},
	}
}

// webClient is what X's own pages get: kept by browsers' extensions and by scrapers.
func webClient() format.Format {
	return format.Format{
		ID: "x-web", Name: "answers that X's own pages get (GraphQL)",
		Claims: func(u *format.Unit) bool {
			s := string(u.Raw)
			return strings.Contains(s, `"tweet_results"`) || strings.Contains(s, `"tweetResult"`) || u.Has("rest_id", "legacy")
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
			raw := u.Raw
			if u.Has("rest_id", "legacy") {
				raw = boxed(raw)
			}
			return readUnit(raw)
		},
	}
}

func boxed(result []byte) []byte {
	return append(append([]byte(`{"tweet_results":{"result":`), result...), "}}"...)
}

// collected are posts that Zeeschuimer, 4CAT's companion in the browser, collected.
// https://github.com/digitalmethodsinitiative/zeeschuimer
func collected() format.Format {
	return format.Format{
		ID: "x-zeeschuimer", Name: "posts of X that Zeeschuimer collected for 4CAT",
		Claims: func(u *format.Unit) bool {
			from := u.Text("source_platform")
			return u.Has("data") && (from == "x.com" || from == "twitter.com")
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
			return readUnit(boxed(u.Object()["data"]))
		},
	}
}
