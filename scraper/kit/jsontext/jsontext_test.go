package jsontext

import (
	"errors"
	"strings"
	"testing"
)

func TestFault19DepthIsBounded(t *testing.T) {
	for _, body := range []string{strings.Repeat("[", 1_000_000), strings.Repeat(`{"a":`, 1_000_000)} {
		if _, err := Inspect([]byte(body)); !errors.Is(err, ErrDepth) {
			t.Errorf("error %v", err)
		}
	}
	if _, err := Inspect([]byte(strings.Repeat("[", 900) + strings.Repeat("]", 900))); err != nil {
		t.Errorf("900 levels: %v", err)
	}
}

func TestValuesAreBounded(t *testing.T) {
	for _, body := range []string{
		"[1" + strings.Repeat(",1", 1_000_000) + "]",
		`{"a":[` + strings.Repeat("[1,{}],", 200_000) + "1]}",
		`{"a":1` + strings.Repeat(`,"b":1`, 100_000) + "}",
	} {
		if _, err := Inspect([]byte(body)); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Errorf("%.20s: %v", body, err)
		}
	}
	few := `{"a":["` + strings.Repeat(`,[\"`, 1_000_000) + `"],"b":[` + strings.Repeat("{},", 100_000) + "1]}"
	if _, err := Inspect([]byte(few)); err != nil {
		t.Errorf("within the bounds: %v", err)
	}
}

func TestWantedValuesAreFoundAndDuplicatesBlanked(t *testing.T) {
	got, err := Inspect([]byte(`{"a":{"b":1,"b":2}} {"c":{"a":[3]}}`), "a")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tops) != 2 || len(got.Wanted) != 2 || string(got.Wanted[1].Value) != "[3]" || got.Wanted[1].Top != 1 {
		t.Errorf("%+v", got)
	}
	var v struct{ B int }
	if err := Decode(got.Wanted[0].Value, &v); err != nil || v.B != 2 || strings.Join(got.Flags, " ") != "duplicate-keys" {
		t.Errorf("%+v %v %v", v, got.Flags, err)
	}
}

func FuzzInspect(f *testing.F) {
	f.Add([]byte(`{"a":"\ud800","a":[1,{}]}`))
	f.Fuzz(func(_ *testing.T, b []byte) {
		got, err := Inspect(b, "a", "b")
		if err != nil {
			return
		}
		for _, w := range got.Wanted {
			_ = Decode(w.Value, new(any)) // must not panic
		}
	})
}
