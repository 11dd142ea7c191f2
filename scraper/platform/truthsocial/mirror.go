package truthsocial

import (
	"encoding/json"
	"net/url"
	"path"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/platform/mastodon"
	"onrecord/store"
)

// mirrored is a post as the public mirrors of an account keep it: plain words, and
// no account but in the address.
type mirrored struct {
	ID        mastodon.Text     `json:"id"`
	CreatedAt string            `json:"created_at"`
	EditedAt  string            `json:"edited_at"`
	Content   *string           `json:"content"`
	URL       string            `json:"url"`
	Media     []json.RawMessage `json:"media"`
	IsReblog  bool              `json:"is_reblog"`
}

// observation states a mirrored post; nothing of what is no post, and nothing of a
// repost, whose words are somebody else's.
func (m mirrored) observation(flags []string) (store.Observation, bool) {
	u, err := url.Parse(m.URL)
	if err != nil {
		return store.Observation{}, false
	}
	p := locate(u)
	id := string(m.ID)
	if id == "" {
		id = p.id
	}
	if m.Content == nil || m.CreatedAt == "" || p.id != id || document(id) == "" || m.IsReblog {
		return store.Observation{}, false
	}
	o := store.Observation{
		Document: document(id), Kind: store.Post, URL: postURL(p.user, id), IDTime: mastodon.IDTime(id),
		Author: author(&mastodon.Account{Username: p.user}),
	}
	o.Content = store.Content{Text: mastodon.Words(*m.Content), Flags: append([]string(nil), flags...)}
	o.Content.Flags = jsontext.AddFlag(o.Content.Flags, "remote-copy")
	for _, raw := range m.Media[:min(len(m.Media), 100)] {
		if x, ok := medium(raw); ok {
			o.Content.Media = append(o.Content.Media, x)
		}
	}
	mastodon.Stamp(&o, m.CreatedAt, m.EditedAt)
	return o, true
}

// medium reads an address, or an object with one.
func medium(raw json.RawMessage) (store.Media, bool) {
	var address string
	var o struct{ URL, Type, Description string }
	if json.Unmarshal(raw, &address) != nil && jsontext.Decode(raw, &o) == nil {
		address = o.URL
	}
	address = mastodon.WebAddress(address)
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return store.Media{}, false
	}
	kind := "other"
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp":
		kind = "image"
	case ".mp4", ".mov", ".webm", ".m3u8":
		kind = "video"
	}
	return store.Media{Type: kind, URL: address, Alt: plain.Valid(o.Description), ID: mastodon.MediaID(address)}, true
}
