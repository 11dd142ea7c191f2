package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/templates/npmtest"
)

// The readers, in the tests only.
var (
	warcioPackage = npmtest.Package{
		Name: "warcio@2.4.11",
		Sum:  "EXcT5+GepqtUBmFpwxcRm7uEbhrtYKhWVIVzAxgO/PZt84KLl3eZLlGsa4DwQCAWCK8b4nyjqBlyKfKhT1Govg==",
	}
	replayPackage = npmtest.Package{
		Name: "replaywebpage@2.5.3",
		Sum:  "nCj2PSON3BxeSJKE8AsYPyULv0XPZKJWfy4l9PyQre9SqwLZ+WKZVs/sfLqPOQ4GrH+0YkjbwOhr8cSTH08gsQ==",
	}
)

// The site that the readers are shown.
const (
	firstWords  = "The harbour of the archive stays open to every ship of the northern fleet, the minister said."
	secondWords = "Seven bridges were repaired before the winter came to the valley, as the record of the day shows."
)

func site(t *testing.T) string {
	var rest strings.Builder
	for i := range 40 {
		fmt.Fprintf(&rest, "On day %d of that year %d people spoke in the hall of the town. ", i, i*i*7919)
	}
	article := func(title, words string) string {
		return "<!doctype html><html lang=en><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" + words + "</p><p>" + rest.String() + "</p></article></body></html>"
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", http.NotFound)
	mux.HandleFunc("/first.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, article("First", firstWords))
		_ = z.Close()
	})
	mux.HandleFunc("/second.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, article("Second", secondWords)[:500])
		w.(http.Flusher).Flush() // chunked
		_, _ = io.WriteString(w, article("Second", secondWords)[500:])
	})
	mux.Handle("/moved", http.RedirectHandler("/second.html", http.StatusMovedPermanently))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// onrecordOK runs a command that must end well.
func onrecordOK(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := execute(t.Context(), args, streams{strings.NewReader(""), &out, &errs}); code != exit.Done {
		t.Fatalf("onrecord %s: exit code %d\n%s%s", strings.Join(args, " "), code, out.String(), errs.String())
	}
	return out.String()
}

// captured is an archive of the site.
func captured(t *testing.T) (archive, base string) {
	base, archive = site(t), filepath.Join(t.TempDir(), "archive")
	capture := func(paths ...string) {
		args := []string{"-a", archive, "capture", "--allow-private", "--delay", "0s", "--no-link"}
		for _, p := range paths {
			args = append(args, base+p)
		}
		onrecordOK(t, args...)
	}
	capture("/first.html", "/moved")
	capture("/first.html", "/second.html") // the same bodies again
	var out bytes.Buffer
	execute(t.Context(), []string{"-a", archive, "capture", "--allow-private", "--delay", "0s", "--no-link", base + "/absent.html"}, streams{strings.NewReader(""), &out, &out})
	return archive, base
}

// TestWarcioReads: npm's warcio reads what we export, finds each sum right and undoes
// each encoding.
func TestWarcioReads(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("node is not installed")
		}
		t.Skip("node is not installed (Debian: apt install nodejs)")
	}
	dir := t.TempDir()
	library, file := filepath.Join(dir, "warcio.mjs"), filepath.Join(dir, "all.warc.gz")
	if err := os.WriteFile(library, warcioPackage.File(t, "dist/index.all.js"), 0o600); err != nil {
		t.Fatal(err)
	}
	archive, base := captured(t)
	onrecordOK(t, "-a", archive, "export", "warc", "-o", file)
	out, err := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "readers", "warcio.mjs"), library, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	type record struct {
		Type, URL, Digest, Profile, RefersTo, Text string
		Status                                     int
		Block                                      bool
		Payload                                    *bool
	}
	counts, texts, payloads := map[string]int{}, map[string]string{}, map[string]string{}
	for l := range bytes.Lines(out) {
		var r record
		if err := json.Unmarshal(l, &r); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		counts[r.Type]++
		switch {
		case !r.Block:
			t.Errorf("the block's sum is wrong: %s", l)
		case r.Type == "response" && (r.Payload == nil || !*r.Payload):
			t.Errorf("the payload's sum is wrong: %s", l)
		case r.Type == "revisit" && (payloads[r.Digest] == "" || payloads[r.Digest] != r.RefersTo):
			t.Errorf("a revisit refers to what was not there: %s", l)
		}
		if r.Type == "response" {
			texts[r.URL], payloads[r.Digest] = r.Text, r.URL
		}
	}
	for path, words := range map[string]string{"/first.html": firstWords, "/second.html": secondWords} {
		if !strings.Contains(texts[base+path], words) {
			t.Errorf("%s reads %q", path, texts[base+path])
		}
	}
	if counts["warcinfo"] != 1 || counts["response"] < 4 || counts["revisit"] != 2 || counts["request"] != counts["response"]+counts["revisit"] || counts["metadata"] == 0 {
		t.Errorf("records %v", counts)
	}
}

// everything gathers the text of a page, of its shadow trees and its frames.
const everything = `(function deep(root) {
	let out = root.body ? root.body.innerText : ''
	for (const e of root.querySelectorAll('*')) {
		if (e.shadowRoot) out += deep(e.shadowRoot)
		if (e.tagName === 'IFRAME') { try { if (e.contentDocument) out += deep(e.contentDocument) } catch (_) {} }
	}
	return out
})(document)`

// TestReplay: ReplayWeb.page shows an archived page from our WACZ, in Chromium, while
// the site itself is gone.
func TestReplay(t *testing.T) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			browser = p
			break
		}
	}
	if browser == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not installed")
		}
		t.Skip("no Chromium is installed (Debian: apt install chromium)")
	}
	ui, worker := replayPackage.File(t, "ui.js"), replayPackage.File(t, "sw.js")
	archive, base := captured(t)
	file := filepath.Join(t.TempDir(), "all.wacz")
	onrecordOK(t, "-a", archive, "export", "wacz", "-o", file)

	serve := func(kind string, b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(b)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/ui.js", serve("text/javascript", ui))
	mux.HandleFunc("/replay/sw.js", serve("text/javascript", worker))
	// A slow machine asks for a page before the worker is there to answer: again, then.
	mux.HandleFunc("/replay/", serve("text/html", []byte(`<script>setTimeout(() => location.reload(), 300)</script>`)))
	mux.HandleFunc("/all.wacz", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	mux.HandleFunc("/show", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><script src="/ui.js"></script><replay-web-page source="/all.wacz" replayBase="/replay/" embed="replayonly" url=%q style="height:600px"></replay-web-page>`, r.FormValue("url"))
	})
	s := httptest.NewServer(mux)
	defer s.Close()

	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	for path, words := range map[string]string{"/first.html": firstWords, "/moved": secondWords} {
		err := chromedp.Do(ctx, chromedp.Navigate(s.URL+"/show?url="+base+path))
		shown := false
		// A page that loads itself again takes its contents away beneath a look: again, then.
		for end := time.Now().Add(2 * time.Minute); !shown && time.Now().Before(end) && ctx.Err() == nil; time.Sleep(200 * time.Millisecond) {
			shown, err = chromedp.Run(ctx, chromedp.Evaluate[bool](everything+".includes("+fmt.Sprintf("%q", words)+")"))
		}
		if err != nil || !shown {
			text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](everything))
			t.Errorf("%s does not show its words: %v\n%.2000s", path, err, text)
		}
	}
}

// TestImportWget: what wget keeps of a site is taken in: chunked and compressed bodies,
// a redirect, a page that is absent.
func TestImportWget(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("wget is not installed")
		}
		t.Skip("wget is not installed (Debian: apt install wget)")
	}
	base, dir := site(t), t.TempDir()
	for name, more := range map[string][]string{"packed.warc.gz": nil, "plain.warc": {"--no-warc-compression"}} {
		args := append([]string{"-q", "--no-proxy", "--compression=auto", "-O", filepath.Join(dir, "pages"), "--warc-file=" + filepath.Join(dir, name[:strings.Index(name, ".")])}, more...)
		args = append(args, base+"/first.html", base+"/moved", base+"/absent.html")
		var exited *exec.ExitError
		if out, err := exec.CommandContext(t.Context(), wget, args...).CombinedOutput(); err != nil && !errors.As(err, &exited) { // 8: one answer is a 404
			t.Fatalf("%v %s", err, out)
		}
		archive := filepath.Join(dir, name+".archive")
		file := filepath.Join(dir, name)
		if n, complaints := taken(t, archive, "warc", exit.Done, file); n.Captures != 3 || n.New != 2 || complaints != "" {
			t.Errorf("%s: %+v %s", name, n, complaints)
		}
		if n, _ := taken(t, archive, "warc", exit.Done, file); n.Captures != 0 || n.There != 3 {
			t.Errorf("%s, again: %+v", name, n)
		}
		st := reading(t, archive)
		for path, words := range map[string]string{"/first.html": firstWords, "/second.html": secondWords} {
			vs, err := st.Versions(t.Context(), store.DocumentID("web:"+base+path))
			if err != nil || len(vs) != 1 || !strings.Contains(vs[0].Text, words) {
				t.Errorf("%s %s: %+v %v", name, path, vs, err)
				continue
			}
			c, err := st.Capture(t.Context(), vs[0].CaptureID)
			if err != nil || path == "/second.html" && (c.URL != base+"/moved" || len(c.Hops) != 1) {
				t.Errorf("%s %s: %+v %v", name, path, c, err)
			}
		}
	}
}
