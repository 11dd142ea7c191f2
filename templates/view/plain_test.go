package view

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"a\u202eb": "a⟦U+202E⟧b", "a\x00b": "a⟦U+0000⟧b", "a\nb": "a\nb", "Z" + strings.Repeat("\u0301", 50): "Z" + strings.Repeat("\u0301", maxMarks), "\xff": "\ufffd",
	} {
		if got := Plain(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
	if n := len([]rune(Name(strings.Repeat("x", 10_000)))); n > maxName {
		t.Errorf("a name of 10 kB is shown with %d letters", n)
	}
	for _, raw := range []string{"javascript:x", "data:text/html,x", "java\nscript:x", " JAVASCRIPT:x", "//x", "https:", "ftp://x.example/"} {
		if l := SafeLink(raw); l != "" {
			t.Errorf("%q may be followed as %q", raw, l)
		}
	}
}
