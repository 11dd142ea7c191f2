// Package archive opens an archive by its address: a directory, or a PostgreSQL database.
package archive

import (
	"context"
	"path/filepath"
	"regexp"

	"onrecord/cmd/internal/exit"
	"onrecord/store/bucket"
	"onrecord/store/postgres"
	"onrecord/store/sqlite"
)

// Open opens the archive at an address. media is the directory or the bucket (s3://…) for
// the bytes of media where a database holds the rest; in a directory they lie beside it.
func Open(ctx context.Context, address, media string, o sqlite.Options) (*sqlite.DB, error) {
	if err := Check(address); err != nil {
		return nil, err
	}
	if !IsDirectory(address) {
		return postgres.Open(ctx, address, media, o)
	}
	return sqlite.Open(ctx, filepath.Clean(address), o)
}

// foreign is what people write for databases that hold no archive, or in a form of libpq's
// that is not taken: a scheme, or key=value.
var foreign = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*)://|(?:^|\s)(?:host|hostaddr|port|dbname|user|password|service)\s*=`)

// Check refuses an address that is neither a directory's nor a database's: a directory would
// be made of it, with its password in the name. Its errors are of usage.
func Check(address string) error {
	if found := foreign.FindStringSubmatch(address); IsDirectory(address) && found != nil {
		of := "it"
		if found[1] != "" {
			of = found[1] + "://"
		}
		return exit.Usagef("an archive is a directory, or a database whose address begins with postgres://, and %s is neither; see onrecord help postgres", of)
	}
	return nil
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
	switch {
	case !IsDirectory(address):
		return postgres.Shown(address)
	case Check(address) != nil:
		return "…"
	}
	return address
}

// Hides reports whether something of an address is not shown, such as a password.
func Hides(address string) bool { return Shown(address) != address }

// Absolute is an address that holds from every directory, as it may be shown.
func Absolute(address string) (string, error) {
	if IsDirectory(address) {
		return filepath.Abs(address)
	}
	return Shown(address), nil
}
