package terminal

import (
	"strings"
	"testing"

	"onrecord/compare"
)

// TestFold: what stands in columns goes on below its second column; other lines go on
// where they began; command lines stay whole, to be copied.
func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"  --media   keep the pictures of new posts", "  --media   keep the pictures\n            of new posts"},
		{"  a line of prose that is indented and long", "  a line of prose that is\n  indented and long"},
		{"short  line", "short  line"},
		{"a label that takes most of it  and what follows it", "a label that takes most of it\nand what follows it"},
		{"  onrecord source add https://mastodon.example/@mayor", "  onrecord source add https://mastodon.example/@mayor"},
		{"  onrecord x   one pass over what is due", "  onrecord x   one pass over\n               what is due"},
	} {
		if got := fold(c.in, 30); got != c.want {
			t.Errorf("%q\ngot  %q\nwant %q", c.in, got, c.want)
		}
	}
}

// TestExcerpt: what is left of a long text beside a change begins and ends with whole
// words.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("harbour ", 40)
	ps := excerpt([]compare.Piece{{Op: compare.Equal, Text: long}, {Op: compare.Insert, Text: "x"}, {Op: compare.Equal, Text: long}})
	for _, i := range []int{0, 2} {
		if got := strings.Trim(ps[i].Text, "… "); len(got) >= len(long) || strings.Trim(strings.ReplaceAll(got, "harbour", ""), " ") != "" {
			t.Errorf("%q", ps[i].Text)
		}
	}
}
