package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"onrecord/scraper"
)

// Bounds on what a beacon may say, and how long it may take.
const (
	beaconMost = 4 << 10
	beaconWait = 5 * time.Second
)

// AskBeacon fetches what a public beacon says now, such as drand's
// https://api.drand.sh/public/latest: text of 4 KiB at most, within 5 seconds. It
// follows no redirect, and dials only what the options allow.
func AskBeacon(ctx context.Context, o Options, address string) (string, error) {
	if _, err := scraper.ParseURL(address); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, beaconWait)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("User-Agent", o.UserAgent)
	transport := &http.Transport{DialContext: NewDialer(o), MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true}
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, beaconMost+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the answer: %w", err)
	case res.StatusCode != http.StatusOK:
		return "", fmt.Errorf("%s answered %s", address, res.Status)
	case len(body) > beaconMost || !utf8.Valid(body):
		return "", errors.New("the answer is no short text")
	}
	return strings.TrimSpace(string(body)), nil
}
