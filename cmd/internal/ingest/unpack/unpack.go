// Package unpack finds the files that somebody gives, in folders and containers, and
// opens them without what they are packed in.
package unpack

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// File is one file, wherever it lies.
type File struct {
	// Name is its path, through the container that it lies in.
	Name string
	// Size is its length in bytes as it lies there, 0 where unknown.
	Size int64
	open func() (io.ReadCloser, error)
}

// Base is the name without folders.
func (f File) Base() string { return path.Base(filepath.ToSlash(f.Name)) }

// Open gives the bytes, unpacked.
func (f File) Open() (io.ReadCloser, error) {
	r, err := f.open()
	if err != nil {
		return nil, err
	}
	for range maxLayers {
		if r, err = unpacked(r); err != nil {
			break
		}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, ErrCut
	}
	return r, err
}

// ErrCut says that a file ends before anything of it can be read.
var ErrCut = errors.New("it ends in the middle, and nothing of it could be read; get the file anew")

// maxLayers is how often a file is unpacked: some are packed twice.
const maxLayers = 2

// maxBeside bounds a file that is read whole beside others, in bytes.
const maxBeside = 64 << 20

// Read gives the whole of a small file.
func (f File) Read() ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxBeside+1))
	if err == nil && len(b) > maxBeside {
		err = fmt.Errorf("%s is longer than %d MiB", f.Name, maxBeside>>20)
	}
	return b, err
}

// Group are the files of one export: those of a container or a folder, or one alone.
type Group struct {
	Name  string
	Files []File
	// Alone says that the one file was given by itself; Beside are then those that lie
	// next to it.
	Alone  bool
	Beside []File
	// Others says that there are containers beside them, each a group of its own.
	Others bool
}

// Find gives the groups that lie at a path: a file, a folder, a zip or tar file; "-" is
// in. What cannot be opened is an error that names it.
func Find(ctx context.Context, name string, in io.Reader, f func(Group) error) error {
	if name == "-" {
		return stdin(ctx, in, f)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return fmt.Errorf("%w; give a file or a folder that can be read, or - for standard input", err)
	case info.IsDir():
		return folder(ctx, name, f)
	case !info.Mode().IsRegular():
		return pipe(ctx, name, f)
	}
	return file(ctx, 0, name, filepath.Base(name), info.Size(), f)
}

// file gives a file, or what is in it where it is a container, which lies in depth others.
func file(ctx context.Context, depth int, name, shown string, size int64, f func(Group) error) error {
	kind, err := kindOf(name)
	switch {
	case err != nil:
		return f(Group{Name: shown, Alone: true, Files: []File{unreadable(shown, err)}})
	case kind == kindZip:
		return zipped(ctx, depth, name, shown, f)
	case kind == kindTar:
		return tarred(ctx, depth, name, shown, f)
	}
	return f(Group{Name: shown, Alone: true, Files: []File{onDisk(name, shown, size)}, Beside: siblings(name)})
}

func onDisk(name, shown string, size int64) File {
	return File{Name: shown, Size: size, open: func() (io.ReadCloser, error) { return os.Open(name) }}
}

// unreadable is a file that cannot be opened, which ends nothing: the others are read.
func unreadable(shown string, err error) File {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return File{Name: shown, open: func() (io.ReadCloser, error) { return nil, err }}
}

// siblings are the files in the same folder as one, without going into folders.
func siblings(name string) (out []File) {
	dir := filepath.Dir(name)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.Type().IsRegular() && !IsMedium(e.Name()) && e.Name() != filepath.Base(name) {
			out = append(out, onDisk(filepath.Join(dir, e.Name()), e.Name(), 0))
		}
	}
	return out
}

// folder gives what is in a folder: containers as groups of their own, the rest as one.
func folder(ctx context.Context, root string, f func(Group) error) error {
	g := Group{Name: filepath.Base(root)}
	var containers []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		rel := path.Join(g.Name, strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(p, root)), "/"))
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && p == root:
			return err
		case err != nil: // a folder that may not be read
			g.Files = append(g.Files, unreadable(rel, err))
			return nil
		case d.IsDir() && p != root && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") || IsMedium(p):
			return nil
		}
		kind, err := kindOf(p)
		if err != nil {
			g.Files = append(g.Files, unreadable(rel, err))
			return nil
		}
		if kind == kindZip || kind == kindTar {
			containers = append(containers, p)
			return nil
		}
		size := int64(0)
		if info, err := d.Info(); err == nil {
			size = info.Size()
		}
		g.Files = append(g.Files, onDisk(p, rel, size))
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range containers {
		if err := file(ctx, 0, c, path.Join(g.Name, filepath.Base(c)), 0, f); err != nil {
			return err
		}
	}
	if len(g.Files) == 0 {
		if len(containers) == 0 {
			return fmt.Errorf("%s: there is no file to read in this folder", root)
		}
		return nil
	}
	g.Others = len(containers) > 0
	return f(g)
}

// zipped gives the files of a zip file; those that are a document of their own (XLSX,
// WACZ) are one file.
func zipped(ctx context.Context, depth int, name, shown string, f func(Group) error) error {
	z, err := zip.OpenReader(name)
	if err != nil {
		return f(Group{Name: shown, Alone: true, Files: []File{unreadable(shown, fmt.Errorf("%w; the file may have been cut, get it anew", err))}})
	}
	defer z.Close()
	has := func(s string) bool {
		return slices.ContainsFunc(z.File, func(m *zip.File) bool { return m.Name == s })
	}
	if has("xl/workbook.xml") || has("datapackage.json") && has("archive/") || isWACZ(z.File) {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		return f(Group{Name: shown, Alone: true, Files: []File{onDisk(name, shown, info.Size())}})
	}
	g := Group{Name: shown}
	inner := 0
	for _, m := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if m.FileInfo().IsDir() || IsMedium(m.Name) || hidden(m.Name) {
			continue
		}
		one := File{Name: shown + "/" + m.Name, Size: int64(m.UncompressedSize64), open: m.Open}
		if isContainer(m.Name) {
			inner++
			if err := nested(ctx, depth+1, one, int64(m.CompressedSize64), f); err != nil {
				return err
			}
			continue
		}
		g.Files = append(g.Files, one)
	}
	if len(g.Files)+inner == 0 {
		return fmt.Errorf("%s: there is no file to read in it", shown)
	}
	if len(g.Files) == 0 {
		return nil
	}
	g.Others = inner > 0
	return f(g)
}

// The bounds on containers that lie in others: how deep, and to how many times its packed
// bytes one grows that has more than so many. A container packs hardly, being packed itself,
// or one of text, which a tar file is, by some ten times; what grows by more fills the disk.
const (
	maxNested = 3
	maxGrowth = 200
	anyGrowth = 64 << 20
)

// isContainer tells a file that holds others by its name.
func isContainer(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, ".tar") || strings.HasSuffix(name, ".tgz") || strings.Contains(name, ".tar.")
}

// nested gives what is in a container that lies in another, where it has so many packed
// bytes.
func nested(ctx context.Context, depth int, one File, packed int64, f func(Group) error) error {
	bad := func(err error) error {
		return f(Group{Name: one.Name, Alone: true, Files: []File{unreadable(one.Name, err)}})
	}
	if depth > maxNested {
		return bad(fmt.Errorf("it was not read: it lies within more than %d others; unpack it, and import it by itself", maxNested))
	}
	r, err := one.open()
	if err != nil {
		return bad(err)
	}
	defer r.Close()
	whole, most := false, max(anyGrowth, packed*maxGrowth)
	err = spooled(&limited{r, most}, func(name string) error {
		whole = true
		return file(ctx, depth, name, one.Name, one.Size, f)
	})
	if err != nil && !whole {
		return bad(err)
	}
	return err
}

// limited reads so many bytes and no more.
type limited struct {
	io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, fmt.Errorf("it was not read: it unpacks to more than %d times its size, as files do that are made to fill disks; if you trust it, unpack it and import what is in it", maxGrowth)
	}
	return n, err
}

func isWACZ(all []*zip.File) bool {
	pack, warc := false, false
	for _, m := range all {
		pack = pack || m.Name == "datapackage.json"
		warc = warc || strings.HasPrefix(m.Name, "archive/") && strings.Contains(m.Name, ".warc")
	}
	return pack && warc
}

// hidden reports whether a name is one of the files that systems put beside others.
func hidden(name string) bool {
	return strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/") || strings.Contains(name, "/__MACOSX/")
}

// IsMedium reports whether a file is a picture, a film, a sound or a font by its name.
func IsMedium(name string) bool {
	switch strings.ToLower(path.Ext(filepath.ToSlash(name))) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".avif", ".bmp", ".svg", ".ico", ".mp4", ".mov", ".webm", ".m4v", ".avi", ".mkv", ".ts",
		".mp3", ".ogg", ".oga", ".opus", ".m4a", ".wav", ".flac", ".pdf", ".css", ".woff", ".woff2", ".ttf", ".tgs", ".srt", ".vcf", ".exe", ".dll":
		return true
	}
	return false
}

// stdin gives what comes in; a container must lie in a file, since it is read from its
// end.
func stdin(ctx context.Context, in io.Reader, f func(Group) error) error {
	br := bufio.NewReaderSize(Interruptible(ctx, in), 1<<16)
	head, err := br.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if k := kindOfBytes(head); k == kindZip || k == kindTar || k != kindPlain && tarInside(br) || isRepository(head) {
		return spooled(br, func(name string) error { return file(ctx, 0, name, "standard input", 0, f) })
	}
	return f(Group{Name: "standard input", Alone: true, Files: []File{{Name: "standard input", open: func() (io.ReadCloser, error) {
		return io.NopCloser(br), nil
	}}}})
}

// isRepository reports whether bytes begin as a CAR file does.
func isRepository(head []byte) bool {
	return bytes.Contains(head[:min(len(head), 100)], []byte("eroots"))
}

func pipe(ctx context.Context, name string, f func(Group) error) error {
	p, err := Input(ctx, name)
	if err != nil {
		return err
	}
	defer p.Close()
	return stdin(ctx, p, f)
}

// Spooled calls f with the name of a file that holds what r gives, and removes it.
func Spooled(r io.Reader, f func(name string) error) error { return spooled(r, f) }

func spooled(r io.Reader, f func(name string) error) error {
	tmp, err := os.CreateTemp("", "onrecord-import-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = io.Copy(tmp, r)
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return f(tmp.Name())
}
