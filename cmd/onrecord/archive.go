package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/run"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// openArchive opens the archive to write, making it where create says so.
func (a *app) openArchive(ctx context.Context, create bool) (*sqlite.DB, error) {
	return run.Open(ctx, a.env(), a.archiveDir, create)
}

// readArchive opens it to read only.
func (a *app) readArchive(ctx context.Context) (*sqlite.DB, error) {
	return run.Read(ctx, a.env(), a.archiveDir)
}

// reading does something with the archive open to read, writing to write, and making to
// write where it is made if it is not there yet.
func (a *app) reading(ctx context.Context, f func(*sqlite.DB) error) error {
	st, err := a.readArchive(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	return f(st)
}

func (a *app) writing(ctx context.Context, f func(*sqlite.DB) error) error {
	return run.Writing(ctx, a.env(), a.archiveDir, false, f)
}

func (a *app) making(ctx context.Context, f func(*sqlite.DB) error) error {
	return run.Writing(ctx, a.env(), a.archiveDir, true, f)
}

// action is what a command does with the archive and its arguments.
type action func(ctx context.Context, st *sqlite.DB, args []string) error

// reads, writes and makes run a command that does nothing before the archive is open.
func (a *app) reads(do action) func(*cobra.Command, []string) error { return on(a.reading, do) }

func (a *app) writes(do action) func(*cobra.Command, []string) error { return on(a.writing, do) }

func (a *app) makes(do action) func(*cobra.Command, []string) error { return on(a.making, do) }

func on(open func(context.Context, func(*sqlite.DB) error) error, do action) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return open(cmd.Context(), func(st *sqlite.DB) error { return do(cmd.Context(), st, args) })
	}
}

// findDocument takes what people type for a document.
func (a *app) findDocument(ctx context.Context, st desk.Documents, arg string) (store.Document, error) {
	return desk.Finder{Documents: st, Platforms: a.config.Platforms(), Archive: a.shown()}.Find(ctx, arg)
}

// env is what every job is given.
func (a *app) env() config.Env {
	return config.Env{Config: a.config, Version: version, Now: a.now, Warn: a.warn, Progress: a.progress}
}

// job is work on an archive, whose looks are printed.
func (a *app) job(st *sqlite.DB, link bool) run.Job {
	return a.print().Job(a.env(), st, link)
}

// shown is the archive's address as people may see it.
func (a *app) shown() string { return archive.Shown(a.archiveDir) }

// mediaDir is where the bytes of the archive's media lie.
func (a *app) mediaDir() string {
	if archive.IsDirectory(a.archiveDir) {
		return filepath.Join(a.archiveDir, "media")
	}
	return a.config.MediaDir
}
