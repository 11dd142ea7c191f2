package stamp

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"
)

// Check holds a kept token against the SHA-256 of the bytes that it is for, offline:
// the signature, and that its signer's certificate is one for time-stamps and led
// to one of the trusted roots at the time of the stamp, whatever has expired since.
// A nil pool takes the chain's own root, which proves only who says so: tell
// Stamp.Root. The error wraps ErrNoStamp, ErrOtherBytes, ErrBadSignature or
// ErrUntrusted.
func Check(der []byte, sum [32]byte, trust *x509.CertPool) (Stamp, error) {
	t, err := read(der)
	if err != nil {
		return Stamp{}, err
	}
	if err := t.isFor(sum); err != nil {
		return Stamp{}, err
	}
	return t.stamp(trust)
}

// CheckKnown is Check under the roots that somebody knows, and where the stamp leads
// to none of them, under its own: then known is false, and it proves only that its
// maker had the bytes.
func CheckKnown(der []byte, sum [32]byte, roots *x509.CertPool) (s Stamp, known bool, err error) {
	if roots != nil {
		if s, err = Check(der, sum, roots); !errors.Is(err, ErrUntrusted) {
			return s, err == nil, err
		}
	}
	s, err = Check(der, sum, nil)
	return s, false, err
}

// stamp checks the signer and tells what it says.
func (t token) stamp(trust *x509.CertPool) (Stamp, error) {
	chain, err := t.chain(trust)
	if err != nil {
		return Stamp{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	return Stamp{
		Time: t.info.Time.UTC(), Accuracy: t.info.Accuracy, Serial: t.info.SerialNumber, Policy: t.info.Policy.String(),
		Authority: nameOf(t.signer), Chain: chain, Root: Fingerprint(chain[len(chain)-1]), Token: t.info.RawToken,
	}, nil
}

// chain leads from the signer to a root, as of the stamp's time.
func (t token) chain(trust *x509.CertPool) ([]*x509.Certificate, error) {
	if err := mayStamp(t.signer); err != nil {
		return nil, err
	}
	if trust == nil {
		if trust = t.ownRoots(); trust == nil {
			return nil, errors.New("it carries no certificate above its signer's; give the authority's root with --root FILE")
		}
	}
	between := x509.NewCertPool()
	for _, c := range t.certs {
		between.AddCert(c)
	}
	chains, err := t.signer.Verify(x509.VerifyOptions{
		Roots: trust, Intermediates: between, CurrentTime: t.info.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %s", nameOf(t.signer), plain(err.Error()))
	}
	return chains[0], nil
}

// ownRoots are those certificates beside the signer's that signed themselves, or
// whose issuer is not here; nil where there are none.
func (t token) ownRoots() *x509.CertPool {
	var pool *x509.CertPool
	for _, c := range t.certs {
		issuer := func(o *x509.Certificate) bool { return bytes.Equal(o.RawSubject, c.RawIssuer) }
		if c.Equal(t.signer) || slices.ContainsFunc(t.certs, issuer) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) != nil {
			continue
		}
		if pool == nil {
			pool = x509.NewCertPool()
		}
		pool.AddCert(c)
	}
	return pool
}

// extKeyUsage is id-ce-extKeyUsage (RFC 5280 §4.2.1.12).
var extKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// mayStamp: the certificate is for time-stamps and nothing else, and says so in an
// extension marked critical (RFC 3161 §2.3).
func mayStamp(c *x509.Certificate) error {
	only := slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) && len(c.UnknownExtKeyUsage) == 0
	for _, e := range c.Extensions {
		if e.Id.Equal(extKeyUsage) && e.Critical && only {
			return nil
		}
	}
	return fmt.Errorf("the certificate of %s is not one for time-stamps", nameOf(c))
}
