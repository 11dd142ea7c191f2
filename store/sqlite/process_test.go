package sqlite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
)

// jobEnv tells the test binary, started again as a child, what to do in which
// directory.
const (
	jobEnv = "ONRECORD_TEST_JOB"
	dirEnv = "ONRECORD_TEST_DIR"
)

func TestMain(m *testing.M) {
	job, ok := map[string]func(context.Context, string) error{"record": childRecords, "read": childReads, "write": childWrites}[os.Getenv(jobEnv)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := job(context.Background(), os.Getenv(dirEnv)); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func child(t *testing.T, job, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), jobEnv+"="+job, dirEnv+"="+dir)
	return cmd
}

// childRecords records post after post, each with two versions and a body, and
// says each that was acknowledged.
func childRecords(ctx context.Context, dir string) error {
	d, err := Open(ctx, dir, Options{Create: true, Terms: textTerms, Scheme: 1})
	if err != nil {
		return err
	}
	for i := range 10_000 {
		id := fmt.Sprintf("%d-%d", os.Getpid(), i)
		c := store.Capture{Document: store.DocumentID("x:" + id), Body: []byte(strings.Repeat(id, 50))}
		if _, _, err := d.Record(ctx, c, []store.Observation{observation(id, "A"), observation(id, "B")}); err != nil {
			return err
		}
		fmt.Println(id)
	}
	return nil
}

// TestFault54: a process killed while it records loses nothing acknowledged, and
// leaves nothing by halves. ONRECORD_KILLS says how often; the command line is
// killed in cmd/onrecord.
func TestFault54(t *testing.T) {
	kills, killed := 12, 0
	if n, err := strconv.Atoi(os.Getenv("ONRECORD_KILLS")); err == nil {
		kills = n
	}
	for killed < kills {
		dir, acknowledged := t.TempDir(), 0
		for round := 0; round < 12 && killed < kills; round++ {
			said := killAfter(t, dir, 1+round*3, time.Duration(rand.IntN(3000))*time.Microsecond)
			killed++
			acknowledged += len(said)
			checkWhole(t, dir, said, acknowledged)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d killed", killed)
}

// killAfter has a child record, kills it a moment after its nth report, and gives
// what it reported.
func killAfter(t *testing.T, dir string, n int, moment time.Duration) (said []string) {
	t.Helper()
	cmd := child(t, "record", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewReader(out); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		if said = append(said, strings.TrimSpace(line)); len(said) == n {
			defer time.AfterFunc(moment, func() { _ = cmd.Process.Kill() }).Stop()
		}
	}
	if err := cmd.Wait(); err == nil || len(said) < n {
		t.Fatalf("the child was not killed at work (%d records, %v): %s", len(said), err, said)
	}
	return said
}

// checkWhole looks for all that was acknowledged and for halves.
func checkWhole(t *testing.T, dir string, said []string, acknowledged int) {
	t.Helper()
	d := open(t, dir, Options{})
	defer d.Close()
	for _, id := range said {
		vs, err := d.Versions(t.Context(), store.DocumentID("x:"+id))
		if err != nil || len(vs) != 2 {
			t.Fatalf("%s was acknowledged: %d versions, %v", id, len(vs), err)
		}
		if c, err := d.Capture(t.Context(), vs[0].CaptureID); err != nil || string(c.Body) != strings.Repeat(id, 50) {
			t.Fatalf("the capture of %s: %v", id, err)
		}
	}
	n, err := d.Counts(t.Context())
	if err != nil || n.Captures < acknowledged || n.Posts != n.Captures || n.Versions != 2*n.Captures {
		t.Fatalf("%d acknowledged, %+v, %v", acknowledged, n, err)
	}
	if err := d.Check(t.Context(), 1, textTerms, func(int, int) {}, func(s string) { t.Error(s) }); err != nil {
		t.Fatal(err)
	}
	var verdict string
	if err := d.r.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatal(verdict, err)
	}
}

func childWrites(ctx context.Context, dir string) error {
	d, err := Open(ctx, dir, Options{Create: true, Terms: textTerms, Scheme: 1})
	if err != nil {
		return err
	}
	defer d.Close()
	for i := range 100 {
		if _, _, err := d.Record(ctx, store.Capture{}, []store.Observation{observation("shared", fmt.Sprint(os.Getpid(), i))}); err != nil {
			return err
		}
	}
	return nil
}

// TestFault58: processes that make and write one archive at the same time all get
// their turn.
func TestFault58(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "by", "all")
	var g errgroup.Group
	for range 3 {
		cmd := child(t, "write", dir)
		g.Go(func() error {
			out, err := cmd.CombinedOutput()
			if err != nil {
				return fmt.Errorf("%w: %s", err, out)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	vs, err := open(t, dir, Options{}).Versions(t.Context(), "x:shared")
	if err != nil || len(vs) != 300 {
		t.Fatalf("%d of 300 versions, %v", len(vs), err)
	}
	for i, v := range vs {
		if v.Seq != i+1 {
			t.Fatalf("version %d has number %d", i+1, v.Seq)
		}
	}
}

// childReads reads an archive that it may not write.
func childReads(ctx context.Context, dir string) error {
	if d, err := Open(ctx, dir, Options{}); !errors.Is(err, store.ErrReadOnly) {
		if err == nil {
			_, _, err = d.Record(ctx, store.Capture{}, nil)
		}
		if !errors.Is(err, store.ErrReadOnly) {
			return fmt.Errorf("opened to write: %w", err)
		}
	}
	d, err := Open(ctx, dir, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	if _, err := d.Document(ctx, "x:1"); err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	if _, err := Open(ctx, filepath.Join(dir, "new"), Options{Create: true}); err == nil || !strings.Contains(err.Error(), "new") {
		return fmt.Errorf("an archive made where nothing can be written: %w", err)
	}
	return nil
}

// TestFault60ReadOnlyDirectory: an archive on a disk that cannot be written can be
// read. Who is root may write anything, so another user does it.
func TestFault60ReadOnlyDirectory(t *testing.T) {
	dir := filled(t)
	if err := errors.Join(os.Chmod(filepath.Join(dir, fileName), 0o444), os.Chmod(dir, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	before := contents(t, dir)
	cmd := child(t, "read", dir)
	if os.Getuid() == 0 {
		makeReachable(t, cmd, dir)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if after := contents(t, dir); after != before {
		t.Errorf("before:\n%safter:\n%s", before, after)
	}
}

// makeReachable lets another user run the test binary and come to the directory.
func makeReachable(t *testing.T, cmd *exec.Cmd, dir string) {
	t.Helper()
	b, err := os.ReadFile(cmd.Path)
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "child")
	if err := os.WriteFile(bin, b, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd.Path, cmd.Args[0] = bin, bin
	cmd.Dir = "/"
	for _, p := range []string{filepath.Dir(bin), filepath.Dir(dir)} {
		for ; strings.HasPrefix(p, os.TempDir()+string(filepath.Separator)); p = filepath.Dir(p) {
			if err := os.Chmod(p, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
}
