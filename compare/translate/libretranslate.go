package translate

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// LibreTranslate translates through a server that speaks LibreTranslate's HTTP
// interface (https://docs.libretranslate.com).
type LibreTranslate struct {
	server server
	key    string
	pairs  map[string]map[string]bool

	mu sync.Mutex
}

// OpenLibreTranslate asks a server which languages it knows. key is empty where
// the server wants none. The client decides on deadlines.
func OpenLibreTranslate(ctx context.Context, client *http.Client, base, key string) (*LibreTranslate, error) {
	l := &LibreTranslate{key: key, pairs: map[string]map[string]bool{}, server: server{
		name: "libretranslate", base: strings.TrimRight(base, "/"), client: client, key: "ONRECORD_LIBRETRANSLATE_KEY",
	}}
	var langs []struct {
		Code    string   `json:"code"`
		Targets []string `json:"targets"`
	}
	if err := l.server.ask(ctx, http.MethodGet, "/languages", nil, &langs); err != nil {
		return nil, err
	}
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
	text, err := l.server.checked(text)
	if err != nil {
		return "", err
	}
	ask := map[string]string{"q": text, "source": from, "target": to, "format": "text"}
	if l.key != "" {
		ask["api_key"] = l.key
	}
	var answer struct {
		Text string `json:"translatedText"`
	}
	l.mu.Lock() // a server on the same machine gains nothing from more at once
	defer l.mu.Unlock()
	err = l.server.ask(ctx, http.MethodPost, "/translate", ask, &answer)
	return answer.Text, err
}

// Close has nothing to end.
func (*LibreTranslate) Close() error { return nil }
