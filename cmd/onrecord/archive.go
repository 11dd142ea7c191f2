package main

import (
	"context"
	"path/filepath"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/run"
	"onrecord/compare/link"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/report"
	"onrecord/templates/view"
)

// openArchive opens the archive to write, making it where create says so.
func (a *app) openArchive(ctx context.Context, create bool) (st *sqlite.DB, err error) {
	st, err = archive.Open(ctx, a.archiveDir, a.config.MediaDir, sqlite.Options{
		Create: create, ConfirmAfter: a.config.ConfirmGap(), Scheme: link.Scheme(),
		Terms: link.Terms, Collector: a.env().Collector(), Now: a.now,
		Beacon: func(ctx context.Context) *store.Beacon { return a.env().Beacon(ctx, st) },
	})
	return st, err
}

// readArchive opens it to read only.
func (a *app) readArchive(ctx context.Context) (*sqlite.DB, error) {
	return archive.Open(ctx, a.archiveDir, a.config.MediaDir, sqlite.Options{ReadOnly: true, Now: a.now})
}

// shown is what pages are filled from.
func shown(st *sqlite.DB) view.Archive {
	return view.Archive{Documents: st, Captures: st, Changes: st, Authors: st, Months: st, Quotes: st, Runs: st, Sources: st, Log: st}
}

// reported is what a report is written from.
func reported(st *sqlite.DB) report.Archive {
	return report.Archive{Archive: shown(st), Freshness: st, Texts: st, Media: st.OpenMedium, HasMedium: st.HasMedium}
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
	return run.Job{
		Env: a.env(), Store: st, NoLink: !link, Passed: a.print().Run,
		Looked: func(r scraper.LookResult) error { return a.print().Look(context.Background(), st, r) },
	}
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
