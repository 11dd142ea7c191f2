package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	// Signing keys of tests lie in a directory of their own, that of the first of
	// the processes: the tests start this binary again as onrecord.
	if os.Getenv("ONRECORD_TEST_CONFIG") == "" {
		dir, err := os.MkdirTemp("", "onrecord-test-*")
		if err != nil {
			panic(err)
		}
		os.Setenv("ONRECORD_TEST_CONFIG", dir)
		os.Setenv("XDG_CONFIG_HOME", dir)
		os.Unsetenv("ONRECORD_KEY")
	}
	testscript.Main(m, map[string]func(){"onrecord": func() { os.Exit(realMain()) }})
}

// TestScripts runs the command line as a user sees it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script"), Setup: func(env *testscript.Env) error {
		env.Setenv("NO_COLOR", "1")
		env.Setenv("ONRECORD_TEST_CONFIG", "its own")
		env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
		return nil
	}, Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"code": wantCode, "bigquote": bigQuote}})
}
