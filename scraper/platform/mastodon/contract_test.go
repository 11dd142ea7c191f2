package mastodon

import (
	"maps"
	"slices"
	"testing"

	"onrecord/scraper/scrapertest"
)

// TestContract holds the adapter to what every adapter promises, on every recorded
// answer, as it came and as the answer of each endpoint.
func TestContract(t *testing.T) {
	pages := recorded(t)
	var cases []scrapertest.Case
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		for _, endpoint := range []string{"", endpointStatus, endpointHistory, endpointStatuses, endpointActivity, endpointOutbox, endpointContext} {
			p := pages[name]
			p.Request.Endpoint, p.Request.Document = endpoint, "mastodon:asked.example/7"
			p.Request.Meta = map[string]string{metaAccount: "1"}
			cases = append(cases, scrapertest.Case{Name: name + " " + endpoint, Page: p})
		}
	}
	scrapertest.Run(t, New(Endpoints{}), cases)
}

// FuzzParse looks for bytes that break the reading.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`{"error":"Record not found"}`,
		`{"id":"7","account":{"id":"1","acct":"u"},"content":"<p>a</p>","visibility":"public","quote":{"quoted_status":null}}`,
		`[{"content":"a","created_at":"2024-05-06T07:08:09Z"}]`,
		`{"ancestors":[null],"descendants":[{"id":1}]}`,
		`{"type":["Create"],"object":{"type":"Note","id":"https://a.example/users/u/statuses/7","content":"a","attachment":{},"oneOf":[null]}}`,
		`{"type":"OrderedCollectionPage","orderedItems":[{"type":"Announce","object":"https://b.example/1"}],"first":{"type":"Collection"}}`,
		`{"id":"8","createdAt":"2024-05-06T07:08:09Z","user":{"username":"u"},"text":"a","visibility":"public","renote":{}}`,
	} {
		for _, endpoint := range []string{endpointStatus, endpointHistory, endpointActivity} {
			f.Add([]byte(s), endpoint, 200)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, endpoint string, status int) {
		p := page(t, endpoint, "https://a.example/x", string(body))
		p.Status, p.Request.Document = status, "mastodon:a.example/7"
		_, _ = New(Endpoints{}).Parse(p) // an error is a good answer to a broken page
	})
}
