package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"onrecord/cmd/internal/words"
)

// toldMost is how many bad lines of one kind are reported one by one.
const toldMost = 5

// told reports what is wrong with the lines of a file: the first of each kind one by
// one, the rest as a number at the end.
type told struct {
	warn  func(error)
	kinds map[string]*kindOfFault
	order []string
}

type kindOfFault struct {
	n    int
	last string
}

// varying is what differs between faults of one kind.
var varying = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|[0-9]+|\S+://\S+`)

// bad reports a line of a file.
func (t *told) bad(file string, line int, err error) {
	if t.kinds == nil {
		t.kinds = map[string]*kindOfFault{}
	}
	kind := varying.ReplaceAllString(err.Error(), "#")
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) { // whatever stands there in JSON's place
		kind = "no JSON"
	}
	kind = file + "\x00" + kind
	k := t.kinds[kind]
	if k == nil {
		k = &kindOfFault{}
		t.kinds[kind] = k
		t.order = append(t.order, kind)
	}
	k.n++
	k.last = fmt.Sprintf("%s line %d", file, line)
	if k.n <= toldMost {
		t.warn(fmt.Errorf("%s line %d: %w", file, line, err))
	}
}

// end tells how many more there were of each kind.
func (t *told) end() {
	for _, kind := range t.order {
		if k := t.kinds[kind]; k.n > toldMost {
			t.warn(fmt.Errorf("%s more with the same fault as the %d above, the last at %s", words.Count(k.n-toldMost, "line"), toldMost, k.last))
		}
	}
	t.kinds, t.order = nil, nil
}
