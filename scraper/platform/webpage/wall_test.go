package webpage

import (
	"strings"
	"testing"
)

// challenges are what stands in the way of an article with status 200, each by its own
// structure, with the header that comes along.
var challenges = map[string][2]string{
	"Anubis":     {`<html><head><title>Making sure you're not a bot!</title><script id="anubis_challenge" type="application/json">{"rules":{}}</script></head><body><p>Loading...</p></body></html>`, ""},
	"Imperva":    {`<html><head><title>Pardon our interruption</title></head><body><iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe></body></html>`, ""},
	"Sucuri":     {`<html><title>You are being redirected...</title><script>var s={};sucuri_cloudproxy_js='';</script></html>`, ""},
	"SiteGround": {`<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2Fa"></head></html>`, ""},
	"AWS WAF":    {`<html><head><title></title></head><body><div id="challenge-container"></div></body></html>`, "X-Amzn-Waf-Action: challenge"},
	"DataDome":   {`<html><body><iframe src="https://geo.captcha-delivery.com/captcha/?initialCid=1"></iframe></body></html>`, ""},
	"Vercel":     {`<html><body><p>We're verifying your browser</p></body></html>`, "X-Vercel-Mitigated: challenge"},
	"Cloudflare": {`<html><body><script>window._cf_chl_opt={cvId:'3'};</script><p>Checking</p></body></html>`, ""},
}

// TestChallengesAreNoArticles, and an article that has a maker's script, or speaks of a
// challenge, is one.
func TestChallengesAreNoArticles(t *testing.T) {
	for maker, c := range challenges {
		p := pageOf(t, "https://example.org/nota", c[0])
		if name, value, ok := strings.Cut(c[1], ": "); ok {
			p.Header.Set(name, value)
		}
		got, err := New().Parse(p)
		if err != nil || !strings.Contains(got.Blocked, maker) || len(got.Observations) > 0 {
			t.Errorf("%s: %+v, %v", maker, got, err)
		}
	}
	long := strings.Replace(story, "</article>", "<p>"+strings.Repeat("Making sure that you are not a bot, says Anubis. ", 1000)+`</p></article><script src="/_Incapsula_Resource?SWJIYLWA=1"></script>`, 1)
	if got, err := New().Parse(pageOf(t, "https://example.org/nota", long)); err != nil || got.Blocked != "" {
		t.Errorf("an article: %q, %v", got.Blocked, err)
	}
}

// TestAGateIsNoArticle: a redirect that was given the asked address along.
func TestAGateIsNoArticle(t *testing.T) {
	for led, gate := range map[string]bool{
		"https://example.org/zustimmung?url=/nota": true, "https://example.org/ask?back=https%3A%2F%2Fexample.org%2Fnota": true,
		"https://example.org/nota/?from=/nota": false, "https://example.org/nota?id=/nota": false, "https://example.org/other?x=1": false,
	} {
		p := pageOf(t, led, story)
		p.Request.URL = "https://example.org/nota"
		if strings.HasPrefix(led, "https://example.org/nota/") {
			p.Request.URL = "https://example.org/nota/"
		}
		if got, err := New().Parse(p); err != nil || (got.Blocked != "") != gate {
			t.Errorf("%s: %q, %v", led, got.Blocked, err)
		}
	}
}
