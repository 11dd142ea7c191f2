package stamptest

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

const openSSLConfig = `[ t ]
serial = %[1]s/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = %[2]s
`

// Reply is what openssl answers to a request.
func (a *Authority) Reply(t testing.TB, query []byte) []byte {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.prepare(t)
	write(t, filepath.Join(a.dir, "query"), query)
	args := []string{"ts", "-reply", "-config", "conf", "-section", "t", "-queryfile", "query", "-inkey", "key.pem", "-signer", "cert.pem"}
	if !a.opts.Bare {
		args = append(args, "-chain", "root.pem")
	}
	cmd := exec.CommandContext(t.Context(), "openssl", args...) // the test's own
	cmd.Dir = a.dir
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("openssl: %v: %s", err, stderr.Bytes())
	}
	return out.Bytes()
}

// prepare writes what openssl reads.
func (a *Authority) prepare(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("no openssl here")
	}
	key, err := x509.MarshalPKCS8PrivateKey(a.key)
	no(t, err)
	alg := "sha256"
	if a.opts.SHA1 {
		alg = "sha1"
	}
	write(t, filepath.Join(a.dir, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
	write(t, filepath.Join(a.dir, "cert.pem"), certPEM(a.Cert))
	write(t, filepath.Join(a.dir, "conf"), fmt.Appendf(nil, openSSLConfig, a.dir, alg))
}

// Mint is a whole answer that says what the test wants: these bytes' hash, this
// nonce, this time.
func (a *Authority) Mint(t testing.TB, sum [32]byte, nonce *big.Int, at time.Time) []byte {
	t.Helper()
	s := timestamp.Timestamp{
		HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Time: at.UTC(), Nonce: nonce, Accuracy: time.Second,
		Policy: asn1.ObjectIdentifier{1, 2, 3, 4, 1}, AddTSACertificate: true,
	}
	if !a.opts.Bare {
		s.Certificates = []*x509.Certificate{a.Root}
	}
	answer, err := s.CreateResponseWithOpts(a.Cert, a.key, crypto.SHA256)
	no(t, err)
	return answer
}

// Query takes a request apart.
func Query(t testing.TB, der []byte) (sum [32]byte, nonce *big.Int) {
	t.Helper()
	req, err := timestamp.ParseRequest(der)
	no(t, err)
	copy(sum[:], req.HashedMessage)
	return sum, req.Nonce
}

// Token is the stamp in an answer.
func Token(t testing.TB, answer []byte) []byte {
	t.Helper()
	var r struct{ Status, Token asn1.RawValue }
	_, err := asn1.Unmarshal(answer, &r)
	no(t, err)
	return r.Token.FullBytes
}

// Rejection is an answer that grants nothing.
func Rejection(t testing.TB, text string) []byte {
	t.Helper()
	type status struct {
		Status int
		Text   []asn1.RawValue
		Why    asn1.BitString
	}
	b, err := asn1.Marshal(struct{ S status }{status{2, []asn1.RawValue{{Tag: asn1.TagUTF8String, Bytes: []byte(text)}}, asn1.BitString{Bytes: []byte{0, 2}, BitLength: 15}}})
	no(t, err)
	return b
}

// Handler serves RFC 3161 §3.4 with what answer gives; Reply and Mint do.
func Handler(answer func(query []byte) []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		_, _ = w.Write(answer(query))
	})
}
