package bluesky

import (
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/store"
)

// Files are the kinds of file in which people keep posts of Bluesky.
func Files() []format.Format { return []format.Format{viewsFile(), recordFile(), repository()} }

// viewsFile is what the AppView answers: posts, an account's feed, a thread.
func viewsFile() format.Format {
	return format.Format{
		ID: "bluesky-views", Name: "posts of Bluesky as its API gives them", Lists: []string{"posts", "feed"},
		Claims: func(u *format.Unit) bool {
			return isPost(u.Text("uri")) && (u.Has("record") || u.Has("author", "text", "createdAt")) || wraps(u, "post") || wraps(u, "thread")
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) {
			switch {
			case u.Has("reason"):
				return nil, format.Reposts
			case u.Has("thread"):
				return readAnswer(string(u.Raw))
			case u.Has("post"):
				return readAnswer(`{"feed":[` + string(u.Raw) + `]}`)
			case !u.Has("record"): // gallery-dl writes the record's members beside the others
				return readAnswer(`{"posts":[` + strings.TrimSuffix(string(u.Raw), "}") + `,"record":` + withType(u.Raw) + `}]}`)
			}
			return readAnswer(`{"posts":[` + string(u.Raw) + `]}`)
		},
	}
}

// withType marks an object as the record of a post.
func withType(raw []byte) string {
	return `{"$type":"` + collection + `",` + strings.TrimPrefix(strings.TrimSpace(string(raw)), "{")
}

func isPost(uri string) bool {
	_, ok := parsePost(uri)
	return ok
}

// wraps reports whether a member of a unit holds a post.
func wraps(u *format.Unit, key string) bool {
	return u.Has(key) && strings.Contains(string(u.Object()[key]), "/"+collection+"/")
}

// recordFile is what com.atproto.repo.listRecords answers.
func recordFile() format.Format {
	return format.Format{
		ID: "bluesky-records", Name: "records of a Bluesky account's repository", Lists: []string{"records"},
		Claims: func(u *format.Unit) bool {
			return (u.Has("uri", "value") || u.Has("uri", "gone")) && strings.HasPrefix(u.Text("uri"), "at://")
		},
		Read: readRecord,
	}
}

func readRecord(c format.Context, u *format.Unit) ([]store.Observation, error) {
	if !isPost(u.Text("uri")) {
		return nil, format.Others
	}
	if rev := u.Text("gone"); rev != "" {
		return ended(u.Text("uri"), rev)
	}
	seen, err := format.Parsed(New(Endpoints{}), scraper.Page{Body: u.Raw}) // no server is known
	for i := range seen {
		if h := handle(format.Handle(c.Platforms, c.Account)); seen[i].Author.Handle == "" && !seen[i].Context {
			seen[i].Author.Handle = h
		}
		seen[i].SeenAt = idTime(u.Text("rev")) // of an earlier commit: it stood then
	}
	return format.Claimed(seen), err
}

// ended is a post that a repository had and, from the commit of a revision on, has no more.
// Nobody but the account takes a post out of it; that the file says so is the keeper's word.
func ended(uri, rev string) ([]store.Observation, error) {
	p, ok := parsePost(uri)
	at := idTime(rev)
	if !ok || at.IsZero() {
		return nil, format.Others
	}
	return []store.Observation{{
		Document: documentID(p.authority, p.rkey), Kind: store.Post, URL: postURL(p.authority, p.rkey), IDTime: idTime(p.rkey),
		Author: store.Author{ID: p.authority, URL: "https://bsky.app/profile/" + p.authority}, SeenAt: at,
		Gone: &store.Gone{How: store.Deleted, Detail: "taken out of the account's repository", Certain: true},
	}}, nil
}

// readAnswer has the adapter read an answer.
func readAnswer(body string) ([]store.Observation, error) {
	home := &url.URL{Scheme: "https", Host: "public.api.bsky.app", Path: "/xrpc/app.bsky.feed.getPosts"}
	seen, err := format.Parsed(New(Endpoints{}), scraper.Page{URL: home, Body: []byte(body)})
	return format.Claimed(seen), err
}
