package stamp

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode"

	"github.com/digitorus/timestamp"
)

// Request is a TimeStampReq (RFC 3161 §2.4.1), in DER, for bytes with this SHA-256.
// It asks for the certificates too. The nonce, 64 bits, ties the answer to it.
func Request(sum [32]byte) (der []byte, nonce *big.Int, err error) {
	nonce, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, nil, err
	}
	req := timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true, Nonce: nonce}
	der, err = req.Marshal()
	return der, nonce, err
}

// response is a TimeStampResp (RFC 3161 §2.4.2).
type response struct {
	Status status
	Token  asn1.RawValue `asn1:"optional"`
}

type status struct {
	Status timestamp.Status
	Text   []string       `asn1:"optional"`
	Why    asn1.BitString `asn1:"optional"`
}

// Accept checks what an authority answered to a request for these bytes: that it
// granted the stamp, for them, and under this nonce; then all that Check does. Its
// errors say what is wrong.
func Accept(answer []byte, sum [32]byte, nonce *big.Int, trust *x509.CertPool) (Stamp, error) {
	if len(answer) > Most+1<<10 {
		return Stamp{}, fmt.Errorf("%w: the answer has %d bytes", ErrNoStamp, len(answer))
	}
	var r response
	if rest, err := asn1.Unmarshal(answer, &r); err != nil || len(rest) > 0 {
		return Stamp{}, fmt.Errorf("%w: the authority's answer cannot be read", ErrNoStamp)
	}
	if r.Status.Status != timestamp.Granted && r.Status.Status != timestamp.GrantedWithMods {
		return Stamp{}, r.Status.refusal()
	}
	token, err := read(r.Token.FullBytes)
	if err != nil {
		return Stamp{}, err
	}
	if err := token.isFor(sum); err != nil {
		return Stamp{}, err
	}
	if token.info.Nonce == nil || token.info.Nonce.Cmp(nonce) != 0 {
		return Stamp{}, errors.New("the stamp answers another request: its nonce differs")
	}
	return token.stamp(trust)
}

// refusal tells why an authority gave no stamp.
func (s status) refusal() error {
	text := "the authority answered: " + s.Status.String()
	for bit := range min(s.Why.BitLength, 64) {
		if s.Why.At(bit) != 0 {
			text += " (" + timestamp.FailureInfo(bit).String() + ")"
		}
	}
	if said := plain(strings.Join(s.Text, " ")); said != "" {
		text += ": " + said
	}
	return errors.New(text)
}

// plain is text from outside on one line, not too long, with nothing in it that
// moves a terminal's cursor or turns its text.
func plain(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }), " ")
	if r := []rune(s); len(r) > 200 {
		return string(r[:199]) + "…"
	}
	return s
}
