package x

import (
	"net/url"
	"regexp"

	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// allMedia are the attachments: in full where the source lists them in full.
func (s *status) allMedia() []medium {
	if e := s.ExtendedTweet; e != nil && e.ExtendedTweet == nil && len(e.allMedia()) > 0 {
		return e.allMedia()
	}
	switch {
	case len(s.MediaDetails) > 0:
		return s.MediaDetails
	case len(s.ExtendedEntities.Media) > 0:
		list := s.ExtendedEntities.Media
		for i := range list {
			if i < len(s.Entities.Media) && list[i].ExtAlt == "" && list[i].Alt == "" {
				list[i].Alt = first(s.Entities.Media[i].ExtAlt, s.Entities.Media[i].Alt)
			}
		}
		return list
	}
	return s.Entities.Media
}

// ownHandle is the account's name as the address of the status's own media has
// it: account archives name their owner nowhere else in a post.
func (s *status) ownHandle(media []medium) string {
	for _, m := range media {
		if at, handle := locateString(m.ExpandedURL); at == string(s.IDStr) {
			return handle
		}
	}
	return ""
}

// media states an attachment in the archive's words.
func (m medium) media() store.Media {
	out := store.Media{Type: mediaType(m.Type), URL: m.MediaURL, Alt: plain.Valid(first(m.ExtAlt, m.Alt))}
	best := wireInt(-1)
	for _, v := range m.VideoInfo.Variants {
		if rate := max(v.Bitrate, v.BitRate); v.Type == "video/mp4" && rate > best {
			best, out.URL = rate, v.URL
		}
	}
	return out
}

// The part of an address that names an upload, whatever the server, the size and the form
// that it is given in. Addresses of relays have it too.
var (
	pictureKey = regexp.MustCompile(`(?:^|/)media/([\w-]{15})(?:[.?:&]|$)`)
	videoKey   = regexp.MustCompile(`(?:^|/)(?:ext_tw_video|amplify_video|tweet_video)(?:_thumb)?/([0-9]{5,20}|[\w-]{15})(?:[./?]|$)`)
)

// named are media with their ids.
func named(media []store.Media) []store.Media {
	for i, m := range media {
		address, err := url.PathUnescape(m.URL)
		if err != nil {
			address = m.URL
		}
		key := pictureKey
		if m.Type == "video" {
			key = videoKey
		}
		if found := key.FindStringSubmatch(address); found != nil {
			media[i].ID = found[1]
		}
	}
	return media
}

// mediaType maps X's names of attachments to the archive's.
func mediaType(t string) string {
	switch t {
	case "photo", "image":
		return "image"
	case "video", "animated_gif", "gif":
		return "video"
	case "audio":
		return "audio"
	}
	return "other"
}
