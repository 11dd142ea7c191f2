package main

import (
	"bytes"
	"html"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"onrecord/store"
	"onrecord/templates/pagetest"
)

// keepPictures keeps a picture, an SVG and a page that says it is a picture, of the post x:1.
func keepPictures(t *testing.T, d *newsroom) (picture []byte) {
	t.Helper()
	a := &app{archiveDir: d.archive, now: time.Now}
	st, err := a.openArchive(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 900, 300))); err != nil {
		t.Fatal(err)
	}
	const hostile = `<html><script>window.pwned=1</script>`
	for name, m := range map[string]struct {
		kind  string
		bytes []byte
	}{
		"a.png": {"image/png", b.Bytes()}, "b.svg": {"image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned=1"/>`)}, "c.jpg": {"image/jpeg", []byte(hostile)},
	} {
		at := time.Now().UTC()
		c := store.Capture{Method: "GET", URL: "https://pictures.example/" + name, Document: "x:1", Endpoint: "media", StartedAt: at, FinishedAt: at, Status: 200, Outcome: store.OutcomeOK}
		if _, err := st.KeepMedium(t.Context(), c, store.Medium{Document: "x:1", URL: c.URL, Type: m.kind, Width: 900, Height: 300}, m.bytes); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

var shownSmall = regexp.MustCompile(`<a class="picture" href="([^"]+)"><img src="([^"]+)"`)

// TestFault39PicturesAreShown: a kept picture is shown small, drawn anew, and whole from the
// archived port with what keeps it a picture; nothing else is served as one.
func TestFault39PicturesAreShown(t *testing.T) {
	s := serveArchive(t)
	picture := keepPictures(t, s.desk)
	_, page := s.want(http.StatusOK, servedPost(s))
	all := shownSmall.FindAllStringSubmatch(page, -1)
	if len(all) != 1 || strings.Contains(page, ".svg?") {
		t.Fatalf("the page shows %q", all)
	}
	file := regexp.MustCompile(`<a href="([^"]+\.jpg\?[^"]+)">The file <bdi>c.jpg</bdi>`).FindStringSubmatch(page)
	if file == nil {
		t.Fatalf("the page that calls itself a picture is not named: %s", page)
	}
	if res, _ := s.ask(http.MethodGet, html.UnescapeString(file[1])); res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("a page is given as %d %v", res.StatusCode, res.Header)
	}
	for _, shown := range all {
		whole, small := html.UnescapeString(shown[1]), html.UnescapeString(shown[2])
		res, body := s.ask(http.MethodGet, small)
		head, err := jpeg.DecodeConfig(strings.NewReader(body))
		if err != nil || head.Width != 480 || head.Height != 160 || strings.HasPrefix(small, s.base) {
			t.Errorf("the small picture at %s is %+v, %v", small, head, err)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Content-Type": "image/jpeg"} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Error("the small picture is not shut in")
		}
		if res, body := s.ask(http.MethodGet, whole); body != string(picture) || res.Header.Get("Content-Type") != "image/png" {
			t.Errorf("the whole picture is other bytes, as %q", res.Header.Get("Content-Type"))
		}
		for _, other := range []string{strings.Replace(whole, "key=", "key=0", 1), strings.Replace(whole, "/media/", "/media/small/", 1), strings.Split(whole, "?")[0]} {
			if res, _ := s.ask(http.MethodGet, other); res.StatusCode != http.StatusForbidden {
				t.Errorf("%s is answered with %d", other, res.StatusCode)
			}
		}
	}
}

// servedPost is the path of the post x:1.
func servedPost(s *served) string {
	_, index := s.want(http.StatusOK, "/")
	return "/" + regexp.MustCompile(`posts/x-1-[0-9a-f]+\.html`).FindString(index)
}

// TestPicturesInTheReport: a report has the pictures in files with their type's names and
// loses them when they are erased; the statement has them in itself.
func TestPicturesInTheReport(t *testing.T) {
	s := serveArchive(t)
	picture := keepPictures(t, s.desk)
	dir, alone := filepath.Join(t.TempDir(), "report"), filepath.Join(t.TempDir(), "post.html")
	s.desk.ok("report", "-o", dir)
	files, err := filepath.Glob(filepath.Join(dir, "media", "*"))
	if err != nil || len(files) != 2 || !strings.HasSuffix(files[0], "-small.jpg") || !strings.HasSuffix(files[1], ".png") {
		t.Fatalf("the report has %q, %v", files, err)
	}
	if b, err := os.ReadFile(files[1]); err != nil || !bytes.Equal(b, picture) {
		t.Errorf("the picture is not as it was kept: %v", err)
	}
	s.desk.ok("report", "--post", "x:1", "-o", alone)
	if b, err := os.ReadFile(alone); err != nil || strings.Count(string(b), `<img src="data:image/jpeg;base64,`) != 1 {
		t.Errorf("the statement does not have the picture in itself: %v", err)
	}
	ctx := pagetest.Chromium(t)
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.Join(dir, servedPost(s)))); err != nil {
		t.Fatal(err)
	}
	if got, err := pagetest.At(ctx, 800, "light"); err != nil || got.Bad(800) {
		t.Errorf("the report's page: %+v %v", got, err)
	}
	if n, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.images.length`)); err != nil || n != 1 {
		t.Errorf("the report's page shows %d pictures, %v", n, err)
	}
	s.desk.ok("forget", "x:1", "--why", "a court's order", "--yes")
	s.desk.ok("report", "-o", dir)
	if left, _ := filepath.Glob(filepath.Join(dir, "media", "*")); len(left) != 0 {
		t.Errorf("after the erasure the report has %q", left)
	}
}
