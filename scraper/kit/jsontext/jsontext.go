// Package jsontext looks through JSON from outside before it is decoded: its depth and
// its values are bounded, and what RFC 8259 leaves open (duplicate keys, lone surrogates, NULs,
// invalid UTF-8) is named.
package jsontext

import (
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// Inspection is what one linear look at a JSON text finds before any of it is
// decoded. The earlier of duplicate keys are blanked out in what it gives, so that
// the last one counts.
type Inspection struct {
	// Tops are the values at the top level: one, or one a line.
	Tops []json.RawMessage
	// Wanted are the values of the wanted keys, the outermost ones, with the
	// number of the top-level value that each stands in.
	Wanted []Found
	// Flags name the oddities.
	Flags []string
}

// Found is the value of a wanted key, and the number of the top-level value that it
// stands in.
type Found struct {
	Top   int
	Value json.RawMessage
}

// Inspect looks through one or more JSON values for the wanted keys and for
// oddities: duplicate keys, lone surrogates, NULs, invalid UTF-8. It does not check the
// grammar, which decoding does.
func Inspect(body []byte, wants ...string) (Inspection, error) {
	if err := Bound(body, maxDepth); err != nil {
		return Inspection{}, err
	}
	s := &scan{b: body, from: -1, wants: map[string]bool{}}
	for _, w := range wants {
		s.wants[w] = true
	}
	if !utf8.Valid(body) {
		s.flag("invalid-utf8")
	}
	for s.i < len(s.b) {
		if err := s.step(); err != nil {
			return Inspection{}, err
		}
	}
	if len(s.stack) > 0 {
		return s.done(), errors.New("JSON that ends in the middle")
	}
	return s.done(), nil
}

// Decode reads JSON into v. A field of another type than expected is left
// empty: platforms add and change fields without notice, and the rest still counts.
func Decode(raw []byte, v any) error {
	err := json.Unmarshal(raw, v)
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) {
		return nil
	}
	return err
}
