package mastodon

import (
	"strings"
	"testing"

	"onrecord/store"
)

func TestGone(t *testing.T) {
	for _, c := range []struct {
		name, endpoint, body string
		status               int
		want                 store.GoneHow
	}{
		{"API's 404", endpointStatus, `{"error":"Record not found"}`, 404, store.Unavailable},
		{"410", endpointStatus, ``, 410, store.Deleted},
		{"tombstone", endpointActivity, `{"type":"Tombstone","id":"https://a.example/users/u/statuses/7"}`, 200, store.Deleted},
		{"delete", endpointActivity, `{"type":"Delete","object":"https://a.example/users/u/statuses/7"}`, 200, store.Deleted},
		{"delete of a tombstone", endpointActivity, `{"type":"Delete","object":{"type":"Tombstone","id":"https://a.example/users/u/statuses/7"}}`, 200, store.Deleted},
		{"tombstone of the object", endpointActivity, `{"type":"Tombstone","id":"https://a.example/objects/fd5910ac-d9dc-412e-8d1d-914b203296c4"}`, 200, store.Deleted},
	} {
		p := statusPage(t, c.status, c.body)
		p.Request.Endpoint = c.endpoint
		got := parsed(t, p).Observations
		if len(got) != 1 || got[0].Gone == nil || got[0].Gone.How != c.want || got[0].Gone.Certain || got[0].Document != "mastodon:a.example/7" {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// TestNothingElseIsGone: a post is gone only by the server's word about the very
// post that was asked for.
func TestNothingElseIsGone(t *testing.T) {
	for _, c := range []struct {
		name, endpoint, body string
		status               int
	}{
		{"a page", endpointStatus, "<html>The page you are looking for was deleted</html>", 404},
		{"no history", endpointHistory, `{"error":"Record not found"}`, 404},
		{"no account", endpointLookup, `{"error":"Record not found"}`, 404},
		{"410 of a list", endpointStatuses, ``, 410},
		{"other post", endpointActivity, `{"type":"Delete","object":"https://a.example/users/u/statuses/8"}`, 200},
		{"other host", endpointActivity, `{"type":"Tombstone","id":"https://b.example/users/u/statuses/7"}`, 200},
		{"nameless", endpointActivity, `{"type":"Tombstone"}`, 200},
		{"undone", endpointActivity, `{"type":"Undo","object":{"type":"Delete","object":"https://a.example/users/u/statuses/7"}}`, 200},
		{"in a list", endpointActivity, `[{"type":"Tombstone","id":"https://a.example/users/u/statuses/7"}]`, 200},
		{"words", endpointStatus, `{"id":"7","visibility":"public","content":"{\"error\":\"Record not found\"}","account":{"id":"1"}}`, 200},
		{"server error", endpointStatus, `{"error":"Record not found"}`, 503},
		{"400", endpointStatus, `{"error":"Record not found"}`, 400},
	} {
		p := statusPage(t, c.status, c.body)
		p.Request.Endpoint = c.endpoint
		got, _ := New(Endpoints{}).Parse(p)
		if strings.Contains(documents(got), "=") {
			t.Errorf("%s: %s", c.name, documents(got))
		}
	}
}

func TestWalls(t *testing.T) {
	for _, c := range []struct {
		body   string
		status int
	}{
		{`{"error":"This API requires an authenticated user"}`, 401},
		{`{"error":"This API requires an authenticated user"}`, 422},
		{`{"error":"Too many requests"}`, 429},
		{`<html>Just a moment</html>`, 403},
		{`{"error":"gone"}`, 451},
		{`<!doctype html><title>Log in</title>`, 200},
	} {
		got, err := New(Endpoints{}).Parse(statusPage(t, c.status, c.body))
		if err != nil || got.Blocked == "" || len(got.Observations) > 0 {
			t.Errorf("%d %s: %+v %v", c.status, c.body, got, err)
		}
	}
}
