package translate

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// libre serves LibreTranslate's documented interface.
func libre(t *testing.T, key string) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /languages", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`[{"code":"es","name":"Spanish","targets":["en","es"]},{"code":"en","name":"English","targets":["es"]}]`))
	})
	mux.HandleFunc("POST /translate", func(w http.ResponseWriter, r *http.Request) {
		var ask map[string]string
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || ask["format"] != "text" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if ask["api_key"] != key {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]string{"translatedText": ask["source"] + ">" + ask["target"] + ":" + ask["q"]})
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestLibreTranslate(t *testing.T) {
	s := libre(t, "secret")
	l, err := OpenLibreTranslate(t.Context(), s.Client(), s.URL+"/", "secret")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := l.Translate(t.Context(), "es", "en", "hola «mundo»"); err != nil || got != "es>en:hola «mundo»" {
		t.Errorf("%q, %v", got, err)
	}
	if l.Path("es", "es") != nil || l.Path("fr", "en") != nil {
		t.Error("pairs that are not there")
	}
	if _, err := l.Translate(t.Context(), "fr", "en", "a"); err == nil {
		t.Error("no error for a pair that is not there")
	}
	l, err = OpenLibreTranslate(t.Context(), s.Client(), s.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Translate(t.Context(), "es", "en", "a"); err == nil || !strings.Contains(err.Error(), "API key") {
		t.Error(err)
	}
}

func TestLibreTranslateIsNotThere(t *testing.T) {
	s := libre(t, "")
	s.Close()
	if _, err := OpenLibreTranslate(t.Context(), http.DefaultClient, s.URL, ""); err == nil || !strings.Contains(err.Error(), "is it running") {
		t.Error(err)
	}
	if _, err := OpenLibreTranslate(t.Context(), http.DefaultClient, "no address", ""); err == nil {
		t.Error("no address")
	}
}
