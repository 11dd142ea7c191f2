package telegram

import (
	"encoding/json"
	"maps"
	"strings"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// collected is 4CAT's table of channels' posts, whose ids are the channel's name and the
// post's number.
// https://github.com/digitalmethodsinitiative/4cat/tree/master/datasources/telegram
func collected() format.Format {
	m := format.Mapping{
		ID: []string{"native"}, URL: []string{"link"}, Text: []string{"body"}, Time: []string{"unix_timestamp", "timestamp"},
		Edited: []string{"unix_timestamp_edited", "timestamp_edited"}, Handle: []string{"chat"}, Of: Platform, UTC: true,
	}
	return format.Format{
		ID: "telegram-4cat", Name: "posts of Telegram that 4CAT collected",
		Claims: func(u *format.Unit) bool {
			_, _, ok := strings.Cut(u.Text("id"), u.Text("chat")+"-")
			return u.Has("id", "chat", "timestamp") && u.Text("chat") != "" && ok
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			o := maps.Clone(u.Object())
			chat := u.Text("chat")
			_, number, _ := strings.Cut(u.Text("id"), chat+"-")
			o["native"], _ = json.Marshal(chat + "/" + number)                 // a text
			o["link"], _ = json.Marshal("https://t.me/" + chat + "/" + number) // a text
			seen, err := m.Observe(c, o)
			if u.Text("author_forwarded_from_name") != "" || u.Text("author_forwarded_from_username") != "" { // another's words
				for i := range seen {
					seen[i].Content.Flags = jsontext.AddFlag(seen[i].Content.Flags, "forwarded")
				}
			}
			return seen, err
		},
	}
}
