package stamp

import (
	"bytes"
	"crypto"
	"crypto/sha1" //nolint:gosec // RFC 2634 names certificates by it
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"

	"github.com/digitorus/pkcs7"
)

// What a signer must have signed along (RFC 3161 §2.4.2).
var (
	attrSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12} // RFC 2634 §5.4
	attrSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47} // RFC 5035 §3
)

// signingCert is SigningCertificate, whose hashes are SHA-1's.
type signingCert struct {
	Certs []struct {
		Hash   []byte
		Serial asn1.RawValue `asn1:"optional"`
	}
	Policies asn1.RawValue `asn1:"optional"`
}

// signingCertV2 is SigningCertificateV2, whose hashes are SHA-256's unless it says
// otherwise.
type signingCertV2 struct {
	Certs []struct {
		Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
		Hash      []byte
		Serial    asn1.RawValue `asn1:"optional"`
	}
	Policies asn1.RawValue `asn1:"optional"`
}

// checkAttributes holds what was signed along to RFC 3161: that it is a time-stamp,
// and by which certificate, so that no other with the same key can be put in its
// place.
func checkAttributes(p7 *pkcs7.PKCS7, signer *x509.Certificate) error {
	var content asn1.ObjectIdentifier
	if err := p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &content); err != nil || !content.Equal(contentTSTInfo) {
		return fmt.Errorf("%w: what is signed is something else", ErrNoStamp)
	}
	var one signingCert
	var two signingCertV2
	v1 := p7.UnmarshalSignedAttribute(attrSigningCert, &one) == nil && len(one.Certs) > 0
	v2 := p7.UnmarshalSignedAttribute(attrSigningCertV2, &two) == nil && len(two.Certs) > 0
	if !v1 && !v2 {
		return fmt.Errorf("%w: it does not name its signer's certificate", ErrBadSignature)
	}
	sum := sha1.Sum(signer.Raw) //nolint:gosec // see above
	if v1 && !bytes.Equal(one.Certs[0].Hash, sum[:]) || v2 && !bytes.Equal(two.Certs[0].Hash, digest(two.Certs[0].Algorithm.Algorithm, signer.Raw)) {
		return fmt.Errorf("%w: it names another signer's certificate", ErrBadSignature)
	}
	return nil
}

// digest is the hash of bytes by an algorithm, nil where that is none of SHA-2's.
func digest(algorithm asn1.ObjectIdentifier, b []byte) []byte {
	var h crypto.Hash
	switch {
	case len(algorithm) == 0, algorithm.Equal(pkcs7.OIDDigestAlgorithmSHA256):
		h = crypto.SHA256
	case algorithm.Equal(pkcs7.OIDDigestAlgorithmSHA384):
		h = crypto.SHA384
	case algorithm.Equal(pkcs7.OIDDigestAlgorithmSHA512):
		h = crypto.SHA512
	default:
		return nil
	}
	d := h.New()
	d.Write(b)
	return d.Sum(nil)
}
