package jsontext

import (
	"errors"
	"fmt"
)

// Bounds on JSON from outside. The largest answers of platforms have a tenth of it: 100
// posts with all that stands beside them have 5,000 values in lists. What is decoded takes
// up to 300 bytes of memory for a value in a list that was written with two.
const (
	maxDepth  = 1000
	maxListed = 250_000
	maxFields = 50_000
)

// ErrDepth says that the nesting is too deep.
var ErrDepth = errors.New("the JSON is nested too deep, which is refused")

var (
	errListed = fmt.Errorf("the JSON has more than %d values in lists, which is refused", maxListed)
	errFields = fmt.Errorf("the JSON has an object with more than %d fields, which is refused", maxFields)
)

// Bound refuses JSON that would eat memory or time once it is decoded, in one linear look:
// that nests more than depth levels, or has more values than any that people are given. It
// checks no grammar.
func Bound(text []byte, depth int) error {
	type container struct {
		list   bool
		values int // but one
	}
	var open []container
	listed := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			i = closing(text, i)
		case '{', '[':
			if len(open) == depth {
				return fmt.Errorf("%w: it nests more than %d levels", ErrDepth, depth)
			}
			open = append(open, container{list: c == '['})
		case '}', ']':
			open = open[:max(len(open)-1, 0)]
		case ',':
			if len(open) == 0 {
				continue
			}
			in := &open[len(open)-1]
			if in.values++; in.list {
				listed++
			}
			switch {
			case listed > maxListed:
				return errListed
			case !in.list && in.values > maxFields:
				return errFields
			}
		}
	}
	return nil
}

// closing is where the string ends that begins at i.
func closing(text []byte, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}
