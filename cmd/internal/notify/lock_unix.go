//go:build unix

package notify

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// lockDirectory waits until no other process holds a directory's lock and takes it; the
// system gives it back when a process ends. Where the file system has no locks, nobody waits.
func lockDirectory(ctx context.Context, dir string) (unlock func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	for {
		err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return func() { d.Close() }, nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), d.Close())
		}
	}
}
