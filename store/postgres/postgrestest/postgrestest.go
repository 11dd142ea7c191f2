// Package postgrestest runs a PostgreSQL of its own for tests: a cluster in a temporary
// folder, reached by a socket there, as a user that is not root.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a running cluster.
type Server struct {
	dir, bin string
	cmd      *exec.Cmd
	dead     chan struct{}
	bases    atomic.Int64
}

var shared = sync.OnceValues(Start)

// Address makes room for an archive, a schema of its own in the cluster that all tests of
// a package share, and gives its address. Where PostgreSQL is not installed the test is
// skipped, and fails where CI=true.
func Address(t testing.TB) string {
	t.Helper()
	s, err := shared()
	require(t, err)
	name := fmt.Sprintf("archive%d", s.bases.Add(1))
	if err := s.run(t.Context(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	return s.address("postgres") + "&search_path=" + name
}

// Require skips or fails a test that needs a cluster of its own, and gives it.
func Require(t testing.TB) *Server {
	t.Helper()
	s, err := Start()
	require(t, err)
	t.Cleanup(s.Stop)
	return s
}

func require(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errMissing) && os.Getenv("CI") != "true":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}

// Main runs a package's tests and stops the cluster that they shared.
func Main(m *testing.M) int {
	code := m.Run()
	StopShared()
	return code
}

var started atomic.Bool

// StopShared stops the cluster that tests shared, if one was started.
func StopShared() {
	if started.Load() {
		if s, err := shared(); err == nil {
			s.Stop()
		}
	}
}

var errMissing = errors.New("PostgreSQL is not installed (apt install postgresql)")

// binaries finds the newest installation.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errMissing
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// Start makes a cluster and starts it.
func Start() (*Server, error) {
	started.Store(true)
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "onrecord-pg-*")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin}
	if err := s.init(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.Restart(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

func (s *Server) init() error {
	if err := own(s.dir); err != nil {
		return err
	}
	out, err := s.command("initdb", "-D", filepath.Join(s.dir, "data"), "-A", "trust", "-U", "onrecord", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...) //nolint:gosec,noctx // PostgreSQL's own, which the test ends
	cmd.Dir = s.dir
	asUser(cmd)
	return cmd
}

// Restart starts the server and waits until it answers. After a crash the processes of the
// one before may take a moment to end.
func (s *Server) Restart() (err error) {
	for range 100 {
		if err = s.begin(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

func (s *Server) begin() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = s.command("postgres", "-D", filepath.Join(s.dir, "data"), "-k", s.dir, "-c", "listen_addresses=", "-c", "max_connections=300",
		"-c", "shared_buffers=64MB", "-c", "fsync=off", "-c", "autovacuum_naptime=10s")
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if err := s.cmd.Start(); err != nil {
		return err
	}
	dead := make(chan struct{})
	s.dead = dead
	go func(cmd *exec.Cmd) { _ = cmd.Wait(); close(dead) }(s.cmd)
	for range 1200 {
		c, err := pgx.Connect(context.Background(), s.address("postgres"))
		if err == nil {
			return c.Close(context.Background())
		}
		select {
		case <-dead:
			text, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("PostgreSQL ended: %s", text)
		case <-time.After(50 * time.Millisecond):
		}
	}
	return errors.New("PostgreSQL does not answer")
}

// Kill ends the server at once, as a crash does.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill()
	<-s.dead
}

// Stop ends the server and removes the cluster.
func (s *Server) Stop() {
	_ = s.cmd.Process.Signal(syscall.SIGQUIT)
	select {
	case <-s.dead:
	case <-time.After(10 * time.Second):
		s.Kill()
	}
	_ = os.RemoveAll(s.dir)
}

// Bin is where PostgreSQL's programs are.
func (s *Server) Bin() string { return s.bin }

func (s *Server) address(base string) string {
	return "postgres://onrecord@/" + base + "?host=" + s.dir
}

// Database makes an empty database and gives its address.
func (s *Server) Database(ctx context.Context) (string, error) {
	name := fmt.Sprintf("test%d", s.bases.Add(1))
	return s.address(name), s.run(ctx, "CREATE DATABASE "+name)
}

func (s *Server) run(ctx context.Context, query string) error {
	c, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, query)
	return errors.Join(err, c.Close(context.WithoutCancel(ctx)))
}
