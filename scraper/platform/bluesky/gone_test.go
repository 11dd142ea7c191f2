package bluesky

import (
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// alone is the request for the main post by one endpoint, with no other behind it.
func alone(endpoint string) scraper.Request {
	a, p := New(Endpoints{}), place{actor: "did:plc:ann", rkey: mainKey}
	if endpoint == "record" {
		return a.repo(p, "https://pds.example.org", serverFound)
	}
	return a.view(p, "https://appview.example.org")
}

func TestGone(t *testing.T) {
	notice := func(uri string) string {
		return `{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"` + uri + `","notFound":true}}`
	}
	down := strings.Replace(threadAnswer, `"indexedAt"`, `"labels":[{"src":"did:plc:mod","val":"!takedown"}],"indexedAt"`, 1)
	for _, c := range []struct {
		name, endpoint string
		status         int
		body           string
		want           store.GoneHow
	}{
		{"notice", "thread", 200, notice("at://did:plc:ann/app.bsky.feed.post/" + mainKey), store.Unavailable},
		{"AppView", "thread", 400, `{"error":"NotFound","message":"Post not found"}`, store.Unavailable},
		{"own server", "record", 400, `{"error":"RecordNotFound","message":"Could not locate record"}`, store.Deleted},
		{"taken down", "record", 400, `{"error":"RepoTakendown"}`, store.Suspended},
		{"deactivated", "record", 400, `{"error":"RepoDeactivated"}`, store.Unavailable},
		{"account taken down", "thread", 400, `{"error":"AccountTakedown"}`, store.Suspended},
		{"label", "thread", 200, down, store.Suspended},
		{"status", "record", 410, ``, store.Deleted},
	} {
		got := parse(t, answerTo(alone(c.endpoint), c.status, c.body))
		if len(got.Observations) != 1 || got.Observations[0].Document != mainDoc || got.Observations[0].Gone == nil {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		if g := got.Observations[0].Gone; g.How != c.want || g.Certain {
			t.Errorf("%s: %+v", c.name, g)
		}
	}
}

func TestNotGone(t *testing.T) {
	selfLabel := strings.Replace(threadAnswer, `"indexedAt"`, `"labels":[{"src":"did:plc:ann","val":"!takedown"}],"indexedAt"`, 1)
	for _, c := range []struct {
		name    string
		status  int
		body    string
		blocked bool
	}{
		{"blocked", 200, `{"thread":{"$type":"app.bsky.feed.defs#blockedPost","uri":"at://did:plc:ann/app.bsky.feed.post/` + mainKey + `","blocked":true}}`, true},
		{"rate limit", 429, `{"error":"RateLimitExceeded"}`, true},
		{"login", 401, `{"error":"NotFound"}`, true},
		{"refused", 403, `{"error":"NotFound"}`, true},
		{"page", 404, `<html>not found</html>`, true},
		{"another post", 200, `{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:ann/app.bsky.feed.post/other","notFound":true}}`, false},
		{"no repository", 400, `{"error":"InvalidRequest","message":"Could not find repo: did:plc:ann"}`, false},
		{"no profile", 400, `{"error":"InvalidRequest","message":"Profile not found"}`, false},
		{"no method", 404, `{"error":"XRPCNotSupported"}`, false},
		{"server error", 502, `{"error":"NotFound"}`, false},
		{"empty", 404, ``, false},
		{"empty list", 200, `{"posts":[]}`, false},
		{"its own words", 200, selfLabel, false},
	} {
		got, err := New(Endpoints{}).Parse(answerTo(alone("thread"), c.status, c.body))
		for _, o := range got.Observations {
			if o.Gone != nil {
				t.Errorf("%s: %+v", c.name, o)
			}
		}
		if (got.Blocked != "") != c.blocked || err == nil && got.Blocked == "" && len(got.Observations) == 0 {
			t.Errorf("%s: blocked %q, error %v", c.name, got.Blocked, err)
		}
	}
}

// TestHandleNotice holds that a post asked for by a handle is known by the DID
// of the notice.
func TestHandleNotice(t *testing.T) {
	r := New(Endpoints{}).view(place{actor: "ann.example.org", rkey: mainKey}, "https://appview.example.org")
	got := parse(t, answerTo(r, 200, `{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:ann/app.bsky.feed.post/`+mainKey+`","notFound":true}}`))
	if len(got.Observations) != 1 || got.Observations[0].Document != mainDoc {
		t.Errorf("%+v", got)
	}
	if got, err := New(Endpoints{}).Parse(answerTo(r, 400, `{"error":"NotFound"}`)); err == nil || len(got.Observations) > 0 {
		t.Errorf("%+v: whose post is gone?", got)
	}
}

func TestHostileAnswers(t *testing.T) {
	for _, body := range []string{
		`{"thread":`, `[]`, `null`, `{"thread":{}}`, `{"feed":[null,{},{"post":{}}]}`, `{"records":[{"uri":5,"value":[]}]}`, `{} {}`,
		strings.Repeat(`{"thread":{"parent":`, 100_000), `{"thread":{"post":{"uri":"at://did:plc:ann/app.bsky.feed.post/x","record":null}}}`,
		`{"records":[{"uri":"at://did:plc:eve/app.bsky.feed.post/x","cid":"b","value":{"$type":"app.bsky.feed.post","text":"of another"}}]}`,
	} {
		for _, endpoint := range []string{"thread", "record"} {
			if got, err := New(Endpoints{}).Parse(answerTo(alone(endpoint), 200, body)); err == nil || len(got.Observations) > 0 {
				t.Errorf("%.60s: %+v", body, got)
			}
		}
	}
}
