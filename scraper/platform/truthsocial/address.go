package truthsocial

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

var (
	number   = regexp.MustCompile(`^[0-9]{1,20}$`)
	userName = regexp.MustCompile(`^[0-9A-Za-z_]{1,30}$`)
)

// place is what an address names: a post, an account, or neither.
type place struct{ id, user string }

func isHost(u *url.URL) bool {
	if u == nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	h := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	return h == "truthsocial.com" || h == "www.truthsocial.com"
}

// locate reads an address by its host and path alone.
func locate(u *url.URL) place {
	if !isHost(u) {
		return place{}
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch n := len(parts); {
	case n == 2 && parts[0] == "posts" && number.MatchString(parts[1]):
		return place{id: parts[1]}
	case n == 4 && strings.HasPrefix(u.Path, "/api/v1/statuses/") && number.MatchString(parts[3]):
		return place{id: parts[3]}
	case n >= 2 && parts[0] == "users" && userName.MatchString(parts[1]):
		return locateRest(parts[1], parts[2:])
	case strings.HasPrefix(parts[0], "@") && userName.MatchString(parts[0][1:]):
		return locateRest(parts[0][1:], parts[1:])
	}
	return place{}
}

// locateRest reads what follows an account's name.
func locateRest(user string, rest []string) place {
	switch n := len(rest); {
	case n == 0, n == 1 && (rest[0] == "with_replies" || rest[0] == "media"):
		return place{user: user}
	case n == 1 && number.MatchString(rest[0]):
		return place{id: rest[0], user: user}
	case n == 2 && (rest[0] == "posts" || rest[0] == "statuses") && number.MatchString(rest[1]):
		return place{id: rest[1], user: user}
	}
	return place{}
}

// Match reports whether the whole host name is Truth Social's.
func (a *Adapter) Match(u *url.URL) bool { return isHost(u) }

// Document is the post that the address names, "" where it names none.
func (a *Adapter) Document(u *url.URL) store.DocumentID {
	if p := locate(u); p.id != "" {
		return store.NewDocumentID(Platform, p.id)
	}
	return ""
}

// CheckID takes a post's number.
func (a *Adapter) CheckID(native string) error {
	if document(native) == "" {
		return fmt.Errorf("%q is no id of a post on Truth Social, which is a number", plain.Clip(native, 40))
	}
	return nil
}

// Recognise tells a post from an account and names it.
func (a *Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	switch p := locate(u); {
	case p.id != "":
		return scraper.Target{Kind: store.SourcePost, Name: "Truth Social post " + p.id}, nil
	case p.user != "":
		return scraper.Target{Kind: store.SourceAccount, Name: "@" + p.user + " on Truth Social", Account: store.Author{Handle: p.user}}, nil
	}
	return scraper.Target{}, errors.New("this address of Truth Social names neither a post nor an account; " +
		"give a post (https://truthsocial.com/@NAME/posts/ID) or an account (https://truthsocial.com/@NAME)")
}
