package stamp_test

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"onrecord/store/proof/stamp"
	"onrecord/store/proof/stamp/stamptest"
)

var sum = sha256.Sum256([]byte("a checkpoint"))

func request(t testing.TB) ([]byte, *big.Int) {
	t.Helper()
	query, nonce, err := stamp.Request(sum)
	if err != nil {
		t.Fatal(err)
	}
	return query, nonce
}

func pool(certs ...*x509.Certificate) *x509.CertPool {
	p := x509.NewCertPool()
	for _, c := range certs {
		p.AddCert(c)
	}
	return p
}

// TestOpenSSL: what a real authority answers is taken, and holds later.
func TestOpenSSL(t *testing.T) {
	for name, o := range map[string]stamptest.Options{
		"ECDSA": {}, "RSA": {RSA: true}, "SHA-1 names the certificate": {SHA1: true},
	} {
		t.Run(name, func(t *testing.T) {
			a := stamptest.New(t, o)
			query, nonce := request(t)
			before := time.Now().Truncate(time.Second)
			s, err := stamp.Accept(a.Reply(t, query), sum, nonce, nil)
			if err != nil {
				t.Fatal(err)
			}
			if s.Time.Before(before) || s.Time.After(time.Now()) || s.Time.Location() != time.UTC || s.Accuracy != time.Second || s.Policy != "1.2.3.4.1" || s.Serial == nil {
				t.Errorf("stamp: %+v", s)
			}
			if s.Authority != "Test Authority" || s.RootName() != "Test Authority Root" || s.Root != stamp.Fingerprint(a.Root) || len(s.Chain) != 2 {
				t.Errorf("by %q under %q (%s), chain of %d", s.Authority, s.RootName(), s.Root, len(s.Chain))
			}
			for _, trust := range []*x509.CertPool{nil, pool(a.Root)} {
				if kept, err := stamp.Check(s.Token, sum, trust); err != nil || !kept.Time.Equal(s.Time) || kept.Root != s.Root {
					t.Errorf("kept: %+v, %v", kept, err)
				}
			}
		})
	}
}

// TestAccept: an answer to something else, or of somebody unfit, is refused, and
// the reason is told.
func TestAccept(t *testing.T) {
	now := time.Now()
	good := stamptest.New(t, stamptest.Options{})
	web := stamptest.New(t, stamptest.Options{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
	lax := stamptest.New(t, stamptest.Options{Lax: true})
	both := stamptest.New(t, stamptest.Options{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageServerAuth}})
	old := stamptest.New(t, stamptest.Options{From: now.AddDate(-2, 0, 0), Until: now.AddDate(-1, 0, 0)})
	bare := stamptest.New(t, stamptest.Options{Bare: true})
	nonce := big.NewInt(1234567)
	other := sha256.Sum256([]byte("something else"))
	for name, c := range map[string]struct {
		answer []byte
		is     error
		says   string
	}{
		"good":          {good.Mint(t, sum, nonce, now), nil, ""},
		"other bytes":   {good.Mint(t, other, nonce, now), stamp.ErrOtherBytes, "other bytes"},
		"other nonce":   {good.Mint(t, sum, big.NewInt(1), now), nil, "another request"},
		"no nonce":      {good.Mint(t, sum, nil, now), nil, "another request"},
		"web server":    {web.Mint(t, sum, nonce, now), stamp.ErrUntrusted, "not one for time-stamps"},
		"not critical":  {lax.Mint(t, sum, nonce, now), stamp.ErrUntrusted, "not one for time-stamps"},
		"two uses":      {both.Mint(t, sum, nonce, now), stamp.ErrUntrusted, "not one for time-stamps"},
		"expired":       {old.Mint(t, sum, nonce, now), stamp.ErrBadSignature, "validity"},
		"no chain":      {bare.Mint(t, sum, nonce, now), stamp.ErrUntrusted, "give the authority's root"},
		"rejected":      {stamptest.Rejection(t, "no\x1b[2J thanks"), nil, "the authority answered: the request is rejected (the TSA's time source is not available): no [2J thanks"},
		"a page":        {[]byte("<html>"), stamp.ErrNoStamp, "cannot be read"},
		"nothing":       {nil, stamp.ErrNoStamp, "cannot be read"},
		"a whole mebi":  {make([]byte, 1<<20), stamp.ErrNoStamp, "1048576 bytes"},
		"granted empty": {[]byte{0x30, 5, 0x30, 3, 2, 1, 0}, stamp.ErrNoStamp, "0 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := stamp.Accept(c.answer, sum, nonce, nil)
			if c.says == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.says) || c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestCheck: a kept stamp outlives its certificate; one of other roots, for other
// bytes or with a bit flipped does not pass.
func TestCheck(t *testing.T) {
	now := time.Now()
	then := now.AddDate(-1, -6, 0)
	old := stamptest.New(t, stamptest.Options{From: now.AddDate(-2, 0, 0), Until: now.AddDate(-1, 0, 0)})
	twin := stamptest.New(t, stamptest.Options{})
	bare := stamptest.New(t, stamptest.Options{Bare: true})
	token := stamptest.Token(t, old.Mint(t, sum, big.NewInt(1), now))
	if _, err := stamp.Check(token, sum, pool(old.Root)); !errors.Is(err, stamp.ErrBadSignature) {
		t.Errorf("by a certificate that had expired: %v", err)
	}
	short := stamptest.New(t, stamptest.Options{From: now.Add(-time.Hour), Until: now.Add(time.Hour)})
	aged := stamptest.Token(t, short.Mint(t, sum, nil, now))
	if s, err := stamp.Check(aged, sum, pool(twin.Root, short.Root)); err != nil || s.Root != stamp.Fingerprint(short.Root) {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := stamp.Check(aged, sum, pool(twin.Root)); !errors.Is(err, stamp.ErrUntrusted) {
		t.Errorf("under another root of the same name: %v", err)
	}
	if _, err := stamp.Check(aged, sha256.Sum256(nil), nil); !errors.Is(err, stamp.ErrOtherBytes) {
		t.Errorf("for other bytes: %v", err)
	}
	if _, err := stamp.Check(stamptest.Token(t, short.Mint(t, sum, nil, then)), sum, nil); !errors.Is(err, stamp.ErrUntrusted) {
		t.Errorf("from before its certificate: %v", err)
	}
	if _, err := stamp.Check(stamptest.Token(t, bare.Mint(t, sum, nil, now)), sum, pool(bare.Root)); err != nil {
		t.Errorf("a bare one under its given root: %v", err)
	}
	content := bytes.Index(aged, sum[:])
	aged[content] ^= 1
	if _, err := stamp.Check(aged, sum, nil); !errors.Is(err, stamp.ErrBadSignature) {
		t.Errorf("with its imprint changed: %v", err)
	}
}

// TestFlips: whichever byte of a token has a bit flipped, it does not pass as one that says
// something else; without a trusted root, the root that it tells may differ.
func TestFlips(t *testing.T) {
	a := stamptest.New(t, stamptest.Options{})
	token := stamptest.Token(t, a.Mint(t, sum, big.NewInt(7), time.Now()))
	want, err := stamp.Check(token, sum, pool(a.Root))
	if err != nil {
		t.Fatal(err)
	}
	for i := range token {
		bad := bytes.Clone(token)
		bad[i] ^= 1 << (i % 8)
		for _, trust := range []*x509.CertPool{nil, pool(a.Root)} {
			got, err := stamp.Check(bad, sum, trust)
			if trust == nil {
				got.Root = want.Root
			}
			if err == nil && (!got.Time.Equal(want.Time) || got.Serial.Cmp(want.Serial) != 0 || got.Authority != want.Authority || got.Root != want.Root || got.Policy != want.Policy || got.Accuracy != want.Accuracy) {
				t.Fatalf("byte %d: says %s of %s, serial %s, by %q under %s", i, got.Policy, got.Time, got.Serial, got.Authority, got.Root)
			}
		}
	}
}

// TestHostile: what is nested without end, or counts certificates without end, is
// refused at once.
func TestHostile(t *testing.T) {
	deep := []byte{5, 0}
	for len(deep) < 60_000 {
		n := len(deep)
		deep = append([]byte{0x30, 0x82, byte(n >> 8), byte(n)}, deep...)
	}
	for name, b := range map[string][]byte{
		"deep":           deep,
		"without length": bytes.Repeat([]byte{0x30, 0x80}, 100_000),
		"endless tags":   bytes.Repeat([]byte{0x1f, 0xff}, 1000),
		"huge length":    {0x30, 0x84, 0x7f, 0xff, 0xff, 0xff},
	} {
		if _, err := stamp.Check(b, sum, nil); !errors.Is(err, stamp.ErrNoStamp) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBefore(t *testing.T) {
	made := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for ago, want := range map[time.Duration]bool{-time.Hour: false, 0: false, 59 * time.Minute: false, 2 * time.Hour: true} {
		if got := (stamp.Stamp{Time: made.Add(-ago), Accuracy: time.Second}).Before(made); got != want {
			t.Errorf("%s before it was made: %v", ago, got)
		}
	}
}

// FuzzCheck: no bytes make it panic, and none pass that do not say what was stamped.
func FuzzCheck(f *testing.F) {
	a := stamptest.New(f, stamptest.Options{})
	now := time.Now()
	answer := a.Mint(f, sum, big.NewInt(7), now)
	f.Add(answer)
	f.Add(stamptest.Token(f, answer))
	f.Add(stamptest.Rejection(f, "no"))
	f.Add([]byte{0x30, 0x80, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, check := range []func() (stamp.Stamp, error){
			func() (stamp.Stamp, error) { return stamp.Check(b, sum, pool(a.Root)) },
			func() (stamp.Stamp, error) { return stamp.Check(b, sum, nil) },
			func() (stamp.Stamp, error) { return stamp.Accept(b, sum, big.NewInt(7), nil) },
		} {
			if s, err := check(); err == nil && (len(s.Chain) == 0 || s.Time.IsZero() || s.Token == nil) {
				t.Fatalf("%+v", s)
			}
		}
	})
}

// FuzzSigned: whatever an authority signs, nothing passes but a stamp of the bytes
// in question, and nothing panics.
func FuzzSigned(f *testing.F) {
	a := stamptest.New(f, stamptest.Options{})
	content := stamptest.Content(f, stamptest.Token(f, a.Mint(f, sum, big.NewInt(7), time.Now())))
	if _, err := stamp.Check(a.Sign(f, content), sum, pool(a.Root)); err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add([]byte{0x30, 0})
	f.Fuzz(func(t *testing.T, content []byte) {
		s, err := stamp.Check(a.Sign(t, content), sum, pool(a.Root))
		if err == nil && (!bytes.Contains(content, sum[:]) || s.Accuracy < 0 || s.Serial == nil || s.Time.Location() != time.UTC) {
			t.Fatalf("%+v", s)
		}
	})
}
