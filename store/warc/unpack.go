package warc

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Bounds on a WACZ from outside.
const (
	maxEntries = 100_000
	maxPack    = 16 << 20 // datapackage.json
)

// WACZ is a container of other people's, opened to be read. Nothing of it is ever
// written to a file by its own name.
type WACZ struct {
	zip   *zip.Reader
	files []*zip.File
}

// OpenWACZ looks a container of size bytes over. What no honest program makes is
// refused: names that lead out of a folder, links, entries that overlap or are there
// twice, encryption, what unpacks to far more than it is.
func OpenWACZ(r io.ReaderAt, size int64) (*WACZ, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("this is no WACZ file: %w", err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("%d entries in the container; at most %d are read", len(z.File), maxEntries)
	}
	if err := disjoint(z.File, size); err != nil {
		return nil, err
	}
	w, seen := &WACZ{zip: z}, map[string]bool{}
	for _, f := range z.File {
		if err := checkEntry(f); err != nil {
			return nil, fmt.Errorf("the entry %q is refused: %w", clip(f.Name), err)
		}
		if k := strings.ToLower(f.Name); seen[k] {
			return nil, fmt.Errorf("the entry %q is refused: it is there twice", clip(f.Name))
		} else {
			seen[k] = true
		}
		if path.Dir(f.Name) == "archive" && (strings.HasSuffix(f.Name, ".warc.gz") || strings.HasSuffix(f.Name, ".warc")) {
			w.files = append(w.files, f)
		}
	}
	if len(w.files) == 0 {
		return nil, errors.New("the container holds no archive/*.warc or archive/*.warc.gz, so it is no WACZ")
	}
	return w, nil
}

func checkEntry(f *zip.File) error {
	name, folder := strings.CutSuffix(f.Name, "/")
	switch {
	case !fs.ValidPath(name) || name == "." || strings.ContainsAny(f.Name, "\\\x00:"):
		return errors.New("its name leads out of the container's folder")
	case !f.Mode().IsRegular() && !(folder && f.Mode().IsDir()):
		return errors.New("it is a link or a device")
	case f.Flags&1 != 0:
		return errors.New("it is encrypted")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return fmt.Errorf("its compression (method %d) is not known", f.Method)
	case f.UncompressedSize64 > bombSize && f.UncompressedSize64/bombRatio > f.CompressedSize64:
		return fmt.Errorf("it unpacks to more than %d times its size, as bombs do", bombRatio)
	case f.Method == zip.Store && f.UncompressedSize64 != f.CompressedSize64:
		return errors.New("its sizes disagree")
	}
	return nil
}

// disjoint sees to it that no two entries share bytes.
func disjoint(files []*zip.File, size int64) error {
	type span struct{ from, to int64 }
	spans := make([]span, 0, len(files))
	for _, f := range files {
		at, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("the entry %q is refused: %w", clip(f.Name), err)
		}
		if f.CompressedSize64 > uint64(size) || at+int64(f.CompressedSize64) > size {
			return fmt.Errorf("the entry %q is refused: it reaches past the end", clip(f.Name))
		}
		spans = append(spans, span{at, at + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to || spans[i].from == spans[i-1].from {
			return errors.New("entries of the container share bytes, as bombs do; it is refused")
		}
	}
	return nil
}

// Files are the names of the WARC files in it.
func (w *WACZ) Files() []string {
	names := make([]string, len(w.files))
	for i, f := range w.files {
		names[i] = f.Name
	}
	return names
}

// Open reads one of them.
func (w *WACZ) Open(name string) (io.ReadCloser, error) { return w.zip.Open(name) }

// Check holds the WARC files to the sums in the datapackage, and that to its digest and
// signature where it has them. Files without a sum there pass where nothing is signed: the
// specification was not always so strict.
func (w *WACZ) Check() error {
	b, err := w.small(packName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var d Datapackage
	if err := json.Unmarshal(b, &d); err != nil {
		return fmt.Errorf("%s cannot be read: %w", packName, err)
	}
	signed, err := w.checkDigest(b)
	if err != nil {
		return err
	}
	want := map[string]string{}
	for _, r := range d.Resources {
		want[r.Path] = r.Hash
	}
	for _, f := range w.files {
		if !strings.HasPrefix(want[f.Name], "sha256:") {
			if signed {
				return fmt.Errorf("%s is not among the files that were signed: it was added afterwards", clip(f.Name))
			}
			continue
		}
		got, err := sumOf(f)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if got != want[f.Name] {
			return fmt.Errorf("%s is not what %s says: it was changed or damaged", f.Name, packName)
		}
	}
	return nil
}

// checkDigest checks the digest of the datapackage, and reports whether it is signed: by
// a key, whose signature is checked, or by a domain.
func (w *WACZ) checkDigest(pack []byte) (signed bool, err error) {
	b, err := w.small(digestName)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	var d Digest
	if err == nil {
		err = json.Unmarshal(b, &d)
	}
	if err != nil {
		return false, fmt.Errorf("%s cannot be read: %w", digestName, err)
	}
	if d.SignedData == nil && !strings.HasPrefix(d.Hash, "sha256:") {
		return false, nil // it says nothing that could be checked
	}
	if _, _, err := d.Verify(pack); err != nil {
		return false, fmt.Errorf("%s: %w", digestName, err)
	}
	return d.SignedData != nil, nil
}

// small reads an entry that is bounded.
func (w *WACZ) small(name string) ([]byte, error) {
	f, err := w.zip.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxPack+1))
	if err == nil && len(b) > maxPack {
		err = errors.New("it is too long")
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, err)
	}
	return b, nil
}

func sumOf(f *zip.File) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil { //nolint:gosec // nothing of it is held
		return "", err
	}
	return digest([sha256.Size]byte(h.Sum(nil))), nil
}
