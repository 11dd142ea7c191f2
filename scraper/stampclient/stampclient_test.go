package stampclient_test

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"onrecord/scraper/client"
	"onrecord/scraper/stampclient"
	"onrecord/store/proof/stamp"
	"onrecord/store/proof/stamp/stamptest"
)

var sum = sha256.Sum256([]byte("a checkpoint"))

func asker() *stampclient.Client {
	return &stampclient.Client{Options: client.Options{UserAgent: "onrecord-test", AllowPrivate: true}, Now: time.Now}
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// minted is an authority that answers by its own mind.
func minted(t *testing.T, a *stamptest.Authority, change func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int, time.Time)) http.Handler {
	t.Helper()
	return stamptest.Handler(func(query []byte) []byte {
		sum, nonce, at := change(stamptest.Query(t, query))
		return a.Mint(t, sum, nonce, at)
	})
}

// TestAsk: openssl's authority over HTTP, under its given root and under its own.
func TestAsk(t *testing.T) {
	a := stamptest.New(t, stamptest.Options{})
	url := serve(t, stamptest.Handler(func(query []byte) []byte { return a.Reply(t, query) }))
	given := x509.NewCertPool()
	given.AddCert(a.Root)
	for _, trust := range []*x509.CertPool{nil, given} {
		got, err := asker().Ask(t.Context(), url, sum, time.Now(), trust)
		if err != nil {
			t.Fatal(err)
		}
		if got.Odd != "" || got.Authority != "Test Authority" || got.Root != stamp.Fingerprint(a.Root) {
			t.Errorf("%+v", got)
		}
		if _, err := stamp.Check(got.Token, sum, trust); err != nil {
			t.Errorf("kept: %v", err)
		}
	}
}

// TestFault64Authorities: one that is down, slow, lying or expired gives no stamp,
// and what is wrong is said; one whose clock lies gives one that is marked.
func TestFault64Authorities(t *testing.T) {
	a := stamptest.New(t, stamptest.Options{})
	other := stamptest.New(t, stamptest.Options{})
	web := stamptest.New(t, stamptest.Options{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
	now := time.Now()
	old := stamptest.New(t, stamptest.Options{From: now.AddDate(-2, 0, 0), Until: now.AddDate(-1, 0, 0)})
	honest := func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int, time.Time) { return sum, nonce, now }
	off := func(d time.Duration) http.Handler {
		return minted(t, a, func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int, time.Time) { return sum, nonce, now.Add(d) })
	}
	page := func(kind string, status int, body string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
	}
	down := httptest.NewServer(nil)
	down.Close()
	elsewhere := serve(t, minted(t, a, honest))
	for name, c := range map[string]struct {
		h    http.Handler
		says string // as the error, or with "odd:" before it as what is strange
	}{
		"good": {minted(t, a, honest), ""},
		"slow": {http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		}), "does not answer in time"},
		"wrong imprint": {minted(t, a, func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int, time.Time) {
			sum[0] ^= 1
			return sum, nonce, now
		}), "other bytes"},
		"wrong nonce": {minted(t, a, func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int, time.Time) {
			return sum, nonce.Add(nonce, big.NewInt(1)), now
		}), "another request"},
		"web certificate":  {minted(t, web, honest), "not one for time-stamps"},
		"another root":     {minted(t, other, honest), "not trusted"},
		"expired":          {minted(t, old, honest), "validity"},
		"rejected":         {stamptest.Handler(func([]byte) []byte { return stamptest.Rejection(t, "go away") }), "the authority answered: the request is rejected"},
		"refused":          {page("text/plain", 403, "no"), "HTTP status 403"},
		"a page":           {page("text/html", 200, "<html>"), "answers with text/html"},
		"rubbish":          {page("application/timestamp-reply", 200, "rubbish"), "no time-stamp"},
		"endless":          {page("application/timestamp-reply", 200, strings.Repeat("x", 2<<20)), "more than 1048576 bytes"},
		"moved":            {http.RedirectHandler(elsewhere, http.StatusTemporaryRedirect), "it has moved to " + elsewhere},
		"circle":           {http.RedirectHandler("/", http.StatusTemporaryRedirect), "circles"},
		"hours behind":     {off(-3 * time.Hour), "odd:the authority's clock is 3 hours behind"},
		"days ahead":       {off(49 * time.Hour), "odd:the authority's clock is 49 hours ahead"},
		"minutes apart":    {off(-10 * time.Minute), ""},
		"moved in its own": {movedWithin(minted(t, a, honest)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			if name == "slow" {
				var cancel func()
				ctx, cancel = context.WithTimeout(ctx, 50*time.Millisecond)
				defer cancel()
			}
			trust := x509.NewCertPool()
			for _, x := range []*stamptest.Authority{a, web, old} {
				trust.AddCert(x.Root)
			}
			got, err := asker().Ask(ctx, serve(t, c.h), sum, now, trust)
			odd, isOdd := strings.CutPrefix(c.says, "odd:")
			switch {
			case (c.says == "" || isOdd) != (err == nil):
				t.Errorf("%v", err)
			case err != nil && !strings.Contains(err.Error(), c.says):
				t.Errorf("says %q", err)
			case err == nil && (!strings.HasPrefix(got.Odd, odd) || odd == "" && got.Odd != ""):
				t.Errorf("odd: %q", got.Odd)
			}
		})
	}
	if _, err := asker().Ask(t.Context(), down.URL, sum, now, nil); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("down: %v", err)
	}
}

func movedWithin(h http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/new", h)
	mux.Handle("/", http.RedirectHandler("/new", http.StatusPermanentRedirect))
	return mux
}

// TestPrivate: an authority is no way into a private network.
func TestPrivate(t *testing.T) {
	a := stamptest.New(t, stamptest.Options{})
	url := serve(t, minted(t, a, func(sum [32]byte, nonce *big.Int) ([32]byte, *big.Int, time.Time) { return sum, nonce, time.Now() }))
	shy := &stampclient.Client{Now: time.Now}
	if _, err := shy.Ask(t.Context(), url, sum, time.Now(), nil); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"", "ftp://tsa.example/", "https://user:secret@tsa.example/"} {
		if _, err := shy.Ask(t.Context(), bad, sum, time.Now(), nil); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
