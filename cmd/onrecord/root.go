package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/terminal"
)

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app is what every subcommand shares: the streams and the global flags.
type app struct {
	streams
	archiveDir string
	json       bool
	config     config.Config
	now        func() time.Time
	// unsigned is the size of the log that was last said not to be signed.
	unsigned atomic.Int64
}

// execute runs one command line and returns its exit code.
func execute(ctx context.Context, args []string, s streams) int {
	return (&app{streams: s, now: time.Now}).execute(ctx, args)
}

func (a *app) execute(ctx context.Context, args []string) int {
	screen := new(terminal.Screen)
	a.out = screen.Wrapped(a.out, func() bool { return a.json })
	a.err = screen.Wrapped(a.err, func() bool { return false })
	defer screen.Clear()
	started := false
	root := a.rootCommand()
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		started = true
		if err := cli.CheckGiven(cmd); err != nil {
			return err
		}
		if cmd.Parent() != nil && cmd.Parent().Name() == "config" {
			return nil
		}
		return a.settings(cmd.Context()).Apply(cmd.Flags(), a.warn)
	}
	root.SetArgs(cli.WithWords(root, args))
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exit.Done
	}
	if own := (*exit.Error)(nil); !started && !errors.As(err, &own) { // cobra itself refused the command line
		end := "; see"
		if strings.HasSuffix(err.Error(), "?") {
			end = " See"
		}
		err = exit.Usagef("%w%s '%s --help'", err, end, cmd.CommandPath())
	}
	if msg := exit.Message(err); msg != "" {
		fmt.Fprintln(a.err, "onrecord: "+msg)
	}
	return exit.CodeOf(err)
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "onrecord",
		Short: "Keep what public figures post, and show who quoted it, and how accurately",
		Long: `onrecord keeps what public figures post, exactly as they posted it, with every
version and the moment it vanished, and shows who quoted it, and how accurately.

Try 'onrecord demo' first: it plays the whole job on this machine. 'onrecord help
TOPIC' explains more; the topics stand at the end.`,
		Version:       fmt.Sprintf("%s (%s)", version, runtime.Version()),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	dir := os.Getenv("ONRECORD_ARCHIVE")
	if dir == "" {
		dir = "archive"
	}
	root.PersistentFlags().StringVarP(&a.archiveDir, "archive", "a", dir, "the archive's `directory`, or the address of a database, postgres://… (env ONRECORD_ARCHIVE)")
	root.PersistentFlags().Lookup("archive").DefValue = archive.Shown(dir) // a password stands in no help
	media := os.Getenv("ONRECORD_MEDIA")
	if media == "" {
		media = filepath.Join("archive", "media")
	}
	root.PersistentFlags().StringVar(&a.config.MediaDir, "media-dir", media, "the `directory`, or bucket (s3://…), for pictures, videos and sounds where the archive is a database (env ONRECORD_MEDIA)")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print JSON, one object a line")
	root.AddCommand(
		a.captureCommand(), a.sourceCommand(), a.runCommand(),
		a.linkCommand(), a.linksCommand(), a.lookupCommand(), a.checkCommand(), a.searchCommand(), a.listCommand(),
		a.diffCommand(), a.showCommand(), a.reportCommand(), a.serveCommand(),
		a.initCommand(), a.watchCommand(), a.workCommand(), a.notifyCommand(), a.anchorCommand(), a.doctorCommand(), a.authorCommand(), a.backfillCommand(),
		a.importCommand(), a.exportCommand(), a.verifyCommand(), a.headCommand(), a.annotateCommand(), a.forgetCommand(), a.backupCommand(), a.restoreCommand(), a.copyCommand(), a.demoCommand(), a.versionCommand(), a.configCommand(),
	)
	cli.Finish(root, groups, topicFiles, version)
	root.SetVersionTemplate("onrecord {{.Version}}\n")
	return root
}
