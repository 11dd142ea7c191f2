package desk

import (
	"testing"

	"onrecord/cmd/internal/config"
)

// TestAddress: what is plainly an address without its scheme gets one, and nothing else
// does: no id, no handle, no words.
func TestAddress(t *testing.T) {
	p := config.Config{}.Platforms()
	for raw, want := range map[string]string{
		"x.com/petrogustavo/status/1988393441999593891": "https://x.com/petrogustavo/status/1988393441999593891",
		" mastodon.social/@Gargron ":                    "https://mastodon.social/@Gargron",
		"example.org":                                   "https://example.org",
		"https://example.org/a":                         "https://example.org/a",
		"HTTPS://Example.ORG/A?B=C":                     "https://example.org/A?B=C",
		"Http://ČESKÁ.example#Top":                      "http://česká.example#Top",
		"Example.org/A":                                 "https://example.org/A",
		"HTTPS://Me:Secret@Example.org/A":               "HTTPS://Me:Secret@Example.org/A",
		"x:1988393441999593891":                         "x:1988393441999593891",
		"mastodon.social:114":                           "mastodon.social:114",
		"@petrogustavo":                                 "@petrogustavo",
		"@somebody@mastodon.social":                     "https://mastodon.social/@somebody",
		"somebody@mastodon.social":                      "somebody@mastodon.social",
		"two words.":                                    "two words.",
		"onrecord":                                      "onrecord",
	} {
		if got := Address(p, raw); got != want {
			t.Errorf("%q is read as %q, not %q", raw, got, want)
		}
	}
}
