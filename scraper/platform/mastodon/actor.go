package mastodon

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// actor states who wrote an object: the one that it is attributed to, else the
// actor of the activity. Only his address is given; where his name shows in it or
// in the post's, it is taken from there.
func (w *answer) actor(o, outer *object) store.Author {
	id := WebAddress(o.AttributedTo.first())
	if id == "" {
		id = WebAddress(o.Actor.first())
	}
	if id == "" && outer != nil {
		id = WebAddress(outer.Actor.first())
	}
	a := store.Author{ID: id, URL: id}
	for _, address := range []string{id, o.URL.first()} {
		u, err := url.Parse(address)
		if err != nil || a.Handle != "" || hostOf(u) == "" || noteOf(string(o.ID)) {
			continue // Misskey's actors are named by a number of their own
		}
		if n := nameIn(u); n != "" && hostOf(u) == objectOf(id).host {
			a.Handle = n + "@" + hostOf(u)
		}
	}
	return a
}

// nameIn is the account's name in an actor's or a post's address.
func nameIn(u *url.URL) string {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	n := ""
	switch {
	case strings.HasPrefix(parts[0], "@"):
		n = parts[0][1:]
	case len(parts) == 2 && slices.Contains([]string{"users", "u", "profile", "accounts", "author", "video-channels"}, parts[0]):
		n = parts[1]
	}
	if uuid.MatchString(n) || !user.MatchString(n) || strings.Contains(n, "@") || !letter.MatchString(n) {
		return ""
	}
	return n
}

// pageAddress is where a reader finds an object.
func pageAddress(o *object) string {
	home := objectOf(string(o.ID)).host
	for _, a := range o.URL {
		// A shared link stands in the same place; the post's own page is at home. A
		// video's addresses are its files too.
		if u, err := url.Parse(a); err == nil && hostOf(u) == home && WebAddress(a) != "" && fileKind(u) == "" {
			return WebAddress(a)
		}
	}
	return WebAddress(string(o.ID))
}

// fileKind tells what medium a file is by the end of its address, "" for none;
// "other" is a file that is no medium.
func fileKind(u *url.URL) string {
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".mp4", ".webm", ".mkv", ".m3u8", ".ogv":
		return "video"
	case ".mp3", ".ogg", ".opus", ".flac", ".m4a":
		return "audio"
	case ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif":
		return "image"
	case ".torrent", ".json":
		return "other"
	}
	return ""
}

// ownFile is the medium that an object is itself: the first of its files.
func (o *object) ownFile() []store.Media {
	if !o.is("Video", "Audio", "Image") {
		return nil
	}
	for _, a := range o.URL {
		u, err := url.Parse(a)
		if err != nil || WebAddress(a) == "" {
			continue
		}
		if kind := fileKind(u); kind != "" && kind != "other" {
			return []store.Media{{Type: kind, URL: a, Alt: plain.Valid(string(o.Name)), ID: MediaID(a)}}
		}
	}
	return nil
}

// media are an object's attachments. Those that are links to pages are "link".
func (o *object) media() []store.Media {
	var out []store.Media
	for _, raw := range o.Attachment[:min(len(o.Attachment), 100)] {
		var m object
		if jsontext.Decode(raw, &m) != nil {
			continue
		}
		address := WebAddress(m.URL.first())
		if address == "" {
			address = WebAddress(string(m.Href))
		}
		if kind := m.mediaKind(); address != "" && kind != "" {
			out = append(out, store.Media{Type: kind, URL: address, Alt: plain.Valid(string(m.Name)), ID: MediaID(address)})
		}
	}
	return out
}

func (o *object) mediaKind() string {
	kind, _, _ := strings.Cut(string(o.MediaType), "/")
	switch {
	case kind == "image" || kind == "video" || kind == "audio":
		return kind
	case o.is("Image"):
		return "image"
	case o.is("Video"):
		return "video"
	case o.is("Audio"):
		return "audio"
	case o.is("Link"):
		return "link"
	case o.is("Document"):
		return "other"
	}
	return ""
}
