package stamp

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// token is a stamp whose signature is good, by whomever.
type token struct {
	info   *timestamp.Timestamp
	signer *x509.Certificate
	certs  []*x509.Certificate
}

// The limits of what is read from a token.
const (
	mostDepth = 40
	mostCerts = 32
	mostBits  = 8192 // of an RSA key
)

// contentTSTInfo is id-ct-TSTInfo (RFC 3161 §2.4.2).
var contentTSTInfo = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}

// read takes a token apart and checks its signature. The parser below panics on
// some bytes that are no token.
func read(der []byte) (t token, err error) {
	defer func() {
		if p := recover(); p != nil {
			t, err = token{}, fmt.Errorf("%w: %v", ErrNoStamp, p)
		}
	}()
	if len(der) == 0 || len(der) > Most {
		return t, fmt.Errorf("%w: it has %d bytes", ErrNoStamp, len(der))
	}
	if err := checkShape(der, mostDepth); err != nil {
		return t, fmt.Errorf("%w: %w", ErrNoStamp, err)
	}
	p7, err := pkcs7.Parse(der)
	if err != nil {
		return t, fmt.Errorf("%w: %w", ErrNoStamp, err)
	}
	if t.signer, err = signerOf(p7); err != nil {
		return t, err
	}
	if err := p7.Verify(); err != nil {
		return t, fmt.Errorf("%w: %w", ErrBadSignature, err)
	}
	if err := checkAttributes(p7, t.signer); err != nil {
		return t, err
	}
	t.certs = p7.Certificates
	if t.info, err = timestamp.Parse(der); err != nil {
		return t, fmt.Errorf("%w: %w", ErrNoStamp, err)
	}
	if t.info.Accuracy < 0 || t.info.Accuracy > 24*time.Hour {
		return t, fmt.Errorf("%w: it is right within %s only", ErrNoStamp, t.info.Accuracy)
	}
	return t, nil
}

// checkShape holds bytes to DER's lengths and to a depth, before a parser sees
// them that trusts both.
func checkShape(der []byte, depth int) error {
	for len(der) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return err
		}
		if v.IsCompound {
			if depth == 0 {
				return errors.New("it is nested too deep")
			}
			if err := checkShape(v.Bytes, depth-1); err != nil {
				return err
			}
		}
		der = rest
	}
	return nil
}

// signerOf is the certificate of the only signer, who signed with what cannot be
// forged today.
func signerOf(p7 *pkcs7.PKCS7) (*x509.Certificate, error) {
	switch {
	case len(p7.Signers) != 1:
		return nil, fmt.Errorf("%w: it has %d signers, not one", ErrNoStamp, len(p7.Signers))
	case len(p7.Certificates) > mostCerts:
		return nil, fmt.Errorf("%w: it carries %d certificates", ErrNoStamp, len(p7.Certificates))
	case slices.ContainsFunc(p7.Certificates, isHuge):
		return nil, fmt.Errorf("%w: one of its keys has more than %d bits", ErrNoStamp, mostBits)
	}
	c := p7.GetOnlySigner()
	if c == nil {
		return nil, fmt.Errorf("%w: it does not carry its signer's certificate", ErrUntrusted)
	}
	s := p7.Signers[0]
	strong := []asn1.ObjectIdentifier{pkcs7.OIDDigestAlgorithmSHA256, pkcs7.OIDDigestAlgorithmSHA384, pkcs7.OIDDigestAlgorithmSHA512}
	if !slices.ContainsFunc(strong, s.DigestAlgorithm.Algorithm.Equal) || s.DigestEncryptionAlgorithm.Algorithm.Equal(pkcs7.OIDDigestAlgorithmECDSASHA1) {
		return nil, fmt.Errorf("%w: it is made with a weak or unknown hash", ErrBadSignature)
	}
	return c, nil
}

func isHuge(c *x509.Certificate) bool {
	k, ok := c.PublicKey.(*rsa.PublicKey)
	return ok && k.N.BitLen() > mostBits
}

// isFor reports whether the stamp is for bytes with this SHA-256.
func (t token) isFor(sum [32]byte) error {
	if t.info.HashAlgorithm != crypto.SHA256 || !slices.Equal(t.info.HashedMessage, sum[:]) {
		return ErrOtherBytes
	}
	return nil
}
