package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/templates/npmtest"
	"onrecord/templates/pagetest"
)

// linkPackage reads links as RFC 8288 writes them, in the tests only.
var linkPackage = npmtest.Package{
	Name: "http-link-header@1.1.4",
	Sum:  "xT3GPW6/ZbGuw4UvwHqErSCEjNUlwbQJuZn9/q5U4WEKfp2kENVCAlousG1zLxHeaQ/ffOHUNpWamvkbBW0eNw==",
}

// TestMementoClient: a client that knows RFC 7089 and npm's reader of links finds its
// way from the TimeGate to each version, before, between and after them.
func TestMementoClient(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		pagetest.Absent(t, "nodejs")
	}
	library := filepath.Join(t.TempDir(), "link.js")
	if err := os.WriteFile(library, linkPackage.File(t, "lib/link.js"), 0o600); err != nil {
		t.Fatal(err)
	}
	const original = "https://x.com/sam/status/1"
	s := serveArchive(t)
	cmd := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "readers", "memento.cjs"), library, s.base+"/timegate/"+original,
		"Wed, 01 Jan 2020 00:00:00 GMT", "Thu, 13 Nov 2025 09:59:59 GMT", "Thu, 13 Nov 2025 10:00:00 GMT", "Tue, 01 Jan 2030 00:00:00 GMT")
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Led []struct {
			Status                           int
			At, Original, First, Last, Words string
		}
		Original string
		Self     struct{ From, Until string }
		Mementos []struct {
			Listed, At string
			Redirected bool
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	const first, last = "Wed, 12 Nov 2025 09:01:00 GMT", "Thu, 13 Nov 2025 10:00:00 GMT"
	for i, want := range []string{first, first, last, last} {
		words := map[string]string{first: "We will never close", last: "next year"}[want]
		l := got.Led[i]
		if l.Status != 200 || l.At != want || l.Original != original || l.First != first || l.Last != last || !strings.Contains(l.Words, words) {
			l.Words = ""
			t.Errorf("the time %d leads to %+v, want %s", i+1, l, want)
		}
	}
	if got.Original != original || got.Self.From != first || got.Self.Until != last || len(got.Mementos) != 2 {
		t.Fatalf("the TimeMap reads %+v %+v %s", got.Self, got.Mementos, got.Original)
	}
	for i, want := range []string{first, last} {
		if m := got.Mementos[i]; m.Listed != want || m.At != want || m.Redirected {
			t.Errorf("memento %d: %+v, want %s", i+1, m, want)
		}
	}
}
