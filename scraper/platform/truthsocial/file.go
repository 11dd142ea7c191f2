package truthsocial

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/store"
)

// Files are the kinds of file in which people keep posts of Truth Social.
func Files() []format.Format {
	return []format.Format{{
		ID: "truthsocial-json", Name: "posts of Truth Social, as its interface and its mirrors give them", Lists: []string{"new_posts"},
		Claims: func(u *format.Unit) bool {
			if strings.HasPrefix(u.Text("source_platform"), "truthsocial") && u.Has("data") {
				return true
			}
			at := u.Text("url")
			return u.Has("id", "created_at") && u.HasKeys("content") && strings.HasPrefix(at, home+"/")
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
			raw := string(u.Raw)
			if u.Has("data") {
				raw = string(u.Object()["data"])
			}
			at, err := url.Parse(home + "/api/v1/statuses")
			if err != nil {
				return nil, err
			}
			seen, err := format.Parsed(New(Endpoints{}), scraper.Page{URL: at, Body: []byte("[" + raw + "]")})
			if len(seen) == 0 {
				return nil, format.Others
			}
			return format.Claimed(seen), err
		},
	}}
}
