package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func fullCapture() store.Capture {
	body, raw := bytes.Repeat([]byte("a body that packs well\n"), 100), []byte{0x1f, 0x8b, 0, 1, 2, 0xff}
	return store.Capture{
		RunID: 3, SourceID: 4, Document: "x:1", Endpoint: "syndication", Relay: "relay.example", Method: "GET",
		URL: "https://a.example/1", FinalURL: "https://b.example/1",
		RequestHeader: http.Header{"Accept": {"*/*"}, "Cookie": {"[redacted]"}},
		Hops:          []store.Hop{{URL: "https://a.example/1", Status: 301, Location: "https://b.example/1", Header: http.Header{"X": {"y"}}}},
		Status:        200, Header: http.Header{"Content-Type": {"text/html"}, "Set-Cookie": {"a", "b"}},
		Body: body, Raw: raw, RawSHA256: sum(raw), BodySHA256: sum(body), RawLength: int64(len(raw)), BodyLength: int64(len(body)),
		Truncated: "over 32 MiB", StartedAt: at(0), FinishedAt: at(0).Add(1234 * time.Millisecond), ServerDate: at(1),
		RemoteAddr: "192.0.2.1:443", TLS: &store.TLS{Version: "1.3", Chain: []string{"ab", "cd"}},
		Robots: "allowed", Outcome: store.OutcomePartial, Error: "cut",
	}
}

func captures(t *testing.T, open Opener) {
	a := newArchive(t, open)
	t.Run("comes back as it was kept", func(t *testing.T) {
		c := fullCapture()
		id, changes, err := a.Record(t.Context(), c, nil)
		if err != nil || len(changes) != 0 {
			t.Fatal(changes, err)
		}
		c.ID = id
		if diff := cmp.Diff(c, must[store.Capture](t)(a.Capture(t.Context(), id))); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("sums are of the bytes at hand", func(t *testing.T) { sumsOfBytes(t, a) })
	t.Run("an unknown number", func(t *testing.T) {
		if _, err := a.Capture(t.Context(), 99999); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
	})
	t.Run("all or none", func(t *testing.T) { allOrNone(t, a) })
}

func sumsOfBytes(t *testing.T, a *archive) {
	for name, c := range map[string]struct {
		in       store.Capture
		raw, sum string
	}{
		"no body":                     {store.Capture{}, "", sum(nil)},
		"a body":                      {store.Capture{Body: []byte("b")}, "", sum([]byte("b"))},
		"raw bytes without a sum":     {store.Capture{Body: []byte("b"), Raw: []byte("r")}, "r", sum([]byte("r"))},
		"a wrong sum":                 {store.Capture{Body: []byte("b"), Raw: []byte("r"), RawSHA256: "wrong"}, "r", sum([]byte("r"))},
		"raw bytes that are the body": {store.Capture{Body: []byte("b"), Raw: []byte("b")}, "", sum([]byte("b"))},
		"raw bytes thrown away":       {store.Capture{Body: []byte("b"), RawSHA256: "theirs", RawLength: 9}, "", "theirs"},
	} {
		id, _, err := a.Record(t.Context(), c.in, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := must[store.Capture](t)(a.Capture(t.Context(), id))
		check(t, name+": raw bytes", string(got.Raw), c.raw)
		check(t, name+": raw sum", got.RawSHA256, c.sum)
		check(t, name+": body", string(got.Body), string(c.in.Body))
		check(t, name+": body sum", got.BodySHA256, sum(c.in.Body))
		check(t, name+": time", got.StartedAt, a.clock.Now())
	}
}

// allOrNone: an observation that cannot be kept takes nothing in with it.
func allOrNone(t *testing.T, a *archive) {
	before := must[store.Counts](t)(a.Counts(t.Context()))
	bad := post("2", "B")
	bad.Document = "no platform"
	_, err := a.RecordAll(t.Context(), []store.Recording{
		{Capture: store.Capture{StartedAt: at(1)}, Seen: []store.Observation{post("1", "A")}},
		{Capture: store.Capture{StartedAt: at(2)}, Seen: []store.Observation{bad}},
	})
	if err == nil {
		t.Error("an observation without a platform was kept")
	}
	check(t, "counts", must[store.Counts](t)(a.Counts(t.Context())), before)
	changes, err := a.RecordAll(t.Context(), []store.Recording{
		{Capture: store.Capture{StartedAt: at(1)}, Seen: []store.Observation{post("1", "A"), post("2", "B")}},
		{Capture: store.Capture{StartedAt: at(2)}},
		{Capture: store.Capture{StartedAt: at(3)}, Seen: []store.Observation{post("1", "C")}},
	})
	if err != nil || len(changes) != 3 || len(changes[0]) != 2 || len(changes[1]) != 0 || len(changes[2]) != 1 {
		t.Fatal(changes, err)
	}
	check(t, "the last change", changes[2][0].Kind, store.ChangeEdited)
}
