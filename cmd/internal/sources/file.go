package sources

import (
	"fmt"
	"io"
	"os"
)

// ReadFile reads a list from a file, "-" for in.
func ReadFile(file string, in io.Reader) ([]Listed, error) {
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
	if err != nil {
		return nil, err
	}
	all, err := Read(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return all, nil
}
