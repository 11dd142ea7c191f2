package mastodon

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// others are platforms of their own, whose addresses have the same shapes.
var others = []string{
	"x.com", "twitter.com", "mobile.twitter.com", "youtube.com", "www.youtube.com", "m.youtube.com",
	"tiktok.com", "www.tiktok.com", "m.tiktok.com", "medium.com", "threads.net", "www.threads.net",
	"threads.com", "www.threads.com", "t.me", "instagram.com", "www.instagram.com",
	"truthsocial.com", "www.truthsocial.com", "substack.com", "bsky.app",
}

var (
	number = regexp.MustCompile(`^[0-9]{1,20}$`)
	// flake is Pleroma's id: 128 bits in base 62.
	flake = regexp.MustCompile(`^[0-9A-Za-z]{18}$`)
	upper = regexp.MustCompile(`[A-Z]`)
	// ulid is GoToSocial's id.
	ulid    = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{26}$`)
	uuid    = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	anyID   = regexp.MustCompile(`^[0-9A-Za-z]{1,40}$`)
	user    = regexp.MustCompile(`^[0-9A-Za-z_]([0-9A-Za-z_.-]{0,62}[0-9A-Za-z_])?(@[0-9A-Za-z.-]+\.[0-9A-Za-z-]+)?$`)
	letter  = regexp.MustCompile(`[A-Za-z_]`)
	hostish = regexp.MustCompile(`^[0-9a-z]([0-9a-z.-]*[0-9a-z])?(:[0-9]{1,5})?$`)
)

// place is what an address names: a post, an account, or neither.
type place struct {
	host, id, user string
	// path is the post's own address on its server, "" where the address does not
	// tell it.
	path string
	// object says that the id is an ActivityPub object's, which the API does not know.
	object bool
}

// hostOf is the host in lower case, with its port where that is unusual.
func hostOf(u *url.URL) string {
	if u == nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	h := site.Name(u)
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		h += ":" + p
	}
	if !hostish.MatchString(h) {
		return ""
	}
	return h
}

func statusID(s string) bool {
	return number.MatchString(s) || ulid.MatchString(s) || isFlake(s)
}

func isFlake(s string) bool { return flake.MatchString(s) && upper.MatchString(s) }

// locate reads an address by the shape of its path.
func locate(u *url.URL) place {
	h := hostOf(u)
	if h == "" || slices.Contains(others, h) {
		return place{}
	}
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), "/"), "/")
	// The old and the many-column interface put a word before.
	if len(parts) > 1 && (parts[0] == "web" || parts[0] == "deck") && strings.HasPrefix(parts[1], "@") {
		parts = parts[1:]
	}
	p := locateParts(parts)
	p.host = h
	if p.id == "" && p.user == "" {
		return place{}
	}
	return p
}

func locateParts(parts []string) place {
	switch {
	case strings.HasPrefix(parts[0], "@"):
		return locateAt(parts[0][1:], parts[1:])
	case len(parts) >= 2 && parts[0] == "users":
		return locateUser("users", parts[1], parts[2:])
	case len(parts) >= 4 && parts[0] == "ap" && parts[1] == "users":
		return locateUser("ap/users", parts[2], parts[3:])
	case len(parts) == 2 && parts[0] == "notice" && isFlake(parts[1]):
		return place{id: parts[1], path: "/notice/" + parts[1]}
	case len(parts) == 2 && parts[0] == "objects" && uuid.MatchString(parts[1]):
		return place{id: parts[1], path: "/objects/" + parts[1], object: true}
	case len(parts) >= 4 && len(parts) <= 5 && slices.Equal(parts[:3], []string{"api", "v1", "statuses"}) && statusID(parts[3]):
		if len(parts) == 4 || slices.Contains([]string{"history", "context", "source"}, parts[4]) {
			return place{id: parts[3]}
		}
	}
	return place{}
}

// locateAt reads what follows an "@".
func locateAt(name string, rest []string) place {
	if len(rest) == 0 { // the account's feed
		for _, form := range []string{".rss", ".atom", ".json"} {
			name = strings.TrimSuffix(name, form)
		}
	}
	if !user.MatchString(name) {
		return place{}
	}
	switch {
	case len(rest) == 0, len(rest) == 1 && (rest[0] == "with_replies" || rest[0] == "media"):
		return place{user: name}
	case len(rest) == 1 && (number.MatchString(rest[0]) || ulid.MatchString(rest[0])):
		return place{id: rest[0], path: "/@" + name + "/" + rest[0]}
	case len(rest) == 2 && (rest[0] == "statuses" || rest[0] == "posts") && statusID(rest[1]):
		return place{id: rest[1], path: "/@" + name + "/" + rest[0] + "/" + rest[1]}
	}
	return place{}
}

// locateUser reads /users/NAME and what follows it. A number is no name here: many
// sites that have nothing to do with Mastodon number their users.
func locateUser(prefix, name string, rest []string) place {
	switch {
	case !user.MatchString(name):
	case len(rest) == 0 && letter.MatchString(name):
		return place{user: strings.TrimSuffix(strings.TrimSuffix(name, ".rss"), ".atom")}
	case len(rest) >= 2 && rest[0] == "statuses" && statusID(rest[1]) && (len(rest) == 2 || len(rest) == 3 && rest[2] == "activity"):
		return place{id: rest[1], path: "/" + prefix + "/" + name + "/statuses/" + rest[1]}
	}
	return place{}
}

// Match reports whether the path has one of the shapes of Mastodon and its kin, on
// a host that is a name and no other platform's.
func (a *Adapter) Match(u *url.URL) bool {
	p := locate(u)
	if p.host == "" {
		return false
	}
	name := site.Name(u)
	return strings.Contains(name, ".") && !isIP(name)
}

// Document is the post that the address names, "" where it names none.
func (a *Adapter) Document(u *url.URL) store.DocumentID {
	for _, p := range []place{locate(u), guess(u)} {
		if p.id != "" {
			return store.NewDocumentID(Platform, p.host+"/"+p.id)
		}
	}
	return ""
}

var errAddress = errors.New("this address names neither a post nor an account on Mastodon; " +
	"give a post (https://HOST/@NAME/ID) or an account (https://HOST/@NAME)")

// CheckID takes HOST/ID: ids are each server's own.
func (a *Adapter) CheckID(native string) error {
	host, id, _ := strings.Cut(native, "/")
	if !hostish.MatchString(host) || !strings.Contains(host, ".") || id == "" || strings.ContainsAny(id, " \t\r\n?#") {
		return fmt.Errorf("%q is no id of a post on Mastodon, whose ids are each server's own; give HOST/ID, or the post's address", plain.Clip(native, 60))
	}
	return nil
}

// Recognise tells a post from an account and names it.
func (a *Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	if g := guess(u); g.id != "" {
		return scraper.Target{Kind: store.SourcePost, Name: "post " + g.id + " on " + g.host}, nil
	}
	p := locate(u)
	if p.user != "" && p.id == "" && !strings.Contains(p.user, "@") {
		p.user += "@" + p.host
	}
	switch {
	case p.id != "":
		return scraper.Target{Kind: store.SourcePost, Name: "Mastodon post " + p.id + " on " + p.host}, nil
	case p.user != "":
		return scraper.Target{Kind: store.SourceAccount, Name: "@" + p.user + " on Mastodon", Account: store.Author{Handle: p.user}}, nil
	}
	return scraper.Target{}, errAddress
}

func isIP(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}
