package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestSourceLook: a run leaves a paused source alone; one that is named is looked at, and
// no other.
func TestSourceLook(t *testing.T) {
	d := newDesk(t)
	page := func(words string) string {
		return `<html lang="en"><head><title>` + words + `</title></head><body><article><h1>` + words + `</h1><p>` + strings.Repeat(words+" ", 40) + `</p></article></body></html>`
	}
	for _, p := range []string{"/one", "/two"} {
		d.web.set(p, page("Words of "+p))
		d.ok(append([]string{"source", "add", "--unseen", "--kind", "page", d.base + p}, fetching...)...)
	}
	d.ok("source", "pause", "all")
	if out := d.ok(append([]string{"run"}, fetching...)...); !strings.Contains(out, "0 due") {
		t.Errorf("paused sources are looked at: %s", out)
	}
	out := d.ok(append([]string{"source", "look", "2"}, fetching...)...)
	if !strings.Contains(out, "1 due") || !strings.Contains(out, "1 new") || !strings.Contains(out, "Words of /two") || strings.Contains(out, "/one") {
		t.Errorf("one source is named: %s", out)
	}
	d.ok("source", "resume", "1")
	if out := d.ok(append([]string{"run"}, fetching...)...); !strings.Contains(out, "Words of /one") {
		t.Errorf("a source that was resumed is not looked at: %s", out)
	}
	code, out := d.run(append([]string{"run", "--source", "1", "--source", "77"}, fetching...)...)
	if code != 3 || !strings.Contains(out, `no source "77"`) || !strings.Contains(out, "1 due") {
		t.Errorf("one of two is not there, and it ends with %d: %s", code, out)
	}
}

// TestForgetNotice: that the owner erased a post is not told as its author's deletion.
func TestForgetNotice(t *testing.T) {
	d := picturedArchive(t)
	told := make(chan string, 10)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		told <- string(b)
	}))
	t.Cleanup(hook.Close)
	d.ok("notify", "add", "webhook", hook.URL)
	d.ok("forget", "x:1803", "--why", "asked to", "--yes")
	d.ok(append([]string{"run"}, fetching...)...)
	for {
		select {
		case said := <-told:
			if strings.Contains(said, "x:1803") {
				if !strings.Contains(said, "erased from this archive by its owner") || strings.Contains(said, "no longer available") {
					t.Errorf("it is told as %s", said)
				}
				return
			}
		default:
			t.Fatal("nobody was told")
		}
	}
}
