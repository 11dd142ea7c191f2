package main

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
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

// TestPicturesOfAnArticle: where the box is ticked, an article's pictures are kept and shown,
// and a look at the same words with other pictures is no edit.
func TestPicturesOfAnArticle(t *testing.T) {
	m := manageArchive(t)
	var shown bytes.Buffer
	if err := png.Encode(&shown, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	name := "first.png"
	paper := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, ".png"):
			_, _ = w.Write(shown.Bytes())
		case r.URL.Path == "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(`<html lang="en"><head><title>Harbour</title></head><body><article><h1>Harbour</h1><img src="/` + name + `"><p>` + strings.Repeat("The harbour is a place of boats and of some gulls. ", 12) + `</p></article></body></html>`))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(paper.Close)
	capture := func(media string) string {
		return m.job("/manage/capture", url.Values{"urls": {paper.URL + "/story"}, "media": {media}})
	}
	if got := capture(""); strings.Contains(got, "picture kept") {
		t.Errorf("without the box it shows %s", got)
	}
	got := capture("1")
	if !strings.Contains(got, "picture kept") || !strings.Contains(got, paper.URL+"/first.png") {
		t.Fatalf("with the box it shows %s", got)
	}
	article := regexp.MustCompile(`articles/[^"]+\.html`).FindString(got)
	if page := m.page("/" + article); len(shownSmall.FindAllString(page, -1)) != 1 {
		t.Errorf("the article's page does not show the picture: %s", page)
	}
	name = "second.png"
	if got := capture("1"); !strings.Contains(got, "unchanged") || !strings.Contains(got, paper.URL+"/second.png") {
		t.Errorf("with another picture it shows %s", got)
	}
}

// TestSpanishForms: what is wrong with a form is said as a sentence, in the page's language.
func TestSpanishForms(t *testing.T) {
	t.Setenv("ONRECORD_TOKEN", managing)
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", "")
	s := serveArchive(t, append([]string{"--manage", "--no-translate", "--lang", "es"}, fetching...)...)
	m := manager{s, s.login()}
	for path, c := range map[string]struct {
		form url.Values
		want string
	}{
		"capture":  {url.Values{"urls": {" "}}, "Dé la dirección de una publicación o de un artículo, o hasta 100, una por línea."},
		"add":      {url.Values{"url": {"https://example.org/"}, "every": {"often"}}, "no es una duración; escríbala como 30m, 1h, 2d o 1w."},
		"annotate": {url.Values{"doc": {"x:1"}}, "La nota está vacía; diga algo."},
		"forget":   {url.Values{"doc": {"x:1"}}, "Diga por qué, en 2000 letras como mucho; el motivo queda en el lugar del documento."},
	} {
		if res, body := m.submit("/manage/"+path, c.form); res.StatusCode != http.StatusBadRequest || !strings.Contains(body, c.want) {
			t.Errorf("%s is answered with %d, without %q: %s", path, res.StatusCode, c.want, body)
		}
	}
	for path, want := range map[string]string{"/search?q=x&from=soon": "Desde: &#34;soon&#34; no es una fecha"} {
		if page := m.page(path); !strings.Contains(page, want) || strings.Contains(page, `lang="en"`) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
}

// TestStaleForm: a form that was made before somebody else changed its source overwrites
// nothing; it shows what the source is now, and is taken when it is sent again.
func TestStaleForm(t *testing.T) {
	m := manageArchive(t)
	m.desk.ok("source", "add", "--unseen", "https://example.org/feed.xml", "--kind", "feed")
	made := func(page string) string {
		found := regexp.MustCompile(`name="made" value="([0-9a-f]+)"`).FindStringSubmatch(page)
		if found == nil {
			t.Fatalf("the form does not say what it was made from: %s", page)
		}
		return found[1]
	}
	form := func(made string) url.Values {
		return url.Values{"id": {"1"}, "do": {"save"}, "made": {made}, "name": {"Mine"}, "every": {""}, "tags": {"mine"}}
	}
	opened := made(m.page("/manage/source?id=1"))
	m.desk.ok("source", "edit", "1", "--name", "Theirs", "--every", "2h")
	res, body := m.submit("/manage/source", form(opened))
	if res.StatusCode != http.StatusConflict || !strings.Contains(body, "nothing was saved") || !strings.Contains(body, "<bdi>Theirs</bdi>") || !strings.Contains(body, `value="Mine"`) || !strings.Contains(body, ": 2h<") {
		t.Errorf("a form made before is answered with %d: %s", res.StatusCode, body)
	}
	if list := m.desk.ok("source", "list"); !strings.Contains(list, "Theirs") || strings.Contains(list, "mine") {
		t.Errorf("it overwrote: %s", list)
	}
	if res, body := m.submit("/manage/source", form(made(body))); res.StatusCode != http.StatusOK || !strings.Contains(body, "Saved.") {
		t.Errorf("sent again it is answered with %d: %s", res.StatusCode, body)
	}
	if list := m.desk.ok("source", "list"); !strings.Contains(list, "Mine") || !strings.Contains(list, "#mine") {
		t.Errorf("sent again it is not taken: %s", list)
	}
}

// TestRemoveSource: a source is taken off the list where the box is ticked, and not before.
func TestRemoveSource(t *testing.T) {
	m := manageArchive(t)
	m.desk.ok("source", "add", "--unseen", "https://example.org/feed.xml", "--kind", "feed")
	if res, body := m.submit("/manage/source", url.Values{"id": {"1"}, "do": {"remove"}}); res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "Tick the box first") {
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
			if age := time.Since(f.Modified); age < 0 || age > time.Hour {
				t.Errorf("%s: %s is dated %s, not as it was fetched", from, f.Name, f.Modified)
			}
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
