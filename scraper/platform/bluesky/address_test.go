package bluesky

import (
	"testing"

	"onrecord/store"
)

func TestAddresses(t *testing.T) {
	a := New(Endpoints{})
	const plc = "did:plc:wpe35pganb6d4pg4ekmfy6u5"
	for _, c := range []struct {
		address string
		doc     store.DocumentID
		kind    store.SourceKind
	}{
		{"https://bsky.app/profile/" + plc + "/post/3lof7sovfok2h", "bluesky:" + plc + "/3lof7sovfok2h", store.SourcePost},
		{"https://bsky.app/profile/ann.example.org/post/3lof7sovfok2h?ref=x", "", store.SourcePost},
		{"https://www.bsky.app/profile/@Ann.example.org", "", store.SourceAccount},
		{"https://staging.bsky.app/profile/" + plc, "", store.SourceAccount},
		{"https://deer.social/profile/" + plc + "/post/3lof7sovfok2h", "bluesky:" + plc + "/3lof7sovfok2h", store.SourcePost},
		{"https://fxbsky.app/profile/ann.example.org", "", store.SourceAccount},
		{"https://deer.social/settings", "", ""},
		{"at://ann.example.org/app.bsky.feed.post/3lof7sovfok2h", "", store.SourcePost},
		{"https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?uri=at://" + plc + "/app.bsky.feed.post/3lof7sovfok2h", "bluesky:" + plc + "/3lof7sovfok2h", store.SourcePost},
		{"https://api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=ann.example.org", "", store.SourceAccount},
		{"https://pds.example.org/xrpc/com.atproto.repo.getRecord?repo=" + plc + "&collection=app.bsky.feed.post&rkey=a", "bluesky:" + plc + "/a", store.SourcePost},
		{"http://pds.example.org:8080/xrpc/com.atproto.repo.listRecords?repo=" + plc + "&collection=app.bsky.feed.post", "", store.SourceAccount},
		{"https://bsky.app/", "", ""},
		{"https://bsky.app/profile/nohandle", "", ""},
		{"https://bsky.app/profile/handle.invalid", "", ""},
		{"https://bsky.app/profile/ann.example.org/feed/x", "", ""},
		{"https://bsky.app/profile/ann.example.org/post/$", "", ""},
		{"at://ann.example.org/app.bsky.feed.like/3lof7sovfok2h", "", ""},
		{"https://pds.example.org/xrpc/com.atproto.repo.listRecords?repo=" + plc + "&collection=app.bsky.feed.like", "", ""},
		{"https://pds.example.org/xrpc/com.atproto.repo.describeRepo?repo=" + plc, "", ""},
	} {
		u := mustURL(t, c.address)
		got, err := a.Recognise(u)
		kind, name := got.Kind, got.Name
		if !a.Match(u) || a.Document(u) != c.doc || kind != c.kind || (err == nil) != (name != "") || (err == nil) != (c.kind != "") {
			t.Errorf("%s: %q, %q, %q, %v", c.address, a.Document(u), kind, name, err)
		}
		if n := len(a.Start(store.Source{URL: c.address})); (n == 1) != (c.kind != "") {
			t.Errorf("%s: %d requests", c.address, n)
		}
	}
	if r := start(t, a, "at://"+plc+"/app.bsky.feed.post/3lof7sovfok2h"); r.Document != "bluesky:"+plc+"/3lof7sovfok2h" {
		t.Errorf("%+v", r) // net/url takes the DID for a port
	}
	for _, other := range []string{"https://bsky.app.example.org/profile/a.b", "https://notbsky.app/profile/a.b", "https://example.org/a?x=/xrpc/com.atproto.repo.getRecord", "ftp://bsky.app/profile/a.b"} {
		if a.Match(mustURL(t, other)) {
			t.Errorf("takes %s", other)
		}
	}
}
