package sqlite

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"onrecord/store"
)

// mounted is a small disk of its own, in memory. Only root can mount one, and not
// in every container.
func mounted(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("this machine lets us mount no disk: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
	return dir
}

// noise is a capture whose bytes do not pack.
func noise(n int) store.Capture {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	return store.Capture{Body: b}
}

// TestFault56ASmallDisk fills a real disk to its end: the write that finds no room
// says so, what was kept is read back, and all goes on when there is room.
func TestFault56ASmallDisk(t *testing.T) {
	disk := mounted(t, "size=14m")
	filler := filepath.Join(disk, "filler")
	if err := os.WriteFile(filler, make([]byte, 9<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	d := open(t, filepath.Join(disk, "archive"), Options{Create: true})
	var kept []int64
	for {
		id, _, err := d.Record(t.Context(), noise(50_000), nil)
		if err == nil {
			kept = append(kept, id)
			continue
		}
		if !errors.Is(err, store.ErrFull) || len(kept) < 5 {
			t.Fatalf("after %d captures: %v", len(kept), err)
		}
		break
	}
	whole := func(d *DB) {
		for _, id := range kept {
			if c, err := d.Capture(t.Context(), id); err != nil || len(c.Body) != 50_000 {
				t.Fatalf("capture %d: %v", id, err)
			}
		}
	}
	whole(d)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Record(t.Context(), noise(50_000), nil); err != nil && !errors.Is(err, store.ErrDisk) {
		t.Errorf("with room again: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, filepath.Join(disk, "archive"), Options{})
	whole(d)
	keepPost(t, d, "2", "B")
}

// TestFault56NoInodes: a disk that takes no more files, however few it took, is
// said to be full, not forbidden; the archive is made when there is room.
func TestFault56NoInodes(t *testing.T) {
	refused := 0
	for inodes := 2; inodes < 9; inodes++ {
		t.Run(fmt.Sprint(inodes), func(t *testing.T) {
			disk := mounted(t, fmt.Sprint("size=8m,nr_inodes=", inodes))
			dir := filepath.Join(disk, "archive")
			d, err := Open(t.Context(), dir, Options{Create: true})
			if err == nil {
				_, _, err = d.Record(t.Context(), noise(1000), nil)
				err = errors.Join(err, d.Close())
			}
			if err != nil {
				if refused++; !errors.Is(err, store.ErrFull) {
					t.Errorf("with %d inodes: %v", inodes, err)
				}
			}
			if out, err := exec.Command("mount", "-o", "remount,nr_inodes=100", disk).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			keepPost(t, open(t, dir, Options{Create: true}), "1", "A")
		})
	}
	if refused < 3 && !t.Skipped() {
		t.Logf("only %d of these disks were too small", refused)
	}
}

// TestFault59Waits: a lock that is given back in time is waited for.
func TestFault59Waits(t *testing.T) {
	dir := filled(t)
	holder, d := open(t, dir, Options{}), open(t, dir, Options{BusyTimeout: time.Minute})
	held, release := make(chan bool), make(chan bool)
	ended := make(chan error)
	go func() {
		ended <- holder.write(t.Context(), func(*tx) error {
			close(held)
			<-release
			return nil
		})
	}()
	<-held
	time.AfterFunc(200*time.Millisecond, func() { close(release) })
	if _, _, err := d.Record(t.Context(), store.Capture{}, []store.Observation{observation("2", "B")}); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestFault55AtBirth: a database that was being made when the power went is made
// anew, whatever of it reached the disk.
func TestFault55AtBirth(t *testing.T) {
	journal := append([]byte(journalMagic), make([]byte, 504)...)
	journal[15], journal[22], journal[26] = 1, 2, 16 // a nonce, sectors of 512 bytes, pages of 4096
	born, err := os.ReadFile(filepath.Join(filled(t), fileName))
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string][]byte{"nothing": make([]byte, 4096), "noise": noise(4096).Body, "all": born} {
		dir := t.TempDir()
		path := filepath.Join(dir, fileName)
		if err := errors.Join(os.WriteFile(path, page, 0o600), os.WriteFile(path+"-journal", journal, 0o600), os.WriteFile(path+"-wal", make([]byte, 32), 0o600)); err != nil {
			t.Fatal(err)
		}
		d, err := Open(t.Context(), dir, Options{Create: true})
		if err != nil {
			t.Errorf("with %s on the disk: %v", name, err)
			continue
		}
		keepPost(t, d, "1", "A")
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}
