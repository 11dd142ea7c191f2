// Command onrecord keeps what public figures post, exactly as they posted it,
// and shows who quoted it and how faithfully.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the Makefile from git.
var version = "devel"

func main() { os.Exit(realMain()) }

// realMain runs the command line on the process's own streams. The first
// SIGINT or SIGTERM ends the work in hand in good order, a second one at once.
func realMain() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return execute(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
}
