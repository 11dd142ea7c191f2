package store

import (
	"crypto/sha256"
)

// Page is the number by which the page of a document is found again: the first 40
// bits of the SHA-256 of its id. Two documents may share it.
func (id DocumentID) Page() int64 {
	sum := sha256.Sum256([]byte(id))
	var n int64
	for _, b := range sum[:5] {
		n = n<<8 | int64(b)
	}
	return n
}
