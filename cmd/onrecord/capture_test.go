package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// TestCaptureSaysWhatWasKept: a pasted post of a server that only its answer shows to
// be of the Fediverse; beside its words its picture is kept, and the other archive, which
// refuses, is said to have no copy.
func TestCaptureSaysWhatWasKept(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		base := "http://" + r.Host
		switch {
		case r.URL.Path == "/notes/93e7nm8wqg" && strings.Contains(r.Header.Get("Accept"), "activity+json"):
			fmt.Fprintf(w, `{"id":"%s/notes/93e7nm8wqg","type":"Note","attributedTo":"%s/users/8ozbzjs3o8","content":"The ferries stay.","published":"2024-05-06T07:08:09Z",
				"to":["https://www.w3.org/ns/activitystreams#Public"],"attachment":[{"type":"Document","mediaType":"image/gif","url":"%s/1.gif"}]}`, base, base, base)
		case r.URL.Path == "/1.gif":
			_, _ = w.Write([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	archive := filepath.Join(t.TempDir(), "archive")
	said := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		args = append(args, "--archive", archive, "--contact", "desk@example.org", "--allow-private", "--delay", "0s")
		if code := execute(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs}); code != 0 {
			t.Fatalf("%q: code %d, %s", args, code, errs.String())
		}
		return out.String()
	}
	address := s.URL + "/notes/93e7nm8wqg"
	got := said("capture", "--media", "--save-to", "wayback", "--wayback", s.URL, address)
	for _, want := range []string{"new         mastodon:", "“The ferries stay.”", "kept: " + s.URL + "/1.gif, 1 kB", "not kept: a copy in the other archive (it answers with HTTP status 404)"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if got := said("source", "add", address); !strings.Contains(got, "post, every") || !strings.Contains(got, "it answers with one post") {
		t.Errorf("source add says\n%s", got)
	}
}
