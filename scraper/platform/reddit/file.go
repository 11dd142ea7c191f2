package reddit

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// Files are the kinds of file in which people keep posts and comments of Reddit.
func Files() []format.Format { return []format.Format{ownPosts(), listings(), dumped()} }

// ownPosts is what Reddit gives an account's owner: posts.csv and comments.csv. Their
// column ip is the owner's, and not kept.
// https://support.reddithelp.com/hc/en-us/articles/360043048352
func ownPosts() format.Format {
	m := format.Mapping{
		ID: []string{"\x00name"}, URL: []string{"permalink"}, Text: []string{"body"}, Title: []string{"title"}, Time: []string{"date"}, Of: Platform, UTC: true,
		ReplyTo: []string{"\x00parent"}, Media: []string{"media"},
	}
	return format.Format{
		ID: "reddit-export", Name: "a Reddit account's own export (posts.csv, comments.csv)", Beside: []string{"statistics.csv"}, Drop: []string{"ip"},
		Claims: func(u *format.Unit) bool {
			return u.Row && u.Has("id", "permalink", "date") && u.HasKeys("subreddit")
		},
		Know: knowOwner,
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			o := u.Object()
			kind := "t3_"
			if strings.Contains(u.Text("permalink"), "/comments/") && locateString(u.Text("permalink")).comment != "" {
				kind = "t1_"
				if o["\x00parent"] = quoted(u.Text("parent")); u.Text("parent") == "" {
					o["\x00parent"] = quoted(u.Text("link"))
				}
			}
			o["\x00name"] = quoted(kind + strings.ToLower(strings.TrimPrefix(u.Text("id"), kind)))
			seen, err := m.Observe(c, o)
			delete(o, "\x00name")
			delete(o, "\x00parent")
			var own struct{ Handle string }
			_ = jsontext.Decode(u.Beside, &own) // nothing is known then
			for i := range seen {
				if seen[i].Author.Handle == "" && userForm.MatchString(own.Handle) {
					seen[i].Author.Handle = own.Handle
				}
			}
			return seen, err
		},
	}
}

func locateString(s string) place {
	u, err := url.Parse(s)
	if err != nil {
		return place{}
	}
	return locate(u)
}

func quoted(s string) json.RawMessage {
	b, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return b
}

func knowOwner(files map[string][]byte) func(*format.Unit) json.RawMessage {
	name := ""
	for line := range strings.Lines(string(files["statistics.csv"])) {
		if k, v, ok := strings.Cut(strings.TrimSpace(line), ","); ok && strings.Trim(k, `"`) == "account name" {
			name = strings.Trim(v, `" `)
		}
	}
	return func(*format.Unit) json.RawMessage {
		if name == "" {
			return nil
		}
		b, err := json.Marshal(map[string]string{"handle": name})
		if err != nil {
			return nil
		}
		return b
	}
}

// listings are what Reddit's interface answers.
func listings() format.Format {
	return format.Format{
		ID: "reddit-listing", Name: "posts of Reddit as its interface gives them",
		Claims: func(u *format.Unit) bool {
			k := u.Text("kind")
			return (k == "Listing" || k == "t1" || k == "t3") && u.Has("data")
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) { return readAnswer(u.Raw) },
	}
}

// dumped are posts and comments one after the other, as Pushshift's and Arctic Shift's
// dumps and gallery-dl have them.
// https://github.com/ArthurHeitmann/arctic_shift
func dumped() format.Format {
	return format.Format{
		ID: "reddit-dump", Name: "posts and comments of Reddit, one object each (Pushshift, Arctic Shift, gallery-dl)",
		Claims: func(u *format.Unit) bool {
			return u.Has("id", "author", "created_utc", "subreddit") && (u.HasKeys("selftext") || u.HasKeys("title") || u.HasKeys("body"))
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
			kind, name := "t3", u.Text("name")
			if u.Has("body") && !u.Has("title") {
				kind = "t1"
			}
			raw := stringTime.ReplaceAllString(string(u.Raw), `"created_utc":$1`)
			if name == "" {
				raw = `{"name":"` + kind + "_" + strings.ToLower(u.Text("id")) + `",` + strings.TrimPrefix(raw, "{")
			}
			return readAnswer([]byte(`{"kind":"` + kind + `","data":` + raw + `}`))
		},
	}
}

// stringTime is a number of seconds that some dumps write as text.
var stringTime = regexp.MustCompile(`"created_utc"\s*:\s*"([0-9.]+)"`)

func readAnswer(body []byte) ([]store.Observation, error) {
	home := &url.URL{Scheme: "https", Host: "www.reddit.com", Path: "/r/all/new.json"}
	seen, err := format.Parsed(New(Endpoints{}), scraper.Page{URL: home, Body: body})
	return format.Claimed(seen), err
}
