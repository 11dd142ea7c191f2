package mastodon

import "testing"

// TestPicturesAlone: Pixelfed gives no words for a post that has none.
func TestPicturesAlone(t *testing.T) {
	got := parsed(t, page(t, endpointStatus, "https://a.example/api/v1/statuses/7", `{"id":"7","visibility":"public","content":null,"account":{"id":"5","acct":"u"},"media_attachments":[{"type":"image","url":"https://a.example/p.jpg"}]}`))
	if documents(got) != "mastodon:a.example/7" || len(got.Observations[0].Content.Media) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestHostsOfOtherScripts are those that their ASCII names name.
func TestHostsOfOtherScripts(t *testing.T) {
	a := New(Endpoints{})
	for _, raw := range []string{"https://fährhaus.social/@u/7", "https://FÄHRHAUS.social/@u/7", "https://xn--fhrhaus-5wa.social/@u/7"} {
		if got := a.Document(mustURL(t, raw)); !a.Match(mustURL(t, raw)) || got != "mastodon:xn--fhrhaus-5wa.social/7" {
			t.Errorf("%s is %q", raw, got)
		}
	}
}
