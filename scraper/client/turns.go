package client

import (
	"context"
	"fmt"
	"strings"
	"time"

	"onrecord/store"
)

// Turns says whose turn it is to ask a host, where several processes ask: one at a time,
// with the host's pause between two.
type Turns interface {
	// Take waits for the turn and gives what all know of the host by then.
	Take(ctx context.Context, host string) (store.Host, error)
	// Give gives it back; nobody asks before the pause is over.
	Give(host string, pause time.Duration)
}

// leftAloneError says that a host is not asked.
type leftAloneError struct {
	host  string
	until time.Time
	why   string
	cause store.Cause
}

// Cause is why the host is left alone.
func (e *leftAloneError) Cause() store.Cause { return e.cause }

func (e *leftAloneError) Error() string {
	return fmt.Sprintf("%s is left alone until %s: %s", e.host, store.FormatTime(e.until), e.why)
}

// among takes the host's turn among all processes. release gives back the turn among
// those of this one.
func (l *limiter) among(ctx context.Context, name string, release func()) (func(), error) {
	name = strings.ToLower(name)
	known, err := l.turns.Take(ctx, name)
	if err != nil {
		release()
		return nil, err
	}
	l.recall([]store.Host{known})
	h := l.host(name)
	if left := l.leftAlone(name); left != nil { // another was told so meanwhile
		l.turns.Give(name, 0)
		release()
		return nil, left
	}
	return func() {
		l.asked(name)
		l.mu.Lock()
		pause := l.between(name, h)
		l.mu.Unlock()
		l.turns.Give(name, pause)
		release()
	}, nil
}
