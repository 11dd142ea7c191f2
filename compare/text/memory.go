package text

import (
	"hash/maphash"
	"math/bits"
	"sync/atomic"
)

// Memory keeps what was found out about words met lately, in bounded room: each word
// has two places, and takes them from the one of two words that came first. It may be
// used by many goroutines.
type Memory[V any] struct {
	places []atomic.Pointer[remembered[V]]
}

type remembered[V any] struct {
	word  string
	value V
}

// NewMemory has room for so many words, at least, rounded up to a power of two.
func NewMemory[V any](words int) *Memory[V] {
	return &Memory[V]{make([]atomic.Pointer[remembered[V]], 1<<bits.Len(uint(max(words, 2)-1)))}
}

var memorySeed = maphash.MakeSeed()

// at is the first of a word's two places.
func (m *Memory[V]) at(word string) int {
	return int(maphash.String(memorySeed, word) & uint64(len(m.places)-1) &^ 1) // less than the length
}

// Get is what is known of a word.
func (m *Memory[V]) Get(word string) (value V, ok bool) {
	i := m.at(word)
	if p := m.places[i].Load(); p != nil && p.word == word {
		return p.value, true
	}
	if p := m.places[i+1].Load(); p != nil && p.word == word {
		return p.value, true
	}
	return value, false
}

// Put notes what is known of a word. Neither should be a part of a longer text, which
// would be kept with it.
func (m *Memory[V]) Put(word string, value V) {
	i := m.at(word)
	m.places[i+1].Store(m.places[i].Load())
	m.places[i].Store(&remembered[V]{word, value})
}
