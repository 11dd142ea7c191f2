package main

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// childProgram is this test binary under the name of onrecord, which it then is
// (see TestMain).
func childProgram(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "onrecord")
	if err := os.Symlink(self, name); err != nil {
		t.Skipf("no second name for the test binary: %v", err)
	}
	return name
}

// childEnv keeps children away from what is installed and from the user's files.
func childEnv() []string { return append(os.Environ(), "NO_COLOR=1") }

func child(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(childProgram(t), args...)
	cmd.Env = childEnv()
	return cmd
}

// press is a feed of articles on loopback.
func press(t *testing.T, articles int) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed.xml":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Sample</title>`)
			for i := range articles {
				fmt.Fprintf(w, `<item><link>http://%s/a/%d</link></item>`, r.Host, i)
			}
			fmt.Fprint(w, `</channel></rss>`)
		case strings.HasPrefix(r.URL.Path, "/a/"):
			fmt.Fprintf(w, `<html><head><title>Story %[1]s</title></head><body><article><p>The harbour of this test reports on pier %[1]s, where the ferries wait for the weather to turn.</p></article></body></html>`, strings.TrimPrefix(r.URL.Path, "/a/"))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestFault54KillInARun: kill -9 in the middle of runs loses nothing that was
// reported, and the next run goes on.
func TestFault54KillInARun(t *testing.T) {
	const articles = 30
	base, dir := press(t, articles), filepath.Join(t.TempDir(), "archive")
	if out, err := child(t, "-a", dir, "source", "add", base+"/feed.xml", "--kind", "feed", "--allow-private").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	reported := map[string]bool{}
	for _, after := range []int{1, 5, 9} {
		cmd := child(t, "-a", dir, "run", "--allow-private", "--delay", "0", "--no-link")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		n := 0
		for sc := bufio.NewScanner(out); sc.Scan(); {
			if f := strings.Fields(sc.Text()); len(f) > 1 && f[0] == "new" {
				reported[f[1]] = true
				if n++; n == after {
					_ = cmd.Process.Kill()
				}
			}
		}
		_ = cmd.Wait() // killed
	}
	if len(reported) < 15 {
		t.Fatalf("only %d documents were reported before the kills", len(reported))
	}
	for id := range reported {
		if out, err := child(t, "-a", dir, "show", id).CombinedOutput(); err != nil {
			t.Errorf("%s was reported and is lost: %s", id, out)
		}
	}
	out, err := child(t, "-a", dir, "run", "--allow-private", "--delay", "0").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "0 failed") {
		t.Errorf("the next run: %v: %s", err, out)
	}
}

// TestTwoCommandsAtOnce: two imports and a look-up on one archive all work.
func TestTwoCommandsAtOnce(t *testing.T) {
	tmp := t.TempDir()
	dir := filepath.Join(tmp, "archive")
	var wg sync.WaitGroup
	for part := range 3 {
		var b strings.Builder
		for i := range 300 {
			fmt.Fprintf(&b, `{"id":"%d-%d","platform":"x","author_handle":"s","author_name":"S","lang":"en","text":"post number %d of part %d about the harbour","posted_at":"2025-11-01"}`+"\n", part, i, i, part)
		}
		file := filepath.Join(tmp, fmt.Sprint(part, ".jsonl"))
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		wg.Go(func() {
			if out, err := child(t, "-a", dir, "import", "posts", file).CombinedOutput(); err != nil {
				t.Errorf("import %d: %v: %s", part, err, out)
			}
		})
	}
	wg.Wait()
	out, err := child(t, "-a", dir, "lookup", "post number 299 of part 2 about the harbour", "--json").CombinedOutput()
	if err != nil || !strings.Contains(string(out), `"document":"x:2-299"`) {
		t.Errorf("look-up: %v: %s", err, out)
	}
}
