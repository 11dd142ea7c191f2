// Package stamptest is a time-stamp authority for tests: a real one (openssl ts),
// and one that lies.
package stamptest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Options say what an authority's certificate is like; the zero value is a good
// one.
type Options struct {
	// Name is in its certificate, "Test Authority" when "".
	Name string
	// From and Until are its certificate's, of the time ten years about now when
	// zero.
	From, Until time.Time
	// Usage is what the certificate is for, time-stamps when nil; Lax leaves the
	// extension uncritical.
	Usage []x509.ExtKeyUsage
	Lax   bool
	// RSA signs with RSA, else ECDSA. SHA1 names the certificate as RFC 2634 does.
	RSA, SHA1 bool
	// Bare leaves the root's certificate out of stamps.
	Bare bool
}

// Authority has a root, a certificate by it, and a key.
type Authority struct {
	Root, Cert *x509.Certificate
	// RootFile is the root's certificate in PEM.
	RootFile string

	opts Options
	key  crypto.Signer
	dir  string
	mu   sync.Mutex // openssl counts in a file
}

// New makes an authority in a directory of the test's.
func New(t testing.TB, o Options) *Authority {
	t.Helper()
	if o.Name == "" {
		o.Name = "Test Authority"
	}
	if o.From.IsZero() {
		o.From, o.Until = time.Now().AddDate(-5, 0, 0), time.Now().AddDate(5, 0, 0)
	}
	if o.Usage == nil {
		o.Usage = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}
	}
	a := &Authority{opts: o, dir: t.TempDir()}
	rootKey := newKey(t, false)
	a.Root = sign(t, &x509.Certificate{
		Subject: pkix.Name{CommonName: o.Name + " Root"}, NotBefore: time.Now().AddDate(-20, 0, 0), NotAfter: time.Now().AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}, nil, rootKey, rootKey)
	a.key = newKey(t, o.RSA)
	a.Cert = sign(t, &x509.Certificate{
		Subject: pkix.Name{CommonName: o.Name}, NotBefore: o.From, NotAfter: o.Until,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature, ExtraExtensions: []pkix.Extension{usage(t, o)},
	}, a.Root, a.key, rootKey)
	a.RootFile = filepath.Join(a.dir, "root.pem")
	write(t, a.RootFile, certPEM(a.Root))
	return a
}

func newKey(t testing.TB, useRSA bool) crypto.Signer {
	t.Helper()
	if useRSA {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		no(t, err)
		return k
	}
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	no(t, err)
	return k
}

// usage is the extension that says what a certificate is for, critical as RFC 3161
// §2.3 wants it.
func usage(t testing.TB, o Options) pkix.Extension {
	t.Helper()
	var all []asn1.ObjectIdentifier
	for _, u := range o.Usage {
		all = append(all, map[x509.ExtKeyUsage]asn1.ObjectIdentifier{
			x509.ExtKeyUsageTimeStamping: {1, 3, 6, 1, 5, 5, 7, 3, 8}, x509.ExtKeyUsageServerAuth: {1, 3, 6, 1, 5, 5, 7, 3, 1},
		}[u])
	}
	value, err := asn1.Marshal(all)
	no(t, err)
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: !o.Lax, Value: value}
}

// sign makes a certificate; without a parent it signs itself.
func sign(t testing.TB, c, parent *x509.Certificate, key, by crypto.Signer) *x509.Certificate {
	t.Helper()
	if parent == nil {
		parent = c
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	no(t, err)
	c.SerialNumber = n.Add(n, big.NewInt(1))
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
	no(t, err)
	made, err := x509.ParseCertificate(der)
	no(t, err)
	return made
}

func certPEM(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

func write(t testing.TB, name string, b []byte) {
	t.Helper()
	no(t, os.WriteFile(name, b, 0o600))
}

func no(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
