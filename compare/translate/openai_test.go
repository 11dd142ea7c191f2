package translate

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// model serves the parts of OpenAI's interface that are used. It refuses a
// temperature, as some models do.
func model(t *testing.T, answer func(system, user string) string) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/models", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"object":"list","data":[{"id":"vectors"},{"id":"small"}]}`))
	})
	mux.HandleFunc("POST /v1/chat/completions", func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Model       string
			Temperature *float64
			Messages    []struct{ Role, Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || ask.Model != "small" || ask.Temperature != nil || len(ask.Messages) != 2 {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if r.Header.Get("Authorization") != "Bearer secret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		said := answer(ask.Messages[0].Content, ask.Messages[1].Content)
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"role": "assistant", "content": said}}}})
	})
	mux.HandleFunc("POST /v1/embeddings", func(w http.ResponseWriter, r *http.Request) {
		var ask struct{ Input []string }
		_ = json.NewDecoder(r.Body).Decode(&ask)
		var data []any
		for i := len(ask.Input) - 1; i >= 0; i-- { // in no order
			data = append(data, map[string]any{"index": i, "embedding": []float32{float32(len(ask.Input[i])), 1}})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"data": data})
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestOpenAI(t *testing.T) {
	s := model(t, func(system, user string) string {
		switch {
		case strings.Contains(user, "QUOTE:"):
			return "**Yes.** It does."
		case strings.Contains(user, "at length"):
			return strings.Repeat("As a model I cannot. ", 60)
		}
		return "<think>from Spanish</think>\n" + user + " into English"
	})
	for _, address := range []string{s.URL, s.URL + "/v1/"} {
		o, err := OpenOpenAI(t.Context(), s.Client(), address, "secret", "", "vectors")
		if err != nil {
			t.Fatal(err)
		}
		if o.Name() != "openai:small" {
			t.Error(o.Name())
		}
		if got, err := o.Translate(t.Context(), "es", "en", "hola"); err != nil || got != "hola into English" {
			t.Errorf("%q, %v", got, err)
		}
		if got, err := o.Translate(t.Context(), "es", "en", "at length"); err == nil {
			t.Errorf("a talkative model's answer passes: %q", got)
		}
		if yes, err := o.Judge(t.Context(), "hello", "hola"); err != nil || !yes {
			t.Error(yes, err)
		}
		e, ok := o.Embedding()
		if v, err := e.Embed(t.Context(), []string{"a", "bcd"}); !ok || err != nil || v[0][0] != 1 || v[1][0] != 3 {
			t.Error(v, err)
		}
		if o.Path("es", "es") != nil || o.Path("xx", "en") != nil {
			t.Error("pairs that nobody asks for")
		}
	}
	o, err := OpenOpenAI(t.Context(), s.Client(), s.URL, "", "small", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Translate(t.Context(), "es", "en", "hola"); err == nil || !strings.Contains(err.Error(), "ONRECORD_OPENAI_KEY") {
		t.Error(err)
	}
	if _, ok := o.Embedding(); ok {
		t.Error("embeds, and nobody named a model for it")
	}
}

func TestDeepL(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2/languages", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("type") == "source" {
			_, _ = w.Write([]byte(`[{"language":"ES","name":"Spanish"},{"language":"EN","name":"English"}]`))
			return
		}
		_, _ = w.Write([]byte(`[{"language":"EN-US","name":"English"},{"language":"ES","name":"Spanish"}]`))
	})
	mux.HandleFunc("POST /v2/translate", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "DeepL-Auth-Key k" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		var ask struct {
			Text   []string
			Source string `json:"source_lang"`
			Target string `json:"target_lang"`
		}
		_ = json.NewDecoder(r.Body).Decode(&ask)
		_ = json.NewEncoder(w).Encode(map[string]any{"translations": []any{map[string]string{"text": ask.Source + ">" + ask.Target + ":" + ask.Text[0]}}})
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	d, err := OpenDeepL(t.Context(), s.Client(), s.URL, "k")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.Translate(t.Context(), "es", "en", "hola"); err != nil || got != "ES>EN-US:hola" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := d.Translate(t.Context(), "ja", "en", "a"); err == nil {
		t.Error("no error for a language that is not there")
	}
	d, err = OpenDeepL(t.Context(), s.Client(), s.URL, "wrong")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Translate(t.Context(), "es", "en", "hola"); err == nil || !strings.Contains(err.Error(), "ONRECORD_DEEPL_KEY") {
		t.Error(err)
	}
}
