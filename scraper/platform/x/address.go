package x

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Platform is the part of X's document ids before the colon.
const Platform store.Platform = "x"

// own are X's hosts for people; api those that answer about one post.
var (
	own = []string{
		"x.com", "www.x.com", "mobile.x.com", "m.x.com",
		"twitter.com", "www.twitter.com", "mobile.twitter.com", "m.twitter.com",
	}
	api = []string{"cdn.syndication.twimg.com", "publish.x.com", "publish.twitter.com", "platform.twitter.com"}
	// mirrors show X's posts under X's own paths; people paste these addresses.
	mirrors = []string{
		"fxtwitter.com", "fixupx.com", "twittpr.com", "vxtwitter.com", "fixvx.com",
		"nitter.net", "xcancel.com",
	}
	// forms stand before a mirror's name and choose how it shows a post
	// (https://github.com/FxEmbed/FxEmbed, .env.example).
	forms = []string{"d", "dl", "g", "i", "m", "o", "t"}
)

// reserved are first path parts of x.com that are no account.
var reserved = []string{
	"about", "account", "accounts", "compose", "download", "explore", "hashtag", "help", "home", "i",
	"intent", "jobs", "login", "logout", "messages", "notifications", "oauth", "privacy",
	"search", "settings", "share", "signup", "status", "statuses", "tos", "who_to_follow", "widgets",
}

func isMirror(host string) bool {
	if form, name, _ := strings.Cut(host, "."); slices.Contains(forms, form) {
		host = name
	}
	return slices.Contains(mirrors, host)
}

func isWeb(u *url.URL) bool { return u != nil && (u.Scheme == "http" || u.Scheme == "https") }

// place is what an address names: a post, an account, or neither.
type place struct {
	post, handle string
	// badID is what stands where an id should be.
	badID string
}

// locate reads an address by its host and path alone.
func locate(u *url.URL) place {
	if !isWeb(u) {
		return place{}
	}
	h := site.Name(u)
	switch {
	case slices.Contains(own, h) || isMirror(h):
		return locatePath(pathOf(u))
	case slices.Contains(api, h):
		return locateAPI(u)
	}
	return place{}
}

// pathOf is the path that an address shows. From 2010 to 2012 it stood in the fragment,
// behind "!": twitter.com/#!/NAME/status/ID, which articles of those years still link.
func pathOf(u *url.URL) string {
	shown, ok := strings.CutPrefix(u.Fragment, "!/")
	if !ok || strings.Trim(u.Path, "/") != "" {
		return u.Path
	}
	shown, _, _ = strings.Cut(shown, "?")
	return shown
}

func locatePath(path string) place {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if len(parts) == 0 {
		return place{}
	}
	// /HANDLE/status/ID, /i/web/status/ID, /i/status/ID, /statuses/ID
	for i, part := range parts[:min(len(parts), 3)] {
		if part = strings.ToLower(part); part != "status" && part != "statuses" {
			continue
		}
		if i == 0 && part == "status" {
			break // an account could not be called so, and no page is
		}
		if len(parts) == i+1 {
			return place{} // a post without an id is not its account
		}
		id := parts[i+1]
		switch {
		case !validID(id):
			return place{badID: id}
		case i == 1 && validHandle(parts[0]):
			return place{post: id, handle: parts[0]}
		}
		return place{post: id}
	}
	handle := strings.TrimPrefix(parts[0], "@")
	if !validHandle(handle) || len(parts) > 2 {
		return place{}
	}
	if len(parts) == 2 && !slices.Contains([]string{"with_replies", "media", "rss", "highlights", "articles"}, strings.ToLower(parts[1])) {
		return place{}
	}
	return place{handle: handle}
}

// locateAPI reads the addresses that X's embedding script asks.
func locateAPI(u *url.URL) place {
	q := u.Query()
	if id := q.Get("id"); validID(id) {
		return place{post: id}
	}
	if inner, err := url.Parse(q.Get("url")); err == nil && slices.Contains(own, site.Name(inner)) && isWeb(inner) {
		if p := locatePath(inner.Path); p.post != "" {
			return p
		}
	}
	return place{}
}

// validHandle reports whether s can be an account's name.
func validHandle(s string) bool {
	return len(s) <= 15 && handleLike(s) && !slices.Contains(reserved, strings.ToLower(s))
}

// handleLike reports whether s is written as an account's name is. Some early
// accounts have names of up to 20 letters.
func handleLike(s string) bool {
	if len(s) == 0 || len(s) > 20 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// Match reports whether the whole host name is one of X's, or of the mirrors
// that people paste.
func (a *Adapter) Match(u *url.URL) bool {
	if !isWeb(u) {
		return false
	}
	h := site.Name(u)
	return slices.Contains(own, h) || slices.Contains(api, h) || isMirror(h)
}

// Document is the post that the address names, "" where it names none.
func (a *Adapter) Document(u *url.URL) store.DocumentID {
	if id := locate(u).post; id != "" {
		return store.NewDocumentID(Platform, id)
	}
	return ""
}

// errAddress says what to give.
var errAddress = errors.New("give a post (https://x.com/NAME/status/ID) or an account (https://x.com/NAME)")

// CheckID takes the digits of a post's id.
func (a *Adapter) CheckID(native string) error {
	if !validID(native) {
		return fmt.Errorf("%q is no id of a post on X, which has 1 to 19 digits; spreadsheets round it, so take it from the post's address", plain.Clip(native, 40))
	}
	return nil
}

// Recognise tells a post from an account and names it.
func (a *Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	p := locate(u)
	switch {
	case p.post != "":
		path := u.Path
		if slices.Contains(api, site.Name(u)) {
			path = "/" + orI(p.handle) + "/status/" + p.post
		}
		return scraper.Target{Kind: store.SourcePost, Name: "X post " + p.post, Archived: archived(path)}, nil
	case p.badID != "":
		return scraper.Target{}, fmt.Errorf("%q is no id of a post on X, which has 1 to 19 digits; %w", plain.Clip(p.badID, 40), errAddress)
	case p.handle != "":
		return scraper.Target{
			Kind: store.SourceAccount, Name: "@" + p.handle + " on X", Account: author("", p.handle, ""),
			Archived: archived("/" + p.handle + "/status/"),
		}, nil
	}
	return scraper.Target{}, fmt.Errorf("this address of X names neither a post nor an account; %w", errAddress)
}

// archived are the addresses of a path under which archives of the web keep it: X
// lived at twitter.com before.
func archived(path string) []string {
	return []string{"https://twitter.com" + path, "https://x.com" + path}
}

// locateString is the post and the account that an address names.
func locateString(address string) (id, handle string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	p := locate(u)
	return p.post, p.handle
}
