package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

// LibreTranslate translates through a server that speaks LibreTranslate's HTTP
// interface (https://docs.libretranslate.com).
type LibreTranslate struct {
	base, key string
	client    *http.Client

	mu    sync.Mutex
	pairs map[string]map[string]bool // nil until asked for
}

// maxAnswer is the most that is read of a server's answer.
const maxAnswer = 4 << 20

// OpenLibreTranslate asks a server which languages it knows. key is empty where
// the server wants none. The client decides on deadlines.
func OpenLibreTranslate(ctx context.Context, client *http.Client, base, key string) (*LibreTranslate, error) {
	l := &LibreTranslate{base: strings.TrimRight(base, "/"), key: key, client: client}
	var langs []struct {
		Code    string   `json:"code"`
		Targets []string `json:"targets"`
	}
	if err := l.ask(ctx, http.MethodGet, "/languages", nil, &langs); err != nil {
		return nil, err
	}
	l.pairs = map[string]map[string]bool{}
	for _, lang := range langs {
		l.pairs[lang.Code] = map[string]bool{}
		for _, to := range lang.Targets {
			l.pairs[lang.Code][to] = true
		}
	}
	return l, nil
}

// Name is "libretranslate".
func (*LibreTranslate) Name() string { return "libretranslate" }

// Path is the pair itself: the server composes what it must.
func (l *LibreTranslate) Path(from, to string) []string {
	if l.pairs[from][to] && from != to {
		return []string{from, to}
	}
	return nil
}

// Translate renders a text.
func (l *LibreTranslate) Translate(ctx context.Context, from, to, text string) (string, error) {
	if l.Path(from, to) == nil {
		return "", fmt.Errorf("libretranslate %s→%s: %w", from, to, ErrNoPath)
	}
	if len(text) > maxText {
		return "", fmt.Errorf("libretranslate: the text has %d bytes, at most %d are translated", len(text), maxText)
	}
	ask := map[string]string{"q": strings.ToValidUTF8(text, "\ufffd"), "source": from, "target": to, "format": "text"}
	if l.key != "" {
		ask["api_key"] = l.key
	}
	var answer struct {
		Text string `json:"translatedText"`
	}
	l.mu.Lock() // a server on the same machine gains nothing from more at once
	defer l.mu.Unlock()
	err := l.ask(ctx, http.MethodPost, "/translate", ask, &answer)
	return answer.Text, err
}

// Close has nothing to end.
func (*LibreTranslate) Close() error { return nil }

func (l *LibreTranslate) ask(ctx context.Context, method, path string, ask, answer any) error {
	var body io.Reader
	if ask != nil {
		b, err := json.Marshal(ask)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, l.base+path, body)
	if err != nil {
		return fmt.Errorf("libretranslate: %w; give its address as http://HOST:PORT", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := l.client.Do(req)
	if err != nil {
		return fmt.Errorf("libretranslate: %w; is it running at %s?", err, l.base)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("libretranslate: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("libretranslate: %s answers %d; %s", l.base, resp.StatusCode, adviceFor(resp.StatusCode))
	}
	if err := json.Unmarshal(data, answer); err != nil {
		return fmt.Errorf("libretranslate: %s does not speak LibreTranslate: %w", l.base, err)
	}
	return nil
}

func adviceFor(status int) string {
	switch status {
	case http.StatusForbidden, http.StatusUnauthorized:
		return "it wants an API key: set ONRECORD_LIBRETRANSLATE_KEY"
	case http.StatusTooManyRequests:
		return "it limits requests: wait, or run one of your own"
	}
	return "look at its log"
}
