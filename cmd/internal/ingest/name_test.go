package ingest

import (
	"fmt"
	"testing"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/store"
)

// TestFault73IdsAreNamedRightOrRefused: a line names its document by what its platform's
// ids are; what a spreadsheet made of one, another channel's number and what is no id at
// all never name somebody else's post.
func TestFault73IdsAreNamedRightOrRefused(t *testing.T) {
	r := Reader{Platforms: config.Config{}.Platforms(), Now: time.Now}
	for _, c := range []struct {
		platform, id, address string
		want                  store.DocumentID // "" for refused
	}{
		{"x", `"1988393441999593891"`, "", "x:1988393441999593891"},
		{"x", `1988393441999593891`, "", "x:1988393441999593891"},
		{"Twitter", `"1988393441999593891"`, "", "x:1988393441999593891"},
		{"X", `" 1988393441999593891 "`, "", "x:1988393441999593891"},
		{"x", `"1988393441999593891"`, "https://twitter.com/somebody/status/1988393441999593891", "x:1988393441999593891"},
		{"x", `1.98839344199959e+18`, "", ""},
		{"x", `"1.98839344199959E+18"`, "", ""},
		{"x", `1988393441999593891.0`, "", ""},
		{"x", `-1`, "", ""},
		{"x", `true`, "", ""},
		{"x", `"https://x.com/somebody/status/1988393441999593891"`, "", "x:1988393441999593891"},
		{"x", `"https://elsewhere.example/1988393441999593891"`, "", ""},
		{"x", `"1988393441999593891"`, "https://x.com/somebody/status/1988393441999593000", ""},
		{"telegram", `"12"`, "https://t.me/harbour_news/12", "telegram:harbour_news/12"},
		{"telegram", `"12"`, "https://t.me/ferry_news/12", "telegram:ferry_news/12"},
		{"telegram", `"12"`, "", ""},
		{"mastodon", `"114000000000000001"`, "https://social.example/@somebody/114000000000000001", "mastodon:social.example/114000000000000001"},
		{"mastodon", `"114000000000000001"`, "https://other.example/@somebody/114000000000000001", "mastodon:other.example/114000000000000001"},
		{"mastodon", `"114000000000000001"`, "", ""},
		{"bluesky", `"3l6oveex3ii2l"`, "", ""},
		{"bluesky", `"did:plc:z72i7hdynmk6r22z27h6tvur/3l6oveex3ii2l"`, "", "bluesky:did:plc:z72i7hdynmk6r22z27h6tvur/3l6oveex3ii2l"},
		{"bluesky", `"minister-20241017-budget"`, "", "bluesky:minister-20241017-budget"},
		{"mastodon", `"AqXyZ1aBcDeFgHiJkL"`, "", ""},
		{"Some-Board.2", `"1"`, "", "some-board.2:1"},
		{"<b>board", `"1"`, "", ""},
		{"bo\u202eard", `"1"`, "", ""},
		{"a-name-that-is-much-longer-than-any-platform-has", `"1"`, "", ""},
	} {
		line := fmt.Sprintf(`{"id":%s,"platform":%q,"text":"Words","posted_at":"2025-11-01","post_url":%q}`, c.id, c.platform, c.address)
		seen, _, err := r.Post([]byte(line))
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%s is named %s, and should be refused", line, seen[0].Document)
		case c.want != "" && err != nil:
			t.Errorf("%s: %v", line, err)
		case c.want != "" && seen[0].Document != c.want:
			t.Errorf("%s is named %s, want %s", line, seen[0].Document, c.want)
		}
	}
}
