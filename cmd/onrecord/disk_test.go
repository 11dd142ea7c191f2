package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// spoiled is how a command ended of which one system call failed.
type spoiled struct {
	code         int
	said, stderr string
	// hit says that the call was made at all, late that something was said before.
	hit, late bool
	at        string
}

// spoil runs onrecord with the nth call of a kind on the archive's files failing.
func spoil(t *testing.T, dir, call, errno string, n int, args ...string) spoiled {
	t.Helper()
	return spoilAt(t, dir, []string{dir, dir + "/onrecord.db", dir + "/onrecord.db-wal", dir + "/onrecord.db-shm", dir + "/onrecord.db-journal"}, call, errno, fmt.Sprint(n), args...)
}

// spoilAt makes the calls about some paths fail when strace's expression says.
func spoilAt(t *testing.T, dir string, paths []string, call, errno, when string, args ...string) spoiled {
	t.Helper()
	tmp := t.TempDir()
	out, err := os.Create(filepath.Join(tmp, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	trace := filepath.Join(tmp, "trace")
	strace := []string{"-f", "-y", "-o", trace, "-e", "signal=none", "-e", "trace=write," + call, "-e", fmt.Sprintf("inject=%s:error=%s:when=%s", call, errno, when), "-P", out.Name()}
	for _, p := range paths {
		strace = append(strace, "-P", p)
	}
	cmd := exec.Command("strace", append(append(strace, childProgram(t), "-a", dir), args...)...)
	cmd.Env = append(childEnv(), "GODEBUG=asyncpreemptoff=1", "ONRECORD_TEST_ONE_THREAD=1")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = out, &stderr
	_ = cmd.Run() // the code says how
	said, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	s := spoiled{code: cmd.ProcessState.ExitCode(), said: string(said), stderr: stderr.String()}
	before, _, hit := strings.Cut(string(log), "(INJECTED)")
	s.hit, s.late = hit, strings.Contains(before, "write(1<")
	s.at = before[strings.LastIndexByte(before, '\n')+1:]
	return s
}

// spoilt are the calls by which the archive is written, and the ways they fail.
var spoilt = []struct {
	call, errno string
	few         int // how many of them in a short run
}{
	{"pwrite64", "ENOSPC", 5}, {"pwrite64", "EIO", 5}, {"fsync", "EIO", 9}, {"fsync", "ENOSPC", 2}, {"fdatasync", "EIO", 2},
	{"ftruncate", "EIO", 3}, {"open", "ENOSPC", 4}, {"open", "EIO", 4}, {"openat", "ENOSPC", 3}, {"unlink", "EIO", 2}, {"mkdirat", "ENOSPC", 1},
}

// TestFault56And57EachCall makes each system call that writes fail once, on a full
// disk and on a broken one, while an archive is made and while one is added to.
// The command must stop, say what to do, and report nothing that it was doing;
// the archive must be readable, and take the same when the disk is well again.
// ONRECORD_DISK=all tries every call, else some of each kind.
func TestFault56And57EachCall(t *testing.T) {
	needStrace(t)
	posts, ids := somePosts(t, "more", 3)
	first, kept := somePosts(t, "first", 3)
	for _, begun := range []bool{false, true} {
		for _, c := range spoilt {
			t.Run(fmt.Sprint(c.call, " ", c.errno, " begun=", begun), func(t *testing.T) {
				n, hits := 1, 0
				for step := 1; ; n += step {
					dir := filepath.Join(t.TempDir(), "archive")
					var before []string
					if before = nil; begun {
						before = kept
						inProcess(t, dir, exit.Done, "import", "posts", first)
					}
					s := spoil(t, dir, c.call, c.errno, n, "import", "posts", posts)
					if !s.hit {
						break
					}
					hits++
					checkSpoiled(t, s, n)
					checkKept(t, dir, before, begun)
					if s.code == exit.Done {
						checkKept(t, dir, ids, true)
					}
					inProcess(t, dir, exit.Done, "import", "posts", posts)
					checkKept(t, dir, append(before, ids...), true)
					if hits >= c.few/2 && os.Getenv("ONRECORD_DISK") != "all" {
						step = 1 + 2*n/max(c.few, 1)
					}
				}
				t.Logf("%d calls failed, of %d", hits, n-1)
			})
		}
	}
}

// checkSpoiled holds a command to what it may do when a call failed.
func checkSpoiled(t *testing.T, s spoiled, n int) {
	t.Helper()
	where := fmt.Sprintf("call %d, %s", n, s.at)
	if strings.Contains(s.stderr, "goroutine ") || s.code < 0 {
		t.Fatalf("%s: it fell over: %s", where, s.stderr)
	}
	// What was reported was on the disk already; and SQLite does without a sync of
	// names, which onrecord does itself (TestFault57NamesNotSynced), and without a
	// file that it can open in another way. A journal that cannot be looked at says
	// no more than one that is not there.
	other := strings.Contains(s.at, "open(") || strings.Contains(s.at, "/archive>)") || strings.Contains(s.at, `-journal", O_RDONLY`)
	if s.late || other && s.code == exit.Done {
		return
	}
	if s.code != exit.Failed || s.said != "" {
		t.Errorf("%s: it ends with %d, having said %q", where, s.code, s.said)
	}
	for _, advice := range []string{store.ErrFull.Error(), store.ErrDisk.Error(), store.ErrReadOnly.Error(), "choose another", "check its permissions"} {
		if strings.Contains(s.stderr, advice) {
			return
		}
	}
	t.Errorf("%s: it does not say what to do: %s", where, s.stderr)
}

// TestFault57NamesNotSynced: where the directory's names cannot be synced, which
// SQLite keeps to itself, nothing is reported.
func TestFault57NamesNotSynced(t *testing.T) {
	needStrace(t)
	posts, ids := somePosts(t, "names", 2)
	dir := filepath.Join(t.TempDir(), "archive")
	s := spoilAt(t, dir, []string{dir}, "fsync", "EIO", "1+", "import", "posts", posts)
	if s.at = ""; !s.hit {
		t.Error("no name was synced")
	}
	checkSpoiled(t, s, 1)
	inProcess(t, dir, exit.Done, "import", "posts", posts)
	checkKept(t, dir, ids, true)
}

// TestFault57NotTriedAgain: a command that captures one page after the other stops
// at a sync that failed, and does not take the next one's success for its own.
func TestFault57NotTriedAgain(t *testing.T) {
	needStrace(t)
	dir := filepath.Join(t.TempDir(), "archive")
	args := append([]string{"capture", "--json", "--no-link"}, fetchPlainly...)
	base := press(t, 1)
	for i := range 6 {
		args = append(args, fmt.Sprint(base, "/a/", i))
	}
	s := spoilAt(t, dir, []string{dir + "/onrecord.db-wal"}, "fsync", "EIO", "32", args...)
	var acked []string
	for line := range strings.Lines(s.said) {
		for _, a := range acksOf([]byte(line), job{}) {
			acked = append(acked, string(a.id))
		}
	}
	if !s.hit || s.code != exit.Failed || len(acked) == 0 || len(acked) > 4 || !strings.Contains(s.stderr, store.ErrDisk.Error()) {
		t.Errorf("it ends with %d after %d reports (hit: %v): %s", s.code, len(acked), s.hit, s.stderr)
	}
	checkKept(t, dir, acked, true)
}

// checkKept looks for what was reported in an archive that must be sound.
func checkKept(t *testing.T, dir string, ids []string, verify bool) {
	t.Helper()
	var acked []ack
	for _, id := range ids {
		acked = append(acked, ack{id: store.DocumentID(id)})
	}
	if err := look(t, dir, acked, verify, false); err != nil {
		t.Error(err)
	}
}

// inProcess runs a command that must end with a code.
func inProcess(t *testing.T, dir string, want int, args ...string) {
	t.Helper()
	var said bytes.Buffer
	if code := execute(context.Background(), append([]string{"-a", dir}, args...), streams{in: strings.NewReader(""), out: &said, err: &said}); code != want {
		t.Fatalf("%s ends with %d: %s", args, code, said.String())
	}
}

// TestFault58SecondDaemon: where a run is under way, a second watch or run ends and
// names who has the archive.
func TestFault58SecondDaemon(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	st, err := sqlite.Open(t.Context(), dir, sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if _, err := st.BeginRun(t.Context(), run.Holder()); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"watch", "run"} {
		var said bytes.Buffer
		code := execute(t.Context(), []string{"-a", dir, command}, streams{in: strings.NewReader(""), out: &said, err: &said})
		if code != exit.Failed || !strings.Contains(said.String(), run.Holder()) {
			t.Errorf("%s ends with %d: %s", command, code, said.String())
		}
	}
}
