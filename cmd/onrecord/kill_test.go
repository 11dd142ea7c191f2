package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/store/sqlite"
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
				fmt.Fprintf(w, `<item><link>http://%s/a/%s%d</link></item>`, r.Host, r.URL.RawQuery, i)
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

// TestFault54Kills kills onrecord with SIGKILL at random moments of every kind of
// work on one archive. After each: nothing that was reported is missing, the
// archive verifies, and a report has no page by halves. ONRECORD_KILLS says how
// often, else 500 times or for 150 seconds.
func TestFault54Kills(t *testing.T) {
	const lanes, life = 2, 250 // an archive's life in kills, so that it stays small
	kills, seed, began, most := many("ONRECORD_KILLS", 500), seedOf(t), time.Now(), 24*time.Hour
	if os.Getenv("ONRECORD_KILLS") == "" {
		most = 150 * time.Second
	}
	for lane := range lanes {
		t.Run(fmt.Sprint("lane ", lane), func(t *testing.T) {
			t.Parallel()
			r, total := rand.New(rand.NewPCG(seed, uint64(lane))), toll{}
			for left := kills / lanes; left > 0; left -= life {
				k := newVictim(t, r)
				for range min(left, life) {
					if ends, ok := t.Deadline(); ok && time.Until(ends) < time.Minute || time.Since(began) > most {
						left = 0 // a machine too slow or too busy for all
						break
					}
					k.cycle(t)
				}
				k.finish(t)
				total.add(k.toll)
				t.Logf("seed %d, so far: %s", seed, total)
			}
		})
	}
}

// toll counts what became of the children, and what they reported.
type toll struct{ killed, ended, reported int }

func (n *toll) add(m toll) {
	n.killed, n.ended, n.reported = n.killed+m.killed, n.ended+m.ended, n.reported+m.reported
}

func (n toll) String() string {
	return fmt.Sprintf("%d killed at work, %d ended before, %d documents reported", n.killed, n.ended, n.reported)
}

// victim is an archive on which work is killed.
type victim struct {
	toll
	r        *rand.Rand
	dir, tmp string
	web      string
	program  string
	signed   bool
	acked    []ack
	n        int // the cycle, which makes addresses and ids new
	took     map[string]time.Duration
}

func newVictim(t *testing.T, r *rand.Rand) *victim {
	t.Helper()
	tmp := cutRoot(t)
	if err := emptyDir(filepath.Join(tmp, "out")); err != nil {
		t.Fatal(err)
	}
	return &victim{r: r, tmp: tmp, dir: filepath.Join(tmp, "archive"), web: press(t, 3), program: childProgram(t), took: map[string]time.Duration{}}
}

// job is one command; ids are what its last line reports.
type job struct {
	name string
	args []string
	ids  []string
}

var fetchPlainly = []string{"--allow-private", "--delay", "0"}

// pick chooses the next command. The first ones make the archive.
func (k *victim) pick(t *testing.T) job {
	t.Helper()
	out := filepath.Join(k.tmp, "out", fmt.Sprint(k.n))
	jobs := []job{{name: "capture"}, {name: "import"}, {name: "run"}, {name: "link", args: []string{"link", "--all", "--reindex"}},
		{name: "report", args: []string{"report", "-o", filepath.Join(k.tmp, "report")}},
		{name: "export", args: []string{"export", "wacz", "-o", out + ".wacz"}}}
	for _, more := range [][]string{{"backup", out + ".db"}, {"export", "bundle", "-o", out + ".zip"}} {
		if hasCommand(more) {
			jobs = append(jobs, job{name: more[0], args: more})
		}
	}
	j := jobs[k.r.IntN(len(jobs))]
	if k.n <= 3 || len(k.acked) == 0 {
		j = jobs[k.r.IntN(2)]
	}
	switch j.name {
	case "capture":
		j.args = append([]string{"capture", "--json", fmt.Sprintf("%s/a/%d-0", k.web, k.n), fmt.Sprintf("%s/a/%d-1", k.web, k.n)}, fetchPlainly...)
	case "import":
		var file string
		file, j.ids = somePosts(t, fmt.Sprint("kill", k.n), 4)
		j.args = []string{"import", "posts", file}
	case "run":
		inProcess(t, k.dir, exit.Done, "source", "add", fmt.Sprintf("%s/feed.xml?%d-", k.web, k.n), "--kind", "feed", "--unseen", "--allow-private")
		j.args = append([]string{"run", "--json"}, fetchPlainly...)
	}
	return j
}

// cycle starts a command, kills it, and looks at what it left.
func (k *victim) cycle(t *testing.T) {
	t.Helper()
	k.n++
	j := k.pick(t)
	fresh := k.kill(t, j)
	k.acked = append(k.acked, fresh...)
	k.reported += len(fresh)
	if len(k.acked) == 0 {
		return // it may not even be an archive yet
	}
	if !k.signed { // a bundle is signed
		inProcess(t, k.dir, exit.Done, "init")
		k.signed = true
	}
	some := fresh
	for range 10 {
		some = append(some, k.acked[k.r.IntN(len(k.acked))])
	}
	if err := errors.Join(k.stands(t, some), wholePages(filepath.Join(k.tmp, "report")), k.wholeFiles()); err != nil {
		t.Fatalf("cycle %d, %s: %v", k.n, j.args, err)
	}
}

// kill runs a command and gives what it reported before it was killed.
func (k *victim) kill(t *testing.T, j job) []ack {
	t.Helper()
	cmd := exec.Command(k.program, append([]string{"-a", k.dir}, j.args...)...)
	cmd.Env = childEnv()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	usual, known := k.took[j.name]
	if known { // and the first of each kind is left to end
		timer := time.AfterFunc(time.Duration(k.r.Int64N(int64(usual)*4/5)), func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	var said []ack
	for sc := bufio.NewReader(out); ; {
		line, err := sc.ReadBytes('\n')
		if err != nil {
			break // also in the middle of a line, which is no report
		}
		said = append(said, acksOf(line, j)...)
	}
	err = cmd.Wait()
	switch code := cmd.ProcessState.ExitCode(); {
	case code < 0:
		k.killed++
	case code == exit.Done:
		k.ended++
		k.took[j.name] = max(time.Since(began)*11/10, usual*9/10)
	default:
		t.Fatalf("cycle %d, %s: %v: %s", k.n, j.args, err, stderr.String())
	}
	return said
}

// acksOf reads a line that a child printed.
func acksOf(line []byte, j job) []ack {
	var said struct {
		Document store.DocumentID
		Text     string
	}
	if json.Unmarshal(line, &said) == nil && said.Document != "" {
		return []ack{{id: said.Document, text: said.Text}}
	}
	var acks []ack
	if bytes.Contains(line, []byte(" 0 failed")) {
		for _, id := range j.ids {
			acks = append(acks, ack{id: store.DocumentID(id)})
		}
	}
	return acks
}

// stands reads without writing, so that the next command finds what this one left.
func (k *victim) stands(t *testing.T, acked []ack) error {
	t.Helper()
	st, err := sqlite.Open(t.Context(), k.dir, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer st.Close()
	for _, a := range acked {
		if err := whole(t.Context(), st, a); err != nil {
			return fmt.Errorf("%s was reported: %w", a.id, err)
		}
	}
	return verified(k.dir)
}

// finish lets everything end, and looks for all that was ever reported.
func (k *victim) finish(t *testing.T) {
	t.Helper()
	report := filepath.Join(k.tmp, "report")
	inProcess(t, k.dir, exit.Done, append([]string{"run"}, fetchPlainly...)...)
	halves, _ := filepath.Glob(filepath.Join(report, "*", ".page-*"))
	for _, file := range halves { // as though it had been hours ago
		if err := os.Chtimes(file, time.Time{}, time.Now().Add(-2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	inProcess(t, k.dir, exit.Done, "report", "-o", report)
	if err := errors.Join(k.stands(t, k.acked), sound(k.dir), wholePages(report)); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(report, "*", ".page-*")); len(left) > 0 {
		t.Errorf("%d pages that were being written when a report was killed are still there: %s", len(left), left[0])
	}
}

// wholePages finds a page that was not written to its end.
func wholePages(dir string) error {
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") || filepath.Ext(path) != ".html" {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil && !bytes.HasSuffix(bytes.TrimSpace(b), []byte("</html>")) {
			err = fmt.Errorf("%s is written by half", path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// wholeFiles verifies what stands under the name that an export or a backup was
// given, and clears it away.
func (k *victim) wholeFiles() error {
	dir := filepath.Join(k.tmp, "out")
	files, err := os.ReadDir(dir)
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		switch filepath.Ext(path) {
		case ".db", ".zip":
			err = errors.Join(err, verified(k.dir, path))
		case ".wacz":
			z, zerr := zip.OpenReader(path)
			if zerr == nil {
				zerr = z.Close()
			}
			err = errors.Join(err, zerr)
		}
	}
	return errors.Join(err, emptyDir(dir))
}

// hasCommand reports whether this onrecord has a command.
func hasCommand(args []string) bool {
	found, _, err := (&app{}).rootCommand().Find(args)
	return err == nil && found.Name() != "onrecord" && (len(args) < 2 || strings.HasPrefix(args[1], "/") || found.Name() == args[1])
}

// TestTwoCommandsAtOnce: two imports and a look-up on one archive all work.
func TestTwoCommandsAtOnce(t *testing.T) {
	tmp := t.TempDir()
	dir := filepath.Join(tmp, "archive")
	var wg sync.WaitGroup
	for part := range 3 {
		var b strings.Builder
		for i := range 300 {
			fmt.Fprintf(&b, `{"id":"%d%03d","platform":"x","author_handle":"s","author_name":"S","lang":"en","text":"post number %d of part %d about the harbour","posted_at":"2025-11-01"}`+"\n", part+1, i, i, part)
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
	if err != nil || !strings.Contains(string(out), `"document":"x:3299"`) {
		t.Errorf("look-up: %v: %s", err, out)
	}
}
