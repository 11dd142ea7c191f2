package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// latin1 is a text of Western letters in ISO 8859-1, wide in UTF-16 with its mark.
func latin1(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// TestGuessedEncodingIsSaid: whatever takes in a file whose letters it had to guess reads
// them right, and says that it guessed.
func TestGuessedEncodingIsSaid(t *testing.T) {
	const post = `{"id":"1","platform":"x","author_handle":"ana","lang":"es","text":"Mañana habrá elección en el cañón del río.","posted_at":"2025-11-11T10:00:00Z"}` + "\n"
	const article = `{"url":"https://diario.example/a","title":"Elección","publisher":"El Día","published_at":"2025-11-12","lang":"es","text":"Mañana habrá elección en el cañón del río."}` + "\n"
	const table = "id,platform,author_handle,text,posted_at\n1,x,ana,Mañana habrá elección en el cañón del río.,2025-11-11T10:00:00Z\n"
	for _, c := range []struct {
		command []string
		file    string
		list    string
	}{
		{[]string{"import", "posts"}, post, "posts"},
		{[]string{"import", "articles"}, article, "articles"},
		{[]string{"import"}, post, "posts"},
		{[]string{"import"}, table, "posts"},
	} {
		for name, as := range map[string]func(string) string{"windows-1252": latin1, "UTF-16": wide, "": func(s string) string { return s }} {
			dir := t.TempDir()
			file, archive := filepath.Join(dir, "file"), filepath.Join(dir, "archive")
			if err := os.WriteFile(file, []byte(as(c.file)), 0o600); err != nil {
				t.Fatal(err)
			}
			run := func(in string, args ...string) (out, said string, code int) {
				var o, e bytes.Buffer
				code = execute(t.Context(), append([]string{"-a", archive}, args...), streams{strings.NewReader(in), &o, &e})
				return o.String(), e.String(), code
			}
			_, said, code := run("", slices.Concat(c.command, []string{file, "--no-translate"})...)
			if code != 0 || strings.Contains(said, "read as "+name) != (name != "") {
				t.Errorf("%v in %q: code %d, %q", c.command, name, code, said)
			}
			if out, _, _ := run("", "list", c.list); !strings.Contains(out, "Mañana habrá elección en el cañón del río.") {
				t.Errorf("%v in %q: %q", c.command, name, out)
			}
			if c.list != "posts" {
				continue
			}
			out, said, code := run(latin1(`{"quote":"Mañana habrá elección en el cañón del río"}`), "lookup", "--file", "-", "--json", "--no-translate")
			if code != 0 || !strings.Contains(out, `"verdict":"verbatim"`) || !strings.Contains(said, "line 1 is not UTF-8") {
				t.Errorf("looked up: code %d, %s%s", code, out, said)
			}
		}
	}
}
