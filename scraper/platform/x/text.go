package x

import (
	"net/url"
	"sort"
	"strings"
	"unicode"
)

// maxLinks bounds the links of one post that are looked up in its text.
const maxLinks = 200

// link is a short address in a text and what stands for it. from and to count
// code points of the text as it came, with its HTML entities still in.
type link struct {
	from, to    int
	short, full string
	// media marks the address that X appends for a picture or a video: no word
	// of the author's.
	media bool
	// tail marks an address that X appends for a quoted post, or for the post
	// itself: dropped where nothing but such addresses follows it.
	tail bool
}

// unescaped undoes the only three HTML entities that X writes. It does so once: an
// author's own "&lt;" arrives as "&amp;lt;" and stays "&lt;".
var unescaped = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// render gives the words of a post: the part of raw that the platform shows
// (lo ≤ place < hi in code points, hi < 0 for all), short links expanded, the
// addresses that X appended dropped, entities undone if escaped is set.
func render(raw string, lo, hi int, links []link, escaped bool) string {
	r := []rune(raw)
	if hi < 0 || hi > len(r) {
		hi = len(r)
	}
	if lo < 0 || lo > hi {
		lo, hi = 0, len(r)
	}
	links = locateLinks(r, links)
	dropTail(r, hi, links)
	undo := func(s string) string {
		if escaped {
			return unescaped.Replace(s)
		}
		return s
	}
	var b strings.Builder
	at := lo
	for _, l := range links {
		if l.from < at || l.from >= hi {
			continue
		}
		words := undo(string(r[at:l.from]))
		at = l.to
		if l.media && (at >= hi || unicode.IsSpace(r[at])) {
			words = strings.TrimSuffix(words, " ")
		}
		b.WriteString(words)
		if !l.media {
			b.WriteString(l.full)
		}
	}
	if at < hi {
		b.WriteString(undo(string(r[at:hi])))
	}
	return strings.TrimSpace(b.String())
}

// locateLinks finds each link in the text, where it says it is or, failing that,
// where it first stands: indices are off in edited and in older payloads. Links
// that are nowhere are left out; the rest come in order, none over another.
func locateLinks(r []rune, links []link) []link {
	var out []link
	for _, l := range links[:min(len(links), maxLinks)] {
		if l.short == "" {
			continue
		}
		short := []rune(l.short)
		if !matchAt(r, l.from, short) {
			l.from = indexRunes(r, short, out)
		}
		if l.from < 0 || overlaps(out, l.from, l.from+len(short)) {
			continue
		}
		l.to = l.from + len(short)
		if l.full == "" {
			l.full = l.short
		}
		out = append(out, l)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].from < out[j].from })
	return out
}

func matchAt(r []rune, at int, s []rune) bool {
	if at < 0 || at+len(s) > len(r) {
		return false
	}
	for i, c := range s {
		if r[at+i] != c {
			return false
		}
	}
	return true
}

// maxSearched bounds the text in which misplaced links are looked for; X's
// longest posts have 25,000 code points.
const maxSearched = 100_000

// indexRunes is where s first stands in r outside the links taken, or -1.
func indexRunes(r, s []rune, taken []link) int {
	r = r[:min(len(r), maxSearched)]
	for i := 0; i+len(s) <= len(r); i++ {
		if r[i] == s[0] && matchAt(r, i, s) && !overlaps(taken, i, i+len(s)) {
			return i
		}
	}
	return -1
}

func overlaps(taken []link, from, to int) bool {
	for _, l := range taken {
		if from < l.to && l.from < to {
			return true
		}
	}
	return false
}

// dropTail makes the tail links at the end of the text go, as media links do.
func dropTail(r []rune, hi int, links []link) {
	end := hi
	for i := len(links) - 1; i >= 0; i-- {
		l := &links[i]
		if l.from >= hi {
			continue
		}
		if strings.TrimSpace(string(r[min(l.to, end):end])) != "" || !l.tail && !l.media {
			return
		}
		l.media = true
		end = l.from
	}
}

// statusID is the id of the post that an address of X names.
func statusID(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return locate(u).post
}

// language maps X's language codes to BCP 47 in lower case. X's own codes for
// "undetermined" and for posts without words (und, zxx, art, qam, qct, qht, qme,
// qst) give "".
func language(code string) string {
	code = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(code, "_", "-")))
	switch {
	case code == "iw":
		return "he"
	case code == "in":
		return "id"
	case code == "und", code == "zxx", code == "art", len(code) == 3 && code[0] == 'q':
		return ""
	case len(code) > 20 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return ""
	}
	return code
}
