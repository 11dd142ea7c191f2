package sources

import (
	"fmt"
	"io"
	"os"
)

// ReadFile reads a list from a file, "-" for in.
func ReadFile(file string, in io.Reader) ([]byte, error) {
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, MaxList+1))
	if err == nil && len(b) > MaxList {
		err = fmt.Errorf("%s is longer than %d MiB, which is no list of sources", file, MaxList>>20)
	}
	return b, err
}
