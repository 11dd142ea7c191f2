package truthsocial

import (
	"strings"

	"onrecord/scraper/kit/plain"
	"onrecord/scraper/platform/mastodon"
	"onrecord/store"
)

// reader makes observations of statuses in Truth Social's dialect: one server, so
// the number alone is the id.
func reader(flags []string) *mastodon.Reader {
	return &mastodon.Reader{
		Name:   name,
		Other:  document,
		Author: author,
		// Some answers leave the visibility out; nothing else is public here.
		Public: func(v string) bool { return v == "" || v == "public" || v == "unlisted" },
		Flags:  flags,
	}
}

func document(id string) store.DocumentID {
	if !number.MatchString(id) {
		return ""
	}
	return store.NewDocumentID(Platform, id)
}

func name(s *mastodon.Status) mastodon.Name {
	id := string(s.ID)
	user := ""
	if s.Account != nil {
		user = s.Account.Username
	}
	return mastodon.Name{Document: document(id), Native: id, URL: postURL(user, id)}
}

// postURL is where a reader finds a post.
func postURL(user, id string) string {
	if userName.MatchString(user) {
		return home + "/@" + user + "/" + id
	}
	return home + "/posts/" + id
}

func author(a *mastodon.Account) store.Author {
	if a == nil {
		return store.Author{}
	}
	out := store.Author{Name: strings.TrimSpace(plain.Valid(a.DisplayName))}
	if number.MatchString(string(a.ID)) {
		out.ID = string(a.ID)
	}
	if userName.MatchString(a.Username) {
		out.Handle, out.URL = a.Username, home+"/@"+a.Username
	}
	return out
}
