package mastodon

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// Files are the kinds of file in which people keep posts of the Fediverse.
func Files() []format.Format { return []format.Format{outboxFile(), statusFile()} }

// outboxFile is the outbox of a Mastodon account's own archive, and any list of
// ActivityPub's activities or objects.
// https://docs.joinmastodon.org/user/moving/#export
func outboxFile() format.Format {
	return format.Format{
		ID: "mastodon-outbox", Name: "a Mastodon account's own archive (outbox.json)",
		Lists: []string{"orderedItems", "items"}, Beside: []string{"actor.json"},
		Claims: func(u *format.Unit) bool {
			var o object
			if !u.Has("type", "id") || jsontext.Decode(u.Raw, &o) != nil || WebAddress(string(o.ID)) == "" {
				return false
			}
			return o.is("Create", "Announce", "Update", "Delete") && len(o.Object) > 0 ||
				o.is("Note", "Article", "Question", "Page") && (o.Content != "" || len(o.ContentMap) > 0)
		},
		Know: knowActor,
		Read: readActivity,
	}
}

// ownActor is what actor.json says of the account's owner.
type ownActor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func knowActor(files map[string][]byte) func(*format.Unit) json.RawMessage {
	var a ownActor
	if err := jsontext.Decode(files["actor.json"], &a); err != nil || a.ID == "" || a.Name == "" {
		return func(*format.Unit) json.RawMessage { return nil }
	}
	b, err := json.Marshal(a)
	return func(*format.Unit) json.RawMessage {
		if err != nil {
			return nil
		}
		return b
	}
}

func readActivity(c format.Context, u *format.Unit) ([]store.Observation, error) {
	var o, inner object
	if err := jsontext.Decode(u.Raw, &o); err != nil {
		return nil, err
	}
	if o.is("Announce") && (len(o.Object) == 0 || o.Object[0] == '"') {
		return nil, format.Reposts
	}
	about := &o
	if len(o.Object) > 0 && o.Object[0] == '{' && jsontext.Decode(o.Object, &inner) == nil {
		about = &inner
	}
	if !about.public(activityState{audience: slices.Concat(o.To, o.Cc)}) {
		return nil, format.Private
	}
	if o.is("Delete", "Tombstone") {
		return nil, format.Passed("deletions of posts without their words")
	}
	home, err := url.Parse(string(about.ID))
	if err != nil {
		return nil, err
	}
	seen, err := format.Parsed(New(Endpoints{}), scraper.Page{URL: home, Body: u.Raw})
	var own ownActor
	_ = jsontext.Decode(u.Beside, &own) // nothing is known then
	for i := range seen {
		if a := &seen[i].Author; own.ID != "" && a.ID == own.ID {
			a.Name = strings.TrimSpace(plain.Valid(own.Name))
		}
	}
	return format.Claimed(seen), err
}

// statusFile is a list of what Mastodon's API gives: own dumps, gallery-dl's metadata.
func statusFile() format.Format {
	return format.Format{
		ID: "mastodon-statuses", Name: "posts of the Fediverse as Mastodon's API gives them",
		Claims: func(u *format.Unit) bool {
			return u.Has("id", "created_at", "account") && u.HasKeys("content") && (WebAddress(u.Text("uri")) != "" || WebAddress(u.Text("url")) != "")
		},
		Read: readStatuses,
	}
}

// readStatuses reads a status. Its number is of the server that was asked, which the file
// does not name: it counts only where the post's own address has it too.
func readStatuses(_ format.Context, u *format.Unit) ([]store.Observation, error) {
	var s Status
	if err := jsontext.Decode(u.Raw, &s); err != nil {
		return nil, err
	}
	in, err := jsontext.Inspect(u.Raw)
	if err != nil {
		return nil, err
	}
	whole := &s
	if s.Reblog != nil {
		whole = s.Reblog
	}
	host := ""
	for _, a := range []string{whole.URI, whole.URL} {
		if o := originOf(a); o.id == string(whole.ID) {
			host = o.host
		}
	}
	if s.Visibility != "" && s.Visibility != "public" && s.Visibility != "unlisted" {
		return nil, format.Private
	}
	r := reader(host, in.Flags, nil)
	r.Public = func(v string) bool { return v == "" || v == "public" || v == "unlisted" }
	seen := r.Status(&s, false)
	for i := range seen {
		seen[i].Aliases = slices.DeleteFunc(seen[i].Aliases, func(d store.DocumentID) bool { return d == "" })
		if strings.HasPrefix(seen[i].Author.ID, "/") { // a number on a server that nobody names
			seen[i].Author.ID = ""
		}
	}
	if len(seen) == 0 {
		return nil, format.Others
	}
	return format.Claimed(seen), nil
}
