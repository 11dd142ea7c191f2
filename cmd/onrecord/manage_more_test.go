package main

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestPressedTwice: a button that is pressed twice begins one job; another address begins
// another.
func TestPressedTwice(t *testing.T) {
	m := manageArchive(t)
	hold := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/p") {
			<-hold
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(slow.Close)
	t.Cleanup(func() { close(hold) })
	capture := func(address string) string {
		res, body := m.submit("/manage/capture", url.Values{"urls": {address}})
		if res.StatusCode != http.StatusSeeOther {
			t.Fatalf("a capture is answered with %d: %s", res.StatusCode, body)
		}
		return res.Header.Get("Location")
	}
	first, again, other := capture(slow.URL+"/p1"), capture(slow.URL+"/p1"), capture(slow.URL+"/p2")
	if first != again || first == other {
		t.Errorf("the jobs are %s, %s and %s", first, again, other)
	}
}

// TestRemoveSource: a source is taken off the list where the box is ticked, and not before.
func TestRemoveSource(t *testing.T) {
	m := manageArchive(t)
	m.desk.ok("source", "add", "--unseen", "https://example.org/feed.xml", "--kind", "feed")
	if res, body := m.submit("/manage/source", url.Values{"id": {"1"}, "do": {"remove"}}); res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "tick the box first") {
		t.Errorf("without the box it is answered with %d: %s", res.StatusCode, body)
	}
	if list := m.desk.ok("source", "list"); !strings.Contains(list, "example.org") {
		t.Errorf("it is gone: %s", list)
	}
	if res, _ := m.submit("/manage/source", url.Values{"id": {"1"}, "do": {"remove"}, "sure": {"1"}}); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/sources.html" {
		t.Errorf("with the box it is answered with %d", res.StatusCode)
	}
	if list := m.desk.ok("source", "list"); strings.Contains(list, "example.org") {
		t.Errorf("it is still there: %s", list)
	}
}

// TestSignOut: a session that was ended opens nothing any more, whoever kept its cookies.
func TestSignOut(t *testing.T) {
	m := manageArchive(t)
	if !strings.Contains(m.page("/index.html"), "Sign out") {
		t.Error("the pages have no way to sign out")
	}
	res, _ := m.send(http.MethodPost, "/logout", "", "Cookie", m.cookies, "Origin", m.base)
	if res.StatusCode != http.StatusSeeOther || len(res.Cookies()) != 2 || res.Cookies()[0].MaxAge >= 0 {
		t.Errorf("signing out is answered with %d and %v", res.StatusCode, res.Cookies())
	}
	m.want(http.StatusUnauthorized, "/manage.html", "Cookie", m.cookies)
	if res, _ := m.send(http.MethodPost, "/logout", "", "Cookie", m.login(), "Origin", "https://evil.example"); res.StatusCode != http.StatusForbidden {
		t.Errorf("another site signs a reader out: %d", res.StatusCode)
	}
}

// TestWrongTokensAreThrottled: after ten of them the right one must wait too, and who is
// signed in need not.
func TestWrongTokensAreThrottled(t *testing.T) {
	m := manageArchive(t)
	try := func(token string) *http.Response {
		res, _ := m.send(http.MethodPost, "/login", url.Values{"token": {token}}.Encode(), "Content-Type", urlencoded)
		return res
	}
	for i := range 10 {
		if res := try("a wrong token of letters"); res.StatusCode != http.StatusUnauthorized {
			t.Fatalf("wrong token %d is answered with %d", i+1, res.StatusCode)
		}
	}
	if res := try(managing); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("the eleventh is answered with %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	m.want(http.StatusTooManyRequests, "/api/v1/status", "Authorization", "Bearer "+managing)
	m.page("/manage.html")
}

// TestMediaUnderTheirNames: what is kept is given as files with the names of their
// addresses, by the command and in the browser; what is no picture is named and led to.
func TestMediaUnderTheirNames(t *testing.T) {
	m := manageArchive(t)
	picture := keepPictures(t, m.desk)
	_, body := m.want(http.StatusOK, "/export/media.zip?doc=x:1", "Cookie", m.cookies)
	for from, b := range map[string]string{"the browser": body, "the command": m.desk.ok("export", "media", "x:1", "-o", "-")} {
		z, err := zip.NewReader(strings.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatalf("%s: %v", from, err)
		}
		found := map[string]bool{}
		for _, f := range z.File {
			found[f.Name[strings.LastIndexByte(f.Name, '-')+1:]] = true
			if strings.HasSuffix(f.Name, "-a.png") {
				r, err := f.Open()
				var got bytes.Buffer
				if err == nil {
					_, err = got.ReadFrom(r)
				}
				if err != nil || !bytes.Equal(got.Bytes(), picture) {
					t.Errorf("%s: %s is not what was kept: %v", from, f.Name, err)
				}
			}
		}
		if !found["a.png"] || !found["b.svg"] || !found["media.csv"] {
			t.Errorf("%s gives %v", from, found)
		}
	}
	m.want(http.StatusUnauthorized, "/export/media.zip?doc=x:1")
	post := regexp.MustCompile(`posts/x-1-[0-9a-f]+\.html`).FindString(m.page("/index.html"))
	page := m.page("/" + post)
	if !strings.Contains(page, "<bdi>c.jpg</bdi></a> <span class=\"note\">It cannot be shown as a picture.") {
		t.Errorf("the page that calls itself a picture is not named: %s", page)
	}
}
