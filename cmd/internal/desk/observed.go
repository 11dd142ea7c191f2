package desk

import (
	"context"
	"slices"
	"time"

	"onrecord/compare/cross"
	"onrecord/store"
)

// Observed is an archive in which only those versions are found that it observed itself:
// what rests on an imported file, or on what another page says, is left out.
func Observed(f cross.Finder) cross.Finder { return observed{f} }

type observed struct{ cross.Finder }

func (o observed) Candidates(ctx context.Context, versionIDs []int64) ([]store.Indexed, error) {
	all, err := o.Finder.Candidates(ctx, versionIDs)
	return onlyObserved(all), err
}

func (o observed) PostsOf(ctx context.Context, author string, from, to time.Time, limit int) ([]store.Indexed, error) {
	all, err := o.Finder.PostsOf(ctx, author, from, to, limit)
	return onlyObserved(all), err
}

func (o observed) Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error) {
	all, err := o.Finder.Versions(ctx, id)
	return slices.DeleteFunc(all, func(v store.Version) bool { return !v.Authority.Observed() }), err
}

func onlyObserved(all []store.Indexed) []store.Indexed {
	return slices.DeleteFunc(all, func(x store.Indexed) bool { return !x.Version.Authority.Observed() })
}
