package unpack

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// The ways in which a file is packed.
type packing int

const (
	kindPlain packing = iota
	kindGzip
	kindZstd
	kindBzip2
	kindXZ
	kindZip
	kindTar
)

func kindOfBytes(b []byte) packing {
	switch {
	case bytes.HasPrefix(b, []byte{0x1f, 0x8b}):
		return kindGzip
	case bytes.HasPrefix(b, []byte{0x28, 0xb5, 0x2f, 0xfd}), len(b) > 4 && b[0]&0xf0 == 0x50 && bytes.Equal(b[1:4], []byte{0x2a, 0x4d, 0x18}):
		return kindZstd
	case len(b) > 3 && bytes.HasPrefix(b, []byte("BZh")) && b[3] >= '1' && b[3] <= '9':
		return kindBzip2
	case bytes.HasPrefix(b, []byte("\xfd7zXZ\x00")):
		return kindXZ
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return kindZip
	case len(b) > 262 && bytes.Equal(b[257:262], []byte("ustar")):
		return kindTar
	}
	return kindPlain
}

// kindOf is how a file is packed; a tar file within another packing counts as one.
func kindOf(name string) (packing, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	br := bufio.NewReaderSize(f, 1<<16)
	head, err := br.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	k := kindOfBytes(head)
	if (k == kindGzip || k == kindZstd || k == kindBzip2 || k == kindXZ) && tarInside(br) {
		return kindTar, nil
	}
	return k, nil
}

// tarInside reports whether a packed file is a tar file, by what br holds of it.
func tarInside(br *bufio.Reader) bool {
	head, _ := br.Peek(1 << 16) // fewer is good as well
	r, err := unpacked(io.NopCloser(bytes.NewReader(head)))
	if err != nil {
		return false
	}
	defer r.Close()
	inner := make([]byte, 512)
	n, _ := io.ReadFull(r, inner)
	return kindOfBytes(inner[:n]) == kindTar
}

// unpacked gives the bytes of a file without its packing.
func unpacked(in io.ReadCloser) (io.ReadCloser, error) {
	br := bufio.NewReaderSize(in, 1<<16)
	head, err := br.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(err, in.Close())
	}
	out := closer{in: in}
	switch kindOfBytes(head) {
	case kindGzip:
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("unpack gzip: %w", err), in.Close())
		}
		z.Multistream(false)
		out.Reader = &members{br, z}
	case kindZstd:
		z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(2<<30))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("unpack zstd: %w", err), in.Close())
		}
		out.Reader, out.end = z, z.Close
	case kindBzip2:
		out.Reader = bzip2.NewReader(br)
	case kindXZ:
		z, err := xz.NewReader(br)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("unpack xz: %w", err), in.Close())
		}
		out.Reader = z
	default:
		out.Reader = br
	}
	return out, nil
}

// members reads the members of a gzip file one after the other, up to zeros that pad its
// end, as gzip(1) does (RFC 1952, 2.2, knows no padding).
type members struct {
	in *bufio.Reader
	z  *gzip.Reader
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	switch {
	case !errors.Is(err, io.EOF):
		return n, err
	case n > 0:
		return n, nil
	}
	for {
		next, err := m.in.ReadByte()
		if err != nil {
			return 0, err
		}
		if next == 0 {
			continue
		}
		if err := m.in.UnreadByte(); err != nil {
			return 0, err
		}
		if err := m.z.Reset(m.in); err != nil {
			return 0, fmt.Errorf("unpack gzip: %w", err)
		}
		m.z.Multistream(false)
		return m.Read(p)
	}
}

type closer struct {
	io.Reader
	in  io.Closer
	end func()
}

func (c closer) Close() error {
	if c.end != nil {
		c.end()
	}
	return c.in.Close()
}

// tarred gives the files of a tar file, each found anew when it is opened.
func tarred(ctx context.Context, depth int, name, shown string, f func(Group) error) error {
	g := Group{Name: shown}
	var containers []File
	err := eachEntry(name, func(h *tar.Header, _ io.Reader) (bool, error) {
		if h.Typeflag == tar.TypeReg && !IsMedium(h.Name) && !hidden(h.Name) {
			one := File{Name: shown + "/" + h.Name, Size: h.Size, open: func() (io.ReadCloser, error) { return entry(name, h.Name) }}
			if isContainer(h.Name) {
				containers = append(containers, one)
			} else {
				g.Files = append(g.Files, one)
			}
		}
		return false, ctx.Err()
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil { // what was found before is read
		g.Files = append(g.Files, unreadable(shown, fmt.Errorf("it ends early or is damaged, and what follows its file %d was not read: %w; get it anew", len(g.Files)+len(containers), err)))
	}
	for _, c := range containers {
		if err := nested(ctx, depth+1, c, c.Size, f); err != nil {
			return err
		}
	}
	if len(g.Files) == 0 {
		if len(containers) == 0 {
			return fmt.Errorf("%s: there is no file to read in it", shown)
		}
		return nil
	}
	g.Others = len(containers) > 0
	return f(g)
}

// eachEntry calls f with each entry of a tar file until it says that it is done.
func eachEntry(name string, f func(*tar.Header, io.Reader) (done bool, err error)) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	r, err := unpacked(in)
	if err != nil {
		return err
	}
	defer r.Close()
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if done, err := f(h, t); done || err != nil {
			return err
		}
	}
}

// entry opens one entry of a tar file.
func entry(name, which string) (io.ReadCloser, error) {
	r, w := io.Pipe()
	go func() {
		found := false
		err := eachEntry(name, func(h *tar.Header, in io.Reader) (bool, error) {
			if h.Name != which {
				return false, nil
			}
			found = true
			_, err := io.Copy(w, in)
			return true, err
		})
		if err == nil && !found {
			err = os.ErrNotExist
		}
		_ = w.CloseWithError(err) // it never fails
	}()
	return r, nil
}
