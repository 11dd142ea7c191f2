// Package stamp asks for time-stamps by RFC 3161 and checks them: an authority's
// signed word that some bytes were there at a time. It does no I/O.
package stamp

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// Most is how many bytes a token may have.
const Most = 256 << 10

// Why a stamp is refused.
var (
	// ErrNoStamp: the bytes are no time-stamp.
	ErrNoStamp = errors.New("this is no time-stamp")
	// ErrOtherBytes: it is a stamp for something else.
	ErrOtherBytes = errors.New("the stamp is for other bytes")
	// ErrBadSignature: the signature does not fit.
	ErrBadSignature = errors.New("the stamp's signature is bad")
	// ErrUntrusted: whoever signed it is not vouched for as a time-stamp authority.
	ErrUntrusted = errors.New("the stamp's authority is not trusted")
)

// Stamp is what an authority says: that bytes with a hash were there at Time.
type Stamp struct {
	// Time is UTC by the authority's clock, right within Accuracy, zero where it
	// does not say.
	Time     time.Time
	Accuracy time.Duration
	// Serial and Policy are the authority's own.
	Serial *big.Int
	Policy string
	// Authority is the name in its certificate.
	Authority string
	// Chain leads from the authority's certificate to a root, which is the last.
	Chain []*x509.Certificate
	// Root is the SHA-256 of the root's certificate, in hexadecimal.
	Root string
	// Token is the DER that was checked: a CMS SignedData with its certificates.
	Token []byte
}

// RootName is the name in the root's certificate.
func (s Stamp) RootName() string {
	if len(s.Chain) == 0 {
		return ""
	}
	return nameOf(s.Chain[len(s.Chain)-1])
}

// Slack is how far two honest clocks may be apart.
const Slack = time.Hour

// Before reports whether the authority put its stamp on something before that was
// made, which no honest pair of clocks does.
func (s Stamp) Before(made time.Time) bool {
	return s.Time.Add(s.Accuracy).Add(Slack).Before(made)
}

// Plausible holds the time that a stamp says against when what it stamps was made,
// zero where that is unknown, and against now.
func (s Stamp) Plausible(made, now time.Time) error {
	at := s.Time.Format(time.RFC3339)
	switch {
	case !made.IsZero() && s.Before(made):
		return fmt.Errorf("it says %s, but the checkpoint was made %s: one of the clocks lies", at, made.UTC().Format(time.RFC3339))
	case s.Time.After(now.Add(24 * time.Hour)):
		return fmt.Errorf("it says %s, which is yet to come", at)
	}
	return nil
}

// nameOf is a certificate's common name, or the whole one where it has none.
func nameOf(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return plain(c.Subject.CommonName)
	}
	return plain(c.Subject.String())
}

// Fingerprint is the SHA-256 of a certificate, in hexadecimal.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}
