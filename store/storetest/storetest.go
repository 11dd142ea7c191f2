// Package storetest is the contract of package store as tests: every database
// passes Run.
package storetest

import (
	"context"
	"io"
	"testing"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
)

// Engine is all that a database does. Nobody else asks for all of it.
type Engine interface {
	store.Recorder
	store.Documents
	store.Captures
	store.Looks
	store.Views
	store.Changes
	store.Authors
	store.Months
	store.Sources
	store.Runs
	store.Linker
	store.Links
	store.Index
	store.Renditions
	store.Pictures
	store.Authored
	store.Hosts
	store.Settings
	store.People
	store.MediaKeeper
	store.Outbox
	store.Log
	store.Checkpoints
	store.Forgetter
	store.Anchors
	store.Upkeep
	proof.Log
	proof.Captures
	proof.Documents
	proof.Derived
	UnnamedFiles(ctx context.Context, before time.Time) ([]string, error)
	OpenBody(ctx context.Context, c store.Capture) (io.Reader, error)
	Close() error
}

// ConfirmAfter is how long after a first look that missed a document a second
// one confirms; an Opener opens its archives so.
const ConfirmAfter = 5 * time.Minute

// An Opener opens the archive in a directory, making it where there is none, with
// a clock of ours. It is called again with the same directory to reopen it.
type Opener func(t *testing.T, dir string, now func() time.Time) Engine

// Run holds a database to the contract.
func Run(t *testing.T, open Opener) {
	t.Helper()
	for _, suite := range []struct {
		name string
		run  func(*testing.T, Opener)
	}{
		{"Capture", captures},
		{"Captures", captureWalks},
		{"LinesThere", linesThere},
		{"Orders", orders},
		{"OrdersAlone", ordersAlone},
		{"Place", places},
		{"Cut", cuts},
		{"NotModified", notModified},
		{"Tombstone", tombstones},
		{"Identity", identity},
		{"Authority", authorities},
		{"Merge", merges},
		{"Describe", describes},
		{"Hostile", hostile},
		{"Documents", documents},
		{"Timeline", timelines},
		{"Outbox", outbox},
		{"People", people},
		{"Speakers", speakers},
		{"Relations", related},
		{"Media", media},
		{"Pictures", pictures},
		{"Swapped", swapped},
		{"Counts", counts},
		{"Browse", browsing},
		{"Months", months},
		{"Touched", touches},
		{"DocumentViews", documentViews},
		{"Log", logs},
		{"Checkpoints", checkpoints},
		{"Append", appended},
		{"Forget", forgets},
		{"ForgetQuoted", forgetsQuoted},
		{"ForgetNested", forgetsNested},
		{"Unnamed", unnamed},
		{"Notes", noted},
		{"Sources", sources},
		{"SourceEditors", editors},
		{"Renditions", renditions},
		{"Hosts", hosts},
		{"Runs", runs},
		{"ClockBack", clockBack},
		{"Quotes", quotes},
		{"ChangedQuotes", changedQuotes},
		{"Links", links},
		{"Index", indexes},
		{"Reindex", reindexes},
		{"Search", searches},
		{"SearchAnew", searchedAnew},
		{"SearchMerged", searchedMerged},
		{"Anchors", anchors},
		{"Evidence", evidence},
		{"StatesOfNew", statesOfNew},
		{"Remade", remade},
		{"Check", checks},
		{"Backup", backups},
		{"Large", large},
		{"Concurrent", concurrent},
		{"Reopen", reopen},
	} {
		t.Run(suite.name, func(t *testing.T) { suite.run(t, open) })
	}
}
