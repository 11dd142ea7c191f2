package text

import (
	"fmt"
	"sync"
	"testing"
)

// TestMemory: what is remembered is right or not there, whatever many at once put in
// a memory that is far too small.
func TestMemory(t *testing.T) {
	m := NewMemory[int](5)
	var wg sync.WaitGroup
	for k := range 4 {
		wg.Go(func() {
			for i := range 2000 {
				n := (i*7 + k) % 50
				word := fmt.Sprint("w", n)
				if got, ok := m.Get(word); ok && got != n {
					t.Errorf("%s is %d", word, got)
				}
				m.Put(word, n)
			}
		})
	}
	wg.Wait()
	m.Put("last", 99)
	if got, ok := m.Get("last"); !ok || got != 99 {
		t.Errorf("the last is %d, %v", got, ok)
	}
	if _, ok := m.Get("never"); ok {
		t.Error("what was never put is there")
	}
}
