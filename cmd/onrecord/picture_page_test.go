package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/templates/pagetest"
)

// picturedForm is a form as a browser sends it, with a picture.
func picturedForm(t *testing.T, b []byte) (kind, body string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	f, err := w.CreateFormFile("picture", "screenshot.png")
	if err == nil {
		_, err = f.Write(b)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), out.String()
}

// TestLookupPagePicture: the page finds the post that a picture shows, and says where it
// says something else.
func TestLookupPagePicture(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		pagetest.Absent(t, "tesseract")
	}
	s := startServer(t, picturedArchive(t), "--no-translate")
	for name, want := range map[string]string{"true": "The picture stands on record", "false": "The picture differs from the post on record", "invented": "The picture is not on record"} {
		b, err := os.ReadFile(filepath.Join("testdata", "pictures", name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		kind, form := picturedForm(t, b)
		res, body := s.send(http.MethodPost, "/lookup", form, "Content-Type", kind)
		if res.StatusCode != 200 || res.Header.Get("Cache-Control") != "no-store" || !strings.Contains(body, want) || !strings.Contains(body, "Read by a machine") {
			t.Errorf("%s: answered with %d, without %q", name, res.StatusCode, want)
		}
		if res, _ := s.send(http.MethodPost, "/lookup", form, "Content-Type", kind, "Origin", "https://evil.example"); res.StatusCode != 403 {
			t.Errorf("another site's form is answered with %d", res.StatusCode)
		}
	}
	for _, b := range []string{"", "<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=1'/>"} {
		kind, form := picturedForm(t, []byte(b))
		if res, body := s.send(http.MethodPost, "/lookup", form, "Content-Type", kind); res.StatusCode != 400 || !strings.Contains(body, `class="state gone"`) {
			t.Errorf("what is no picture is answered with %d", res.StatusCode)
		}
	}
}
