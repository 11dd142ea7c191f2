// Command gen makes lexicon.bin of the tables in the folder that it runs in.
package main

import (
	"fmt"
	"os"

	"onrecord/compare/lexicon"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	t, err := lexicon.ReadTables(".")
	if err != nil {
		return err
	}
	b, err := lexicon.Pack(t)
	if err != nil {
		return err
	}
	fmt.Printf("%d concepts, %d languages, %d bytes\n", len(t.Columns[lexicon.Pivot]), len(t.Langs), len(b))
	return os.WriteFile("lexicon.bin", b, 0o644) // a source file
}
