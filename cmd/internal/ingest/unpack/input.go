package unpack

import (
	"context"
	"io"
	"os"
)

// Input opens a file. Where it is a pipe, waiting for somebody to write into it ends with
// ctx.
func Input(ctx context.Context, name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil || info.Mode().IsRegular() || info.IsDir() {
		return os.Open(name)
	}
	type opened struct {
		f   *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.Open(name)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		if o.err == nil {
			context.AfterFunc(ctx, func() { o.f.Close() })
		}
		return o.f, o.err
	case <-ctx.Done(): // the program ends, and with it who still waits
		return nil, ctx.Err()
	}
}

// Interruptible reads what in has, and waits for more no longer than ctx lasts.
func Interruptible(ctx context.Context, in io.Reader) io.Reader {
	f, ok := in.(*os.File)
	if !ok {
		return in
	}
	if info, err := f.Stat(); err != nil || info.Mode().IsRegular() {
		return in
	}
	r, w := io.Pipe()
	go func() {
		_, err := io.Copy(w, f)
		w.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { r.CloseWithError(ctx.Err()) })
	return r
}
