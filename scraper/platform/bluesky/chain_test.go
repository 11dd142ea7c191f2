package bluesky

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/scraper"
	"onrecord/store"
)

const didDoc = `{"id":"did:plc:ann","alsoKnownAs":["at://ann.example.org"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example.org/"}]}`

// TestWayToTheOwnServer follows a post that the AppView misses to the server
// that keeps it: what the AppView said does not count before.
func TestWayToTheOwnServer(t *testing.T) {
	a := New(Endpoints{})
	thread := start(t, a, "https://bsky.app/profile/Ann.Example.org/post/"+mainKey)
	if thread.Endpoint != "thread" || !thread.API || thread.Document != "" || len(thread.IfFailed) != 1 {
		t.Fatalf("%+v", thread)
	}
	if got, err := a.Parse(answerTo(thread, 400, `{"error":"NotFound"}`)); err == nil || len(got.Observations) > 0 {
		t.Errorf("%+v", got)
	}
	resolve := thread.IfFailed[0]
	did := only(t, parse(t, answerTo(resolve, 200, `{"did":"did:plc:ann"}`)))
	if did.URL != "https://plc.directory/did:plc:ann" || did.Document != mainDoc {
		t.Errorf("%+v", did)
	}
	record := only(t, parse(t, answerTo(did, 200, didDoc)))
	if record.URL != recordURL("https://pds.example.org", "did:plc:ann", mainKey) || record.Document != mainDoc || record.IfFailed[0].Endpoint != "thread" {
		t.Errorf("%+v", record)
	}
	got := parse(t, answerTo(record, 200, recordAnswer)).Observations
	if len(got) != 1 || got[0].Document != mainDoc || got[0].Author.Handle != "ann.example.org" || got[0].URL != mainPage {
		t.Errorf("%+v", got)
	}
}

const recordAnswer = `{"uri":"at://did:plc:ann/app.bsky.feed.post/` + mainKey + `","cid":"bafy1","value":{"$type":"app.bsky.feed.post","text":"kept",
	"createdAt":"2024-02-01T10:00:00.000Z","embed":{"$type":"app.bsky.embed.images","images":[{"alt":"x","image":{"ref":{"$link":"bafyimg"}}}]}}}`

func only(t *testing.T, p scraper.Parsed) scraper.Request {
	t.Helper()
	if len(p.Next) != 1 || len(p.Observations) != 0 || p.Next[0].Platform != Platform {
		t.Fatalf("%+v", p)
	}
	return p.Next[0]
}

// TestForeignIdentity holds that a document about somebody else leads nowhere,
// and that a handle that the document does not name is nobody's.
func TestForeignIdentity(t *testing.T) {
	a := New(Endpoints{})
	did := start(t, a, mainPage).IfFailed[0]
	for _, body := range []string{
		`{"id":"did:plc:eve","service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.example.org"}]}`,
		`{"id":"did:plc:ann"}`, `{"id":"did:plc:ann","service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"file:///etc"}]}`,
	} {
		if got, err := a.Parse(answerTo(did, 200, body)); err == nil || len(got.Next) > 0 {
			t.Errorf("%s: %+v", body, got)
		}
	}
	record := only(t, parse(t, answerTo(did, 200, didDoc)))
	if got := parse(t, answerTo(record, 200, recordAnswer)).Observations[0]; got.Author.Handle != "" {
		t.Errorf("a handle that nobody checked: %+v", got.Author)
	}
}

// TestGivenServer holds that a server that the address names is asked alone, and
// again at later looks.
func TestGivenServer(t *testing.T) {
	a := New(Endpoints{})
	list := start(t, a, "https://pds.example.net/xrpc/com.atproto.repo.listRecords?repo=did:plc:ann&collection=app.bsky.feed.post")
	if list.Endpoint != "records" || len(list.IfFailed) != 0 {
		t.Fatalf("%+v", list)
	}
	got := parse(t, answerTo(list, 200, `{"cursor":"next","records":[`+recordAnswer+`]}`))
	if len(got.Observations) != 1 || len(got.Older) != 1 {
		t.Fatalf("%+v", got)
	}
	o := got.Observations[0]
	want := []store.Media{{Type: "image", Alt: "x", URL: "https://pds.example.net/xrpc/com.atproto.sync.getBlob?cid=bafyimg&did=did%3Aplc%3Aann", ID: "bafyimg"}}
	if diff := cmp.Diff(want, o.Content.Media); diff != "" {
		t.Error(diff)
	}
	u := mustURL(t, o.URL)
	if !a.Match(u) || a.Document(u) != mainDoc {
		t.Errorf("%s is not looked at again", u)
	}
	again := start(t, a, o.URL)
	gone := parse(t, answerTo(again, 400, `{"error":"RecordNotFound"}`)).Observations
	if again.Document != mainDoc || again.URL != o.URL || gone[0].Gone.How != store.Deleted || gone[0].URL != o.URL {
		t.Errorf("%+v\n%+v", again, gone)
	}
	for _, cursor := range []string{"c2", "c3", "c4", ""} {
		next := only(t, scraper.Parsed{Next: got.Older})
		got = parse(t, answerTo(next, 200, `{"cursor":"`+cursor+`","records":[`+recordAnswer+`]}`))
	}
	if len(got.Older) != 0 {
		t.Error("the list is followed beyond its end")
	}
}

func TestConfiguredServerComesFirst(t *testing.T) {
	a := New(Endpoints{PDS: "https://pds.example.org/"})
	r := start(t, a, mainPage)
	if r.URL != recordURL("https://pds.example.org", "did:plc:ann", mainKey) || r.Endpoint != "record" || len(r.IfFailed) != 1 || r.IfFailed[0].Endpoint != "thread" {
		t.Errorf("%+v", r)
	}
	if r := start(t, a, "https://bsky.app/profile/ann.example.org"); r.Endpoint != "records" || r.IfFailed[0].Endpoint != "feed" {
		t.Errorf("%+v", r)
	}
}
