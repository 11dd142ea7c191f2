package x

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxDepth bounds the nesting of JSON that is read.
const maxDepth = 1000

// errDepth says that the nesting is too deep.
var errDepth = fmt.Errorf("JSON nested deeper than %d levels", maxDepth)

// inspection is what one linear look at a JSON text finds before any of it is
// decoded. The earlier of duplicate keys are blanked out in what it gives, so that
// the last one counts.
type inspection struct {
	// tops are the values at the top level: one, or one a line.
	tops []json.RawMessage
	// wanted are the values of the wanted keys, the outermost ones, with the
	// number of the top-level value that each stands in.
	wanted []found
	flags  []string
}

type found struct {
	top   int
	value json.RawMessage
}

// inspect looks through one or more JSON values for the wanted keys and for
// oddities: duplicate keys, lone surrogates, NULs, invalid UTF-8. It bounds the
// nesting; it does not otherwise check the grammar, which decoding does.
func inspect(body []byte, wants ...string) (inspection, error) {
	s := &scan{b: body, from: -1, wants: map[string]bool{}}
	for _, w := range wants {
		s.wants[w] = true
	}
	if !utf8.Valid(body) {
		s.flag("invalid-utf8")
	}
	for s.i < len(s.b) {
		if err := s.step(); err != nil {
			return inspection{}, err
		}
	}
	if len(s.stack) > 0 {
		return s.done(), errors.New("JSON that ends in the middle")
	}
	return s.done(), nil
}

// decode reads JSON into v. A field of another type than expected is left
// empty: X adds and changes fields without notice, and the rest still counts.
func decode(raw []byte, v any) error {
	err := json.Unmarshal(raw, v)
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) {
		return nil
	}
	return err
}
