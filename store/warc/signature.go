package warc

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"time"

	"onrecord/store/warc/zipped"
)

// SignatureVersion is that of the specification by which a WACZ is signed
// (https://specs.webrecorder.net/wacz-auth/0.1.0/).
const SignatureVersion = "0.1.0"

// Sign signs bytes: an ECDSA signature over their SHA-256, r and s one after the other in
// 32 bytes each, and the public key in DER (SubjectPublicKeyInfo).
type Sign func(message []byte) (signature, publicKey []byte, err error)

// Digest is what datapackage-digest.json says.
type Digest struct {
	Hash       string      `json:"hash"`
	Path       string      `json:"path"`
	SignedData *SignedData `json:"signedData,omitempty"`
}

// SignedData is the specification's anonymous signature: it says which key signed, and
// whose that is must be known otherwise.
type SignedData struct {
	Hash      string `json:"hash"`
	Created   string `json:"created"`
	Software  string `json:"software"`
	Version   string `json:"version"`
	Signature string `json:"signature"`
	PublicKey string `json:"publicKey"`
}

// AddDatapackage puts a datapackage and its sum into the container, signed where it was
// described with a key; it comes last.
func AddDatapackage(z *zipped.Writer, d Datapackage) error {
	b, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	if _, err := z.AddBytes(packName, b); err != nil {
		return err
	}
	sum := Digest{Hash: digest(sha256.Sum256(b)), Path: packName}
	if d.sign != nil {
		signature, key, err := d.sign([]byte(sum.Hash))
		if err != nil {
			return fmt.Errorf("sign the WACZ: %w", err)
		}
		sum.SignedData = &SignedData{
			Hash: sum.Hash, Created: d.Created, Software: d.Software, Version: SignatureVersion,
			Signature: base64.StdEncoding.EncodeToString(signature), PublicKey: base64.StdEncoding.EncodeToString(key),
		}
	}
	out, err := json.Marshal(sum)
	if err != nil {
		return err
	}
	_, err = z.AddBytes(digestName, out)
	return err
}

// Verify checks the digest of a datapackage with these bytes, and its anonymous signature;
// it gives the public key in DER and when it says to have signed, nil where there is none
// to check: a domain's signature needs the network's authorities.
func (d Digest) Verify(datapackage []byte) (publicKey []byte, at time.Time, err error) {
	if d.Path != packName || d.Hash != digest(sha256.Sum256(datapackage)) {
		return nil, at, errors.New("it is not the digest of the datapackage: one of the two was changed")
	}
	s := d.SignedData
	switch {
	case s == nil || s.PublicKey == "":
		return nil, at, nil
	case s.Hash != d.Hash:
		return nil, at, errors.New("what is signed is another datapackage")
	}
	if publicKey, err = base64.StdEncoding.DecodeString(s.PublicKey); err != nil {
		return nil, at, fmt.Errorf("its public key: %w", err)
	}
	parsed, err := x509.ParsePKIXPublicKey(publicKey)
	if err != nil {
		return nil, at, fmt.Errorf("its public key: %w", err)
	}
	key, ok := parsed.(*ecdsa.PublicKey)
	if !ok || key.Curve != elliptic.P256() && key.Curve != elliptic.P384() {
		return nil, at, errors.New("its public key is none of ECDSA's on P-256 or P-384")
	}
	signature, err := base64.StdEncoding.DecodeString(s.Signature)
	if half := (key.Curve.Params().BitSize + 7) / 8; err != nil || len(signature) != 2*half {
		return nil, at, errors.New("its signature is none of that key's")
	}
	sum := sha256.Sum256([]byte(s.Hash))
	half := len(signature) / 2
	if !ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])) {
		return nil, at, errors.New("its signature does not fit")
	}
	at, _ = time.Parse(time.RFC3339, s.Created)
	return publicKey, at, nil
}
