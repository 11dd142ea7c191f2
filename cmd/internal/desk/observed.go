package desk

import (
	"context"
	"slices"
	"time"

	"onrecord/store"
)

// Observed is the desk with an archive in which only those versions are found that it
// observed itself: what rests on an imported file, or on what another page says, is left out.
func (d Desk) Observed() Desk {
	d.Archive = observed{d.Archive}
	return d
}

type observed struct{ Archive }

func (o observed) Candidates(ctx context.Context, versionIDs []int64) ([]store.Indexed, error) {
	all, err := o.Archive.Candidates(ctx, versionIDs)
	return onlyObserved(all), err
}

func (o observed) PostsOf(ctx context.Context, author string, from, to time.Time, limit int) ([]store.Indexed, error) {
	all, err := o.Archive.PostsOf(ctx, author, from, to, limit)
	return onlyObserved(all), err
}

func (o observed) Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error) {
	all, err := o.Archive.Versions(ctx, id)
	return slices.DeleteFunc(all, func(v store.Version) bool { return !v.Authority.Observed() }), err
}

func onlyObserved(all []store.Indexed) []store.Indexed {
	return slices.DeleteFunc(all, func(x store.Indexed) bool { return !x.Version.Authority.Observed() })
}
