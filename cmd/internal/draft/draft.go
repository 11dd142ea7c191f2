// Package draft reads texts that are not published yet: plain text, Markdown, HTML,
// .docx and .odt. It keeps nothing of them.
package draft

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"onrecord/compare/lang"
	"onrecord/scraper/platform/webpage"
	"onrecord/store"
)

// MaxSize is the largest draft that is read, in bytes.
const MaxSize = 32 << 20

// maxText is the longest text that is read of a draft, in code points.
const maxText = 2_000_000

// Format is how a draft is written.
type Format string

// The formats of drafts.
const (
	Text         Format = "txt"
	Markdown     Format = "md"
	HTML         Format = "html"
	Word         Format = "docx"
	OpenDocument Format = "odt"
)

// Formats are all of them.
func Formats() []Format { return []Format{Text, Markdown, HTML, Word, OpenDocument} }

// Draft is what a draft says.
type Draft struct {
	// Name is its file or address, "" where it has none.
	Name string
	store.Content
	// Footnotes are where its foot- and endnotes stand in the text, in code points.
	Footnotes [][2]int
	// Deletions counts the tracked deletions that were left out.
	Deletions int
}

// others are formats that people try, with what to do instead.
var others = map[string]string{
	".doc": "save it as .docx", ".rtf": "save it as .docx or .odt", ".pdf": "give the document that it was made from, or its text (pdftotext FILE.pdf - | onrecord check -)",
	".pages": "export it as .docx", ".gdoc": "download it as .docx", ".xlsx": "paste its text", ".pptx": "paste its text", ".epub": "paste its text",
}

// FormatOf tells a draft's format by its bytes, and where these do not show it by its
// name. Its error says what to do with one that cannot be read.
func FormatOf(name string, b []byte) (Format, error) {
	ext := strings.ToLower(path.Ext(name))
	head := bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 1000)]))
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return zipFormat(b, ext)
	case bytes.HasPrefix(b, []byte("%PDF")), bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")), bytes.HasPrefix(b, []byte(`{\rtf`)), others[ext] != "":
		kind := ext
		switch {
		case b == nil:
		case bytes.HasPrefix(b, []byte("%PDF")):
			kind = ".pdf"
		case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
			kind = ".doc"
		case bytes.HasPrefix(b, []byte(`{\rtf`)):
			kind = ".rtf"
		}
		return "", fmt.Errorf("%s files are not read; %s", kind, others[kind])
	case ext == ".docx", ext == ".odt":
		return "", fmt.Errorf("this is no %s file: it is not a ZIP container; save it again, or give its text", ext)
	case ext == ".md", ext == ".markdown":
		return Markdown, nil
	case ext == ".html", ext == ".htm", ext == ".xhtml", bytes.HasPrefix(head, []byte("<!doctype html")), bytes.HasPrefix(head, []byte("<html")):
		return HTML, nil
	case bytes.IndexByte(b, 0) >= 0 && !isWide(b):
		return "", errors.New("this is no text; give a .txt, .md, .html, .docx or .odt file")
	case ext != ".txt" && isMarkdown(b):
		return Markdown, nil
	}
	return Text, nil
}

// markdownOnly is what Markdown has and other texts do not: a front matter, a heading with #
// between blank lines, or a link with its address in parentheses.
var markdownOnly = regexp.MustCompile(`\A(?:---|\+\+\+)\n\w+ *[:=]|(?:\A|\n[ \t]*\n)#{1,6}[ \t]+[^\n]+\n[ \t]*\n|\[[^\]\n]+\]\(https?://[^)\s]+\)`)

// isMarkdown reports whether a text without a name is Markdown, by its beginning.
func isMarkdown(b []byte) bool {
	b = bytes.TrimPrefix(b[:min(len(b), 64<<10)], []byte("\ufeff"))
	return markdownOnly.Match(bytes.ReplaceAll(bytes.TrimLeft(b, "\r\n"), []byte("\r\n"), []byte("\n")))
}

// isWide reports whether a text begins with the byte order mark of UTF-16.
func isWide(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
}

func zipFormat(b []byte, ext string) (Format, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", fmt.Errorf("this file is damaged: %w; save it again", err)
	}
	if others[ext] != "" {
		return "", fmt.Errorf("%s files are not read; %s", ext, others[ext])
	}
	has := func(name string) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == name })
	}
	switch {
	case has("[Content_Types].xml"):
		return Word, nil
	case has("content.xml"):
		return OpenDocument, nil
	}
	return "", errors.New("this ZIP file is neither .docx nor .odt; give the document itself")
}

// Read reads a draft. Its error says what is wrong with it.
func Read(name string, f Format, b []byte) (Draft, error) {
	if len(b) > MaxSize {
		return Draft{}, fmt.Errorf("the draft has more than %d MiB; give its text alone", MaxSize>>20)
	}
	var d Draft
	var err error
	switch f {
	case Text:
		d.Content = plainText(b)
	case Markdown:
		d.Content, err = markdown(b)
	case HTML:
		d.Content, err = webpage.Whole(b, "")
	case Word:
		d, err = word(b)
	case OpenDocument:
		d, err = openDocument(b)
	default:
		return d, fmt.Errorf("%q is no format of drafts; give one of %v", f, Formats())
	}
	if err != nil {
		return Draft{}, err
	}
	d.Name = name
	switch {
	case len([]rune(d.Text)) > maxText:
		return Draft{}, fmt.Errorf("the draft's text is longer than %d characters; give it in parts", maxText)
	case strings.TrimSpace(d.Text+d.Title) == "":
		return Draft{}, errors.New("there is no text in this draft")
	}
	d.settle()
	return d, nil
}

// settle takes a heading at the very beginning for the title, and tells the language.
func (d *Draft) settle() {
	if d.Title == "" && len(d.Marks) > 0 && d.Marks[0].Kind == store.MarkHeading && d.Marks[0].From == 0 {
		r := []rune(d.Text)
		end := min(d.Marks[0].To, len(r))
		at := end
		for at < len(r) && unicode.IsSpace(r[at]) {
			at++
		}
		d.Title, d.Text, d.Marks = string(r[:end]), string(r[at:]), d.Marks[1:]
		for i := range d.Marks {
			d.Marks[i].From -= at
			d.Marks[i].To -= at
		}
		for i := range d.Footnotes {
			d.Footnotes[i][0] -= at
			d.Footnotes[i][1] -= at
		}
	}
	if d.Lang == "" {
		d.Lang = lang.Guess(d.Title + "\n" + d.Text)
	}
}

// Place says where in the draft a code point of its text stands.
func (d Draft) Place(at int) string {
	for i, n := range d.Footnotes {
		if at >= n[0] && at < n[1] {
			return fmt.Sprintf("footnote %d", i+1)
		}
	}
	r := []rune(d.Text)
	before := strings.Split(string(r[:min(at, len(r))]), "\n")
	blank := func(l string) bool { return strings.TrimSpace(l) == "" }
	aLine := !slices.ContainsFunc(strings.Split(strings.TrimSpace(d.Text), "\n"), blank) // no blank line parts them: each line is one
	n, within := 0, false
	for i, l := range before {
		switch {
		case blank(l) && i+1 < len(before):
			within = false
		case aLine || !within:
			n, within = n+1, true
		}
	}
	return fmt.Sprintf("paragraph %d", n)
}
