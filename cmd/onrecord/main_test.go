package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"onrecord": func() { os.Exit(realMain()) }})
}

// TestScripts runs the command line as a user sees it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script"), Setup: func(env *testscript.Env) error {
		env.Setenv("NO_COLOR", "1")
		return nil
	}, Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"code": wantCode, "bigquote": bigQuote}})
}
