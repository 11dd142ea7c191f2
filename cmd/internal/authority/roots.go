package authority

import (
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// rootsFile has the roots of time-stamp authorities that the user gave on this
// machine. Like keys it lies outside of every archive: who rewrites an archive must
// not be able to vouch for the stamps in it.
func rootsFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("where to keep the roots of time-stamp authorities: %w; set HOME", err)
	}
	return filepath.Join(dir, "onrecord", "authorities.pem"), nil
}

// knownRoots are the roots that this machine trusts, and those that the user gave.
func knownRoots() *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // a machine that trusts nobody
	}
	if file, err := rootsFile(); err == nil {
		if b, err := os.ReadFile(file); err == nil { // the user's own
			pool.AppendCertsFromPEM(b)
		}
	}
	return pool
}

// RememberRoot adds a root, in PEM, to those that this machine knows.
func RememberRoot(text string) error {
	file, err := rootsFile()
	if err != nil {
		return err
	}
	b, err := os.ReadFile(file) // the user's own
	if err == nil && strings.Contains(string(b), text) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("keep the authority's root: %w", err)
	}
	if err := os.WriteFile(file, append(b, text...), 0o600); err != nil {
		return fmt.Errorf("keep the authority's root: %w", err)
	}
	return nil
}
