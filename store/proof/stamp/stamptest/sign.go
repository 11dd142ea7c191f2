package stamptest

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"testing"

	"github.com/digitorus/pkcs7"
)

// Sign is a token with whatever content: what an authority that is hostile can sign
// instead of a TSTInfo.
func (a *Authority) Sign(t testing.TB, content []byte) []byte {
	t.Helper()
	s, err := pkcs7.NewSignedData(content)
	no(t, err)
	s.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	s.SetContentType(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4})
	type certID struct{ Hash []byte }
	sum := sha256.Sum256(a.Cert.Raw)
	no(t, s.AddSignerChain(a.Cert, a.key, []*x509.Certificate{a.Root}, pkcs7.SignerInfoConfig{ExtraSignedAttributes: []pkcs7.Attribute{{
		Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}, Value: struct{ Certs []certID }{[]certID{{sum[:]}}},
	}}}))
	der, err := s.Finish()
	no(t, err)
	return der
}

// Content is what a token signs.
func Content(t testing.TB, token []byte) []byte {
	t.Helper()
	p7, err := pkcs7.Parse(token)
	no(t, err)
	return p7.Content
}
