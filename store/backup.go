package store

import "context"

// Upkeep keeps an archive sound.
type Upkeep interface {
	// Check reads the whole archive and calls fault for each thing that is wrong: the
	// database's own structure, and postings that the index of posts lacks. progress
	// is called with the texts checked and all of them. It writes nothing.
	Check(ctx context.Context, scheme int, terms func(Version) []Term, progress func(done, total int), fault func(string)) error
	// Backup copies the archive, as it stands at one moment, to a file that must not
	// be there yet, and the media to the folder media beside it. Others may write
	// meanwhile. The file appears only when it is whole and on disk.
	Backup(ctx context.Context, file string, progress func(done, total int)) (Backup, error)
}

// Backup is what was copied.
type Backup struct {
	Bytes int64
	// Media counts the files that the archive names and has, Lost those that it has not.
	Media, Lost int
}

// Restored is what was put back.
type Restored struct {
	Bytes int64
	// Media counts the files that the archive names and has, Lost those that it has
	// not.
	Media, Lost int
	// Before is where the archive lies now that was there before, "" for none.
	Before string
}
