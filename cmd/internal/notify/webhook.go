package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper/client"
	"onrecord/store"
)

// post sends each notice as JSON. The receiver takes one by answering with a 2xx
// status; Idempotency-Key lets it drop one that comes twice, since an answer can be
// lost.
func (s *Sender) post(ctx context.Context, c Channel, all []store.Notice) error {
	transport := &http.Transport{DialContext: client.NewDialer(s.Options), DisableKeepAlives: true, TLSHandshakeTimeout: 15 * time.Second, MaxResponseHeaderBytes: 1 << 16}
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if strings.HasSuffix(c.Target, "/…") {
		return errApart
	}
	for _, n := range all {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Target, bytes.NewReader(n.Body))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("User-Agent", s.Options.UserAgent)
		req.Header.Set("Idempotency-Key", strconv.FormatInt(n.ID, 10))
		if s.Secret != "" {
			req.Header.Set("Onrecord-Signature", "sha256="+sign(s.Secret, n.Body))
		}
		res, err := client.Do(req)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Where(), bare(err))
		}
		_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16))
		_ = res.Body.Close()
		if res.StatusCode/100 != 2 {
			return fmt.Errorf("%s answers with HTTP status %d", c.Where(), res.StatusCode)
		}
	}
	return nil
}

// bare is an error without the address, which may hold a secret.
func bare(err error) error {
	if inner, ok := err.(interface{ Unwrap() error }); ok {
		return inner.Unwrap()
	}
	return err
}

// sign is the HMAC-SHA-256 of a body, in hexadecimal.
func sign(secret string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return hex.EncodeToString(m.Sum(nil))
}

// command runs the user's command line once a notice, with the JSON on its input;
// it takes the notice by ending well. Nothing from outside is on the command line.
func (s *Sender) command(ctx context.Context, c Channel, all []store.Notice) error {
	for _, n := range all {
		cmd := exec.CommandContext(ctx, "/bin/sh", "-c", c.Target) //nolint:gosec // the user's own command
		cmd.Stdin = bytes.NewReader(n.Body)
		cmd.Env = append(os.Environ(), "ONRECORD_EVENT="+n.Kind)
		cmd.WaitDelay = time.Second
		out, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Errorf("the command says %w: %s", err, strings.ToValidUTF8(string(out[:min(len(out), 200)]), "\ufffd"))
		}
	}
	return nil
}
