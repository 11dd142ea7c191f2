package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestSourceRemovedWhileAsked: a source that somebody removes while a run looks at it
// does not end the run.
func TestSourceRemovedWhileAsked(t *testing.T) {
	d := newDesk(t)
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		if r.URL.Path == "/first" {
			d.ok("source", "remove", "1")
		}
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(rw, statement("This is what "+r.URL.Path+" says."))
	}))
	t.Cleanup(s.Close)
	for _, page := range []string{"/first", "/second"} {
		d.ok(append([]string{"source", "add", s.URL + page, "--kind", "page", "--speaker", "Ministry of Test", "--unseen"}, fetching...)...)
	}
	out := d.ok(append([]string{"run", "--parallel", "1"}, fetching...)...)
	if !strings.Contains(out, "/first") || !strings.Contains(out, "/second") || !strings.Contains(out, "run 1 done") {
		t.Errorf("the run says %s", out)
	}
	if out := d.ok("source", "list"); strings.Contains(out, "/first") || !strings.Contains(out, "/second") {
		t.Errorf("the sources are %s", out)
	}
}
