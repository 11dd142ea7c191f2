// Package meta reads what Facebook, Instagram and Threads give an account's owner, and
// what CrowdTangle gave researchers. Their posts cannot be asked for without a login, so
// there is no adapter.
package meta

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// The parts of document ids before the colon.
const (
	facebook  store.Platform = "facebook"
	instagram store.Platform = "instagram"
	threads   store.Platform = "threads"
)

// Names are the platforms' as they write them, and those of others that people import
// posts of and no adapter reads.
func Names() map[store.Platform]string {
	return map[store.Platform]string{
		facebook: "Facebook", instagram: "Instagram", threads: "Threads", "tiktok": "TikTok", "vk": "VK", "linkedin": "LinkedIn", "weibo": "Weibo",
		"gab": "Gab", "parler": "Parler", "gettr": "GETTR", "rumble": "Rumble", "tumblr": "Tumblr", "pinterest": "Pinterest", "snapchat": "Snapchat",
	}
}

// Files are the kinds of file in which people keep these posts.
func Files() []format.Format {
	return []format.Format{facebookExport(), threadsExport(), instagramExport(), crowdTangle(), crowdTangleInstagram(), galleryDL(), collected()}
}

// unmangled undoes what the exports do to letters beyond ASCII: each byte of their UTF-8
// stands as a letter of its own.
func unmangled(s string) string {
	b := make([]byte, 0, len(s))
	beyond := false
	for _, r := range s {
		if r > 0xff {
			return plain.Valid(s)
		}
		beyond = beyond || r >= 0x80
		b = append(b, byte(r))
	}
	if !beyond || !utf8.Valid(b) {
		return plain.Valid(s)
	}
	return plain.Valid(string(b))
}

// owner is who an export is of.
type owner struct {
	Handle string `json:"handle,omitempty"`
	Name   string `json:"name,omitempty"`
	URL    string `json:"url,omitempty"`
}

// always says the same of every unit.
func (o owner) always() func(*format.Unit) json.RawMessage {
	b, err := json.Marshal(o)
	return func(*format.Unit) json.RawMessage {
		if err != nil || o == (owner{}) {
			return nil
		}
		return b
	}
}

func ownerOf(c format.Context, u *format.Unit) (o owner) {
	_ = jsontext.Decode(u.Beside, &o) // nothing is known then
	if h := format.Handle(c.Platforms, c.Account); o.Handle == "" {
		o.Handle = h
	}
	return o
}

// export is a post of an owner's export, which gives no ids: whose it is, its second and
// its words name it.
type export struct {
	at int64
	// updated is when it was last changed, 0 where nobody says.
	updated int64
	text    string
	media   []store.Media
}

func (e export) observation(p store.Platform, o owner) ([]store.Observation, error) {
	if strings.TrimSpace(e.text) == "" && len(e.media) == 0 || e.at <= 0 {
		return nil, format.Passed("without words")
	}
	at := time.Unix(e.at, 0).UTC()
	sum := sha256.Sum256([]byte(o.Handle + "\x00" + o.Name + "\x00" + e.text))
	id := at.Format("20060102t150405z") + "-" + hex.EncodeToString(sum[:5])
	if o.Handle != "" {
		id = strings.ToLower(o.Handle) + "-" + id
	}
	return []store.Observation{{
		Document: store.NewDocumentID(p, id), Kind: store.Post, VersionTime: time.Unix(max(e.at, e.updated), 0).UTC(),
		Author: store.Author{Handle: o.Handle, Name: o.Name, URL: o.URL},
		Content: store.Content{
			Text: strings.TrimSpace(e.text), Media: e.media, PublishedAt: store.Moment{Time: at, Precision: store.PrecisionSecond},
		},
	}}, nil
}

// file is a picture or a film that lies in the export, at no address.
type file struct {
	URI   string `json:"uri"`
	At    int64  `json:"creation_timestamp"`
	Title string `json:"title"`
	Words string `json:"description"`
}

func (f file) media() store.Media {
	out := store.Media{Type: format.MediaType(f.URI)}
	if strings.HasPrefix(f.URI, "https://") {
		out.URL = plain.Valid(f.URI)
	}
	return out
}
