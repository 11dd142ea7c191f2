package templates

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axe-core as npm has it, in the tests only.
const (
	axeURL = "npm:axe-core/-/axe-core-4.14.1.tgz"
	axeSum = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==" // SHA-512, base64
)

// axe is the script of axe-core, fetched once and kept in the user's cache, or skips
// the test.
func axe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	file := filepath.Join(cache, "onrecord-tests", filepath.Base(axeURL))
	packed, err := os.ReadFile(file)
	if err != nil || !isAxe(packed) {
		packed, err = fetchAxe(t.Context())
		if err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skipf("axe-core cannot be had: %v", err)
		}
		_ = os.MkdirAll(filepath.Dir(file), 0o755) // without a cache it is fetched each time
		_ = os.WriteFile(file, packed, 0o600)
	}
	script, err := unpackAxe(packed)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

func isAxe(packed []byte) bool {
	sum := sha512.Sum512(packed)
	return base64.StdEncoding.EncodeToString(sum[:]) == axeSum
}

func fetchAxe(ctx context.Context) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, axeURL, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	packed, err := io.ReadAll(io.LimitReader(res.Body, 32<<20))
	if err == nil && !isAxe(packed) {
		err = fmt.Errorf("%s answers %s with other bytes than it should", axeURL, res.Status)
	}
	return packed, err
}

func unpackAxe(packed []byte) (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return "", errors.New("axe-core has no axe.min.js")
		}
		if err != nil {
			return "", err
		}
		if h.Name == "package/axe.min.js" {
			b, err := io.ReadAll(r)
			return string(b), err
		}
	}
}

// TestAccessible: axe-core finds nothing on any page, by day and by night.
func TestAccessible(t *testing.T) {
	ctx := browser(t)
	script := axe(t)
	dir := t.TempDir()
	write(t, newExhibit(t).fill().DB, dir)
	for i, f := range pagesOf(t, dir) {
		if err := chromedp.Do(ctx, chromedp.Navigate(fileURL(f))); err != nil {
			t.Fatal(err)
		}
		if _, err := at(ctx, []int64{360, 1200}[i%2], []string{"light", "dark"}[i/2%2]); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: script}); err != nil {
			t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")))`, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		for _, v := range found {
			t.Errorf("%s: %s", strings.TrimPrefix(f, dir+"/"), v)
		}
	}
}
