package store

import (
	"context"
	"encoding/json"
	"time"
)

// Notice is something that people asked to be told of: an edit, a deletion, an
// altered quote, a broken source.
type Notice struct {
	ID int64
	At time.Time
	// Kind is "edited", "gone", "restored", "altered", "broken" or "mended".
	Kind string
	// Name says what happened in a way that no other happening shares, so that it
	// is told once.
	Name string
	// Body is what is told.
	Body json.RawMessage
}

// Delivery is a notice on its way to a channel.
type Delivery struct {
	Notice  Notice
	Channel string
	// Tries counts those that failed.
	Tries int
}

// Outbox keeps notices until every channel has taken them.
type Outbox interface {
	// Announce puts a notice up for each channel. One whose Name was announced
	// before is not announced again.
	Announce(ctx context.Context, n []Notice, channels []string) error
	// Undelivered are those whose next try is due, the oldest first, at most limit.
	Undelivered(ctx context.Context, due time.Time, limit int) ([]Delivery, error)
	// Delivered says that a channel has taken a notice; with an error, that it has
	// not, and when to try again.
	Delivered(ctx context.Context, d Delivery, failure error, next time.Time) error
	// Notices are the latest ones, newest first.
	Notices(ctx context.Context, limit int) ([]Notice, error)
}
