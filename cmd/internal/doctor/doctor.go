// Package doctor says what is wrong with an archive, since when, and what to do: by
// cause, what many suffer from first.
package doctor

import (
	"context"
	"time"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/config"
	"onrecord/store"
)

// Finding is one thing that is wrong.
type Finding struct {
	What string `json:"what"`
	// Cause is why looks fail or hosts are left alone, "" for what has another reason.
	Cause store.Cause `json:"cause,omitempty"`
	Since string      `json:"since,omitempty"`
	Do    string      `json:"do"`
	// Sources are those that it is about, where they are several.
	Sources []int64 `json:"sources,omitempty"`
	// Files are the paths of those that it is about.
	Files []string `json:"files,omitempty"`
}

// Archive is what is examined.
type Archive interface {
	authority.StateReader
	Sources(ctx context.Context, dueBy time.Time) ([]store.Source, error)
	Hosts(ctx context.Context) ([]store.Host, error)
	LatestRuns(ctx context.Context, limit int) ([]store.Run, error)
	Undelivered(ctx context.Context, due time.Time, limit int) ([]store.Delivery, error)
	LogSize(ctx context.Context) (int64, error)
	LastCheckpoint(ctx context.Context) (store.Checkpoint, error)
	CountUnread(ctx context.Context) (int, error)
	UnnamedFiles(ctx context.Context, before time.Time) ([]string, error)
}

type doctor struct {
	config.Env
	st Archive
}

// Examine reads an archive, asks nothing of the web and changes nothing.
func Examine(ctx context.Context, e config.Env, st Archive) ([]Finding, error) {
	d := doctor{e, st}
	var all []Finding
	for _, check := range []func(context.Context) ([]Finding, error){d.checkSources, d.checkRuns, d.checkChannels, d.checkLog, d.checkAnchors, d.checkSetup, d.checkPictures, d.checkFiles} {
		found, err := check(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}
