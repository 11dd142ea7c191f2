package x

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// mapped is a format whose members or columns a mapping names.
func mapped(id, name string, m format.Mapping, claims func(u *format.Unit) bool) format.Format {
	m.Of = Platform
	return format.Format{ID: id, Name: name, Claims: claims, Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
		seen, err := m.Observe(c, u.Object())
		return tidy(withAccount(c, seen)), err
	}}
}

// tidy makes what a mapping read as the platform's own answers are: times by the id,
// codes of languages, the author by the address.
func tidy(seen []store.Observation) []store.Observation {
	for i := range seen {
		o := &seen[i]
		id := o.Document.Native()
		o.IDTime = idTime(id)
		timed(o)
		o.Content.Lang = language(o.Content.Lang)
		if o.Author.Handle == "" {
			_, handle := locateString(o.URL)
			o.Author.Handle = handle
		}
		o.Author = author(o.Author.ID, o.Author.Handle, o.Author.Name)
		if validID(id) {
			o.URL, o.VersionID = postURL(o.Author.Handle, id), ""
		}
	}
	return seen
}

// timed holds a claimed time to the id's, which is exact: it takes the place of one that
// was written without its zone, or in figures that may be two days.
func timed(o *store.Observation) {
	c := &o.Content
	switch {
	case twoDays(c, o.IDTime):
		c.Flags = slices.DeleteFunc(slices.Clone(c.Flags), func(f string) bool { return f == format.TwoDays })
	case !c.PublishedAt.Disagrees(o.IDTime):
		return
	case !slices.Contains(c.Flags, format.NoZone) || absent(c.PublishedAt.Time, o.IDTime, 15*time.Hour):
		c.Flags = jsontext.AddFlag(c.Flags, "id-time-disagrees")
		return
	}
	c.PublishedAt = store.Moment{Time: o.IDTime.Truncate(time.Second), Precision: store.PrecisionSecond}
	if o.VersionTime = c.PublishedAt.Time; !o.SeenAt.IsZero() && o.Gone == nil {
		o.SeenAt = o.VersionTime
	}
}

// twoDays reports whether a time is written in figures that may be two days, one of which
// the id tells: its year, minute and second stand there.
func twoDays(c *store.Content, id time.Time) bool {
	raw := c.PublishedAt.Raw
	return !id.IsZero() && slices.Contains(c.Flags, format.TwoDays) && strings.Contains(raw, id.Format("2006")) && strings.Contains(raw, id.Format("04:05"))
}

// waybackTable is what Wayback Tweets writes: the text that it found in archived pages,
// which stood when the page was archived.
// https://claromes.github.io/waybacktweets/field_options.html
func waybackTable() format.Format {
	m := format.Mapping{URL: []string{"parsed_tweet_url", "original_tweet_url"}, Text: []string{"available_tweet_text"}, Reposts: []string{"available_tweet_is_RT"}, Of: Platform}
	return format.Format{
		ID: "x-waybacktweets", Name: "posts of X that Wayback Tweets found in the Wayback Machine",
		Claims: func(u *format.Unit) bool {
			return u.HasKeys("archived_timestamp") && (u.HasKeys("original_tweet_url") || u.HasKeys("parsed_tweet_url"))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			if u.Text("available_tweet_text") == "" {
				return nil, format.Passed("addresses without words")
			}
			seen, err := m.Observe(c, u.Object())
			for i := range seen {
				seen[i].SeenAt = stamp14(u.Text("archived_timestamp"))
			}
			return tidy(seen), err
		},
	}
}

// oldStyle is how a repost reads in dumps that mark it nowhere.
var oldStyle = regexp.MustCompile(`^RT @\w{1,20}:? `)

// v2Table is twarc's CSV of the API v2: the members of twarc's flattened posts, those
// that are lists as JSON.
// https://github.com/DocNow/twarc-csv
func v2Table() format.Format {
	return format.Format{
		ID: "x-twarc-csv", Name: "posts of X's API v2 as a table, as twarc-csv writes them",
		Claims: func(u *format.Unit) bool {
			return u.Row && u.Has("id", "text") && (u.Has("author.username") || u.Has("author_id", "conversation_id"))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			if id := u.Text("id"); !validID(id) {
				_, _, err := c.Platforms.NamePost(string(Platform), id, "")
				return nil, fmt.Errorf("id: %w", err)
			}
			raw, err := json.Marshal(unflattened(u))
			if err != nil {
				return nil, err
			}
			seen, err := readUnit(raw)
			return withAccount(c, seen), err
		},
	}
}

// unflattened is the post that a row was made of.
func unflattened(u *format.Unit) map[string]any {
	list := func(col string) any {
		if s := u.Text(col); json.Valid([]byte(s)) {
			return json.RawMessage(s)
		}
		return nil
	}
	out := map[string]any{
		"id": u.Text("id"), "text": u.Text("text"), "created_at": u.Text("created_at"), "lang": u.Text("lang"), "author_id": u.Text("author_id"),
		"author":   map[string]string{"id": u.Text("author.id"), "username": u.Text("author.username"), "name": u.Text("author.name")},
		"entities": map[string]any{"urls": list("entities.urls")}, "edit_history_tweet_ids": list("edit_history_tweet_ids"),
		"attachments": map[string]any{"media_keys": list("attachments.media_keys"), "media": list("attachments.media")},
	}
	if note := u.Text("note_tweet.text"); note != "" {
		out["note_tweet"] = map[string]any{"text": note, "entities": map[string]any{"urls": list("note_tweet.entities.urls")}}
	}
	var refs []map[string]string
	for _, kind := range []string{"replied_to", "quoted", "retweeted"} {
		if id := u.Text("referenced_tweets." + kind + ".id"); id != "" {
			refs = append(refs, map[string]string{"type": kind, "id": id})
		}
	}
	out["referenced_tweets"] = refs
	return out
}

// trumpArchive is the form of thetrumparchive.com, which others took over, and of
// trumptwitterarchive.com before it. They name the account nowhere.
func trumpArchive() format.Format {
	f := mapped("x-trumparchive", "posts of X in the form of the Trump Archive, which does not say whose they are", format.Mapping{
		ID: []string{"id", "id_str"}, Text: []string{"text"}, Time: []string{"date", "created_at"}, Reposts: []string{"isRetweet", "is_retweet"}, Gone: []string{"isDeleted"},
		ReplyTo: []string{"in_reply_to_status_id_str"}, Entities: true,
	}, func(u *format.Unit) bool {
		return u.HasKeys("id", "text", "isRetweet", "isDeleted") || u.HasKeys("id_str", "text", "created_at", "is_retweet") && !u.HasKeys("user")
	})
	return f
}

// politwoops is the form of Politwoops' dumps: deleted posts of politicians. modified is
// when the deletion was noticed.
// https://github.com/sunlightlabs/politwoops-tweet-collector
func politwoops() format.Format {
	m := format.Mapping{
		ID: []string{"id"}, Text: []string{"content", "text"}, Time: []string{"created", "created_at"}, Handle: []string{"user_name", "details.user.screen_name"},
		Name: []string{"details.user.name"}, GoneAt: []string{"deleted_at", "modified", "updated_at"}, UTC: true, Entities: true, Of: Platform,
	}
	return format.Format{
		ID: "x-politwoops", Name: "deleted posts of X in the form of Politwoops", Lists: []string{"tweets"},
		Claims: func(u *format.Unit) bool {
			return u.Has("id", "content", "user_name") && (u.HasKeys("politician_id") || u.Has("modified") || u.Has("updated_at") || u.Has("deleted_at"))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			if u.Text("retweeted_id") != "" && u.Text("retweeted_id") != "0" || oldStyle.MatchString(u.Text("content")) {
				return nil, format.Reposts
			}
			o := m
			if u.HasKeys("deleted") && !format.True(u.Text("deleted")) && u.Text("deleted_at") == "" {
				o.GoneAt = nil
			}
			seen, err := o.Observe(c, u.Object())
			for i := range seen {
				if seen[i].Gone != nil {
					seen[i].Gone.Detail = "deleted, noticed by Politwoops"
				}
			}
			return tidy(seen), err
		},
	}
}

// galleryDL is the metadata that gallery-dl writes beside X's media.
// https://github.com/mikf/gallery-dl
func galleryDL() format.Format {
	f := mapped("x-gallery-dl", "metadata of X's posts that gallery-dl wrote", format.Mapping{
		ID: []string{"tweet_id"}, Text: []string{"content"}, Time: []string{"date", "date_original"}, Lang: []string{"lang"},
		Handle: []string{"author.name"}, Name: []string{"author.nick"}, AuthorID: []string{"author.id"},
		ReplyTo: []string{"reply_id"}, Quotes: []string{"quote_id"}, UTC: true,
	}, func(u *format.Unit) bool {
		return u.Has("tweet_id") && strings.HasPrefix(strings.ToLower(u.Text("category")), "twitter")
	})
	read := f.Read
	f.Read = func(c format.Context, u *format.Unit) ([]store.Observation, error) {
		seen, err := read(c, u)
		if id := u.Text("retweet_id"); id != "" && id != "0" { // kept for the one who repeated it
			for i := range seen {
				seen[i].Context = true
			}
		}
		return format.Claimed(seen), err
	}
	return f
}

// stamp14 is a time as the Wayback Machine writes it; zero for another.
func stamp14(s string) time.Time {
	t, err := time.Parse("20060102150405", s)
	if err != nil {
		m, _ := format.ParseTime(s)
		return m.Time
	}
	return t
}
