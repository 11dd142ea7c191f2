package proof

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"math/big"
	"strings"
)

// p256Use names what the second key is for, so that no other use can come by the same one.
const p256Use = "onrecord: ECDSA on P-256, for signing WACZ files"

// SignP256 signs the SHA-256 of a message with a second key, which the signing key alone
// makes: what others read knows ECDSA and not Ed25519. The signature is r and s, 32 bytes
// each; the public key is a SubjectPublicKeyInfo in DER.
func (k Signer) SignP256(message []byte) (signature, publicKey []byte, err error) {
	key, err := k.p256()
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(message)
	der, err := key.Sign(nil, sum[:], crypto.SHA256) // by RFC 6979: the same file is signed the same
	if err != nil {
		return nil, nil, err
	}
	var half struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &half); err != nil {
		return nil, nil, err
	}
	signature = make([]byte, 64)
	half.R.FillBytes(signature[:32])
	half.S.FillBytes(signature[32:])
	publicKey, err = x509.MarshalPKIXPublicKey(&key.PublicKey)
	return signature, publicKey, err
}

// p256 makes the key of the seed, by "extra random bits" (FIPS 186-5, A.2.1) of HKDF.
func (k Signer) p256() (*ecdsa.PrivateKey, error) {
	// PRIVATE+KEY+name+hash+base64 of the algorithm and the seed, the last of which may hold a plus.
	parts := strings.SplitN(k.secret, "+", 5)
	if len(parts) != 5 {
		return nil, errors.New("the signing key is of another kind")
	}
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(seed) < 33 {
		return nil, errors.New("the signing key is of another kind")
	}
	b, err := hkdf.Key(sha256.New, seed[1:], nil, p256Use, 40)
	if err != nil {
		return nil, err
	}
	one := big.NewInt(1)
	d := new(big.Int).SetBytes(b)
	d.Mod(d, new(big.Int).Sub(elliptic.P256().Params().N, one)).Add(d, one)
	scalar := d.FillBytes(make([]byte, 32))
	return ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar)
}
