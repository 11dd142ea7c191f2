package proof

import (
	"golang.org/x/mod/sumdb/tlog"
)

// Tree computes the root over leaves that are added one at a time, in memory that
// grows with the logarithm of their number (RFC 6962 §2.1).
type Tree struct {
	size int64
	// edge are the roots of the whole subtrees, the largest first; their sizes are
	// the powers of two that make up size.
	edge []tlog.Hash
}

// Add appends a leaf. made, where it is set, is called with the hashes that thereby
// stand for good, in the order in which tlog stores them: the leaf's, then those of
// the subtrees that it completes.
func (t *Tree) Add(leaf []byte, made func(tlog.Hash)) {
	if made == nil {
		made = func(tlog.Hash) {}
	}
	h := tlog.RecordHash(leaf)
	made(h)
	for n := t.size; n&1 == 1; n >>= 1 {
		last := len(t.edge) - 1
		h = tlog.NodeHash(t.edge[last], h)
		made(h)
		t.edge = t.edge[:last]
	}
	t.edge = append(t.edge, h)
	t.size++
}

// Size is how many leaves were added.
func (t *Tree) Size() int64 { return t.size }

// Root is the hash over all of them.
func (t *Tree) Root() tlog.Hash {
	if t.size == 0 {
		h, err := tlog.TreeHash(0, nil) // the hash of nothing
		if err != nil {
			panic(err)
		}
		return h
	}
	root := t.edge[len(t.edge)-1]
	for i := len(t.edge) - 2; i >= 0; i-- {
		root = tlog.NodeHash(t.edge[i], root)
	}
	return root
}
