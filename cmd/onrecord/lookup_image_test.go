package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// picturedPosts are the posts of which testdata/pictures shows some truly, some not.
const picturedPosts = `{"id":"1801","platform":"x","author_handle":"minister_ana","author_name":"Ana Ferreira","lang":"en","text":"We will not raise the fuel tax this winter. Families have paid enough, and the 40 million set aside for heating must reach them before December. Whoever says otherwise has not read the budget.","posted_at":"2026-03-02T10:00:00Z"}
{"id":"1802","platform":"x","author_handle":"minister_ana","author_name":"Ana Ferreira","lang":"es","text":"El puente de San Telmo estará abierto en abril; nadie debe pagar peaje por cruzarlo.","posted_at":"2026-03-05T10:00:00Z"}
{"id":"1803","platform":"x","author_handle":"mayor_bo","author_name":"Bo Lindqvist","lang":"en","text":"The harbour is closed until Friday because of the spill","posted_at":"2026-03-01T08:00:00Z"}
`

func picturedArchive(t *testing.T) *newsroom {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "posts.jsonl")
	if err := os.WriteFile(file, []byte(picturedPosts), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("import", "posts", file)
	return d
}

// TestLookupImage: a picture of a post is read, and told from pictures that show other
// words, another author or no post at all.
func TestLookupImage(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tesseract is not installed")
		}
		t.Skip("needs tesseract-ocr and its language spa")
	}
	d := picturedArchive(t)
	for name, c := range map[string]struct {
		code int
		want []string
	}{
		"true":     {0, []string{`"finding":"on_record"`, `"handle":"minister_ana"`, `"date":"2026-03-02"`, `"document":"x:1801"`, `"authority":"import"`}},
		"dark_es":  {0, []string{`"finding":"on_record"`, `"document":"x:1802"`}},
		"phone":    {0, []string{`"finding":"on_record"`, `"document":"x:1801"`, `"part":false`}},
		"tele":     {0, []string{`"finding":"on_record"`, `"document":"x:1803"`, `"name":"Bo Lindqvist"`}},
		"false":    {3, []string{`"finding":"differs"`, `"post":"not"`, `"quote":"60","post":"40"`, `"negation"`, `"misread":[]`, `"part":true`}},
		"stolen":   {3, []string{`"finding":"differs"`, `"author_differs":true`, `"verdict":"verbatim"`, `"date_differs":false`}},
		"imp":      {3, []string{`"finding":"differs"`, `"author_differs":true`, `"date_differs":true`}},
		"invented": {4, []string{`"finding":"not_on_record"`, `close every public library`}},
	} {
		code, out := d.run("lookup", "--json", "--no-translate", "--image", filepath.Join("testdata", "pictures", name+".png"))
		if code != c.code {
			t.Errorf("%s ends with %d, want %d: %s", name, code, c.code, out)
		}
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: the answer lacks %s: %s", name, want, out)
			}
		}
	}
	_, said := d.run("lookup", "--no-translate", "--image", filepath.Join("testdata", "pictures", "false.png"))
	for _, want := range []string{"false.png: differs from the post on record", "read by a machine (tesseract", "compare it with the picture", "@minister_ana · 2 March 2026", "[-not-]", "[-40-] {+60+}"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
}

// TestLookupImageWithoutTesseract: what to install is said; what is no picture is refused.
func TestLookupImageWithoutTesseract(t *testing.T) {
	d := picturedArchive(t)
	t.Setenv("PATH", t.TempDir())
	code, out := d.run("lookup", "--no-translate", "--image", filepath.Join("testdata", "pictures", "true.png"))
	if code != 1 || !strings.Contains(out, "apt install tesseract-ocr") {
		t.Errorf("without Tesseract it ends with %d: %s", code, out)
	}
	for _, args := range [][]string{{"--image", "a.png", "words"}, {"--image", "a.png", "--file", "b"}} {
		if code, out := d.run(append([]string{"lookup"}, args...)...); code != 2 {
			t.Errorf("%v ends with %d: %s", args, code, out)
		}
	}
}
