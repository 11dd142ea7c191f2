package charset

import (
	"strings"
	"testing"
)

// TestContradictions: what a page says of itself goes before what its server adds to all,
// and the bytes before both.
func TestContradictions(t *testing.T) {
	two := func(s string, low bool) string {
		var b strings.Builder
		for i := range len(s) {
			if !low {
				b.WriteByte(0)
			}
			b.WriteByte(s[i])
			if low {
				b.WriteByte(0)
			}
		}
		return b.String()
	}
	long := strings.Repeat("The ferry runs again. ", 10)
	for name, c := range map[string]struct{ body, kind, want string }{
		"a server that says Latin-1 of all": {"<meta charset=windows-1251><p>\xcf\xe0\xf0\xee\xec \xf5\xee\xe4\xe8\xf2", "text/html; charset=ISO-8859-1", "Паром ходит"},
		"an XML declaration":                {"<?xml version='1.0' encoding='koi8-r'?><a>\xf0\xc1\xd2\xcf\xcd", "text/xml", "Паром"},
		"UTF-16, low byte first":            {two(long, true), "text/html", "ferry runs"},
		"UTF-16, high byte first":           {two(long, false), "", "ferry runs"},
		"UTF-8 called UTF-16":               {"<?xml version='1.0' encoding='utf-16'?><a>Fähre", "", "Fähre"},
		"a mark":                            {"\xef\xbb\xbfFähre", "text/html; charset=latin1", "Fähre"},
	} {
		if got, _ := Decode([]byte(c.body), c.kind); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// FuzzSniff: a charset is told by the bytes, always the same.
func FuzzSniff(f *testing.F) {
	for _, s := range []string{"abc\xe0\xe1<b>\x1b$B%%\x1b(B\x81\x30", "\xff\xfe\x00\x00\x01", "\xfe\xff\xd8\x00", "\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		first := sniff(b)
		if again := sniff(b); again != first {
			t.Error("told otherwise the second time")
		}
	})
}
