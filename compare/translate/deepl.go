package translate

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// DeepL translates through DeepL's HTTP interface
// (https://developers.deepl.com/docs/api-reference/translate).
type DeepL struct {
	server           server
	sources, targets map[string]bool
}

// Addresses of DeepL; keys that end in ":fx" belong to the free service.
const (
	deepLPro  = "https://api.deepl.com"
	deepLFree = "https://api-free.deepl.com"
)

// OpenDeepL asks DeepL which languages it knows. base is its address, "" for the one
// that the key belongs to. The client decides on deadlines.
func OpenDeepL(ctx context.Context, client *http.Client, base, key string) (*DeepL, error) {
	if base == "" {
		base = deepLPro
		if strings.HasSuffix(key, ":fx") {
			base = deepLFree
		}
	}
	d := &DeepL{server: server{
		name: "deepl", base: strings.TrimRight(base, "/"), client: client, key: "ONRECORD_DEEPL_KEY",
		header: http.Header{"Authorization": {"DeepL-Auth-Key " + key}},
	}}
	var err error
	if d.sources, err = d.langs(ctx, "source"); err != nil {
		return nil, err
	}
	d.targets, err = d.langs(ctx, "target")
	return d, err
}

// langs are the languages on one side, without regions.
func (d *DeepL) langs(ctx context.Context, side string) (map[string]bool, error) {
	var all []struct {
		Language string `json:"language"`
	}
	err := d.server.ask(ctx, http.MethodGet, "/v2/languages?type="+side, nil, &all)
	known := map[string]bool{}
	for _, l := range all {
		code, _, _ := strings.Cut(strings.ToLower(l.Language), "-")
		known[code] = true
	}
	return known, err
}

// Name is "deepl".
func (*DeepL) Name() string { return "deepl" }

// Path is the pair itself.
func (d *DeepL) Path(from, to string) []string {
	if from == to || !d.sources[from] || !d.targets[to] {
		return nil
	}
	return []string{from, to}
}

// Translate renders a text.
func (d *DeepL) Translate(ctx context.Context, from, to, text string) (string, error) {
	if d.Path(from, to) == nil {
		return "", fmt.Errorf("deepl %s→%s: %w", from, to, ErrNoPath)
	}
	text, err := d.server.checked(text)
	if err != nil {
		return "", err
	}
	target := strings.ToUpper(to)
	if to == "en" || to == "pt" { // DeepL wants a region of these as a target
		target = map[string]string{"en": "EN-US", "pt": "PT-BR"}[to]
	}
	ask := map[string]any{"text": []string{text}, "source_lang": strings.ToUpper(from), "target_lang": target}
	var answer struct {
		Translations []struct {
			Text string `json:"text"`
		} `json:"translations"`
	}
	if err := d.server.ask(ctx, http.MethodPost, "/v2/translate", ask, &answer); err != nil {
		return "", err
	}
	if len(answer.Translations) != 1 {
		return "", fmt.Errorf("deepl: it gave %d translations of one text", len(answer.Translations))
	}
	return answer.Translations[0].Text, nil
}

// Close has nothing to end.
func (*DeepL) Close() error { return nil }
