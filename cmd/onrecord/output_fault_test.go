package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"onrecord/cmd/internal/wire"
)

// escapes are what a terminal would act on, and what a template would.
const escapes = "\x1b[31mred\x1b[0m \x1b]0;title\x07 {{.Secret}} ${HOME} \u202egnirts \u0000end"

// TestFault43OnATerminal: escapes and template signs from outside are shown as they are
// written, in each command that prints them.
func TestFault43OnATerminal(t *testing.T) {
	d := newDesk(t)
	post, err := json.Marshal(map[string]any{"id": "1", "platform": "x", "author_handle": escapes, "author_name": escapes, "lang": "en", "posted_at": "2025-11-12T09:00:00Z", "text": "We will never close the line. " + escapes})
	if err != nil {
		t.Fatal(err)
	}
	article, err := json.Marshal(map[string]any{"url": "https://example.org/a", "title": escapes, "publisher": escapes, "published_at": "2025-11-12T11:00:00Z", "lang": "en", "text": "“We will never close the line. " + escapes + "”, wrote " + escapes})
	if err != nil {
		t.Fatal(err)
	}
	for name, line := range map[string][]byte{"posts": post, "articles": article} {
		file := filepath.Join(t.TempDir(), name+".jsonl")
		if err := os.WriteFile(file, append(line, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
		d.run("import", name, file)
	}
	d.run("link", "--no-translate")
	shown := 0
	for _, args := range [][]string{{"show", "x:1"}, {"links"}, {"lookup", "We will never close the line", "--no-translate"}, {"lookup", escapes + " nobody posted this", "--no-translate"}, {"show", escapes}, {"diff", "x:1"}} {
		_, out := d.run(args...)
		if strings.ContainsAny(out, "\x1b\x07\x00\u202e") {
			t.Errorf("onrecord %s prints what a terminal acts on: %q", args[0], out)
		}
		if strings.Contains(out, "{{.Secret}} ${HOME}") {
			shown++
		}
	}
	if shown < 3 {
		t.Errorf("only %d commands show the words as they are", shown)
	}
}

// TestFault44CSV: no cell that a spreadsheet would run, and all read back as it was.
func TestFault44CSV(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''-1", "plain", "", "'", "it's", "=\"a\",b\n", "1988393441999593891", "'1988393441999593891", "007", "12e45", "2025", "1.00"} {
		c := wire.Cell(s)
		if n, err := strconv.ParseFloat(c, 64); err == nil && strings.TrimRight(strings.TrimSuffix(strconv.FormatFloat(n, 'f', -1, 64), ".00"), ".") != strings.TrimSuffix(c, ".00") {
			t.Errorf("a spreadsheet takes %q for %v", c, n)
		}
		if strings.ContainsAny(c[:min(1, len(c))], "=+-@\t\r") || wire.Uncell(c) != s {
			t.Errorf("%q is the cell %q, read back as %q", s, c, wire.Uncell(c))
		}
	}
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "p.jsonl")
	if err := os.WriteFile(file, []byte(`{"id":"1","platform":"x","author_handle":"sam","author_name":"Sam","lang":"en","posted_at":"2025-11-12T09:00:00Z","text":"=SUM of all that we will never pay for the northern ferry line"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", file)
	if err := os.WriteFile(file, []byte(`{"url":"https://example.org/a","title":"T","publisher":"P","published_at":"2025-11-12T11:00:00Z","lang":"en","text":"“=SUM of all that we will never pay for the northern ferry line”, Sam wrote."}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "articles", file)
	d.ok("link", "--no-translate")
	rows, err := csv.NewReader(strings.NewReader(d.ok("links", "--csv"))).ReadAll()
	if err != nil || len(rows) != 2 || rows[0][2] != "quote" {
		t.Fatalf("%q, %v", rows, err)
	}
	if got := rows[1][2]; !strings.HasPrefix(got, "'=SUM") || !strings.HasPrefix(wire.Uncell(got), "=SUM") {
		t.Errorf("the quote's cell is %q", got)
	}
}

// TestOwnTableComesBack: a table of posts that one archive writes is read by another, with
// its ids, versions and ends.
func TestOwnTableComesBack(t *testing.T) {
	d := newDesk(t)
	posts := filepath.Join(t.TempDir(), "posts.jsonl")
	if err := os.WriteFile(posts, []byte(`{"id":"1988393441999593891","platform":"x","author_handle":"a","text":"We close the road.","posted_at":"2025-11-11T23:48:33Z","versions":[{"text":"We open the road.","seen_at":"2025-11-11T23:50:00Z"},{"text":"We close the road.","seen_at":"2025-11-12T08:00:00Z"}],"gone_at":"2025-11-13T08:00:00Z","gone_how":"deleted"}
{"id":"1988393441999593892","platform":"x","author_handle":"a","text":"=1+1 is two","posted_at":"2025-11-10T23:48:33Z"}
{"id":"1988393441999593893","platform":"x","author_handle":"a","text":"We meet\r\nat noon,\nat the \"harbour\".\r","posted_at":"2025-11-09T23:48:33Z"}
`), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", posts)
	table := filepath.Join(t.TempDir(), "posts.csv")
	d.ok("export", "posts", "-o", table)
	want := d.ok("list", "posts", "--csv")
	other := newDesk(t)
	other.ok("import", table)
	got := other.ok("list", "posts", "--csv")
	if name := "posts.jsonl"; strings.ReplaceAll(got, "posts.csv", name) != want {
		t.Errorf("it comes back as\n%s, was\n%s", got, want)
	}
	if out := d.ok("import", table); !strings.Contains(out, " 0 new, 0 edited, 0 gone, ") {
		t.Errorf("where it was written it brings %s", out)
	}
}
