package x

import (
	"net/url"
	"testing"

	"onrecord/scraper"
)

// TestPollsKeepTheirOptions: they are the author's words.
func TestPollsKeepTheirOptions(t *testing.T) {
	const want = "Tea or coffee?\n\n○ Tea\n○ Coffee, please"
	for name, body := range map[string]string{
		"a card":                 `{"id_str":"1988393441999593000","text":"Tea or coffee?","user":{"screen_name":"sam"},"card":{"name":"poll2choice_text_only","binding_values":{"choice2_label":{"string_value":"Coffee, please"},"choice1_label":{"string_value":"Tea"},"choice1_count":{"string_value":"7"}}}}`,
		"a card of another form": `{"id_str":"1988393441999593000","text":"Tea or coffee?","user":{"screen_name":"sam"},"card":{"legacy":{"name":"card://poll2choice_image","binding_values":[{"key":"choice1_label","value":{"string_value":"Tea"}},{"key":"choice2_label","value":{"string_value":"Coffee, please"}}]}}}`,
		"the API v2":             `{"data":[{"id":"1988393441999593000","text":"Tea or coffee?","author_id":"1","attachments":{"poll_ids":["5"]}}],"includes":{"users":[{"id":"1","username":"sam","name":"Sam"}],"polls":[{"id":"5","options":[{"position":2,"label":"Coffee,\nplease"},{"position":1,"label":"Tea"}]}]}}`,
	} {
		u := &url.URL{Scheme: "https", Host: "cdn.syndication.twimg.com", Path: "/tweet-result"}
		got, err := New(Endpoints{}).Parse(scraper.Page{Request: scraper.Request{URL: u.String(), Endpoint: "syndication"}, URL: u, Status: 200, Body: []byte(body)})
		if err != nil || len(got.Observations) != 1 || got.Observations[0].Content.Text != want {
			t.Errorf("%s: %+v %v", name, got.Observations, err)
		}
	}
	link := `{"id_str":"1988393441999593000","text":"A page","user":{"screen_name":"sam"},"card":{"name":"summary","binding_values":{"title":{"string_value":"T"},"choice1_label":5}}}`
	got, err := New(Endpoints{}).Parse(scraper.Page{Request: scraper.Request{URL: "https://cdn.syndication.twimg.com/tweet-result", Endpoint: "syndication"}, URL: &url.URL{}, Status: 200, Body: []byte(link)})
	if err != nil || len(got.Observations) != 1 || got.Observations[0].Content.Text != "A page" {
		t.Errorf("a link's card: %+v %v", got.Observations, err)
	}
}
