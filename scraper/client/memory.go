package client

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"onrecord/scraper"
)

// Bounds on the memory of bodies that are not recorded yet: from what size on they are
// counted, and how many there are at a time, of those up to a MiB and of larger ones.
const (
	smallBody  = 256 << 10
	middleBody = 1 << 20
	middleMost = 48
	largeMost  = 1
	// filesMost is how many large bodies arrive at a time; each is in a file until there
	// is memory for it.
	filesMost = 32
	// memoryWaitMost is how long a body that arrived waits for memory.
	memoryWaitMost = 3 * time.Minute
)

// errNoMemory says that a body could not be taken, which is no fault of its host's.
var errNoMemory = errors.New("other large answers are being read; this one found no room, and is asked for again at the next look")

// memoryLimits are how many bodies there may be at a time.
type memoryLimits struct{ middle, large, files *semaphore.Weighted }

func newMemoryLimits() memoryLimits {
	return memoryLimits{semaphore.NewWeighted(middleMost), semaphore.NewWeighted(largeMost), semaphore.NewWeighted(filesMost)}
}

// bodyMemory is what one body takes.
type bodyMemory struct {
	memoryLimits
	free  []func()
	size  int64
	large bool
}

// grow waits for the memory that a middle body takes, once it is one.
func (r *bodyMemory) grow(ctx context.Context) error {
	if r.size <= smallBody || r.large || len(r.free) > 0 {
		return nil
	}
	return r.take(ctx, r.memoryLimits.middle)
}

// enlarge waits for the memory that a large body takes. The place among the middle ones is
// given back before, so that nobody waits for another that waits.
func (r *bodyMemory) enlarge(ctx context.Context) error {
	if r.large {
		return nil
	}
	r.release()
	wait, cancel := context.WithTimeout(ctx, memoryWaitMost)
	defer cancel()
	if err := r.take(wait, r.memoryLimits.large); err != nil {
		if ctx.Err() == nil {
			return errNoMemory
		}
		return err
	}
	r.large = true
	return nil
}

// unpack waits for the memory that bytes take once they are unpacked; they lie in a file
// meanwhile, where there are many.
func (r *bodyMemory) unpack(ctx context.Context, packed *[]byte) error {
	if r.large || len(*packed) <= smallBody {
		return r.enlarge(ctx)
	}
	f, err := newTempFile()
	if err != nil { // a system that has no place for files
		return r.enlarge(ctx)
	}
	defer f.close()
	if _, err := f.Write(*packed); err != nil {
		return r.enlarge(ctx)
	}
	*packed = nil
	if err = r.enlarge(ctx); err == nil {
		*packed, err = f.all()
	}
	return err
}

// tempFile is a file for bytes that wait for memory.
type tempFile struct{ *os.File }

func newTempFile() (tempFile, error) {
	f, err := os.CreateTemp("", "onrecord-body-*")
	if err == nil {
		_ = os.Remove(f.Name()) // it is there until it is closed, and no longer if the process is killed; Windows lets none be removed before
	}
	return tempFile{f}, err
}

func (s tempFile) close() {
	_ = s.Close()
	_ = os.Remove(s.Name())
}

// all is what was written.
func (s tempFile) all() ([]byte, error) {
	size, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	b := make([]byte, size)
	if _, err := s.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}

func (r *bodyMemory) take(ctx context.Context, of *semaphore.Weighted) error {
	if err := of.Acquire(ctx, 1); err != nil {
		return err
	}
	var once sync.Once
	r.free = append(r.free, func() { once.Do(func() { of.Release(1) }) })
	return nil
}

func (r *bodyMemory) release() {
	for _, f := range r.free {
		f()
	}
	r.free = nil
}

// leave gives the memory to who records the body, or back where nobody says.
func (r *bodyMemory) leave(ctx context.Context) {
	if of := scraper.BodyMemoryOf(ctx); of != nil {
		for _, f := range r.free {
			of.Hold(f)
		}
		return
	}
	r.release()
}

// gated reads a body that waits for memory as it grows.
type gated struct {
	io.Reader
	memory *bodyMemory
	ctx    context.Context //nolint:containedctx // of the one read that it is made for
}

func (g *gated) Read(p []byte) (int, error) {
	if err := g.memory.grow(g.ctx); err != nil {
		return 0, err
	}
	n, err := g.Reader.Read(p)
	g.memory.size += int64(n)
	return n, err
}

// receive reads a body, which ctx bounds; expect is its length, below 1 where nobody says.
// A large one arrives in a file, and comes into memory once there is memory for it, for
// which it waits as long as all of the look may: a host that sends slowly, and one that
// sends much, keep no memory from others.
func (r *bodyMemory) receive(ctx, all context.Context, src io.Reader, expect int64) ([]byte, error) {
	begin, err := readAll(&gated{io.LimitReader(src, middleBody+1), r, ctx}, min(expect, middleBody+1))
	if err != nil || int64(len(begin)) <= middleBody {
		return begin, err
	}
	f, err := newTempFile()
	if err != nil { // a system that has no place for files
		if err := r.enlarge(ctx); err != nil {
			return nil, err
		}
		return readAll(io.MultiReader(bytes.NewReader(begin), src), expect)
	}
	defer f.close()
	if _, err := f.Write(begin); err != nil {
		return nil, err
	}
	r.release()
	broken, err := r.arrive(ctx, f, src)
	if err != nil {
		return nil, err
	}
	if err := r.enlarge(all); err != nil {
		return nil, err
	}
	body, err := f.all()
	return body, errors.Join(err, broken)
}

// arrive has the rest of a body arrive in its file; broken is why it ended before its end.
func (r *bodyMemory) arrive(ctx context.Context, f tempFile, src io.Reader) (broken, err error) {
	if err := r.memoryLimits.files.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer r.memoryLimits.files.Release(1)
	from := &reading{Reader: src}
	if _, err := io.Copy(f, from); err != nil && from.err == nil {
		return nil, err
	}
	return from.err, nil
}

// reading tells an error of what is read from one of what is written to.
type reading struct {
	io.Reader
	err error
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.err = err
	}
	return n, err
}
