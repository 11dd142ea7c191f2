package store

import (
	"context"
	"time"
)

// Host is what is remembered of a host between runs.
type Host struct {
	Name string
	// BlockedUntil is when it may be asked again, zero for now.
	BlockedUntil time.Time
	// Strikes counts refusals and failures in a row.
	Strikes int
	// Why says what happened last, and Cause what that is.
	Why   string
	Cause Cause
	// AskedAt is when it was asked last, kept for hosts with a pace of their own.
	AskedAt time.Time
}

// Hosts remembers hosts that asked to be left alone or do not answer.
type Hosts interface {
	// SaveHost keeps a host's state; one with nothing to remember is forgotten.
	SaveHost(ctx context.Context, h Host) error
	// Hosts are all that are remembered, by name.
	Hosts(ctx context.Context) ([]Host, error)
}

// Settings keeps the user's choices with the archive.
type Settings interface {
	// Setting is "" where it was never set.
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}
