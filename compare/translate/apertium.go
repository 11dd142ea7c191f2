package translate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// ApertiumModes is where Debian's packages keep the pairs.
const ApertiumModes = "/usr/share/apertium/modes"

// Apertium translates with the installed pairs of Apertium, one long-lived
// pipeline each: a process a call takes a hundred times as long
// (https://wiki.apertium.org/wiki/NUL_flush).
type Apertium struct {
	pairs map[[2]string]*pipeline
}

// OpenApertium finds the pairs in a folder of .mode files. Where there is none,
// the engine knows no pair.
func OpenApertium(dir string) (*Apertium, error) {
	a := &Apertium{pairs: map[[2]string]*pipeline{}}
	files, err := filepath.Glob(filepath.Join(dir, "*.mode"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		from, to, ok := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".mode"), "-")
		if !ok || strings.ContainsAny(to, "-_") || strings.ContainsAny(from, "_") {
			continue // a variant
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read Apertium's %s: %w", file, err)
		}
		stages, err := parseMode(string(text))
		if err != nil {
			continue // of a kind that we cannot run: as if it were not there
		}
		a.pairs[[2]string{short(from), short(to)}] = &pipeline{stages: stages}
	}
	return a, nil
}

// Name is "apertium".
func (*Apertium) Name() string { return "apertium" }

// Path is the shortest chain of pairs, at most three: French reaches English
// through Spanish.
func (a *Apertium) Path(from, to string) []string {
	from, to = short(from), short(to)
	paths := [][]string{{from}}
	seen := map[string]bool{from: true}
	for len(paths) > 0 && len(paths[0]) <= 3 {
		path := paths[0]
		paths = paths[1:]
		for _, next := range a.next(path[len(path)-1]) {
			if seen[next] {
				continue
			}
			seen[next] = true
			longer := append(slices.Clone(path), next)
			if next == to {
				return longer
			}
			paths = append(paths, longer)
		}
	}
	return nil
}

// next are the languages that a language has a pair to, in a fixed order.
func (a *Apertium) next(from string) []string {
	var out []string
	for p := range a.pairs {
		if p[0] == from {
			out = append(out, p[1])
		}
	}
	slices.Sort(out)
	return out
}

// Translate renders a text along Path. Line breaks stay, unknown words come
// through as they are.
func (a *Apertium) Translate(ctx context.Context, from, to, text string) (string, error) {
	path := a.Path(from, to)
	if path == nil {
		return "", fmt.Errorf("apertium %s→%s: %w", from, to, ErrNoPath)
	}
	if len(text) > maxText {
		return "", fmt.Errorf("apertium %s→%s: the text has %d bytes, at most %d are translated", from, to, len(text), maxText)
	}
	lines := strings.Split(strings.ToValidUTF8(text, "\ufffd"), "\n")
	for i, line := range lines {
		for hop := 1; hop < len(path) && strings.TrimSpace(line) != ""; hop++ {
			var err error
			if line, err = a.pairs[[2]string{path[hop-1], path[hop]}].translate(ctx, line); err != nil {
				return "", fmt.Errorf("apertium %s→%s: %w", path[hop-1], path[hop], err)
			}
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n"), nil
}

// Close ends the pipelines.
func (a *Apertium) Close() error {
	var wait sync.WaitGroup
	for _, p := range a.pairs {
		wait.Go(p.close)
	}
	wait.Wait()
	return nil
}

// errMode is a mode file that is no plain pipeline.
var errMode = errors.New("not a plain pipeline")

// parseMode cuts a mode file into the commands of its pipeline, with -z, so that
// each stage flushes at a NUL.
func parseMode(text string) ([][]string, error) {
	var stages [][]string
	for stage := range strings.SplitSeq(text, "|") {
		words, err := shellWords(strings.TrimSpace(stage))
		if err != nil {
			return nil, err
		}
		var args []string
		for _, w := range words {
			switch w {
			case "$1":
				args = append(args, "-n") // no marks on unknown words
			case "$2":
			default:
				args = append(args, w)
			}
		}
		if len(args) == 0 || strings.ContainsAny(strings.Join(args, ""), "$`;&<>()") {
			return nil, errMode
		}
		stages = append(stages, slices.Insert(args, 1, "-z"))
	}
	return stages, nil
}

// shellWords splits at blanks outside quotation marks.
func shellWords(s string) ([]string, error) {
	var out []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, " \t\n") {
		end := " \t\n"
		if s[0] == '\'' || s[0] == '"' {
			end, s = s[:1], s[1:]
		}
		i := strings.IndexAny(s, end)
		switch {
		case i < 0 && len(end) == 1:
			return nil, errMode
		case i < 0:
			i = len(s)
		}
		out = append(out, s[:i])
		if s = s[i:]; len(end) == 1 {
			s = s[1:]
		}
	}
	return out, nil
}

// Pairs are the pairs of languages that are installed.
func (a *Apertium) Pairs() [][2]string {
	out := make([][2]string, 0, len(a.pairs))
	for p := range a.pairs {
		out = append(out, p)
	}
	return out
}
