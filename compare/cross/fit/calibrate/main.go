// Command calibrate learns what package fit judges by, from what is recorded beside
// the project: rates.bin from parallel sentences, weights.go from real quotes. It
// prints how well they hold on authors that were left out. It runs in the folder of
// package fit (go generate), reads ONRECORD_SHARED, and always writes the same.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"onrecord/compare/cross/fit"
)

func main() {
	verbose := flag.Bool("v", false, "print the quotes that go wrong")
	dry := flag.Bool("n", false, "write nothing")
	keep := flag.Bool("keep", false, "keep rates.bin, fit the weights only")
	flag.Parse()
	if err := run(*verbose, *dry, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "calibrate:", err)
		os.Exit(1)
	}
}

func run(verbose, dry, keep bool) error {
	root := os.Getenv("ONRECORD_SHARED")
	if root == "" {
		return fmt.Errorf("set ONRECORD_SHARED to the folder of recorded data")
	}
	p, err := readParallel(filepath.Join(root, "data"))
	if err != nil {
		return err
	}
	if !keep {
		rates := p.learn()
		fit.Use(rates)
		b, err := rates.Pack()
		if err != nil {
			return err
		}
		fmt.Printf("rates: %d bytes, %d pairs and classes\n", len(b), len(rates.Hits))
		if !dry {
			if err := os.WriteFile("rates.bin", b, 0o644); err != nil { // a source file
				return err
			}
		}
	}
	q, err := readQuotes(filepath.Join(root, "data"), p)
	if err != nil {
		return err
	}
	with := q.fit(true, verbose)
	without := q.fit(false, verbose)
	if dry {
		return nil
	}
	return os.WriteFile("weights.go", source(with, without), 0o644) // a source file
}
