package translate

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"onrecord/store/storetest/samples"
)

const digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func number64(n int) string {
	out := ""
	for ; n > 0 || out == ""; n >>= 6 {
		out = string(digits64[n&63]) + out
	}
	return out
}

// writeDict makes a dictionary as dictfmt and dictzip do, in parts of 64 bytes.
func writeDict(t testing.TB, dir, pair string, entries ...string) {
	t.Helper()
	var index, data bytes.Buffer
	for _, e := range entries {
		word, _, _ := strings.Cut(e, " ")
		word, _, _ = strings.Cut(word, "\n")
		fmt.Fprintf(&index, "%s\t%s\t%s\n", word, number64(data.Len()), number64(len(e)))
		data.WriteString(e)
	}
	const part = 64
	var sizes, packed bytes.Buffer
	for from := 0; from < data.Len(); from += part {
		before := packed.Len()
		w, err := flate.NewWriter(&packed, 9)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(data.Bytes()[from:min(from+part, data.Len())])
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		_ = binary.Write(&sizes, binary.LittleEndian, uint16(packed.Len()-before))
	}
	var z bytes.Buffer
	z.Write([]byte{0x1f, 0x8b, 8, 4 | 8, 0, 0, 0, 0, 0, 3})
	_ = binary.Write(&z, binary.LittleEndian, uint16(10+sizes.Len()))
	z.WriteString("RA")
	for _, n := range []int{6 + sizes.Len(), 1, part, sizes.Len() / 2} {
		_ = binary.Write(&z, binary.LittleEndian, uint16(n))
	}
	z.Write(sizes.Bytes())
	z.WriteString(pair + ".dict\x00")
	z.Write(packed.Bytes())
	for name, b := range map[string][]byte{".index": index.Bytes(), ".dict.dz": z.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, "freedict-"+pair+name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func stem(_, w string) string { return strings.TrimRight(w, "aeiosu") }

func TestDictzip(t *testing.T) {
	dir := t.TempDir()
	long := "largo /x/\n" + strings.Repeat("1. a very long sense, \n", 20)
	writeDict(t, dir, "spa-eng", "uno /uno/\none\n", long, "dos /dos/ <num>\n1. two\n2. pair, (of) couple\n")
	raw, err := os.ReadFile(filepath.Join(dir, "freedict-spa-eng.dict.dz"))
	if err != nil {
		t.Fatal(err)
	}
	z, ok := parseDictzip(raw)
	if !ok {
		t.Fatal("not read as dictzip")
	}
	b := make([]byte, len(long))
	if _, err := z.ReadAt(b, int64(len("uno /uno/\none\n"))); err != nil || string(b) != long {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := z.ReadAt(b, 10_000); err == nil {
		t.Error("read past the end")
	}
}

func TestGlosses(t *testing.T) {
	dir := t.TempDir()
	writeDict(t, dir, "spa-eng", "lucha /lutʃa/ <n>\n1. fight, struggle\n2. wrestling (sport)\n", "pueblo\npeople, the village\n      \"el pueblo\" - example\n")
	writeDict(t, dir, "eng-rus", "fight /f/\nборьба\n", "to\nк\n")
	l, err := OpenFreeDict(dir, t.TempDir(), strings.ToLower, stem)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, word, want string }{
		{"es", "Lucha", "fight struggle wrestling"}, {"es", "luchas", "fight struggle wrestling"}, {"es", "pueblo", "people village"},
		{"ru", "борьба", "fight"}, {"ru", "к", ""}, {"es", "nada", ""}, {"xx", "lucha", ""},
	} {
		if got := strings.Join(l.Gloss(c.lang, c.word), " "); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.word, got, c.want)
		}
	}
	if got := strings.Join(l.Langs(), " "); got != "es ru" {
		t.Error(got)
	}
}

// TestDamagedDictionary: what cannot be read is not there.
func TestDamagedDictionary(t *testing.T) {
	dir := t.TempDir()
	writeDict(t, dir, "spa-eng", "lucha\nfight\n")
	for name, b := range map[string]string{
		"freedict-fra-eng.index": "droit\tA\tzz\n\t\t\n", "freedict-fra-eng.dict.dz": "\x1f\x8b\x08\x04 junk",
		"freedict-ita-eng.index": "lotta\t////////\t//\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := OpenFreeDict(dir, t.TempDir(), strings.ToLower, stem)
	if err != nil {
		t.Fatal(err)
	}
	for lang, word := range map[string]string{"fr": "droit", "it": "lotta"} {
		if got := l.Gloss(lang, word); len(got) != 0 {
			t.Errorf("%s: %v", lang, got)
		}
	}
	if got := l.Gloss("es", "lucha"); !slices.Equal(got, []string{"fight"}) {
		t.Error("the others:", got)
	}
}

func TestRealFreeDict(t *testing.T) {
	needs(t, filepath.Join(FreeDictDir, "freedict-spa-eng.index"))
	l, err := OpenFreeDict(FreeDictDir, "", strings.ToLower, stem)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, word, want string }{
		{"es", "pueblo", "people"}, {"de", "kampf", "fight"}, {"fr", "droit", "law"}, {"el", "αγώνας", "struggle"}, {"pl", "prawo", "law"}, {"hi", "लोग", "people"},
	} {
		if !l.Has(c.lang) {
			t.Logf("no dictionary for %s here", c.lang)
			continue
		}
		if got := l.Gloss(c.lang, c.word); !slices.Contains(got, c.want) || len(got) > maxGlosses {
			t.Errorf("%s %s: %v, want %s among them", c.lang, c.word, got, c.want)
		}
	}
}

// TestFault84GermanCompound: words of few glosses are put together as others are.
func TestFault84GermanCompound(t *testing.T) {
	dir := t.TempDir()
	writeDict(t, dir, "deu-eng", "haus\nhouse\n", "schuh\nshoe, boot\n")
	l, err := OpenFreeDict(dir, "", strings.ToLower, stem)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(l.Gloss("de", "hausschuh"), " "); got != "house shoe boot" {
		t.Error(got)
	}
}

// TestThirdLanguages: two languages that have small dictionaries into each other are
// no circle without end, and a third one helps.
func TestThirdLanguages(t *testing.T) {
	dir := t.TempDir()
	writeDict(t, dir, "pol-eng", "walka\nfight\n")
	writeDict(t, dir, "rus-eng", "мир\npeace\n")
	writeDict(t, dir, "pol-rus", "walka\nборьба\n")
	writeDict(t, dir, "rus-pol", "мир\npokój\n")
	for range 2 { // the second time from the cache
		l, err := OpenFreeDict(dir, filepath.Join(dir, "cache"), strings.ToLower, stem)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range [][3]string{{"ru", "борьба", "fight"}, {"pl", "pokój", "peace"}, {"ru", "мир", "peace"}} {
			if got := strings.Join(l.Gloss(c[0], c[1]), " "); got != c[2] {
				t.Errorf("%s %s: %q, want %q", c[0], c[1], got, c[2])
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "cache", "freedict-*"))
	if err != nil || len(files) != 2 {
		t.Errorf("%q, %v: want one file a language", files, err)
	}
	for _, f := range files { // a damaged one is made anew
		if err := os.WriteFile(f, []byte("junk"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := OpenFreeDict(dir, filepath.Join(dir, "cache"), strings.ToLower, stem)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Gloss("ru", "борьба"); !slices.Equal(got, []string{"fight"}) {
		t.Error("after damage:", got)
	}
}

// TestGlossesOfRealTexts: no word of the recorded posts and quotes, in whatever
// language it is said to be, stops the dictionaries that are here.
func TestGlossesOfRealTexts(t *testing.T) {
	needs(t, filepath.Join(FreeDictDir, "freedict-spa-eng.index"))
	files := samples.Glob(t, "data", "quotes*/*.jsonl")
	l, err := OpenFreeDict(FreeDictDir, "", strings.ToLower, stem)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.FieldsFunc(string(b), func(r rune) bool { return !unicode.IsLetter(r) })
		slices.Sort(words)
		words = slices.Compact(words)
		for _, lang := range l.Langs() {
			for _, w := range words {
				if g := l.Gloss(lang, w); len(g) > maxGlosses {
					t.Fatalf("%s %s: %v", lang, w, g)
				}
			}
		}
	}
}

func FuzzGloss(f *testing.F) {
	dir := f.TempDir()
	writeDict(f, dir, "deu-eng", "haus\nhouse\n", "schuh\nshoe, boot\n")
	l, err := OpenFreeDict(dir, "", strings.ToLower, stem)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("hausschuh")
	f.Add("hausüschuh\xff")
	f.Fuzz(func(t *testing.T, word string) {
		if g := l.Gloss("de", word); len(g) > maxGlosses {
			t.Error(g)
		}
	})
}

func FuzzEntry(f *testing.F) {
	f.Add("a /b/ <n>\n1. c, d (e)\n")
	f.Add("x\n[y {z} <w\n")
	f.Fuzz(func(t *testing.T, entry string) {
		for _, g := range entryGlosses(entry) {
			if strings.TrimSpace(g) == "" || len(contentWords(g)) > 2 {
				t.Errorf("%q", g)
			}
		}
	})
}

func FuzzDictzip(f *testing.F) {
	dir := f.TempDir()
	writeDict(f, dir, "spa-eng", "uno /uno/\none\n", "dos\ntwo\n")
	raw, err := os.ReadFile(filepath.Join(dir, "freedict-spa-eng.dict.dz"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw, int64(3))
	f.Add(raw, int64(-90))
	f.Add(raw, int64(math.MaxInt64))
	f.Fuzz(func(_ *testing.T, raw []byte, off int64) {
		if z, ok := parseDictzip(raw); ok {
			_, _ = z.ReadAt(make([]byte, 100), off)
		}
	})
}

func FuzzIndexLine(f *testing.F) {
	f.Add("a\tB\tC")
	f.Fuzz(func(t *testing.T, s string) {
		if l, ok := parseIndexLine(s); ok && (l.from < 0 || l.to < l.from || l.to-l.from > maxEntry) {
			t.Errorf("%+v", l)
		}
	})
}
