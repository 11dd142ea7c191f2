package client

import (
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestFault48RobotsRules: RFC 9309, and what sites write instead.
func TestFault48RobotsRules(t *testing.T) {
	for _, c := range []struct{ robots, path string }{
		{"User-agent: *\nDisallow: /a", "- /a - /a/b + /b"},
		{"User-agent: *\nDisallow: /\nAllow: /open", "- /a + /open/b"},
		{"User-agent: *\nAllow: /a\nDisallow: /a", "+ /a"},
		{"User-agent: onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "- /a + /b"},
		{"User-agent: OnRecord/1.0\nDisallow: /a", "- /a"},
		{"User-agent: onrecorder\nDisallow: /a", "+ /a"},
		{"User-agent: other\nUser-agent: onrecord\nDisallow: /a\nUser-agent: *\nDisallow: /", "- /a + /b"},
		{"User-agent: onrecord\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: onrecord\nDisallow: /b", "- /a - /b + /c"},
		{"User-agent: onrecord\nDisallow:\nUser-agent: *\nDisallow: /", "+ /a"},
		{"Disallow: /early\n<html>\nnonsense\nUser-agent: *\nnonsense: x\nSitemap: /s\nDisallow: /a # why", "+ /early - /a"},
		{"\xef\xbb\xbfUSER-AGENT : *\r\nDISALLOW : /a\r\rdisallow:/b", "- /a - /b"},
		{"User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /ü", "- /café - /caf%C3%A9 - /%C3%BC"},
		{"User-agent: *\nDisallow: /%62", "- /b"},
		{"User-agent: *\nDisallow: /a%2Fb", "- /a%2fb + /a/b"},
		{"User-agent: *\nDisallow: /*.pdf$\nDisallow: /x*y*z", "- /a/b.pdf + /a/b.pdf?c - /x1y2z3 + /xzy"},
		{"User-agent: *\nDisallow: /a$", "- /a + /ab"},
		{"User-agent: *\nDisallow: *?s=", "- /a?s=1 + /a"},
	} {
		r := readRules([]byte(c.robots), agentToken)
		words := strings.Fields(c.path)
		for i := 0; i < len(words); i += 2 {
			u, err := url.Parse("https://a.example" + words[i+1])
			if err != nil {
				t.Fatal(err)
			}
			if got := r.allows(u); got != (words[i] == "+") {
				t.Errorf("%q: %s is allowed: %v", c.robots, words[i+1], got)
			}
		}
	}
	if r := readRules([]byte("User-agent: *\nCrawl-delay: 2.5"), agentToken); r.delay != 2500*time.Millisecond {
		t.Errorf("delay %s", r.delay)
	}
}

// TestFault48And79RobotsMemory: however many wildcards, the rules are as large as the file.
func TestFault48And79RobotsMemory(t *testing.T) {
	body := []byte("User-agent: *\n" + strings.Repeat(fmt.Sprintf("Disallow: *%s*\n", strings.Repeat("z*", 100)), robotsMax/212))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	kept := make([]rules, 15)
	for i := range kept {
		kept[i] = readRules(body, agentToken)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 15*2*robotsMax {
		t.Errorf("%d hosts hold %d bytes", len(kept), grown)
	}
	u := &url.URL{Scheme: "https", Host: "a.example", Path: "/" + strings.Repeat("z", 2000)}
	if kept[0].allows(u) {
		t.Error("allowed")
	}
}
