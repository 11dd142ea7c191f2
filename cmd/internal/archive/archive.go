// Package archive opens an archive by its address: a directory, or a PostgreSQL database.
package archive

import (
	"context"
	"path/filepath"

	"onrecord/store/postgres"
	"onrecord/store/sqlite"
)

// Open opens the archive at an address. media is the directory for the bytes of media
// where a database holds the rest; in a directory they lie beside it.
func Open(ctx context.Context, address, media string, o sqlite.Options) (*sqlite.DB, error) {
	if !IsDirectory(address) {
		return postgres.Open(ctx, address, media, o)
	}
	return sqlite.Open(ctx, filepath.Clean(address), o)
}

// IsDirectory reports whether an address is that of a directory.
func IsDirectory(address string) bool { return !postgres.IsAddress(address) }

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
