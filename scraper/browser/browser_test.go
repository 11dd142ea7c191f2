package browser

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"onrecord/scraper/client"
)

// shooter is a browser that may reach loopback, or skips the test.
func shooter(t *testing.T, o client.Options) *Browser {
	t.Helper()
	b, err := New(o)
	if errors.Is(err, ErrAbsent) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// TestShoot: a picture of a page with what its script draws, whole and bounded.
func TestShoot(t *testing.T) {
	asked := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header.Get("User-Agent")
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/missing" {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, `<body style="margin:0"><div id=a style="height:2000px"></div><script>a.style.background="#ff0000"</script>`)
	}))
	defer s.Close()
	b := shooter(t, client.Options{AllowPrivate: true, UserAgent: "onrecord-test"})
	for range 2 { // the browser is started once
		got, err := b.Shoot(t.Context(), s.URL)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if r, g, _, _ := img.At(600, 1500).RGBA(); img.Bounds().Dy() != 2000 || r != 0xffff || g != 0 {
			t.Errorf("%v, red %x green %x", img.Bounds(), r, g)
		}
	}
	if asked != "onrecord-test" {
		t.Errorf("asked as %q", asked)
	}
	if _, err := b.Shoot(t.Context(), s.URL+"/missing"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a page that is not there: %v", err)
	}
}

// TestFault09TheBrowsersRequests go through the same filter: nothing private is
// reached, by the page, by what it draws or by what its script asks for.
func TestFault09TheBrowsersRequests(t *testing.T) {
	reached := atomic.Int32{}
	private := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer private.Close()
	u, err := url.Parse(private.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	b := shooter(t, client.Options{AllowPorts: []int{port}})
	for _, address := range []string{private.URL, "http://localhost:" + u.Port(), "http://[::1]:" + u.Port()} {
		_, _ = b.Shoot(t.Context(), address)
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d requests reached a private address", n)
	}
	for _, address := range []string{"file:///etc/passwd", "chrome://version", "javascript:1", "data:text/html,x"} {
		if _, err := b.Shoot(t.Context(), address); err == nil {
			t.Errorf("%s is shown", address)
		}
	}
}
