package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// server is a translation service that is asked in JSON over HTTP.
type server struct {
	name, base string
	client     *http.Client
	header     http.Header
	// key is the variable of the environment that holds the service's key.
	key string
}

// maxAnswer is the most that is read of a server's answer.
const maxAnswer = 16 << 20

// ask sends a request, with a body unless it is nil, and reads the answer.
func (s server) ask(ctx context.Context, method, path string, body, answer any) error {
	var sent io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.base+path, sent)
	if err != nil {
		return fmt.Errorf("%s: %w; give its address as http://HOST:PORT", s.name, err)
	}
	req.Header = s.header.Clone()
	if req.Header == nil {
		req.Header = http.Header{}
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w; is it running at %s?", s.name, err, s.base)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	if resp.StatusCode != http.StatusOK {
		return &refusal{fmt.Sprintf("%s: %s answers %d; %s", s.name, s.base, resp.StatusCode, s.adviceFor(resp.StatusCode)), resp.StatusCode}
	}
	if err := json.Unmarshal(data, answer); err != nil {
		return fmt.Errorf("%s: what answers at %s does not speak its interface: %w", s.name, s.base, err)
	}
	return nil
}

// refusal is an answer that is no 200.
type refusal struct {
	what   string
	status int
}

func (r *refusal) Error() string { return r.what }

func (s server) adviceFor(status int) string {
	switch status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return "it wants an API key: set " + s.key
	case http.StatusNotFound:
		return "check the address and the model"
	case http.StatusTooManyRequests, 456: // DeepL's own for a used-up quota
		return "it limits requests: wait, or run one of your own"
	}
	return "look at its log"
}

// checked is a text as services take it, or an error where it is too long.
func (s server) checked(text string) (string, error) {
	if len(text) > maxText {
		return "", fmt.Errorf("%s: the text has %d bytes, at most %d are translated", s.name, len(text), maxText)
	}
	return strings.ToValidUTF8(text, "\ufffd"), nil
}
