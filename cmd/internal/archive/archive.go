// Package archive opens an archive by its address: a directory, or a PostgreSQL database.
package archive

import (
	"context"
	"path/filepath"

	"onrecord/store/bucket"
	"onrecord/store/postgres"
	"onrecord/store/sqlite"
)

// Open opens the archive at an address. media is the directory or the bucket (s3://…) for
// the bytes of media where a database holds the rest; in a directory they lie beside it.
func Open(ctx context.Context, address, media string, o sqlite.Options) (*sqlite.DB, error) {
	if !IsDirectory(address) {
		return postgres.Open(ctx, address, media, o)
	}
	return sqlite.Open(ctx, filepath.Clean(address), o)
}

// IsDirectory reports whether an address is that of a directory.
func IsDirectory(address string) bool { return !postgres.IsAddress(address) }

// AbsoluteMedia is a place for media that holds from every directory.
func AbsoluteMedia(media string) (string, error) {
	if bucket.IsAddress(media) {
		return media, nil
	}
	return filepath.Abs(media)
}

// Shown is an address as it may be shown: without a password, which libpq's password file
// (~/.pgpass) keeps for those who go by it.
func Shown(address string) string {
	if IsDirectory(address) {
		return address
	}
	return postgres.Shown(address)
}

// Absolute is an address that holds from every directory, as it may be shown.
func Absolute(address string) (string, error) {
	if IsDirectory(address) {
		return filepath.Abs(address)
	}
	return Shown(address), nil
}
