package link

import (
	"context"
	"slices"
	"time"

	"onrecord/compare/cross"
	"onrecord/store"
)

// withoutClaims leaves out what is only claimed of posts that the text itself embeds: it may
// be the text's own word, which is no source of it.
type withoutClaims struct {
	cross.Finder
	embeds map[store.DocumentID]bool
}

func (f withoutClaims) Candidates(ctx context.Context, versionIDs []int64) ([]store.Indexed, error) {
	found, err := f.Finder.Candidates(ctx, versionIDs)
	return f.sources(found), err
}

func (f withoutClaims) PostsOf(ctx context.Context, authorKey string, from, to time.Time, limit int) ([]store.Indexed, error) {
	found, err := f.Finder.PostsOf(ctx, authorKey, from, to, limit)
	return f.sources(found), err
}

func (f withoutClaims) sources(all []store.Indexed) []store.Indexed {
	return slices.DeleteFunc(all, func(x store.Indexed) bool { return f.embeds[x.Document.ID] && claimed(x.Version) })
}

func claimed(v store.Version) bool { return v.Authority == store.AuthorityClaim }
