package meta

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// instagramExport is what Instagram gives an account's owner as JSON: posts_1.json,
// reels.json.
func instagramExport() format.Format {
	return format.Format{
		ID: "instagram-export", Name: "an Instagram account's own export (posts)", Lists: []string{"ig_reels_media", "ig_archived_post_media"},
		Beside: []string{"personal_information.json"}, Know: knowInstagram,
		Claims: func(u *format.Unit) bool {
			return u.Has("media") && bytes.Contains(u.Object()["media"], []byte(`"creation_timestamp"`)) && !u.Has("timestamp")
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) { return readMedia(c, u, instagram) },
	}
}

// threadsExport is what Threads gives an account's owner as JSON.
func threadsExport() format.Format {
	return format.Format{
		ID: "threads-export", Name: "a Threads account's own export (posts)", Lists: []string{"text_post_app_text_posts"},
		Beside: []string{"personal_information.json"}, Know: knowInstagram,
		Claims: func(u *format.Unit) bool {
			return u.List == "text_post_app_text_posts" && u.Has("media") || u.Has("media") && bytes.Contains(u.Object()["media"], []byte(`"text_app_post"`))
		},
		Read: func(c format.Context, u *format.Unit) ([]store.Observation, error) { return readMedia(c, u, threads) },
	}
}

// knowInstagram reads whose an export is.
func knowInstagram(files map[string][]byte) func(*format.Unit) json.RawMessage {
	type value struct {
		Value string `json:"value"`
	}
	var p struct {
		User []struct {
			Data map[string]value `json:"string_map_data"`
		} `json:"profile_user"`
	}
	_ = jsontext.Decode(files["personal_information.json"], &p) // nothing is known then
	var o owner
	for _, u := range p.User {
		o = owner{Handle: unmangled(u.Data["Username"].Value), Name: unmangled(u.Data["Name"].Value)}
	}
	return o.always()
}

func readMedia(c format.Context, u *format.Unit, p store.Platform) ([]store.Observation, error) {
	var post struct {
		Title string `json:"title"`
		At    int64  `json:"creation_timestamp"`
		Media []file `json:"media"`
	}
	if err := jsontext.Decode(u.Raw, &post); err != nil {
		return nil, err
	}
	e := export{at: post.At, text: unmangled(post.Title)}
	for _, f := range post.Media {
		if e.at == 0 {
			e.at = f.At
		}
		if e.text == "" {
			e.text = unmangled(f.Title)
		}
		if f.URI != "" {
			e.media = append(e.media, f.media())
		}
	}
	return e.observation(p, ownerOf(c, u))
}

// shortcode is a post's name in its address.
var shortcode = regexp.MustCompile(`instagram\.com/(?:[^/]+/)?(?:p|reel|tv)/([A-Za-z0-9_-]{5,})`)

// coded is a mapping of posts that are named by their shortcode.
func coded(m format.Mapping, id func(u *format.Unit) string) func(c format.Context, u *format.Unit) ([]store.Observation, error) {
	m.Of, m.ID = instagram, []string{"\x00id"}
	return func(c format.Context, u *format.Unit) ([]store.Observation, error) {
		raw, err := json.Marshal(id(u))
		if err != nil {
			return nil, err
		}
		o := u.Object()
		o["\x00id"] = raw
		seen, err := m.Observe(c, o)
		delete(o, "\x00id")
		for i := range seen {
			if seen[i].URL == "" {
				seen[i].URL = "https://www.instagram.com/p/" + seen[i].Document.Native() + "/"
			}
		}
		return seen, err
	}
}

// crowdTangleInstagram is CrowdTangle's table of Instagram's posts.
func crowdTangleInstagram() format.Format {
	return format.Format{
		ID: "crowdtangle-instagram", Name: "posts of Instagram that CrowdTangle gave",
		Claims: func(u *format.Unit) bool {
			return u.Has("Post Created", "URL", "Account") && shortcode.MatchString(u.Text("URL"))
		},
		Read: coded(format.Mapping{
			URL: []string{"URL"}, Text: []string{"Description"}, Time: []string{"Post Created"}, Handle: []string{"User Name"}, Name: []string{"Account"},
		}, func(u *format.Unit) string { return codeOf(u.Text("URL")) }),
	}
}

func codeOf(address string) string {
	if m := shortcode.FindStringSubmatch(address); m != nil {
		return m[1]
	}
	return ""
}

// galleryDL is the metadata that gallery-dl writes beside Instagram's media.
func galleryDL() format.Format {
	return format.Format{
		ID: "instagram-gallery-dl", Name: "metadata of Instagram's posts that gallery-dl wrote",
		Claims: func(u *format.Unit) bool { return u.Text("category") == "instagram" && u.Has("post_shortcode") },
		Read: coded(format.Mapping{
			URL: []string{"post_url"}, Text: []string{"description"}, Time: []string{"post_date", "date"}, Handle: []string{"username"}, Name: []string{"fullname"}, AuthorID: []string{"owner_id"}, UTC: true,
		}, func(u *format.Unit) string { return u.Text("post_shortcode") }),
	}
}

// collected are posts that Zeeschuimer collected, as Instagram's own pages get them.
func collected() format.Format {
	return format.Format{
		ID: "instagram-zeeschuimer", Name: "posts of Instagram that Zeeschuimer collected for 4CAT",
		Claims: func(u *format.Unit) bool {
			return strings.HasPrefix(u.Text("source_platform"), "instagram") && u.Has("data")
		},
		Read: coded(format.Mapping{
			Text: []string{"data.caption.text"}, Time: []string{"data.taken_at"}, Handle: []string{"data.user.username"}, Name: []string{"data.user.full_name"}, AuthorID: []string{"data.user.pk"},
		}, func(u *format.Unit) string { return format.TextAt(u.Object(), "data.code") }),
	}
}
