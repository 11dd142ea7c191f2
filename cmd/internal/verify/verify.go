// Package verify checks that nothing in an archive, a backup or a bundle was changed
// since it was recorded, whatever lies at a path.
package verify

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/compare/find"
	"onrecord/compare/link"
	"onrecord/store/proof"
	"onrecord/store/proof/bundle"
	"onrecord/store/sqlite"
)

// Result is what verify found, with what it says of an archive's index.
type Result struct {
	proof.Report
	Versions int
	Index    []string
	Stamps   []authority.Stamps
	// Bundle says that it is a bundle, which has no index.
	Bundle bool
}

// Failed reports whether something is not as it was recorded.
func (v Result) Failed() bool {
	return v.State == proof.Tampered || v.State == proof.Stranger || len(v.Bad) > 0 || len(v.Index) > 0
}

// Target checks what lies at a path. trust are the roots of time stamps that whoever
// checks believes in, nil for those that this machine knows.
func Target(ctx context.Context, e config.Env, path string, o proof.Options, trust *x509.CertPool) (Result, error) {
	if !archive.IsDirectory(path) {
		return database(ctx, e, path, "", o, trust)
	}
	if err := archive.Check(path); err != nil {
		return Result{}, err
	}
	kind, err := kindOfFile(path)
	switch {
	case err != nil:
		return Result{}, err
	case kind == "bundle":
		return file(ctx, e, path, o, trust)
	case kind == "file":
		dir, name := filepath.Split(filepath.Clean(path))
		return database(ctx, e, filepath.Clean(dir), name, o, trust)
	}
	return database(ctx, e, path, "", o, trust)
}

// database checks an archive; name is its file's in a directory, "" for the usual one.
func database(ctx context.Context, e config.Env, dir, name string, o proof.Options, trust *x509.CertPool) (v Result, err error) {
	st, err := archive.Open(ctx, dir, e.MediaDir, sqlite.Options{ReadOnly: true, Name: name})
	if err != nil {
		return v, err
	}
	defer st.Close()
	show := e.Progress("verifying")
	o.Progress = func(done, total int64) { show(int(done), int(total)) }
	named, err := authority.All(ctx, st)
	if err != nil {
		return v, err
	}
	checker := authority.NewChecker(trust, named, e.Now())
	o.Stamp = checker.Check
	if v.Report, err = proof.Verify(ctx, proof.ArchiveOf(st), o); err != nil {
		return v, err
	}
	v.Stamps = checker.Good
	show = e.Progress("checking")
	fault := func(s string) { v.Index = append(v.Index, s) }
	if err := st.Check(ctx, link.Scheme(), link.Terms, func(done, total int) {
		v.Versions = done
		show(done, total)
	}, fault); err != nil {
		return v, err
	}
	return v, st.CheckWords(ctx, find.Scheme, find.Cut, fault)
}

// file checks a bundle.
func file(ctx context.Context, e config.Env, path string, o proof.Options, trust *x509.CertPool) (Result, error) {
	f, err := os.Open(path) // the user names it
	if err != nil {
		return Result{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Result{}, err
	}
	checker := authority.NewChecker(trust, nil, e.Now())
	o.Stamp = checker.Check
	r, err := bundle.Verify(ctx, f, info.Size(), o)
	return Result{Report: r, Stamps: checker.Good, Bundle: true}, err
}

// sqliteMagic is what a database begins with (https://sqlite.org/fileformat.html).
const sqliteMagic = "SQLite format 3\x00"

// kindOfFile tells an archive's directory ("archive"), a database's file ("file")
// and a bundle ("bundle") by what they begin or end with, or their name.
func kindOfFile(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist) && filepath.Ext(path) != "":
		return "", exit.NotFoundf("there is no file %s; give an archive's folder, a backup or a bundle", words.Line(path, 400))
	case errors.Is(err, os.ErrNotExist) || err == nil && info.IsDir():
		return "archive", nil // whose absence its opening explains
	}
	if err != nil {
		return "", err
	}
	f, err := os.Open(path) // the user names it
	if err != nil {
		return "", err
	}
	defer f.Close()
	// A bundle whose first bytes were changed is one still, by its name or its end.
	var begin, end [4]byte
	database := make([]byte, len(sqliteMagic))
	_, err = f.ReadAt(begin[:], 0)
	_, last := f.ReadAt(end[:], max(0, info.Size()-22))
	_, whole := f.ReadAt(database, 0)
	ext := strings.ToLower(filepath.Ext(path))
	if err == nil && string(begin[:]) == "PK\x03\x04" || last == nil && string(end[:]) == "PK\x05\x06" || ext == ".wacz" || ext == ".zip" {
		return "bundle", nil
	}
	if whole == nil && string(database) == sqliteMagic || ext == ".db" || ext == ".sqlite" {
		return "file", nil
	}
	return "", fmt.Errorf("%s is neither a bundle nor an archive or its backup; give one of these, or nothing for the archive itself", words.Line(path, 400))
}
