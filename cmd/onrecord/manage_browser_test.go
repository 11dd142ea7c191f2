package main

import (
	"context"
	"encoding/base64"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"onrecord/cmd/internal/exit"
	"onrecord/templates/pagetest"
)

// reader is somebody before a browser.
type reader struct {
	t   *testing.T
	ctx context.Context
}

// do does things in their order.
func (r reader) do(all ...chromedp.Action[chromedp.Void]) {
	r.t.Helper()
	for _, a := range all {
		if err := chromedp.Do(r.ctx, a); err != nil {
			r.t.Fatal(err)
		}
	}
}

// reads gives what a script says of the page.
func (r reader) reads(script string) string {
	r.t.Helper()
	said, err := chromedp.Run(r.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		r.t.Fatal(err)
	}
	return said
}

// shown is the text of the page.
func (r reader) shown() string {
	r.t.Helper()
	return r.reads(`document.querySelector("main").innerText`)
}

// reader opens a page for who types the token in.
func (m manager) reader(path string) reader {
	m.t.Helper()
	r := reader{m.t, pagetest.Chromium(m.t)}
	r.do(chromedp.EmulateViewport(800, 2000)) // so that nothing moves under the mouse
	r.do(chromedp.Navigate(m.base+"/login?next="+url.QueryEscape(path)), chromedp.SendKeys("#token", managing), chromedp.Click("main form button"), chromedp.WaitVisible("nav [href$='manage.html']"))
	return r
}

// TestBundleInTheBrowser: a press of a button brings a file that verify finds whole.
func TestBundleInTheBrowser(t *testing.T) {
	m := manageArchive(t)
	m.desk.ok("init", "--contact", "desk@example.org")
	r, dir := m.reader("/manage/document?doc=x:1"), t.TempDir()
	if _, err := chromedp.Call(r.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir}); err != nil {
		t.Fatal(err)
	}
	r.do(chromedp.Click("form[action$=bundle] button"))
	var files []string
	for end := time.Now().Add(20 * time.Second); len(files) == 0 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		files, _ = filepath.Glob(filepath.Join(dir, "*.wacz")) // a file in the making has another name
	}
	if len(files) != 1 {
		t.Fatalf("the browser kept %v; the page reads %s", files, r.shown())
	}
	if code, out := m.desk.run("verify", files[0]); code != exit.Done || !strings.Contains(out, "valid") {
		t.Errorf("verify ends with %d: %s", code, out)
	}
}

// TestForgetInTheBrowser: words are erased after the reason and the words for it were typed,
// each on a page of its own, and not before.
func TestForgetInTheBrowser(t *testing.T) {
	m := manageArchive(t)
	r := m.reader("/manage/document?doc=x:2")
	stands := func() bool { return strings.Contains(m.desk.ok("show", "x:2"), "harbour and its gulls") }
	r.do(chromedp.Click("a[href*='manage/forget']"), chromedp.WaitVisible("#why"), chromedp.SendKeys("#why", "court order 12/2026"))
	r.do(chromedp.Click("main form button"))
	r.do(chromedp.WaitVisible("#words"))
	if said := r.shown(); !stands() || !strings.Contains(said, "court order 12/2026") || !strings.Contains(said, "erase x:2") {
		t.Fatalf("asked a second time, the page reads %s", said)
	}
	r.do(chromedp.SendKeys("#words", "erase x:1"))
	r.do(chromedp.Click("main form button.danger"))
	r.do(chromedp.WaitVisible("[role=alert]"))
	if !stands() {
		t.Fatal("the words are gone for another post's")
	}
	r.do(chromedp.WaitVisible("#words"), chromedp.SendKeys("#words", "erase x:2"))
	r.do(chromedp.Click("main form button.danger"))
	r.do(chromedp.WaitNotPresent("#words"), chromedp.WaitVisible("main .state.gone")) // the form shows the post as gone too
	if said := r.shown(); strings.Contains(said, "gulls") || !strings.Contains(said, "court order 12/2026") {
		t.Errorf("the page then reads %s", said)
	}
	if _, out := m.desk.run("show", "x:2"); strings.Contains(out, "gulls") {
		t.Errorf("the archive then has %s", out)
	}
}

// TestBookmarkletsInTheBrowser: what is dragged away runs on a page of another site: one
// opens the form with the page's address and captures nothing by itself, the other looks the
// selected words up.
func TestBookmarkletsInTheBrowser(t *testing.T) {
	m := manageArchive(t)
	const said = "We will never close the northern ferry line"
	m.desk.web.set("/elsewhere", `<html lang="en"><title>Elsewhere</title><body><p id="said">`+said+`</p></body></html>`)
	at := strings.Replace(m.desk.base, "127.0.0.1", "localhost", 1) + "/elsewhere?a=1&b=%26"
	r := m.reader("/manage.html")
	run := func(page string) {
		t.Helper()
		r.do(chromedp.Navigate(m.base + page))
		href := r.reads(`document.querySelector("a.drag").href`)
		code, ok := strings.CutPrefix(href, "javascript:")
		code, err := url.PathUnescape(code)
		if !ok || err != nil {
			t.Fatalf("%s: the bookmarklet is %q, %v", page, href, err)
		}
		r.do(chromedp.Navigate(at))
		r.reads(`getSelection().selectAllChildren(document.getElementById("said")); window.open = to => { location.href = to; }; ` + code + `; ""`)
	}
	run("/manage.html")
	r.do(chromedp.WaitVisible("#urls"))
	if got := r.reads(`document.getElementById("urls").value`); got != at {
		t.Errorf("the form has %q, want %q", got, at)
	}
	if said := r.shown(); !strings.Contains(said, "None since this server started") {
		t.Errorf("before anything was pressed the page reads %s", said)
	}
	run("/tools.html")
	r.do(chromedp.WaitVisible("#answer .quote"))
	if got := r.reads(`document.getElementById("quote").value + document.querySelector("#answer .chip").innerText`); got != said+"verbatim" {
		t.Errorf("the look-up is of %q", got)
	}
}

// dropPicture drops a picture on the page, beside the field.
const dropPicture = `(function () {
  var all = new DataTransfer(), bytes = Uint8Array.from(atob("PICTURE"), function (c) { return c.charCodeAt(0); });
  all.items.add(new File([bytes], "shot.png", { type: "image/png" }));
  document.querySelector("h1").dispatchEvent(new DragEvent("drop", { dataTransfer: all, bubbles: true, cancelable: true }));
  return Array.from(document.getElementById("file").files).map(function (f) { return f.name + " " + f.size; }).join();
})()`

// TestPictureDroppedInTheBrowser: a picture that is dropped anywhere on the page is looked up
// at the press of the button.
func TestPictureDroppedInTheBrowser(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		pagetest.Absent(t, "tesseract")
	}
	r, s := reader{t, pagetest.Chromium(t)}, startServer(t, picturedArchive(t), "--no-translate")
	w := pagetest.Watch(t, r.ctx, s.base+"/")
	for _, c := range []struct{ picture, finding string }{{"false", "The picture differs from the post on record"}, {"true", "The picture stands on record"}} {
		b, err := os.ReadFile(filepath.Join("testdata", "pictures", c.picture+".png"))
		if err != nil {
			t.Fatal(err)
		}
		r.do(chromedp.Navigate(s.base + "/lookup.html"))
		if got := r.reads(strings.Replace(dropPicture, "PICTURE", base64.StdEncoding.EncodeToString(b), 1)); !strings.HasPrefix(got, "shot.png ") {
			t.Fatalf("the field has %q", got)
		}
		r.do(chromedp.Click("#picture button"), chromedp.WaitVisible("#picture-finding"))
		if got := r.reads(`document.getElementById("picture-finding").innerText`); !strings.HasPrefix(got, c.finding) {
			t.Errorf("%s: the page says %q", c.picture, got)
		}
	}
	if troubles := w.Take(); len(troubles) > 0 {
		t.Errorf("the browser complains of %v", troubles)
	}
}
