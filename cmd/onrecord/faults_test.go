package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// faults are the faults and bad inputs by their number, and what onrecord does.
// Tests are named by the number: TestFault07Ports, TestFault56And57EachCall.
var faults = map[int]string{
	1: "the cloud's metadata address: not dialled", 2: "a name that moves to a private address: the address that is dialled is the one checked",
	3: "a redirect into the private network: ends there", 4: "private addresses wrapped in IPv6 and reserved ranges: refused",
	5: "addresses written as odd numbers: refused", 6: "schemes other than http and https: refused", 7: "ports of other services: refused unless allowed",
	8: "images, feeds, embeds: fetched by the same client", 9: "what the browser asks for: the same filter", 10: "redirect loops: ten hops, all kept",
	11: "a redirect elsewhere: no cookie or credential goes along", 12: "bad TLS: a failed capture that says what was wrong",
	13: "a gzip bomb: cut at 32 MiB and marked", 14: "brotli and zstd bombs: the same", 15: "encodings within encodings: two at most", 16: "a body that drips: one deadline for all",
	17: "headers without end: 1 MiB", 18: "a wrong or missing length: marked partial", 19: "JSON a million deep: refused by depth", 20: "JSON of a gigabyte: cut",
	21: "XML entities: refused", 22: "XML a million deep: refused by depth", 23: "HTML that takes for ever: cut off, the run goes on", 24: "giant images: never decoded",
	25: "hostile WARC, WACZ and ZIP files: refused, nothing written", 26: "pages without end: a budget", 27: "100,000 sources due: bounded memory and connections",
	28: "invalid UTF-8: kept raw, shown with U+FFFD, flagged", 29: "lone surrogates: kept raw, flagged", 30: "NUL: kept, shown escaped", 31: "duplicate keys: the last counts, flagged",
	32: "bidi controls: disarmed where shown", 33: "look-alike handles: id and punycode beside them", 34: "invisible and stacked marks: marked, clipped, ignored in matching",
	35: "wrong charset: declared, guessed and chosen are kept", 36: "impossible times: kept as claimed, flagged, order sound", 37: "huge posts, quotes and names: bounded work",
	38: "script in any text: inert in a real browser", 39: "SVG, MathML, srcdoc, mutation: never raw", 40: "javascript: and data: addresses: no link", 41: "archived pages: shut in, on a port of their own",
	42: "requests across sites, hostile Host: refused", 43: "template and terminal escapes in posts: shown as text", 44: "cells that are formulas: disarmed, read back right", 45: "names and headers from outside: never used as such",
	46: "a report without a network: complete, asks for nothing", 47: "Retry-After of any kind: obeyed, capped, kept over a restart", 48: "robots.txt in every state: as RFC 9309 says",
	49: "login walls with status 200: blocked, no version", 50: "clocks that change twice a year: each look once", 51: "a clock off by a day: intervals hold, flagged", 52: "two runs at once: the second says who runs",
	53: "a crash in a run: marked, gone on with, nothing twice", 54: "kill -9 at any moment: nothing reported is lost", 55: "a power cut with writes lost, torn, reordered: the same",
	56: "a full disk at each write: stops, readable, goes on when there is room", 57: "a disk that fails, a sync that fails: stops, nothing more is committed", 58: "two processes on one archive: turns are taken, the second run names the holder",
	59: "a lock held for a minute: waits or says so", 60: "a file of a newer schema, cut, foreign, a directory, read-only: said, not touched",
	61: "any byte of a bundle flipped: found and named", 62: "rows deleted or swapped, the tail cut: found", 63: "the log written anew and signed: found by a kept head", 64: "time-stamp authorities that fail or lie: the capture succeeds, it is said",
	65: "a hostile bundle: verify does not fall, write or ask",
	66: "another server's object under a famous account's id: a claim, the home is asked", 67: "a quoted post nested in another's answer: the same",
	68: "a relay or an import before, after or between the platform's looks: the same archive", 69: "a canonical address or redirect that names another page: no merge, no edit",
	70: "a 404 of a thing never seen: no document, no deletion", 71: "a source's speaker and a link to another site: an article",
	72: "a time in the future: flagged, never current", 73: "ids rounded, foreign or misspelt: named right or refused with their line",
	74: "a time-stamp authority that nobody knows, a stamp older than what it covers: never valid", 75: "any cell that is shown changed, any row deleted: found",
	76: "an archive of each schema that ever landed: opens and verifies", 77: "a backup put back beside a WAL or under a running process: restored whole or refused",
	78: "hosts that drip: judged after the body, left alone", 79: "pages, feeds and robots.txt made to eat memory: bounded, the run goes on",
	80: "the archive's file replaced or removed under serve: noticed, said", 81: "slow readers of large bodies under serve: others are answered",
	82: "report -o into somebody's folder or through a link: refused", 83: "a source removed while a run looks at it: the run goes on",
	84: "a post in any language, with any dictionary: no look-up panics",
}

// theirNumbers finds the numbers of faults in a test's name.
var theirNumbers = regexp.MustCompile(`^TestFault(\d\d)((?:(?:And|To)(?:Fault)?\d\d)*)`)

var nextNumber = regexp.MustCompile(`(And|To)(?:Fault)?(\d\d)`)

// faultsOf are the faults that a test is about, by its name.
func faultsOf(test string) []int {
	m := theirNumbers.FindStringSubmatch(test)
	if m == nil {
		return nil
	}
	n, _ := strconv.Atoi(m[1])
	out := []int{n}
	for _, more := range nextNumber.FindAllStringSubmatch(m[2], -1) {
		to, _ := strconv.Atoi(more[2])
		if more[1] == "And" {
			n = to - 1
		}
		for n++; n <= to; n++ {
			out = append(out, n)
		}
	}
	return out
}

// faultTests are the names of all tests of faults in this module's sources.
func faultTests(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (TestFault\w+)\(`)
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, e os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(b, -1) {
			found[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestTableOfFaults holds each fault to a test and the table of help/faults.md to the tests
// that there are. With ONRECORD_FAULTS, the output of go test -json, it writes the
// table anew: that is `make faults`.
func TestTableOfFaults(t *testing.T) {
	tests := faultTests(t)
	covered := map[int][]string{}
	for name := range tests {
		for _, n := range faultsOf(name) {
			covered[n] = append(covered[n], name)
		}
	}
	complain := t.Logf
	if os.Getenv("ONRECORD_FAULTS") != "" {
		complain = t.Errorf
	}
	for n := range faults {
		if len(covered[n]) == 0 {
			complain("fault %d (%s) has no test", n, faults[n])
		}
	}
	checkShared(t)
	topic := filepath.Join("help", "faults.md")
	b, err := os.ReadFile(topic)
	if err != nil {
		t.Fatal(err)
	}
	const from, to = "<!-- faults: written by make faults -->\n", "<!-- end of faults -->"
	before, rest, ok := strings.Cut(string(b), from)
	table, after, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatal("help/faults.md has no place for the table of faults")
	}
	if file := os.Getenv("ONRECORD_FAULTS"); file != "" {
		table = faultTable(t, covered, outcomes(t, file))
		if err := os.WriteFile(topic, []byte(before+from+table+to+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range regexp.MustCompile(`TestFault\w+`).FindAllString(table, -1) {
		if !tests[name] {
			t.Errorf("the table of help/faults.md names %s, which is no more; run make faults", name)
		}
	}
}

// checkShared holds the numbers to the list from which they come.
func checkShared(t *testing.T) {
	t.Helper()
	dir := os.Getenv("ONRECORD_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, "FAULTS.md"))
	if err != nil {
		t.Logf("the list of faults is not on this machine: %v", err)
		return
	}
	for _, m := range regexp.MustCompile(`(?m)^(\d+)\. `).FindAllSubmatch(b, -1) {
		if n, _ := strconv.Atoi(string(m[1])); faults[n] == "" {
			t.Errorf("fault %d is on the list and not here", n)
		}
	}
}

// outcomes reads how each test ended; of one that stands in several packages, the
// worst.
func outcomes(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rank := map[string]int{"pass": 1, "skip": 2, "fail": 3}
	out := map[string]string{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var e struct{ Action, Test string }
		if json.Unmarshal(in.Bytes(), &e) == nil && rank[e.Action] > rank[out[e.Test]] {
			out[e.Test] = e.Action
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func faultTable(t *testing.T, covered map[int][]string, ended map[string]string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| | fault: what onrecord does | tests | result |\n|---|---|---|---|\n")
	texts := map[string]string{"pass": "passed", "skip": "skipped", "fail": "**failed**", "": "not run"}
	for _, n := range slices.Sorted(maps.Keys(faults)) {
		slices.Sort(covered[n])
		results := map[string]bool{}
		for _, name := range covered[n] {
			results[texts[ended[name]]] = true
		}
		fmt.Fprintf(&b, "| %d | %s | %s | %s |\n", n, faults[n], strings.Join(covered[n], ", "), strings.Join(slices.Sorted(maps.Keys(results)), ", "))
	}
	return b.String()
}

func TestNumbersOfFaults(t *testing.T) {
	for name, want := range map[string][]int{
		"TestFault07Ports": {7}, "TestFault56And57EachCall": {56, 57}, "TestFault38To45Escaped": {38, 39, 40, 41, 42, 43, 44, 45},
		"TestFault03AndFault06ARedirectToAFile": {3, 6}, "TestFault37AQuoteOf100000Words": {37}, "TestTableOfFaults": nil,
	} {
		if got := faultsOf(name); !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", name, got, want)
		}
	}
}
