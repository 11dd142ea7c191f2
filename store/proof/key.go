package proof

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/mod/sumdb/note"
)

// Signer is an Ed25519 key that signs checkpoints. It is kept outside the
// archive: whoever has both can write the archive's past anew.
type Signer struct {
	signer note.Signer
	public string
	secret string // as its file has it
}

// Name is the origin of the log that the key is for.
func (k Signer) Name() string { return k.signer.Name() }

// Public is what verifies its signatures: "name+hash+base64"
// (https://c2sp.org/signed-note).
func (k Signer) Public() string { return k.public }

// NewOrigin makes a name for a log that no other has.
func NewOrigin() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails
	return "onrecord/" + hex.EncodeToString(b)
}

// ErrNoKey says that there is no key's file.
var ErrNoKey = errors.New("there is no signing key")

// CreateKey makes a key and writes it to a file that only its owner reads. A file
// that is there is never written over: its loss cannot be made good.
func CreateKey(path, origin string) (Signer, error) {
	secret, public, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return Signer{}, fmt.Errorf("make a signing key: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Signer{}, fmt.Errorf("make the key's directory: %w; name another file in ONRECORD_KEY", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return Signer{}, fmt.Errorf("write the signing key: %w; name another file in ONRECORD_KEY", err)
	}
	_, err = f.WriteString(secret + "\n" + public + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Signer{}, errors.Join(fmt.Errorf("write the signing key: %w", err), os.Remove(path))
	}
	if err := syncNames(filepath.Dir(path)); err != nil {
		return Signer{}, fmt.Errorf("write the signing key: %w", err)
	}
	return ReadKey(path)
}

// syncNames puts the names in a directory and in the two above it on the disk, so
// that a power cut leaves a key that was used under its name. Where a directory
// cannot be synced, the system is trusted with it.
func syncNames(dir string) error {
	for range 3 {
		f, err := os.Open(dir) // above the key
		if err != nil {
			return nil //nolint:nilerr // it may be passed through, but not read
		}
		err = f.Sync()
		_ = f.Close() // was only read
		if errors.Is(err, syscall.EIO) || errors.Is(err, syscall.ENOSPC) {
			return fmt.Errorf("sync %s: %w", dir, err)
		}
		dir = filepath.Dir(dir)
	}
	return nil
}

// ReadKey reads what CreateKey wrote. It refuses a file that others may read.
func ReadKey(path string) (Signer, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Signer{}, fmt.Errorf("%s: %w; where it was moved, name its file in ONRECORD_KEY; where it is lost, onrecord init --new-key \"why\" makes another", path, ErrNoKey)
	case err != nil:
		return Signer{}, fmt.Errorf("read the signing key: %w", err)
	case info.Mode().Perm()&0o077 != 0:
		return Signer{}, fmt.Errorf("others may read the signing key %s; close it with chmod 600", path)
	}
	b, err := os.ReadFile(path) // the user names it
	if err != nil {
		return Signer{}, fmt.Errorf("read the signing key: %w", err)
	}
	secret, public, _ := strings.Cut(strings.TrimSpace(string(b)), "\n")
	signer, err := note.NewSigner(secret)
	if err != nil {
		return Signer{}, fmt.Errorf("%s holds no signing key: %w; put the right file there from a copy", path, err)
	}
	k := Signer{signer, strings.TrimSpace(public), secret}
	return k, k.fits(path)
}

// fits checks that the public half is that of the secret one.
func (k Signer) fits(path string) error {
	v, err := note.NewVerifier(k.public)
	if err != nil {
		return fmt.Errorf("%s: the second line is no public key: %w; put the right file there from a copy", path, err)
	}
	sig, err := k.signer.Sign([]byte("onrecord"))
	if err != nil || v.Name() != k.signer.Name() || !v.Verify([]byte("onrecord"), sig) {
		return fmt.Errorf("%s: the public key is not that of the secret one; put the right file there from a copy", path)
	}
	return nil
}
