package main

import (
	"net/http"
	_ "net/http/pprof"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"onrecord/store/postgres/postgrestest"
)

// TestMain is onrecord itself where the binary is started by that name.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "onrecord" {
		if os.Getenv("ONRECORD_TEST_ONE_THREAD") != "" { // strace counts calls by thread
			runtime.LockOSThread()
		}
		if at := os.Getenv("ONRECORD_TEST_PPROF"); at != "" {
			go func() { _ = http.ListenAndServe(at, nil) }()
		}
		os.Exit(realMain())
	}
	// Signing keys of tests lie in a directory of their own.
	dir, err := os.MkdirTemp("", "onrecord-test-*")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_CONFIG_HOME", dir)
	os.Unsetenv("ONRECORD_KEY")
	testscript.Main(stopping{m}, map[string]func(){"onrecord": func() { os.Exit(realMain()) }})
}

// stopping stops the PostgreSQL that tests started.
type stopping struct{ *testing.M }

// Run runs the tests.
func (s stopping) Run() int { return postgrestest.Main(s.M) }

// TestScripts runs the command line as a user sees it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script"), Setup: func(env *testscript.Env) error {
		env.Setenv("NO_COLOR", "1")
		env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
		return nil
	}, Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"code": wantCode, "bigquote": bigQuote}})
}
