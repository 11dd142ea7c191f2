package mastodon

import (
	"strings"

	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// remoteCopy flags what a server says about a post that was written on another
// one: its word for it, and not the author's server's.
const remoteCopy = "remote-copy"

// reader makes a reader of what the server host answers. known are the statuses of
// the same answer by their ids there.
func reader(host string, flags []string, known map[string]store.DocumentID) *Reader {
	return &Reader{
		Name: func(s *Status) Name { return name(host, s) },
		Other: func(id string) store.DocumentID {
			if d := known[id]; d != "" {
				return d
			}
			return origin{host, id}.document()
		},
		Author: func(a *Account) store.Author { return author(host, a) },
		Public: func(v string) bool { return v == "public" || v == "unlisted" },
		Flags:  flags,
	}
}

// name names a status by the server where it was written, where its addresses show
// that, else by the server that was asked.
func name(host string, s *Status) Name {
	id := string(s.ID)
	if !anyID.MatchString(id) {
		return Name{}
	}
	asked := origin{host, id}
	n := Name{Document: asked.document(), URL: address(host, s)}
	uri, page := originOf(s.URI), originOf(s.URL)
	home := host
	if h := objectOf(s.URI).host; h != "" {
		home = h
	}
	if home == host {
		n.Native = id
		if uri.host == host && uri.id != id && uuid.MatchString(uri.id) {
			n.Aliases = []store.DocumentID{uri.document()}
		}
		return n
	}
	n.Flags = []string{remoteCopy}
	best := uri
	if uri.id == "" || uuid.MatchString(uri.id) && page.id != "" {
		best = page
	}
	if best.id == "" || best.host != home || page.id != "" && page.host != home {
		return n // the addresses do not show its home, or contradict each other
	}
	n.Document, n.Native, n.Aliases = best.document(), best.id, []store.DocumentID{asked.document()}
	if uri.id != "" && uri != best {
		n.Aliases = append(n.Aliases, uri.document())
	}
	return n
}

// address is where a reader finds a status.
func address(host string, s *Status) string {
	home := objectOf(s.URI).host
	if home == "" {
		home = host
	}
	for _, a := range []string{s.URL, s.URI} {
		if a = WebAddress(a); a != "" && objectOf(a).host == home { // a post does not stand on another's server
			return a
		}
	}
	if s.Account != nil && user.MatchString(s.Account.Acct) {
		return "https://" + host + "/@" + s.Account.Acct + "/" + string(s.ID)
	}
	return "https://" + host + "/api/v1/statuses/" + string(s.ID)
}

// author states an account. Its number is only of the server asked, so its lasting
// id is its ActivityPub address, and its name is with its server.
func author(host string, a *Account) store.Author {
	if a == nil {
		return store.Author{}
	}
	out := store.Author{ID: WebAddress(a.URI), Name: strings.TrimSpace(plain.Valid(a.DisplayName)), URL: WebAddress(a.URL)}
	if out.ID == "" && anyID.MatchString(string(a.ID)) {
		out.ID = host + "/" + string(a.ID)
	}
	handle := a.Acct
	if handle == "" {
		handle = a.Username
	}
	if !user.MatchString(handle) {
		return out
	}
	if !strings.Contains(handle, "@") {
		handle += "@" + host
	}
	out.Handle = handle
	return out
}
