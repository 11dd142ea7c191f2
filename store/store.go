package store

// Store is the whole archive. It goes when its callers ask for less.
type Store interface {
	Recorder
	Documents
	Captures
	Looks
	Views
	Changes
	Authors
	Sources
	Runs
	Linker
	Links
	Index
	Renditions
	Authored
	Hosts
	Settings
	People
	MediaKeeper
	Outbox
	Log
	Checkpoints
	Forgetter
	Anchors
	Close() error
}

// Reader is what an archive shows. It goes when its callers ask for less.
type Reader interface {
	Documents
	Captures
	Looks
	Changes
	Authors
	Links
}
