// Package tiktok reads files of TikTok's posts. They cannot be asked for without a
// browser, so there is no adapter.
package tiktok

import (
	"strings"

	"onrecord/scraper/format"
	"onrecord/store"
)

// Files are the kinds of file in which people keep these posts.
func Files() []format.Format {
	m := format.Mapping{
		ID: []string{"data.id", "id"}, Text: []string{"data.desc", "desc"}, Time: []string{"data.createTime", "createTime"}, Of: "tiktok",
		Handle: []string{"data.author.uniqueId", "author.uniqueId", "data.author", "author"}, Name: []string{"data.author.nickname", "author.nickname"}, Lang: []string{"data.textLanguage", "textLanguage"},
	}
	return []format.Format{{
		ID: "tiktok-json", Name: "posts of TikTok as its own pages get them (Zeeschuimer and others)",
		Claims: func(u *format.Unit) bool {
			return strings.HasPrefix(u.Text("source_platform"), "tiktok") && u.Has("data") || u.Has("id", "createTime", "author") && u.HasKeys("desc")
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			seen, err := m.Observe(c, u.Object())
			for i := range seen {
				if o := &seen[i]; o.Author.Handle != "" && o.URL == "" {
					o.URL = "https://www.tiktok.com/@" + o.Author.Handle + "/video/" + o.Document.Native()
				}
			}
			return seen, err
		},
	}, collected()}
}

// collected is 4CAT's table, each of whose rows has its film's address.
func collected() format.Format {
	m := format.Mapping{
		ID: []string{"id"}, URL: []string{"tiktok_url"}, Text: []string{"body"}, Time: []string{"unix_timestamp", "timestamp"}, Of: "tiktok",
		Handle: []string{"author"}, Name: []string{"author_full"}, AuthorID: []string{"author_id"}, UTC: true,
	}
	return format.Format{
		ID: "tiktok-4cat", Name: "posts of TikTok that 4CAT collected",
		Claims: func(u *format.Unit) bool {
			return u.Has("id", "tiktok_url", "author") && (u.Has("timestamp") || u.Has("unix_timestamp"))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) { return m.Observe(c, u.Object()) },
	}
}
