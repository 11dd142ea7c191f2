package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"onrecord/cmd/internal/exit"
	"onrecord/templates/pagetest"
)

const managing = "correct-horse-battery"

// manager is a reader who has shown the token.
type manager struct {
	*served
	cookies string
}

// manageArchive serves an archive to be managed.
func manageArchive(t *testing.T) manager {
	t.Helper()
	t.Setenv("ONRECORD_TOKEN", managing)
	t.Setenv("HOME", t.TempDir()) // where the key goes
	t.Setenv("XDG_CONFIG_HOME", "")
	s := serveArchive(t, append([]string{"--manage", "--no-translate"}, fetching...)...)
	return manager{s, s.login()}
}

// login sends the form that takes the token, and gives the cookies.
func (s *served) login() string {
	s.t.Helper()
	res, body := s.send(http.MethodPost, "/login", url.Values{"token": {managing}, "next": {"/manage.html"}}.Encode(), "Content-Type", urlencoded, "Origin", s.base)
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/manage.html" {
		s.t.Fatalf("the token is answered with %d to %q: %s", res.StatusCode, res.Header.Get("Location"), body)
	}
	var all []string
	for _, c := range res.Cookies() {
		if !c.HttpOnly || (c.Name == "onrecord-manage") != (c.SameSite == http.SameSiteStrictMode) || strings.Contains(c.Value, managing) {
			s.t.Errorf("the cookie %s", c)
		}
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}

var formField = regexp.MustCompile(`name="form" value="([0-9a-f]+)"`)

// page gives a page that must be there.
func (m manager) page(path string) string {
	m.t.Helper()
	_, body := m.want(http.StatusOK, path, "Cookie", m.cookies)
	return body
}

// submit sends a form as our own page does.
func (m manager) submit(path string, v url.Values) (*http.Response, string) {
	m.t.Helper()
	token := formField.FindStringSubmatch(m.page("/manage.html"))
	if token == nil {
		m.t.Fatal("the page has no form")
	}
	v.Set("form", token[1])
	return m.send(http.MethodPost, path, v.Encode(), "Content-Type", urlencoded, "Cookie", m.cookies, "Origin", m.base, "Sec-Fetch-Site", "same-origin", "Accept", "text/html")
}

// job submits a form that begins a job, and gives the job's page when it is over.
func (m manager) job(path string, v url.Values) string {
	m.t.Helper()
	res, body := m.submit(path, v)
	if res.StatusCode != http.StatusSeeOther {
		m.t.Fatalf("%s is answered with %d: %s", path, res.StatusCode, body)
	}
	for range 600 {
		res, body = m.want(http.StatusOK, res.Request.URL.ResolveReference(must(url.Parse(res.Header.Get("Location")))).String(), "Cookie", m.cookies)
		if res.Header.Get("Refresh") == "" {
			return body
		}
		time.Sleep(50 * time.Millisecond)
		res.Header.Set("Location", res.Request.URL.RequestURI())
	}
	m.t.Fatalf("the job of %s does not end: %s", path, body)
	return ""
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestTokenInAnAddress: a token in an address, which stays in histories and logs, opens
// the pages for reading alone.
func TestTokenInAnAddress(t *testing.T) {
	m := manageArchive(t)
	res, _ := m.want(http.StatusSeeOther, "/login?token="+managing)
	var cookies []string
	for _, c := range res.Cookies() {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	m.want(http.StatusOK, "/", "Cookie", strings.Join(cookies, "; "))
	_, page := m.want(http.StatusOK, "/manage.html", "Cookie", strings.Join(cookies, "; "))
	sent := url.Values{"urls": {"https://example.org/"}, "form": formField.FindStringSubmatch(page)[1:]}.Encode()
	if res, body := m.send(http.MethodPost, "/manage/capture", sent, "Content-Type", urlencoded, "Cookie", strings.Join(cookies, "; "), "Origin", m.base); res.StatusCode != http.StatusForbidden || !strings.Contains(body, "/login") {
		t.Errorf("who has the address is answered with %d: %s", res.StatusCode, body)
	}
}

// TestManageNeedsTheToken: without --manage nothing is to be managed, and without a token
// --manage is refused.
func TestManageNeedsTheToken(t *testing.T) {
	s := serveArchive(t)
	if code, out := s.desk.run("serve", "--manage", "--listen", "127.0.0.1:0"); code != exit.Usage || !strings.Contains(out, "ONRECORD_TOKEN") {
		t.Errorf("--manage without a token ends with %d: %s", code, out)
	}
	if _, body := s.want(http.StatusOK, "/"); strings.Contains(body, "manage") {
		t.Error("a server that only reads leads to where it is managed")
	}
	s.want(http.StatusNotFound, "/manage.html")
	if res, _ := s.send(http.MethodPost, "/manage/capture", "urls=https://example.org/", "Content-Type", urlencoded); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a capture is answered with %d", res.StatusCode)
	}
}

// TestFault42ManagingFromElsewhere: no other site's page manages the archive, whatever of a
// session it has.
func TestFault42ManagingFromElsewhere(t *testing.T) {
	m := manageArchive(t)
	own := formField.FindStringSubmatch(m.page("/manage.html"))[1]
	other := formField.FindStringSubmatch(manager{m.served, m.login()}.page("/manage.html"))[1]
	reads := strings.Split(m.cookies, "; ")[0] // what comes along from other sites
	for name, c := range map[string]struct {
		form   string
		header []string
		want   int
	}{
		"another origin":             {own, []string{"Cookie", m.cookies, "Origin", "https://evil.example"}, 403},
		"no origin to be named":      {own, []string{"Cookie", m.cookies, "Origin", "null"}, 403},
		"another port here":          {own, []string{"Cookie", m.cookies, "Origin", "http://127.0.0.1:1"}, 403},
		"another site":               {own, []string{"Cookie", m.cookies, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 403},
		"a neighbour":                {own, []string{"Cookie", m.cookies, "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate"}, 403},
		"no form of ours":            {"", []string{"Cookie", m.cookies, "Origin", m.base}, 403},
		"another session's form":     {other, []string{"Cookie", m.cookies, "Origin", m.base}, 403},
		"the cookie that only reads": {own, []string{"Cookie", reads, "Origin", m.base}, 403},
		"no cookie":                  {own, []string{"Origin", m.base}, 401},
		"a wrong token":              {"", []string{"Authorization", "Bearer wrong"}, 401},
	} {
		for _, path := range []string{"capture", "add", "look", "source", "annotate", "bundle", "forget"} {
			form := url.Values{"form": {c.form}, "urls": {m.desk.base + "/p"}, "doc": {"x:1"}, "text": {"by a stranger"}, "why": {"none"}, "url": {m.desk.base + "/p"}, "id": {"1"}, "do": {"pause"}}
			res, body := m.send(http.MethodPost, "/manage/"+path, form.Encode(), append(c.header, "Content-Type", urlencoded)...)
			if res.StatusCode != c.want {
				t.Errorf("%s, %s: answered with %d, want %d: %s", name, path, res.StatusCode, c.want, body)
			}
		}
	}
	if page := m.page("/manage.html?url=https://example.org/x"); !strings.Contains(page, ">https://example.org/x</textarea>") || !strings.Contains(page, "None since this server started") {
		t.Error("an address in the question is not filled in, or more than that is done")
	}
	for _, next := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "javascript:alert(1)"} {
		res, _ := m.send(http.MethodPost, "/login", url.Values{"token": {managing}, "next": {next}}.Encode(), "Content-Type", urlencoded)
		if got := res.Header.Get("Location"); got != "/" {
			t.Errorf("after the token, %q leads to %q", next, got)
		}
	}
}

// TestManageInForms: what the commands do is done by forms, and a program with the token
// needs none.
func TestManageInForms(t *testing.T) {
	m := manageArchive(t)
	m.desk.web.set("/new", `<html lang="en"><head><title>Harbour</title></head><body><article><h1>Harbour</h1><p>`+strings.Repeat("The harbour is a place of boats and of some gulls. ", 12)+`</p></article></body></html>`)
	m.desk.web.set("/s", statement("The ferries stay."))
	if got := m.job("/manage/capture", url.Values{"urls": {m.desk.base + "/new\n" + m.desk.base + "/none"}}); !strings.Contains(got, "partly done") || !strings.Contains(got, ">Harbour<") || !strings.Contains(got, "404") {
		t.Errorf("the capture shows %s", got)
	}
	res, body := m.submit("/manage/capture", url.Values{"urls": {"@petro"}})
	if res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "x.com/petro") || !strings.Contains(body, ">@petro</textarea>") {
		t.Errorf("an account without its platform: %d %s", res.StatusCode, body)
	}
	got := m.job("/manage/add", url.Values{"url": {m.desk.base + "/s"}, "speaker": {"Ministry of Test"}, "tags": {"north election"}, "every": {"2h"}})
	if !strings.Contains(got, "It answers with one post by Ministry of Test") || !strings.Contains(got, `href="../sources/1.html"`) {
		t.Errorf("a source that is added shows %s", got)
	}
	for do, want := range map[string]string{"pause": "It is paused.", "resume": "It is watched again."} {
		_, body := m.submit("/manage/source", url.Values{"id": {"1"}, "do": {do}})
		list := m.desk.ok("source", "list", "--json")
		if !strings.Contains(body, want) || strings.Contains(list, `"paused":true`) != (do == "pause") {
			t.Errorf("%s: the source is listed as %s", do, list)
		}
		if do == "pause" {
			if shown := m.page("/sources/1.html"); !strings.Contains(shown, "It is paused") {
				t.Error("the source's page does not say that it is paused")
			}
		}
	}
	m.submit("/manage/source", url.Values{"id": {"1"}, "do": {"save"}, "name": {"The <b>ministry"}, "speaker": {"Ministry of Test"}, "tags": {"north"}, "every": {""}})
	if list := m.desk.ok("source", "list", "--json"); !strings.Contains(list, `"tags":["north"]`) || !strings.Contains(list, "The \\u003cb\\u003eministry") && !strings.Contains(list, "The <b>ministry") {
		t.Errorf("after an edit the source is listed as %s", list)
	}
	if got := m.job("/manage/source", url.Values{"id": {"1"}, "do": {"look"}}); !strings.Contains(got, "1 due") || !strings.Contains(got, "1 new") {
		t.Errorf("a look shows %s", got)
	}
	if got := m.job("/manage/look", url.Values{}); !strings.Contains(got, "Run 2") {
		t.Errorf("a pass shows %s", got)
	}
	res, _ = m.submit("/manage/annotate", url.Values{"doc": {"x:1"}, "text": {"The office <i>confirmed</i> it."}, "by": {"A. Reporter"}})
	if shown := m.page(res.Header.Get("Location")); !strings.Contains(shown, "The office &lt;i&gt;confirmed&lt;/i&gt; it.") || !strings.Contains(shown, "A. Reporter") {
		t.Error("the note does not show")
	}
	if res, body := m.send(http.MethodPost, "/manage/annotate", url.Values{"doc": {"x:1"}, "text": {"By a program."}}.Encode(), "Content-Type", urlencoded, "Authorization", "Bearer "+managing); res.StatusCode != http.StatusSeeOther {
		t.Errorf("a program's note: %d %s", res.StatusCode, body)
	}
	m.desk.ok("init", "--contact", "desk@example.org")
	m.notes()
	m.exports()
	if out := m.desk.ok("verify"); !strings.Contains(out, "valid") {
		t.Errorf("verify says %s", out)
	}
}

// notes checks that many at once are all kept, one that is sent twice once, and no bytes
// that are no text.
func (m manager) notes() {
	m.t.Helper()
	var all sync.WaitGroup
	for i := range 24 {
		all.Go(func() {
			note := url.Values{"doc": {"x:2"}, "text": {fmt.Sprintf("Note %d.", i)}}
			if res, body := m.send(http.MethodPost, "/manage/annotate", note.Encode(), "Content-Type", urlencoded, "Authorization", "Bearer "+managing); res.StatusCode != http.StatusSeeOther {
				m.t.Errorf("a note among others: %d %s", res.StatusCode, body)
			}
		})
	}
	all.Wait()
	for range 2 {
		if res, body := m.submit("/manage/annotate", url.Values{"doc": {"x:2"}, "text": {"Clicked twice."}}); res.StatusCode != http.StatusSeeOther {
			m.t.Errorf("the note is answered with %d: %s", res.StatusCode, body)
		}
	}
	for _, text := range []string{"\xff\xfe", "a\x00b"} {
		if res, _ := m.submit("/manage/annotate", url.Values{"doc": {"x:2"}, "text": {text}}); res.StatusCode != http.StatusBadRequest {
			m.t.Errorf("%q as a note is answered with %d", text, res.StatusCode)
		}
	}
	shown := m.desk.ok("show", "x:2")
	if strings.Count(shown, "Clicked twice.") != 1 || strings.Count(shown, "    Note ") != 24 {
		m.t.Errorf("the notes are %s", shown)
	}
}

// exports checks the tables and a bundle.
func (m manager) exports() {
	m.t.Helper()
	for file, want := range map[string]string{"posts.csv": "x:1", "posts.jsonl": `"id":"1"`, "changes.csv": "edited", "links.csv": "The Sample Courier", "links.jsonl": "x:1"} {
		res, body := m.want(http.StatusOK, "/export/"+file, "Cookie", m.cookies)
		if !strings.Contains(body, want) || !strings.Contains(res.Header.Get("Content-Disposition"), file) {
			m.t.Errorf("%s: %v %.300s", file, res.Header, body)
		}
	}
	m.want(http.StatusNotFound, "/export/posts.exe", "Cookie", m.cookies)
	key := os.Getenv("ONRECORD_KEY")
	m.t.Setenv("ONRECORD_KEY", filepath.Join(m.t.TempDir(), "lost.key"))
	if res, body := m.submit("/manage/bundle", url.Values{"doc": {"x:1"}}); res.StatusCode != http.StatusConflict || !strings.Contains(body, "signing key") {
		m.t.Errorf("a bundle without a key: %d %s", res.StatusCode, body)
	}
	m.t.Setenv("ONRECORD_KEY", key)
	res, body := m.submit("/manage/bundle", url.Values{"doc": {"x:1"}})
	file := filepath.Join(m.t.TempDir(), "bundle.wacz")
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil || res.StatusCode != http.StatusOK {
		m.t.Fatalf("a bundle: %d %v", res.StatusCode, err)
	}
	if code, out := m.desk.run("verify", file); code != exit.Done {
		m.t.Errorf("the bundle: %d %s", code, out)
	}
}

// TestSourcesInForms: a source is called as it was named; one that is taken off the list is
// not shown any more, and what it brought is not the next one's.
func TestSourcesInForms(t *testing.T) {
	m := manageArchive(t)
	m.desk.web.set("/s", statement("The ferries stay."))
	for _, feed := range []string{"/a.xml", "/b.xml"} {
		m.desk.web.set(feed, `<rss version="2.0"><channel><title>Paper</title><item><link>`+m.desk.base+`/s</link></item></channel></rss>`)
	}
	m.job("/manage/add", url.Values{"url": {m.desk.base + "/a.xml"}, "name": {"North desk"}})
	shown := regexp.MustCompile(`sources/\d+\.html">(<bdi>)?North desk<`).FindString(m.page("/sources.html"))
	if shown == "" {
		t.Fatalf("a source with a name is listed as %s", m.desk.ok("source", "list"))
	}
	id := regexp.MustCompile(`\d+`).FindString(shown)
	if got := m.job("/manage/source", url.Values{"id": {id}, "do": {"look"}}); !strings.Contains(got, "1 new") {
		t.Errorf("a look shows %s", got)
	}
	for _, sure := range []string{"", "1"} {
		m.submit("/manage/source", url.Values{"id": {id}, "do": {"remove"}, "sure": {sure}})
		if listed := strings.Contains(m.page("/sources.html"), "North desk"); listed != (sure == "") {
			t.Errorf("with the box at %q, it is listed: %v", sure, listed)
		}
	}
	next := regexp.MustCompile(`sources/\d+\.html`).FindString(m.job("/manage/add", url.Values{"url": {m.desk.base + "/b.xml"}}))
	if page := m.page("/" + next); !strings.Contains(page, "Paper") || !strings.Contains(page, "Nothing yet.") {
		t.Errorf("a new source has found %s", page)
	}
}

// TestForgetInForms: an erasure is asked for twice, in words, and not before the reason was
// given.
func TestForgetInForms(t *testing.T) {
	m := manageArchive(t)
	const why, words = "court order 12/2026", "erase x:2"
	still := func(when string) {
		t.Helper()
		if out := m.desk.ok("show", "x:2"); !strings.Contains(out, "harbour and its gulls") {
			t.Fatalf("%s the words are gone: %s", when, out)
		}
	}
	ask := func(v url.Values) string {
		v.Set("doc", "x:2")
		_, body := m.submit("/manage/forget", v)
		return body
	}
	ask(url.Values{"why": {" "}, "words": {words}})
	still("without a reason")
	ask(url.Values{"why": {why}, "words": {words}})
	still("asked once")
	ask(url.Values{"why": {why}, "words": {words}, "asked": {"9999999999.00"}})
	still("with another's answer")
	asked := regexp.MustCompile(`name="asked" value="([^"]+)"`).FindStringSubmatch(ask(url.Values{"why": {why}}))
	if asked == nil {
		t.Fatal("it is not asked a second time")
	}
	ask(url.Values{"why": {why}, "asked": asked[1:], "words": {"yes"}})
	still("without the words")
	ask(url.Values{"why": {"another reason"}, "asked": asked[1:], "words": {words}})
	still("for a reason that was not asked about")
	ask(url.Values{"why": {why}, "asked": asked[1:], "words": {words}})
	if _, out := m.desk.run("show", "x:2"); strings.Contains(out, "gulls") || !strings.Contains(out, why) {
		t.Errorf("after all of it the post shows %s", out)
	}
	article, _, _ := strings.Cut(m.desk.ok("list", "articles"), "\t")
	m.desk.ok("forget", article, "--why", why, "--yes")
	at := regexp.MustCompile(`articles/[a-z0-9-]+\.html`).FindString(m.page("/manage/document?doc=" + url.QueryEscape(article)))
	if page := m.page("/" + at); !strings.Contains(page, why) || strings.Contains(page, "No quotes of three") || strings.Contains(page, `class="by"`) {
		t.Errorf("an article that was erased is shown as %s", page)
	}
}

// TestManageOnAPhone: with the token typed in, an address is captured in a phone's browser,
// and the page follows the job by itself; axe-core finds nothing on any page.
func TestManageOnAPhone(t *testing.T) {
	ctx, axe, m := pagetest.Chromium(t), pagetest.NewAxe(t), manageArchive(t)
	m.desk.web.set("/new", statement("The ferries stay."))
	m.job("/manage/add", url.Values{"url": {m.desk.base + "/p"}, "unseen": {"1"}})
	w := pagetest.Watch(t, ctx, m.base+"/")
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(chromedp.Do(ctx, chromedp.EmulateViewport(360, 740)))
	do(chromedp.Do(ctx, chromedp.Navigate(m.base+"/manage.html?url="+url.QueryEscape(m.desk.base+"/new"))))
	do(chromedp.Do(ctx, chromedp.SendKeys("#token", managing)))
	do(chromedp.Do(ctx, chromedp.Click("form button")))
	do(chromedp.Do(ctx, chromedp.WaitVisible("#urls")))
	do(chromedp.Do(ctx, chromedp.Click("form[action$=capture] button")))
	do(chromedp.Do(ctx, chromedp.WaitVisible(".changes a")))
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("main").innerText`))
	if err != nil || !strings.Contains(text, "Statement") || !strings.Contains(text, m.desk.base+"/new") {
		t.Errorf("the job's page reads %q, %v", text, err)
	}
	w.Take() // the status of the page that asks for the token
	for _, path := range []string{"/manage.html", "/manage/job?id=2", "/manage/source?id=1", "/manage/document?doc=x:1", "/manage/forget?doc=x:1", "/sources.html", "/sources/1.html", "/login"} {
		do(chromedp.Do(ctx, chromedp.Navigate(m.base+path)))
		for _, width := range []int64{360, 800, 1400} {
			for _, scheme := range []string{"light", "dark"} {
				got, err := pagetest.At(ctx, width, scheme)
				if err != nil {
					t.Fatal(err)
				}
				found, err := axe.Violations(ctx)
				if troubles := w.Take(); err != nil || got.Bad(width) || len(troubles) > 0 || len(found) > 0 {
					t.Errorf("%s at %d, %s: %+v %v %v %v", path, width, scheme, got, troubles, found, err)
				}
			}
		}
		if err := pagetest.Walk(ctx, true); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
