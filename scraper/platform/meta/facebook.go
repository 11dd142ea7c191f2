package meta

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// facebookExport is what Facebook gives an account's owner as JSON: your_posts_1.json and
// its like.
func facebookExport() format.Format {
	return format.Format{
		ID: "facebook-export", Name: "a Facebook account's own export (posts)",
		Lists: []string{"status_updates", "group_posts_v2", "group_posts", "profile_posts_v2", "page_posts"}, Within: []string{"group_posts"},
		Beside: []string{"profile_information.json"},
		Claims: func(u *format.Unit) bool {
			if !u.Has("timestamp") || !u.Has("data") && !u.Has("attachments") || u.Has("platform") || u.Has("media") {
				return false
			}
			data, beside := string(u.Object()["data"]), string(u.Object()["attachments"])
			return u.Has("title") || strings.Contains(data, `"post"`) || strings.Contains(data, `"update_timestamp"`) || strings.Contains(beside, `"media"`)
		},
		Know: knowFacebook,
		Read: readFacebook,
	}
}

func knowFacebook(files map[string][]byte) func(*format.Unit) json.RawMessage {
	type profile struct {
		Name struct {
			Full string `json:"full_name"`
		} `json:"name"`
		Username string `json:"username"`
		URI      string `json:"profile_uri"`
	}
	var p struct {
		V2 profile `json:"profile_v2"`
		V1 profile `json:"profile"`
	}
	_ = jsontext.Decode(files["profile_information.json"], &p) // nothing is known then
	who := p.V2
	if who.Name.Full == "" {
		who = p.V1
	}
	o := owner{Name: unmangled(who.Name.Full), URL: who.URI, Handle: who.Username}
	if u, err := url.Parse(who.URI); err == nil && o.Handle == "" {
		if name := strings.Trim(u.Path, "/"); name != "" && name != "profile.php" && !strings.Contains(name, "/") {
			o.Handle = name
		}
	}
	return o.always()
}

func readFacebook(c format.Context, u *format.Unit) ([]store.Observation, error) {
	var p struct {
		At   int64 `json:"timestamp"`
		Data []struct {
			Post    string `json:"post"`
			Updated int64  `json:"update_timestamp"`
		} `json:"data"`
		Attachments []struct {
			Data []struct {
				Media *file `json:"media"`
			} `json:"data"`
		} `json:"attachments"`
	}
	if err := jsontext.Decode(u.Raw, &p); err != nil {
		return nil, err
	}
	e := export{at: p.At}
	for _, d := range p.Data {
		if d.Post != "" && e.text == "" {
			e.text = unmangled(d.Post)
		}
		e.updated = max(e.updated, d.Updated)
	}
	words := ""
	for _, a := range p.Attachments {
		for _, d := range a.Data {
			if d.Media != nil {
				e.media = append(e.media, d.Media.media())
				if words == "" {
					words = unmangled(d.Media.Words)
				}
			}
		}
	}
	if e.text == "" {
		e.text = words
	}
	return e.observation(facebook, ownerOf(c, u))
}

// crowdTangle is CrowdTangle's table of posts of Facebook's pages and groups, and what its
// interface gave.
// https://github.com/CrowdTangle/API/wiki/Post
func crowdTangle() format.Format {
	m := format.Mapping{
		URL: []string{"postUrl", "URL"}, Text: []string{"message", "Message"}, Time: []string{"date", "Post Created"}, Lang: []string{"languageCode"},
		Handle: []string{"account.handle", "User Name"}, Name: []string{"account.name", "Page Name", "Group Name"},
		AuthorID: []string{"account.platformId", "Facebook Id"}, Of: facebook, UTC: true,
	}
	return format.Format{
		ID: "crowdtangle", Name: "posts that CrowdTangle gave", Within: []string{"result"}, Lists: []string{"posts"},
		Claims: func(u *format.Unit) bool {
			return u.Has("platformId", "platform") && (u.Has("postUrl") || u.Has("date")) || u.Has("Post Created", "URL") && (u.HasKeys("Message") || u.Has("Facebook Id"))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) {
			o, here := u.Object(), m
			if strings.EqualFold(u.Text("platform"), "instagram") {
				here.Of, here.Text = instagram, []string{"description", "message"}
			}
			id := format.TextAt(o, "platformId")
			if n := postNumber.FindStringSubmatch(format.TextAt(o, "URL", "postUrl")); id == "" && n != nil && u.Has("Facebook Id") {
				id = u.Text("Facebook Id") + "_" + n[1]
			}
			if id == "" {
				id = format.TextAt(o, "URL", "postUrl")
			}
			raw, err := json.Marshal(id)
			if err != nil || id == "" {
				return nil, fmt.Errorf("no id and no address; every post needs one of them")
			}
			o["\x00id"], here.ID = raw, []string{"\x00id"}
			seen, err := here.Observe(c, o)
			delete(o, "\x00id")
			return seen, err
		},
	}
}

// postNumber is a post's number in its address.
var postNumber = regexp.MustCompile(`/(?:posts|permalink|videos)/([0-9]{5,})`)
