package scraper_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// hugePNG is the beginning of a picture that says it is 100,000 pixels square.
func hugePNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	out := b.Bytes()
	binary.BigEndian.PutUint32(out[16:], 100_000)
	binary.BigEndian.PutUint32(out[20:], 100_000)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

// TestFault24MediaAreNotDecoded: media come through the same client, hashed; a
// picture's size is read and the picture never decoded; a page is no picture.
func TestFault24MediaAreNotDecoded(t *testing.T) {
	picture := hugePNG(t)
	base := ""
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/tweet-result":
			media := ""
			for _, m := range []string{"/a.png", "/page.jpg", "/absent.jpg"} {
				media += `,{"type":"photo","media_url_https":"` + base + m + `","ext_alt_text":"alt"}`
			}
			fmt.Fprint(rw, strings.TrimSuffix(tweet, "}")+`,"mediaDetails":[`+media[1:]+`]}`)
		case "/a.png":
			_, _ = rw.Write(picture)
		case "/page.jpg":
			rw.Header().Set("Content-Type", "image/jpeg")
			fmt.Fprint(rw, "<!doctype html><html>a login</html>")
		default:
			http.NotFound(rw, r)
		}
	})
	base = w.base
	w.c.Media = true
	start := time.Now()
	r := w.capture(t, "https://x.com/sam/status/1988532215608250514")
	if kinds(r) != "new" || r.Media != 1 || time.Since(start) > 20*time.Second {
		t.Fatalf("%q with %d media: %s", kinds(r), r.Media, r.Why())
	}
	got, err := w.st.MediaOf(t.Context(), "x:1988532215608250514")
	if err != nil || len(got) != 1 || got[0].Type != "image/png" || got[0].Width != 100_000 || got[0].URL != base+"/a.png" {
		t.Errorf("%+v %v", got, err)
	}
	b, err := w.st.OpenMedium(t.Context(), got[0].SHA256)
	if err != nil || !bytes.Equal(b, picture) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	outcomes := map[store.Outcome]int{}
	for _, c := range r.Captures {
		outcomes[c.Outcome]++
	}
	if outcomes[store.OutcomeOK] != 2 || outcomes[store.OutcomeFailed] != 2 {
		t.Errorf("captures %+v", r.Captures)
	}
}

// TestWhatDoesNotChangeIsNotFetchedAgain: media of a post that was there already.
func TestWhatDoesNotChangeIsNotFetchedAgain(t *testing.T) {
	n, base := 0, ""
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/tweet-result" {
			fmt.Fprint(rw, strings.TrimSuffix(tweet, "}")+`,"mediaDetails":[{"type":"photo","media_url_https":"`+base+`/a.png"}]}`)
			return
		}
		n++
		_, _ = rw.Write(hugePNG(t))
	})
	base = w.base
	w.c.Media = true
	for range 3 {
		w.capture(t, "https://x.com/sam/status/1988532215608250514")
	}
	if n != 2 { // robots.txt and the picture
		t.Errorf("%d requests", n)
	}
}

// TestKnownPostsAreIllustratedWhenAsked: who captures a post again with its media gets
// those that are not kept yet.
func TestKnownPostsAreIllustratedWhenAsked(t *testing.T) {
	base := ""
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/tweet-result" {
			fmt.Fprint(rw, strings.TrimSuffix(tweet, "}")+`,"mediaDetails":[{"type":"photo","media_url_https":"`+base+`/a.png"}]}`)
			return
		}
		_, _ = rw.Write(hugePNG(t))
	})
	base = w.base
	for want, media := range []bool{false, true} {
		w.c.Media = media
		w.capture(t, "https://x.com/sam/status/1988532215608250514")
		if got, err := w.st.MediaOf(t.Context(), "x:1988532215608250514"); err != nil || len(got) != want {
			t.Errorf("with media %t: %d are kept, %v", media, len(got), err)
		}
	}
}

// TestPicturesOfSourcesAreFetchedToBeRead: a source with OCR fetches the pictures of its
// posts, and only those, though nobody asks for media.
func TestPicturesOfSourcesAreFetchedToBeRead(t *testing.T) {
	for _, ocr := range []bool{false, true} {
		base := ""
		w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/tweet-result" {
				fmt.Fprint(rw, strings.TrimSuffix(tweet, "}")+`,"mediaDetails":[{"type":"photo","media_url_https":"`+base+`/a.png"},{"type":"video","media_url_https":"`+base+`/b.mp4"}]}`)
				return
			}
			_, _ = rw.Write(hugePNG(t))
		})
		base = w.base
		if _, err := w.st.AddSource(t.Context(), store.Source{Kind: store.SourcePost, Platform: "x", URL: "https://x.com/sam/status/1988532215608250514", Cadence: time.Hour, NextDue: time.Unix(1, 0), OCR: ocr}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.c.Pass(t.Context(), "test"); err != nil {
			t.Fatal(err)
		}
		got, err := w.st.MediaOf(t.Context(), "x:1988532215608250514")
		want := 0
		if ocr {
			want = 1
		}
		if err != nil || len(got) != want {
			t.Errorf("with OCR %t: %d media are kept, %v", ocr, len(got), err)
		}
		if n, err := w.st.CountUnread(t.Context()); err != nil || n != want {
			t.Errorf("with OCR %t: %d pictures wait to be read, %v", ocr, n, err)
		}
	}
}
