package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// tracedCalls are the system calls by which a program changes files.
const tracedCalls = "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,lseek,fsync,fdatasync,sync_file_range,msync,truncate,ftruncate,fallocate," +
	"unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,splice"

// needStrace skips where strace cannot be used.
func needStrace(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("strace is Linux's")
	}
	if _, err := exec.LookPath("strace"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("strace is not installed; on Debian: apt install strace")
		}
		t.Skip("strace is not installed; on Debian: apt install strace")
	}
	if out, err := exec.Command("strace", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("this machine lets no process trace another (ptrace): %s", out)
	}
}

// tracer makes the log of what traced children asked of the disk under a root.
type tracer struct {
	root string
	log  []diskOp
	// names are the files by path, as the running system has them.
	names map[string]int
	files int
	sizes map[int]int64
}

func newTracer(root string) *tracer {
	return &tracer{root: root, names: map[string]int{}, sizes: map[int]int64{}}
}

// run runs onrecord under strace, adds what it did to the log, and gives what
// it said.
func (tr *tracer) run(t *testing.T, args ...string) string {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command("strace", append([]string{"-f", "-y", "-xx", "-s", "100000000", "--seccomp-bpf", "-o", trace, "-e", "trace=" + tracedCalls, "-e", "signal=none", childProgram(t)}, args...)...)
	cmd.Env = append(childEnv(), "GODEBUG=asyncpreemptoff=1")
	var said, complaints strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v: %s%s", args, err, said.String(), complaints.String())
	}
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := tr.read(f); err != nil {
		t.Fatal(err)
	}
	return said.String()
}

// open is an open file of the process that is being read about.
type openFile struct {
	file int // 0 for a directory
	at   int64
}

// call is one system call of a trace.
type call struct {
	name   string
	args   []string
	result int64
}

// read reads the trace of one process.
func (tr *tracer) read(in io.Reader) error {
	fds, begun := map[string]*openFile{}, map[string]string{}
	b := bufio.NewReader(in)
	for {
		line, err := b.ReadString('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		pid, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		text = strings.TrimSpace(text)
		if begin, ok := strings.CutSuffix(text, " <unfinished ...>"); ok {
			begun[pid] = begin
			continue
		}
		if strings.HasPrefix(text, "<... ") {
			_, rest, _ := strings.Cut(text, " resumed>")
			text = begun[pid] + rest
		}
		c, ok := callOf(text)
		if !ok {
			continue // a signal, an end, a call that failed
		}
		if err := tr.take(c, fds); err != nil {
			return fmt.Errorf("%w in: %.200s", err, text)
		}
	}
}

// callOf reads NAME(ARG, …) = RESULT; with -xx no text in the arguments has a
// comma. A call that failed or did not return is none.
func callOf(text string) (call, bool) {
	name, rest, ok := strings.Cut(text, "(")
	end := strings.LastIndex(rest, ") ")
	if !ok || end < 0 {
		return call{}, false
	}
	number, _, _ := strings.Cut(strings.TrimLeft(rest[end+2:], "= "), "<")
	number, _, _ = strings.Cut(number, " ")
	n, err := strconv.ParseInt(number, 0, 64)
	if err != nil || n < 0 {
		return call{}, false
	}
	args := strings.Split(rest[:end], ",")
	for i := range args {
		args[i] = strings.TrimSpace(args[i])
	}
	return call{name, args, n}, true
}

// unhex decodes the first text of an argument.
func unhex(arg string) []byte {
	from := strings.Index(arg, `\x`)
	if from < 0 {
		return nil
	}
	out := make([]byte, 0, len(arg)/4)
	for i := from; i+4 <= len(arg) && arg[i] == '\\'; i += 4 {
		out = append(out, nibble(arg[i+2])<<4|nibble(arg[i+3]))
	}
	return out
}

func nibble(c byte) byte {
	if c >= 'a' {
		return c - 'a' + 10
	}
	return c - '0'
}

// descriptor is the number of a file descriptor and the path that -y shows.
func descriptor(arg string) (fd, path string) {
	fd, rest, _ := strings.Cut(arg, "<")
	return fd, string(unhex(rest))
}

// in reports whether a path lies under the root.
func (tr *tracer) in(path string) bool {
	return path == tr.root || strings.HasPrefix(path, tr.root+"/")
}

func (tr *tracer) add(o diskOp) { tr.log = append(tr.log, o) }

// take adds one call to the log.
func (tr *tracer) take(c call, fds map[string]*openFile) error {
	switch c.name {
	case "open":
		tr.open(string(unhex(c.args[0])), c.args[1], c.result, fds)
		return nil
	case "openat":
		tr.open(string(unhex(c.args[1])), c.args[2], c.result, fds)
		return nil
	case "mkdir", "mkdirat":
		tr.changeName(opMkdir, string(unhex(last(c.args, 2))), "")
		return nil
	case "unlink", "rmdir":
		tr.changeName(opRemove, string(unhex(c.args[0])), "")
		return nil
	case "unlinkat":
		tr.changeName(opRemove, string(unhex(c.args[1])), "")
		return nil
	case "rename":
		tr.changeName(opRename, string(unhex(c.args[0])), string(unhex(c.args[1])))
		return nil
	case "renameat", "renameat2":
		tr.changeName(opRename, string(unhex(c.args[1])), string(unhex(c.args[3])))
		return nil
	}
	return tr.takeFile(c, fds)
}

func last(args []string, n int) string { return args[len(args)-n] }

// takeFile adds a call about an open file.
func (tr *tracer) takeFile(c call, fds map[string]*openFile) error {
	fd, path := descriptor(c.args[0])
	if fd == "1" && c.name == "write" {
		tr.add(diskOp{kind: opAck, data: unhex(c.args[1])})
		return nil
	}
	if !tr.in(strings.TrimSuffix(path, " (deleted)")) {
		return nil
	}
	f := fds[fd]
	if f == nil {
		return fmt.Errorf("a file that was not seen to be opened: %s", path)
	}
	switch c.name {
	case "write":
		tr.write(f.file, f.at, unhex(c.args[1])[:c.result])
		f.at += c.result
	case "pwrite64":
		off, err := strconv.ParseInt(c.args[3], 10, 64)
		if err != nil {
			return err
		}
		tr.write(f.file, off, unhex(c.args[1])[:c.result])
	case "lseek":
		f.at = c.result
	case "ftruncate":
		size, err := strconv.ParseInt(c.args[1], 10, 64)
		if err != nil {
			return err
		}
		tr.sizes[f.file] = size
		tr.add(diskOp{kind: opSize, file: f.file, off: size})
	case "fsync", "fdatasync":
		tr.add(diskOp{kind: opSync, file: f.file, path: path})
	default:
		return fmt.Errorf("%s is not understood", c.name)
	}
	return nil
}

func (tr *tracer) write(file int, off int64, data []byte) {
	tr.sizes[file] = max(tr.sizes[file], off+int64(len(data)))
	tr.add(diskOp{kind: opWrite, file: file, off: off, data: data})
}

func (tr *tracer) open(path, flags string, fd int64, fds map[string]*openFile) {
	if !tr.in(path) {
		return
	}
	f := &openFile{}
	fds[strconv.FormatInt(fd, 10)] = f
	if info, err := os.Stat(path); strings.Contains(flags, "O_DIRECTORY") || err == nil && info.IsDir() {
		return
	}
	if tr.names[path] == 0 {
		tr.files++
		tr.names[path] = tr.files
		tr.add(diskOp{kind: opName, file: tr.files, path: path})
	}
	f.file = tr.names[path]
	switch {
	case strings.Contains(flags, "O_TRUNC") && tr.sizes[f.file] > 0:
		tr.sizes[f.file] = 0
		tr.add(diskOp{kind: opSize, file: f.file})
	case strings.Contains(flags, "O_APPEND"):
		f.at = tr.sizes[f.file]
	}
}

func (tr *tracer) changeName(kind opKind, path, to string) {
	if !tr.in(path) {
		return
	}
	o := diskOp{kind: kind, path: path, to: to, file: tr.names[path]}
	delete(tr.names, path)
	if kind == opRename {
		tr.names[to] = o.file
	}
	tr.add(o)
}
