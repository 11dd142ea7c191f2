package store

import (
	"errors"
	"fmt"
	"time"
)

// Errors that callers tell apart. A database wraps them with what it was doing.
var (
	// ErrNotFound: no such document, version, capture or source.
	ErrNotFound = errors.New("not found")
	// ErrNewerSchema: the archive was written by a newer onrecord.
	ErrNewerSchema = errors.New("the archive was written by a newer onrecord; update onrecord, nothing was touched")
	// ErrOldSchema: the archive was written by an older onrecord, and may only be read.
	ErrOldSchema = errors.New("a command that only reads leaves it as it is; run 'onrecord link' on it once, which brings it up to date and keeps all that is in it")
	// ErrNotArchive: the file is a database, but not one of onrecord's.
	ErrNotArchive = errors.New("this is a database, but not an onrecord archive; choose another directory with --archive")
	// ErrCorrupt: the file is not a database, or a damaged one.
	ErrCorrupt = errors.New("the archive is damaged or not a database; restore a backup with onrecord restore FILE, nothing was touched")
	// ErrReadOnly: the archive cannot be written.
	ErrReadOnly = errors.New("the archive cannot be written; check the permissions of its directory or, in a database, of its user")
	// ErrBusy: another process held the archive's lock for too long.
	ErrBusy = errors.New("another process is writing to the archive and did not finish in time; try again when it is done")
	// ErrInUse: somebody has the archive open that is to be replaced.
	ErrInUse = errors.New("the archive is in use; stop onrecord watch, serve and work on it, then try again, nothing was touched")
	// ErrFull: the disk has no room left.
	ErrFull = errors.New("the disk has no room left; what was acknowledged is safe, free some room (or inodes: df -i) and try again")
	// ErrDisk: the disk could not be read or written, or did not sync.
	ErrDisk = errors.New("the disk failed to read, write or sync; what was acknowledged is kept as far as the disk keeps it; look into the system's log (dmesg), mend the disk, then run onrecord verify")
	// ErrUnreachable: the archive's database server does not answer, or lets nobody in.
	ErrUnreachable = errors.New("the database cannot be reached; check that its server runs, the address, the user and the password")
	// ErrExists: the source is there already.
	ErrExists = errors.New("already there")
)

// LostError says of captures, each in an error, that bytes of theirs are not where they
// should lie. All others were given.
type LostError struct{ Captures []error }

func (e *LostError) Error() string   { return errors.Join(e.Captures...).Error() }
func (e *LostError) Unwrap() []error { return e.Captures }

// HeldError says who runs on the archive at the moment.
type HeldError struct {
	Holder string
	Since  time.Time
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("a run is under way since %s by %s; wait for it or stop it", FormatTime(e.Since), e.Holder)
}
