// Command dist builds what is handed out: archives for Linux, macOS and Windows, packages
// for Debian and Red Hat, and their sums. `make dist` runs it from the project's folder.
//
// The same commit gives the same archives: paths are trimmed, and every file in them has
// the time of the commit (SOURCE_DATE_EPOCH, reproducible-builds.org/specs).
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// nfpm makes .deb and .rpm without dpkg and rpm (nfpm.goreleaser.com).
const nfpm = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0"

func main() {
	log.SetFlags(0)
	out := flag.String("o", "dist", "write to `DIR`, which is emptied first")
	version := flag.String("version", "devel", "the `VERSION` that the program tells")
	systems := flag.String("systems", runtime.GOOS+"/"+runtime.GOARCH, "build for these `SYSTEMS`, such as linux/amd64,darwin/arm64; those of Linux get packages too")
	flag.Parse()
	if err := build(*out, *version, strings.Split(*systems, ",")); err != nil {
		log.Fatal("dist: ", err)
	}
}

func build(out, version string, targets []string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	work := filepath.Join(out, "work")
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	made, err := commitTime()
	if err != nil {
		return err
	}
	if err := os.Setenv("SOURCE_DATE_EPOCH", strconv.FormatInt(made.Unix(), 10)); err != nil {
		return err
	}
	beside, err := documents(work, version)
	if err != nil {
		return err
	}
	for _, t := range targets {
		goos, goarch, _ := strings.Cut(t, "/")
		log.Println("building", t)
		bin := filepath.Join(work, goos+"-"+goarch, "onrecord")
		if goos == "windows" {
			bin += ".exe"
		}
		if err := compile(bin, goos, goarch, version); err != nil {
			return err
		}
		name := fmt.Sprintf("onrecord-%s-%s-%s", version, goos, goarch)
		if err := archive(filepath.Join(out, name), goos == "windows", made, append([]file{{bin, filepath.Base(bin), 0o755}}, beside...)); err != nil {
			return err
		}
		if goos != "linux" {
			continue
		}
		for _, kind := range []string{"deb", "rpm"} {
			if err := pack(out, work, kind, bin, goarch, version); err != nil {
				return err
			}
		}
	}
	return sums(out)
}

// commitTime is the time of the commit that is built, or of SOURCE_DATE_EPOCH.
func commitTime() (time.Time, error) {
	given := os.Getenv("SOURCE_DATE_EPOCH")
	if given == "" {
		b, err := exec.CommandContext(context.Background(), "git", "log", "-1", "--format=%ct").Output()
		if err != nil {
			return time.Time{}, fmt.Errorf("git log: %w; build in a clone, or set SOURCE_DATE_EPOCH", err)
		}
		given = strings.TrimSpace(string(b))
	}
	seconds, err := strconv.ParseInt(given, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// file is one that goes into an archive: where it is, its path there, its mode.
type file struct {
	from, to string
	mode     os.FileMode
}

// documents writes what every system gets beside the program, with a build for this one.
func documents(work, version string) ([]file, error) {
	self := filepath.Join(work, "self", "onrecord")
	if err := compile(self, runtime.GOOS, runtime.GOARCH, version); err != nil {
		return nil, err
	}
	man := filepath.Join(work, "man")
	if err := run(nil, self, "man", man); err != nil {
		return nil, err
	}
	if err := os.Mkdir(filepath.Join(work, "completions"), 0o755); err != nil {
		return nil, err
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		b, err := exec.CommandContext(context.Background(), self, "completion", shell).Output() //nolint:gosec // the program that was just built
		if err != nil {
			return nil, fmt.Errorf("completion %s: %w", shell, err)
		}
		if err := os.WriteFile(filepath.Join(work, "completions", shell), b, 0o644); err != nil {
			return nil, err
		}
	}
	all := []file{{"README.md", "README.md", 0o644}}
	for _, dir := range []string{"man", "completions"} {
		entries, err := os.ReadDir(filepath.Join(work, dir))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			all = append(all, file{filepath.Join(work, dir, e.Name()), dir + "/" + e.Name(), 0o644})
		}
	}
	// Packages take the pages compressed, as Debian's policy 12.1 asks.
	return all, compressEach(man, filepath.Join(work, "man.gz"))
}

func compressEach(from, to string) error {
	pages, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.Mkdir(to, 0o755); err != nil {
		return err
	}
	for _, p := range pages {
		b, err := os.ReadFile(filepath.Join(from, p.Name()))
		if err != nil {
			return err
		}
		var packed bytes.Buffer
		z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(b); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, p.Name()+".gz"), packed.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func compile(bin, goos, goarch, version string) error {
	return run([]string{"CGO_ENABLED=0", "GOOS=" + goos, "GOARCH=" + goarch},
		"go", "build", "-trimpath", "-ldflags", "-s -w -X main.version="+version, "-o", bin, "./cmd/onrecord")
}

// archive writes files to name.tar.gz, or to name.zip, all in one folder called as the archive is.
func archive(name string, zipped bool, made time.Time, files []file) (err error) {
	suffix := ".tar.gz"
	if zipped {
		suffix = ".zip"
	}
	f, err := os.Create(name + suffix)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	if zipped {
		return writeZip(f, filepath.Base(name), made, files)
	}
	return writeTar(f, filepath.Base(name), made, files)
}

func writeTar(w io.Writer, folder string, made time.Time, files []file) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, f := range files {
		b, err := os.ReadFile(f.from)
		if err != nil {
			return err
		}
		if err := t.WriteHeader(&tar.Header{Name: folder + "/" + f.to, Mode: int64(f.mode), Size: int64(len(b)), ModTime: made, Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		if _, err := t.Write(b); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

func writeZip(w io.Writer, folder string, made time.Time, files []file) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		b, err := os.ReadFile(f.from)
		if err != nil {
			return err
		}
		e, err := z.CreateHeader(&zip.FileHeader{Name: folder + "/" + f.to, Method: zip.Deflate, Modified: made})
		if err != nil {
			return err
		}
		if _, err := e.Write(b); err != nil {
			return err
		}
	}
	return z.Close()
}

// pack makes a package of kind deb or rpm.
func pack(out, work, kind, bin, goarch, version string) error {
	return run([]string{"VERSION=" + packageVersion(version), "ARCH=" + goarch, "BIN=" + bin, "WORK=" + work},
		"go", "run", nfpm, "package", "--config", "cmd/onrecord/dist/nfpm.yaml", "--packager", kind, "--target", out)
}

// packageVersion is what git describe gives as packages number themselves: 1.2.0 for
// v1.2.0, 1.2.0+3.gabc for three commits later, 0.0.0+abc where there is no tag yet.
func packageVersion(version string) string {
	base, rest, _ := strings.Cut(version, "-")
	if !regexp.MustCompile(`^v?\d+(\.\d+)+$`).MatchString(base) {
		base, rest = "0.0.0", version
	}
	base = strings.TrimPrefix(base, "v")
	if rest == "" {
		return base
	}
	// A hyphen would begin Debian's own revision, and RPM allows none.
	return base + "+" + strings.ReplaceAll(rest, "-", ".")
}

// sums writes SHA256SUMS as sha256sum --check reads it.
func sums(out string) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		f, err := os.Open(filepath.Join(out, e.Name()))
		if err != nil {
			return err
		}
		h := sha256.New()
		_, err = io.Copy(h, f)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "%x  %s\n", h.Sum(nil), e.Name())
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(text.String()), 0o644)
}

func run(env []string, name string, args ...string) error {
	cmd := exec.CommandContext(context.Background(), name, args...) //nolint:gosec // go, and what it built
	cmd.Env = slices.Concat(os.Environ(), env)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, args[0], err)
	}
	return nil
}
