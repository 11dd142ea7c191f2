package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const checkPath = "/api/v1/check"

const ferryDraft = "Sam Sample wrote: “We will close the northern ferry line while I am in office.” He also “invented a great many words about whales”.\n"

// TestServeCheck: a draft that is sent is answered as the command line answers, in the
// shape that is described, and nothing of it is kept.
func TestServeCheck(t *testing.T) {
	s := serveArchive(t)
	file := filepath.Join(t.TempDir(), "ferry.txt")
	if err := os.WriteFile(file, []byte(ferryDraft), 0o600); err != nil {
		t.Fatal(err)
	}
	code, cli := s.desk.run("check", file, "--json", "--no-translate")
	if code != 3 {
		t.Errorf("check ends with %d", code)
	}
	res, body := s.send(http.MethodPost, checkPath+"?name=ferry.txt", ferryDraft)
	if res.StatusCode != 200 {
		t.Fatalf("the draft is answered with %d: %s", res.StatusCode, body)
	}
	for _, l := range strings.Split(strings.TrimSpace(cli), "\n") {
		if l = strings.TrimSuffix(strings.TrimPrefix(l, "{"), "}"); !strings.Contains(body, l) {
			t.Errorf("the interface answers otherwise than the command line:\n%s\n%s", body, l)
		}
	}
	for path, says := range map[string]string{"?date=2024-01-01": `"date":"2024-01-01"`, "?date=2024-01-01&lang=en": "older", "?date=soon": "date: ", "?lang=zz9": "lang: "} {
		if _, body := s.send(http.MethodPost, checkPath+path, ferryDraft); !strings.Contains(body, says) {
			t.Errorf("%s: the answer lacks %q: %s", path, says, body)
		}
	}
	if _, body := s.send(http.MethodPost, checkPath, "# The ferry\n\n"+ferryDraft); !strings.Contains(body, `"title":"The ferry"`) {
		t.Errorf("a heading of Markdown is no title: %s", body)
	}
	_, text := s.want(200, "/api/v1/openapi.json")
	describe(t, text).fits(http.MethodPost, checkPath, res, body)
	files, err := filepath.Glob(filepath.Join(s.desk.archive, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no archive is found: ", err)
	}
	for _, f := range files {
		if b, err := os.ReadFile(f); err == nil && bytes.Contains(b, []byte("words about whales")) {
			t.Errorf("%s has words of the draft", f)
		}
	}
}

// TestFault42HostileDrafts: no other site's page has a draft checked behind a reader's
// back; what cannot be read is refused with what to do.
func TestFault42HostileDrafts(t *testing.T) {
	s := serveArchive(t)
	for _, h := range [][]string{
		{"Origin", "https://evil.example"}, {"Origin", "null"},
		{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate"},
	} {
		if res, _ := s.send(http.MethodPost, checkPath, ferryDraft, h...); res.StatusCode != 403 {
			t.Errorf("%v: answered with %d", h, res.StatusCode)
		}
	}
	for want, sent := range map[int]string{400: "%PDF-1.7", 413: strings.Repeat("a", 17<<20)} {
		if res, body := s.send(http.MethodPost, checkPath, sent); res.StatusCode != want || !strings.Contains(body, "detail") {
			t.Errorf("answered with %d, want %d: %s", res.StatusCode, want, body)
		}
	}
	if res, body := s.send(http.MethodPost, checkPath, " "); res.StatusCode != 400 {
		t.Errorf("an empty draft is answered with %d: %s", res.StatusCode, body)
	}
	if res, _ := s.ask(http.MethodGet, checkPath); res.StatusCode == 200 {
		t.Error("a draft that nobody sent is checked")
	}
}
