// Command gen writes how Chinese characters are read, from the transforms of the Unicode
// CLDR as ICU has them (the program uconv, Debian's icu-devtools):
//
//	go run ./gen
package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write puts each syllable without its tone before the characters of GB 2312 that are
// read so in names, a line each.
func write() error {
	var chars []string
	for a := byte(0xb0); a < 0xf8; a++ {
		for b := byte(0xa1); b < 0xff; b++ {
			s, err := simplifiedchinese.GBK.NewDecoder().String(string([]byte{a, b}))
			if r, n := utf8.DecodeRuneInString(s); err == nil && n == len(s) && r >= 0x4e00 && r < 0xa000 {
				chars = append(chars, s)
			}
		}
	}
	cmd := exec.CommandContext(context.Background(), "uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Han-Latin/Names; Latin-ASCII; Lower")
	cmd.Stdin = strings.NewReader(strings.Join(chars, "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	read := map[string]*strings.Builder{}
	var order []string
	sc := bufio.NewScanner(bytes.NewReader(out))
	for i := 0; sc.Scan() && i < len(chars); i++ {
		syllable := strings.TrimSpace(sc.Text())
		if syllable == chars[i] || syllable == "" {
			continue
		}
		if read[syllable] == nil {
			read[syllable] = new(strings.Builder)
			order = append(order, syllable)
		}
		read[syllable].WriteString(chars[i])
	}
	var b strings.Builder
	for _, s := range order {
		b.WriteString(s + " " + read[s].String() + "\n")
	}
	return os.WriteFile("pinyin.txt", []byte(b.String()), 0o644)
}
