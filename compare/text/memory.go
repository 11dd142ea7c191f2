package text

import (
	"hash/maphash"
	"math/bits"
	"strings"
	"sync/atomic"
)

// Memory keeps what was found out about words met lately, in bounded room: each word
// has one place, and takes it from the word that had it. It may be used by many
// goroutines.
type Memory[V any] struct {
	places []atomic.Pointer[remembered[V]]
}

type remembered[V any] struct {
	word  string
	value V
}

// NewMemory has room for so many words, at least, rounded up to a power of two.
func NewMemory[V any](words int) *Memory[V] {
	return &Memory[V]{make([]atomic.Pointer[remembered[V]], 1<<bits.Len(uint(words-1)))}
}

var memorySeed = maphash.MakeSeed()

func (m *Memory[V]) place(word string) *atomic.Pointer[remembered[V]] {
	return &m.places[maphash.String(memorySeed, word)&uint64(len(m.places)-1)]
}

// Get is what is known of a word.
func (m *Memory[V]) Get(word string) (value V, ok bool) {
	if p := m.place(word).Load(); p != nil && p.word == word {
		return p.value, true
	}
	return value, false
}

// Put notes what is known of a word, which may be a part of a longer text.
func (m *Memory[V]) Put(word string, value V) {
	m.place(word).Store(&remembered[V]{strings.Clone(word), value})
}
