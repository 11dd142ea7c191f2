package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"onrecord/templates/pagetest"
)

const (
	checkForm    = "/check"
	hostileDraft = ferryDraft + "\n“Nobody <script>window.pwned=1</script> ever posted this about puffins”, said </textarea><img src=x onerror='window.pwned=1'>.\n"
	urlencoded   = "application/x-www-form-urlencoded"
)

// formWith is a form as a browser sends it, with a file.
func formWith(t *testing.T, name, text string) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write([]byte(text))
	}
	if err == nil {
		err = w.WriteField("text", "")
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.String()
}

// TestCheckPage: the form is answered with the verdict, the post's words and what to
// paste, for pasted words and for a file; nothing of a hostile draft is markup.
func TestCheckPage(t *testing.T) {
	s := serveArchive(t)
	if _, index := s.want(200, "/"); !strings.Contains(index, `href="check.html"`) {
		t.Error("no page leads to the form")
	}
	fileKind, fileForm := formWith(t, "ferry <b>.txt", hostileDraft)
	for kind, form := range map[string]string{urlencoded: url.Values{"text": {hostileDraft}}.Encode(), fileKind: fileForm} {
		res, body := s.send(http.MethodPost, checkForm, form, "Content-Type", kind, "Origin", s.base)
		if res.StatusCode != 200 || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: answered with %d, %v", kind, res.StatusCode, res.Header)
		}
		for _, want := range []string{
			"3 quotes: 1 changing the meaning, 2 not found", "trimmed, changed meaning", "We will <del>never</del> close", "version 1 of 2", "“never” is only in the post",
			"Paste instead", "We will never close the northern ferry line while I am in office.</blockquote>", "not observed by this archive", "invented a great many words about whales",
			"Nobody &lt;script&gt;window.pwned=1&lt;/script&gt; ever posted",
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the answer lacks %q", kind, want)
			}
		}
		for _, not := range []string{"<script>window", "<img", "ferry <b>"} {
			if strings.Contains(body, not) {
				t.Errorf("%s: the answer has %q", kind, not)
			}
		}
	}
}

// TestCheckPageDate: the form takes when the draft is published, keeps what was typed, and
// says what is no time.
func TestCheckPageDate(t *testing.T) {
	s := serveArchive(t)
	for date, wants := range map[string][]string{
		"2020-02-03": {`name="date" value="2020-02-03"`, "The quote is dated before the post"},
		"<b>soon":    {`name="date" value="&lt;b&gt;soon"`, "is not a time"},
	} {
		_, body := s.send(http.MethodPost, checkForm, url.Values{"text": {ferryDraft}, "date": {date}}.Encode(), "Content-Type", urlencoded, "Origin", s.base)
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the answer lacks %q", date, want)
			}
		}
	}
}

// TestFault42HostileCheckForms: no other site's form is answered, and what cannot be read
// is refused on the page itself.
func TestFault42HostileCheckForms(t *testing.T) {
	s := serveArchive(t)
	form := url.Values{"text": {ferryDraft}}.Encode()
	for _, h := range [][]string{{"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}} {
		if res, _ := s.send(http.MethodPost, checkForm, form, append(h, "Content-Type", urlencoded)...); res.StatusCode != 403 {
			t.Errorf("%v: answered with %d", h, res.StatusCode)
		}
	}
	for sent, want := range map[string]int{"text=": 400, "text=" + strings.Repeat("a", 18<<20): 413} {
		if res, body := s.send(http.MethodPost, checkForm, sent, "Content-Type", urlencoded); res.StatusCode != want || !strings.Contains(body, `<form id="check"`) {
			t.Errorf("%.10s: answered with %d, want %d", sent, res.StatusCode, want)
		}
	}
}

// TestCheckPageAlone: the page to print has all of it, leads to no other page of ours, and
// its exit code is that of check.
func TestCheckPageAlone(t *testing.T) {
	s := serveArchive(t)
	dir := t.TempDir()
	file, out := filepath.Join(dir, "ferry.txt"), filepath.Join(dir, "checked.html")
	if err := os.WriteFile(file, []byte(hostileDraft), 0o600); err != nil {
		t.Fatal(err)
	}
	code, said := s.desk.run("check", file, "-o", out, "--no-translate")
	if code != 3 || !strings.Contains(said, "1 changing the meaning") || !strings.Contains(said, out) {
		t.Errorf("check -o ends with %d and says %q", code, said)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"ferry.txt", "We will <del>never</del> close", "https://x.com/sam/status/1"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{".html\"", "<form", "<script>window", "<img"} {
		if strings.Contains(string(b), not) {
			t.Errorf("the page has %q", not)
		}
	}
	if code, said := s.desk.run("check", file, "-o", "checked.pdf"); code != 2 {
		t.Errorf("a page of another kind ends with %d: %s", code, said)
	}
}

// dropDraft drops a text file on the field and sends the form when its words are there.
const dropDraft = `(async function () {
  var all = new DataTransfer(), text = document.getElementById("draft");
  all.items.add(new File([DRAFT], "draft.txt", { type: "text/plain" }));
  text.dispatchEvent(new DragEvent("drop", { dataTransfer: all, bubbles: true, cancelable: true }));
  for (var i = 0; i < 200 && !text.value; i++) await new Promise(function (done) { setTimeout(done, 20); });
  return text.value;
})()`

// TestCheckPageInTheBrowser: a file that is dropped fills the field; a browser's own form
// is let in, its answer fits, axe-core finds nothing, and nothing of the draft runs.
func TestCheckPageInTheBrowser(t *testing.T) {
	ctx, axe, s := pagetest.Chromium(t), pagetest.NewAxe(t), serveArchive(t)
	w := pagetest.Watch(t, ctx, s.base+"/")
	if err := chromedp.Do(ctx, chromedp.Navigate(s.base+"/check.html")); err != nil {
		t.Fatal(err)
	}
	quoted := "`" + hostileDraft + "`"
	words, err := chromedp.Run(ctx, chromedp.Evaluate[string](strings.Replace(dropDraft, "DRAFT", quoted, 1), chromedp.EvalAwaitPromise))
	if err != nil || words != hostileDraft {
		t.Fatalf("the field has %q, %v", words, err)
	}
	if err := chromedp.Do(ctx, chromedp.Click("#check button")); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.WaitVisible("#summary")); err != nil {
		t.Fatal(err)
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(window.pwned || "") + document.getElementById("summary").innerText`))
	if err != nil || text != "3 quotes: 1 changing the meaning, 2 not found" {
		t.Errorf("the page says %q, %v", text, err)
	}
	for _, width := range []int64{360, 1400} {
		got, err := pagetest.At(ctx, width, "light")
		if err != nil {
			t.Fatal(err)
		}
		found, err := axe.Violations(ctx)
		if troubles := w.Take(); err != nil || got.Bad(width) || len(troubles) > 0 || len(found) > 0 {
			t.Errorf("at %d: %+v %v %v %v", width, got, troubles, found, err)
		}
	}
}
