package mastodon

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// noteID is a Misskey id.
var noteID = regexp.MustCompile(`^[0-9a-z]{8,26}$`)

// origin is a post's home: the server that it was written on, and its id there.
type origin struct{ host, id string }

func (o origin) document() store.DocumentID {
	if o.host == "" || o.id == "" {
		return ""
	}
	return store.NewDocumentID(Platform, o.host+"/"+o.id)
}

// originOf reads the home of a post from its uri or url; empty where the address
// does not show the id.
func originOf(address string) origin {
	u, err := url.Parse(address)
	if err != nil || len(address) > 2000 {
		return origin{}
	}
	p := locate(u)
	// Two "@" are the page that a server keeps of another server's post.
	if p.id != "" && p.path != "" && strings.Count(p.path, "@") < 2 {
		return origin{p.host, p.id}
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if h := hostOf(u); h != "" && len(parts) == 2 && parts[0] == "notes" && noteID.MatchString(parts[1]) {
		return origin{h, parts[1]}
	}
	return origin{}
}

// objectOf is the home of an ActivityPub object by its id. Where no id stands in
// the address, the whole path is the id.
func objectOf(address string) origin {
	if o := originOf(address); o.id != "" {
		return o
	}
	u, err := url.Parse(address)
	if err != nil || len(address) > 400 {
		return origin{}
	}
	id := strings.TrimPrefix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		id += "?" + u.RawQuery
	}
	return origin{hostOf(u), plain.Valid(id)}
}

// The years that an id's time can lie in: Mastodon is of 2016, and other programs'
// ids, shifted the same way, fall far behind.
var (
	firstTime = time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	lastTime  = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
)

// IDTime decodes the time from a Mastodon id: milliseconds in the upper 48 bits.
// Zero where the id has none. It is true only on the server where the post was
// written. https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb
func IDTime(id string) time.Time {
	if len(id) < 15 || len(id) > 19 || !number.MatchString(id) {
		return time.Time{}
	}
	var n uint64
	for _, c := range id {
		n = n*10 + uint64(c-'0')
	}
	t := time.UnixMilli(int64(n >> 16)).UTC()
	if t.Before(firstTime) || t.After(lastTime) {
		return time.Time{}
	}
	return t
}
