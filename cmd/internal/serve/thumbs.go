package serve

import "sync"

// mostThumbBytes bounds the little pictures that are remembered, in bytes.
const mostThumbBytes = 32 << 20

// thumbs remembers the little pictures that were drawn, and of which bytes none can be.
type thumbs struct {
	mu    sync.Mutex
	drawn map[string][]byte // nil for what is no picture
	order []string          // the oldest first
	bytes int
}

// get gives a little picture, nil for what is none, and whether it was drawn.
func (t *thumbs) get(sum string) ([]byte, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b, ok := t.drawn[sum]
	return b, ok
}

func (t *thumbs) put(sum string, b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.drawn[sum]; ok {
		return
	}
	if t.drawn == nil {
		t.drawn = map[string][]byte{}
	}
	t.drawn[sum] = b
	t.order = append(t.order, sum)
	for t.bytes += len(b) + 200; t.bytes > mostThumbBytes; t.order = t.order[1:] {
		t.bytes -= len(t.drawn[t.order[0]]) + 200
		delete(t.drawn, t.order[0])
	}
}
