package warc

import (
	"bufio"
	"container/heap"
	"errors"
	"io"
	"os"
	"slices"
)

// keptLines is how many bytes of lines are sorted in memory; more go to files.
const keptLines = 16 << 20

// sorter gives lines back in the order of their bytes, whatever their number.
type sorter struct {
	dir   string
	lines []string
	size  int
	runs  []*os.File
}

func (s *sorter) add(line string) error {
	s.lines = append(s.lines, line)
	if s.size += len(line) + 16; s.size < keptLines {
		return nil
	}
	return s.spill()
}

// spill writes what is in memory to a file, sorted.
func (s *sorter) spill() error {
	f, err := os.CreateTemp(s.dir, "lines-*")
	if err != nil {
		return err
	}
	s.runs = append(s.runs, f)
	slices.Sort(s.lines)
	w := bufio.NewWriter(f)
	for _, l := range s.lines {
		if _, err := w.WriteString(l + "\n"); err != nil {
			return err
		}
	}
	s.lines, s.size = nil, 0
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// each calls f for every line in order; lines hold no line break.
func (s *sorter) each(f func(string) error) error {
	if len(s.runs) == 0 {
		slices.Sort(s.lines)
		for _, l := range s.lines {
			if err := f(l); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.spill(); err != nil {
		return err
	}
	var h runs
	for _, file := range s.runs {
		r := &sorted{r: bufio.NewReader(file)}
		if err := h.next(r); err != nil {
			return err
		}
	}
	for h.Len() > 0 {
		r, _ := heap.Pop(&h).(*sorted)
		if err := f(r.line); err != nil {
			return err
		}
		if err := h.next(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *sorter) close() (err error) {
	for _, f := range s.runs {
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	s.runs = nil
	return err
}

// sorted is a file of sorted lines, with its first.
type sorted struct {
	r    *bufio.Reader
	line string
}

// runs is a heap by first line.
type runs []*sorted

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, j int) bool { return h[i].line < h[j].line }
func (h runs) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runs) Push(x any)        { r, _ := x.(*sorted); *h = append(*h, r) }
func (h *runs) Pop() any {
	old := *h
	r := old[len(old)-1]
	*h = old[:len(old)-1]
	return r
}

// next puts a file back with its next line, unless it is at its end.
func (h *runs) next(r *sorted) error {
	line, err := r.r.ReadString('\n')
	if errors.Is(err, io.EOF) && line == "" {
		return nil
	}
	if err != nil {
		return err
	}
	r.line = line[:len(line)-1]
	heap.Push(h, r)
	return nil
}
