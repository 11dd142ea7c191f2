package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// wantCode is the script command `code N onrecord ARG…`: the command must end
// with exactly that exit code; its output can be asserted on afterwards.
func wantCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command [arg…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if ee := (*exec.ExitError)(nil); errors.As(err, &ee) {
		got = ee.ExitCode()
	} else if err != nil {
		ts.Fatalf("%s: %v", args[1], err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// bigQuote is the script command `bigquote FILE BYTES`: it writes a lookup line
// with a quote of that many bytes.
func bigQuote(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := strings.Repeat("una palabra tras otra ", n/22+1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(`{"id":"big","quote":"`+text+`"}`+"\n"), 0o600))
}
