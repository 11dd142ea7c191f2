// Package jsonl reads files of one JSON object a line.
package jsonl

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds one line of a JSONL file, in bytes.
const maxLine = 32 << 20

// errLongLine is a line over maxLine; it is passed over whole.
var errLongLine = fmt.Errorf("the line is longer than %d MiB; split it", maxLine>>20)

// Each calls f with every line that is not blank, its number from 1, and
// errLongLine in place of one that is too long. Memory holds one line.
func Each(ctx context.Context, r io.Reader, f func(n int, line []byte, err error) error) error {
	br := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, lineErr, err := readLine(br)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if lineErr != nil || len(bytes.TrimSpace(line)) > 0 {
			if ferr := f(n, bytes.TrimSpace(line), lineErr); ferr != nil {
				return ferr
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read line %d: %w", n, err)
		}
	}
}

// readLine reads to the next line feed, keeping at most maxLine bytes.
func readLine(br *bufio.Reader) (line []byte, tooLong, err error) {
	for {
		part, err := br.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			tooLong, part, line = errLongLine, nil, nil
		}
		if tooLong == nil {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}
