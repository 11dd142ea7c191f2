package picture

import (
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/ocr"
	"onrecord/store"
)

// page makes a page of lines; a word behind ? was read badly.
func page(lines ...string) ocr.Page {
	var p ocr.Page
	for _, l := range lines {
		line := ocr.Line{Height: 30}
		at := 0
		for _, w := range strings.Fields(l) {
			word := ocr.Word{Text: strings.TrimPrefix(w, "?"), Confidence: 96, Left: at, Right: at + 20*len(w)}
			if word.Text != w {
				word.Confidence = 50
			}
			at = word.Right + 12
			line.Words = append(line.Words, word)
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

// TestReadPost: a post's words are told from what stands around them on a platform's page.
func TestReadPost(t *testing.T) {
	for name, c := range map[string]struct {
		in   ocr.Page
		want Text
	}{
		"name above": {
			page("9:41 87%", "Post", "Rosa Lind", "@rosalind", "| closed the school at 10:30 today.", "It reopens on 4 May 2026 at noon.", "Translate post", "3:00 PM · Jan 7, 2026 · 12K Views", "Some other words"),
			Text{Name: "Rosa Lind", Handle: "rosalind", Text: "I closed the school at 10:30 today. It reopens on 4 May 2026 at noon."},
		},
		"beside": {
			page("Rosa Lind @rosalind · 7 ene.", "En respuesta a @otro", "La escuela abre el lunes", "12 3,4 mil 88"),
			Text{Name: "Rosa Lind", Handle: "rosalind", Month: 1, Day: 7, Text: "La escuela abre el lunes"},
		},
		"a post in it": {
			page("Rosa Lind @rosalind@school.example", "This is what he said:", "Bo Berg @bo · 3h", "Words of another"),
			Text{Name: "Rosa Lind", Handle: "rosalind@school.example", Text: "This is what he said:"},
		},
		"an underscore lost": {
			page("@rosa lind · Mar 2", "Words of hers"),
			Text{Handle: "rosa_lind", Month: 3, Day: 2, Text: "Words of hers"},
		},
		"no author": {
			page("Only words are here, and more", "7 March 2026, 09:00"),
			Text{Text: "Only words are here, and more", Month: 3, Day: 7, Year: 2026},
		},
		"nothing": {page(), Text{}},
	} {
		got := Read(c.in)
		if got.Text != c.want.Text || got.Name != c.want.Name || got.Handle != c.want.Handle || got.Month != c.want.Month || got.Day != c.want.Day {
			t.Errorf("%s: read as %+v, want %+v", name, got, c.want)
		}
	}
}

// TestMisread: what looks alike and was not read for sure is set right, and nothing that
// could be a lie.
func TestMisread(t *testing.T) {
	for _, c := range []struct {
		read, post string
		sure       float64
		want       bool
	}{
		{"wi11", "will", 70, true}, {"rnodern", "modern", 70, true}, {"4O", "40", 70, true}, {"Ferrelra", "Ferreira", 80, true}, {"conscicnce", "conscience", 40, true},
		{"publica", "pública", 97, true}, {"ano", "año", 97, true}, {"1,5", "15", 97, false}, {"well", "we’ll", 97, false},
		{"not", "now", 40, false}, {"60", "40", 30, false}, {"80", "60", 30, false}, {"wi11", "will", 97, false}, {"always", "never", 10, false}, {"conscicnce", "conscience", 80, false},
	} {
		if got := misread(c.read, c.post, c.sure); got != c.want {
			t.Errorf("%q for %q, read with %.0f: %v", c.read, c.post, c.sure, got)
		}
	}
	in := Read(page("@rosa", "We ?wi11 not close 60 schools"))
	text, edits := SetRight(in, store.Match{Edits: []store.Edit{
		{Op: "equal", Quote: "We", Post: "We"}, {Op: "replace", Quote: "wi11", Post: "will"}, {Op: "equal", Quote: "not close", Post: "not close"},
		{Op: "replace", Quote: "60", Post: "40"}, {Op: "equal", Quote: "schools", Post: "schools"},
	}})
	if text != "We will not close 60 schools" || len(edits) != 1 {
		t.Errorf("set right to %q by %v", text, edits)
	}
}

// TestPictureAuthorAndDate: a handle that is another's, and a day that is not the post's,
// are told; a misread underscore and another clock are not.
func TestPictureAuthorAndDate(t *testing.T) {
	doc := store.Document{Author: store.Author{Name: "Rosa Lind", Handle: "rosa_lind"}, AuthorNames: []string{"@rosa_office"}}
	for handle, another := range map[string]bool{"Rosa_Lind": false, "rosalind": false, "rosa_Iind": false, "rosa_office": false, "rosa": false, "lind": false, "ros": true, "rosal": true, "rosa_lind2": true, "rosa_land": true} {
		if got := (Text{Name: "Rosa Lind", Handle: handle}).ByAnother(doc); got != another {
			t.Errorf("@%s is by another: %v", handle, got)
		}
	}
	if (Text{Name: "Bo Berg"}).ByAnother(doc) != true || (Text{}).ByAnother(doc) {
		t.Error("without a handle the name counts, and without both nothing")
	}
	at := time.Date(2026, 1, 1, 3, 0, 0, 0, time.UTC)
	for read, other := range map[[3]int]bool{{2025, 12, 31}: false, {2026, 1, 1}: false, {0, 12, 31}: false, {2026, 1, 4}: true, {2024, 12, 31}: true, {0, 6, 1}: true, {0, 0, 0}: false} {
		if got := (Text{Year: read[0], Month: read[1], Day: read[2]}).OfAnotherDay(at); got != other {
			t.Errorf("%v is another day: %v", read, got)
		}
	}
}
