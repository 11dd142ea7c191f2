package youtube

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// hosts are YouTube's own.
var hosts = []string{"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "gaming.youtube.com", "youtu.be", "www.youtube-nocookie.com"}

var (
	videoForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	channelForm = regexp.MustCompile(`^UC[A-Za-z0-9_-]{22}$`)
	// nameForm has letters of any script: handles may be written in them.
	nameForm = regexp.MustCompile(`^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}._·-]*$`)
)

// place is what an address names: a video, a channel by its id, a channel by its
// name (the path of its page), or nothing.
type place struct{ video, channel, name string }

// Match reports whether the whole host name is one of YouTube's.
func (*Adapter) Match(u *url.URL) bool {
	return site.Is(u, hosts)
}

// locate reads an address.
func locate(u *url.URL) place {
	if !(*Adapter)(nil).Match(u) {
		return place{}
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	if len(parts) == 0 {
		return place{}
	}
	if site.Name(u) == "youtu.be" {
		return video(parts[0])
	}
	if strings.HasPrefix(parts[0], "@") {
		return named("@", parts[0][1:])
	}
	if parts[0] == "watch" && len(parts) == 1 {
		return video(u.Query().Get("v"))
	}
	if len(parts) < 2 {
		return place{}
	}
	switch parts[0] {
	case "shorts", "live", "embed", "v", "watch":
		return video(parts[1])
	case "channel":
		return channel(parts[1])
	case "c", "user":
		return named(parts[0]+"/", parts[1])
	case "feeds":
		return channel(u.Query().Get("channel_id"))
	}
	return place{}
}

// video is the place of a video, nothing where the id cannot be one.
func video(id string) place {
	if !videoForm.MatchString(id) || id == "videoseries" { // a playlist's embed
		return place{}
	}
	return place{video: id}
}

func channel(id string) place {
	if !channelForm.MatchString(id) {
		return place{}
	}
	return place{channel: id}
}

func named(prefix, name string) place {
	if utf8.RuneCountInString(name) > 60 || !nameForm.MatchString(name) {
		return place{}
	}
	return place{name: prefix + url.PathEscape(name)}
}

// locateString is what an address in an answer names.
func locateString(address string) place {
	u, err := url.Parse(address)
	if err != nil {
		return place{}
	}
	return locate(u)
}

// Document is the video that the address names, "" where it names none.
func (*Adapter) Document(u *url.URL) store.DocumentID {
	if id := locate(u).video; id != "" {
		return store.NewDocumentID(Platform, id)
	}
	return ""
}

// errAddress says what to give.
var errAddress = errors.New("give a video (https://www.youtube.com/watch?v=ID, 11 characters) or a channel (https://www.youtube.com/@NAME or /channel/UC…)")

// CheckID takes a video's 11 characters.
func (*Adapter) CheckID(native string) error {
	if video(native).video == "" {
		return fmt.Errorf("%q is no id of a video on YouTube, which has 11 letters, digits, - and _", native)
	}
	return nil
}

// Recognise tells a video from a channel and names it.
func (*Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	p := locate(u)
	switch {
	case p.video != "":
		return scraper.Target{Kind: store.SourcePost, Name: "YouTube video " + p.video}, nil
	case p.channel != "":
		return scraper.Target{Kind: store.SourceAccount, Name: "YouTube channel " + p.channel, Account: store.Author{ID: p.channel}}, nil
	case p.name != "":
		name, err := url.PathUnescape(p.name)
		return scraper.Target{
			Kind: store.SourceAccount, Name: name + " on YouTube",
			Unnamed: "YouTube names a video's channel by its id; give https://www.youtube.com/channel/UC… (on the channel's page: More, Share, Copy channel ID)",
		}, err
	}
	return scraper.Target{}, fmt.Errorf("this address of YouTube names neither a video nor a channel; %w", errAddress)
}
