package report

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// TestEvidenceOnPages: a version's page names its capture, its log entry, and the
// checkpoint as soon as there is one, without a new capture.
func TestEvidenceOnPages(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	write(t, st, dir)
	page := "posts/x-1-*.html"
	if got := read(t, dir, page); !strings.Contains(got, "Evidence: capture 1, log entry 0, not signed yet") || !strings.Contains(got, "no checkpoint has signed it yet") {
		t.Errorf("before a checkpoint: %.3000s", got[strings.Index(got, "<main"):])
	}
	size, _, err := st.LogHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	note := "archive.example/log\n9\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n— archive.example/log AAAA\n"
	if _, err := st.AddCheckpoint(t.Context(), store.Checkpoint{Size: size, Note: note, MadeAt: time.Date(2025, 12, 1, 8, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	if sum := write(t, st, dir); sum.Rewritten < 6 { // the log, and the pages of all documents
		t.Errorf("a checkpoint came, %d pages were rewritten", sum.Rewritten)
	}
	for _, want := range []string{"Evidence: capture 1, log entry 0, signed", "archive.example/log", "no outside authority has stamped it yet", "1 December 2025, 08:00 UTC", "none: not anchored"} {
		if got := read(t, dir, page); !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if got := read(t, dir, "log.html"); !strings.Contains(got, "qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=") {
		t.Error("the log's page lacks the root")
	}
	if sum := write(t, st, dir); sum.Rewritten != 0 {
		t.Errorf("nothing changed, %d pages were rewritten", sum.Rewritten)
	}
}

// TestForgottenWordsLeaveTheReport: when a post is forgotten, its words leave every
// file of the report, also the pages of those who quote it and the index.
func TestForgottenWordsLeaveTheReport(t *testing.T) {
	st, dir := archive(t), t.TempDir()
	write(t, st, dir)
	const words = "northern ferry line next year" // of the post, in no article
	if n := holding(t, dir, words); n < 4 {
		t.Fatalf("%d files have them before", n)
	}
	if _, err := st.Forget(t.Context(), "x:1", "asked to by a court"); err != nil {
		t.Fatal(err)
	}
	write(t, st, dir)
	if n := holding(t, dir, words); n > 0 {
		t.Errorf("%d files still have them", n)
	}
	if got := read(t, dir, "articles/web-https-example-org-a-*.html"); strings.Contains(got, "northern ferry line while I am in office. ") || strings.Contains(got, `class="chip trimmed"`) {
		t.Error("the article's page still shows the post")
	}
	if got := read(t, dir, "posts/x-1-*.html"); !strings.Contains(got, "asked to by a court") || !strings.Contains(got, "erased") {
		t.Error("the post's page does not say why its words are gone")
	}
}

// holding counts the files of a report that hold some words.
func holding(t *testing.T, dir, words string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if strings.Contains(string(b), words) {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
