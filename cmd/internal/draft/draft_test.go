package draft

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"onrecord/compare/quote"
	"onrecord/store"
)

// zipped makes a container of names and their contents in turn.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	openSpace = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:draw="urn:d"`
)

// docx is a document with a body and notes, in places of its own.
func docx(t testing.TB, body, notes string) []byte {
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const kind = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return zipped(t,
		"[Content_Types].xml", `<Types/>`,
		"_rels/.rels", rels+`<Relationship Id="a" Type="`+kind+`officeDocument" Target="/word/text2.xml"/></Relationships>`,
		"word/_rels/text2.xml.rels", rels+`<Relationship Id="s" Type="`+kind+`styles" Target="styles.xml"/><Relationship Id="f" Type="`+kind+`footnotes" Target="footnotes.xml"/></Relationships>`,
		"word/styles.xml", `<w:styles `+wordSpace+`><w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style><w:style w:styleId="Mein"><w:name w:val="Mein"/><w:basedOn w:val="Zitat"/></w:style><w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>`,
		"word/text2.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document `+wordSpace+`><w:body>`+body+`</w:body></w:document>`,
		"word/footnotes.xml", `<w:footnotes `+wordSpace+`><w:footnote w:type="separator"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>`+notes+`</w:footnotes>`,
	)
}

func odt(t testing.TB, automatic, body string) []byte {
	return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"styles.xml", `<office:document-styles `+openSpace+`><style:style style:name="Mine" style:parent-style-name="Quotations"/></office:document-styles>`,
		"content.xml", `<office:document-content `+openSpace+`><office:automatic-styles>`+automatic+`</office:automatic-styles><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`)
}

// read reads a draft of the format that it shows.
func read(t testing.TB, name string, b []byte) Draft {
	t.Helper()
	f, err := FormatOf(name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	d, err := Read(name, f, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

// TestFormats: one text, written in each format, says the same; what its author struck
// out or commented on is not in it.
func TestFormats(t *testing.T) {
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	drafts := map[string][]byte{
		"a.md": []byte("# The town's *library*\n\n“It stays **open** on\nSundays,” she ~~wrote~~ said.[^1]\n\n> It was always ours\n> and theirs\n\n[^1]: She “said so twice today”.\n"),
		"b.html": []byte(`<html lang=en><head><title>x</title><script>no()</script></head><body><h1>The town's library<span class="visually-hidden"> (picture of the hall)</span></h1><aside aria-hidden="true">“gone words out of order”</aside><p hidden>shut</p><p><q>It <span style="display:none">secretly</span>stays<span class="sr-only"> line</span> <b>open</b> on
Sundays,</q> she <del>wrote</del> said.<blockquote>It was always ours and theirs</blockquote><p>She <q>said so twice today</q>.</body>`),
		"c.docx": docx(t, `<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>`+run("The town's library")+`</w:p>`+
			`<w:p>`+run("“It stays ")+`<w:ins>`+run("open")+`</w:ins><w:del><w:r><w:delText>shut</w:delText></w:r></w:del><w:moveFrom>`+run("moved")+`</w:moveFrom>`+run(" on Sundays,” she ")+
			`<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>`+run("said.")+`<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`+
			`<w:p><w:pPr><w:pStyle w:val="Mein"/></w:pPr><mc:AlternateContent><mc:Choice>`+run("It was always ours and theirs")+`</mc:Choice><mc:Fallback>`+run("It was always ours and theirs")+`</mc:Fallback></mc:AlternateContent></w:p>`,
			`<w:footnote w:id="2"><w:p>`+run("She “said so twice today”.")+`</w:p></w:footnote>`),
		"d.odt": odt(t, `<style:style style:name="P1" style:parent-style-name="Mine"/>`,
			`<text:tracked-changes><text:changed-region><text:deletion><text:p>gone words in here</text:p></text:deletion></text:changed-region></text:tracked-changes>`+
				`<text:h text:outline-level="1">The town's library</text:h><text:p>“It<text:s/>stays <text:span>open</text:span> on
Sundays,” she <office:annotation><text:p>check this again please</text:p></office:annotation>said.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>She “said so twice today”.</text:p></text:note-body></text:note></text:p>`+
				`<text:p text:style-name="P1">It was always ours and theirs<draw:frame><svg:title>A picture of books</svg:title></draw:frame></text:p>`),
	}
	for name, b := range drafts {
		d := read(t, name, b)
		if want := "The town's library"; d.Title != want {
			t.Errorf("%s: the title is %q, want %q", name, d.Title, want)
		}
		for _, want := range []string{"“It stays open on Sundays,” she said.", "It was always ours and theirs", "“said so twice today”"} {
			if strings.Count(strings.Join(strings.Fields(strings.ReplaceAll(d.Text, "she  said", "she said")), " "), want) != 1 {
				t.Errorf("%s: %q does not stand once in %q", name, want, d.Text)
			}
		}
		for _, no := range []string{"wrote", "shut", "moved", "secretly", "PAGE", "gone words", "check this", "no()", "line", "picture"} {
			if strings.Contains(d.Text, no) {
				t.Errorf("%s: %q is in the text: %q", name, no, d.Text)
			}
		}
		blocks := 0
		for _, q := range quote.Find(store.Document{}, store.Version{Content: d.Content}) {
			if q.Kind == store.QuoteBlock && q.Text == "It was always ours and theirs" {
				blocks++
			}
		}
		if blocks != 1 {
			t.Errorf("%s: %d block quotes are found, want 1 (marks %v in %q)", name, blocks, d.Marks, d.Text)
		}
	}
	for _, name := range []string{"c.docx", "d.odt"} {
		d := read(t, name, drafts[name])
		if d.Deletions == 0 {
			t.Errorf("%s: that deletions were left out is not said", name)
		}
		at := len([]rune(d.Text[:strings.Index(d.Text, "said so")]))
		if got := d.Place(at); got != "footnote 1" {
			t.Errorf("%s: the note's quote stands in %q", name, got)
		}
	}
}

// TestPlaces: paragraphs count from 1 behind the title; lines broken at a width are one.
func TestPlaces(t *testing.T) {
	d := read(t, "a.txt", []byte("First of all.\r\n\r\nThen the mayor said to all who had come that the\r\nold bridge by the mill is now open, \"as it ought to\r\nbe\".\r\n\r\n\r\nLast."))
	for word, want := range map[string]string{"First": "paragraph 1", "ought": "paragraph 2", "Last": "paragraph 3"} {
		if got := d.Place(len([]rune(d.Text[:strings.Index(d.Text, word)]))); got != want {
			t.Errorf("%q stands in %s, want %s", word, got, want)
		}
	}
	if !strings.Contains(d.Text, "that the old bridge") || !strings.Contains(d.Text, "ought to be") {
		t.Errorf("lines broken at a width stay apart: %q", d.Text)
	}
	if verse := "Roses are red\nViolets are blue indeed\nThis line is long"; read(t, "v.txt", []byte(verse)).Text != verse {
		t.Error("lines that the author ended are joined")
	}
}

// TestCharsets: a text in a charset of old, or of two bytes a letter, is read as it is.
func TestCharsets(t *testing.T) {
	for name, b := range map[string][]byte{
		"bom":   []byte("\xef\xbb\xbf“Ya está”"),
		"utf16": []byte("\xff\xfe\x1c\x20Y\x00a\x00 \x00e\x00s\x00t\x00\xe1\x00\x1d\x20"),
		"1252":  []byte("Dijo que \x93Ya est\xe1\x94 y que la ma\xf1ana ser\xe1 m\xe1s f\xe1cil para todos los ni\xf1os"),
	} {
		if d := read(t, name+".txt", b); !strings.Contains(d.Text, "“Ya está”") || strings.HasPrefix(d.Text, "\ufeff") {
			t.Errorf("%s is read as %q", name, d.Text)
		}
	}
}

// TestMarkdownWithoutName: Markdown is known without a name, its heading for a heading, and a
// text with a number sign or a reply's marks stays a text.
func TestMarkdownWithoutName(t *testing.T) {
	for text, want := range map[string]Format{
		"# “A heading of words”\n\nText.":             Markdown,
		"\ufeff\r\n## A heading\r\n\r\nText.":         Markdown,
		"Text.\n\n### A heading\n\nText.":             Markdown,
		"See [the post](https://x.com/a/status/1).":   Markdown,
		"---\ntitle: A\n---\nText.":                   Markdown,
		"# 1 in sales this year, he says.":            Text,
		"#election is what they say.\n\nText.":        Text,
		"> as you wrote\n\nNo.":                       Text,
		"* one\n* two\n\n--- \n2 * 3 (https://a.org)": Text,
	} {
		if f, err := FormatOf("", []byte(text)); err != nil || f != want {
			t.Errorf("%q is read as %q, want %q (%v)", text, f, want, err)
		}
	}
	if f, err := FormatOf("a.txt", []byte("# A\n\nText.")); err != nil || f != Text {
		t.Errorf("a file called .txt is read as %q (%v)", f, err)
	}
	if d := read(t, "", []byte("# A heading\n\nText.")); d.Title != "A heading" || d.Text != "Text." {
		t.Errorf("title %q, text %q", d.Title, d.Text)
	}
}

// TestOtherFiles: what cannot be read is refused, with what to do.
func TestOtherFiles(t *testing.T) {
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"a.pdf":     {[]byte("%PDF-1.7"), "pdftotext"},
		"a.txt":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1"), "save it as .docx"},
		"a.rtf":     {[]byte(`{\rtf1 words}`), "save it as .docx or .odt"},
		"a.docx":    {[]byte("words"), "not a ZIP container"},
		"a.zip":     {zipped(t, "x", "y"), "neither .docx nor .odt"},
		"cut.odt":   {[]byte("PK\x03\x04 and no more"), "damaged"},
		"a.xlsx":    {zipped(t, "[Content_Types].xml", "<a/>"), "paste its text"},
		"image.jpg": {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "this is no text"},
	} {
		if _, err := FormatOf(name, c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want one with %q", name, err, c.want)
		}
	}
	if _, err := Read("a.txt", Text, []byte(" \n ")); err == nil {
		t.Error("a draft without a word is read")
	}
}

// refused reads a draft that must not be taken, within memory and time.
func refused(t *testing.T, name string, b []byte, want string) {
	t.Helper()
	f, err := FormatOf(name, b)
	if err == nil {
		_, err = Read(name, f, b)
	}
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: the error is %v, want one with %q", name, err, want)
	}
}

// TestFault25Drafts: containers that unpack to more than memory holds, that show two
// texts, or whose names lead elsewhere.
func TestFault25Drafts(t *testing.T) {
	bomb := strings.Repeat("<text:p>"+strings.Repeat(" ", 1<<20), 70)
	refused(t, "bomb.odt", zipped(t, "content.xml", `<a `+openSpace+`>`+bomb), "as bombs do")
	refused(t, "two.odt", zipped(t, "content.xml", "<a/>", "content.xml", "<b/>"), "have one name")
	many := make([]string, 0, 2*maxEntries+4)
	for range maxEntries + 1 {
		many = append(many, "content.xml", "")
	}
	refused(t, "many.odt", zipped(t, many...), "which no document does")
	refused(t, "empty.docx", zipped(t, "[Content_Types].xml", "<Types/>"), "no document in it")
	refused(t, "out.docx", zipped(t, "[Content_Types].xml", "<Types/>", "_rels/.rels",
		`<Relationships><Relationship Type="x/officeDocument" Target="../../../etc/passwd"/></Relationships>`), "no document in it")
	refused(t, "sheet.odt", zipped(t, "content.xml", `<a `+openSpace+`><office:body><office:spreadsheet/></office:body></a>`), "no text document")
}

// TestFault21Drafts: entities of a document's own.
func TestFault21Drafts(t *testing.T) {
	lol := `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`
	refused(t, "lol.odt", zipped(t, "content.xml", lol+`<a>&b;&c;</a>`), "refused")
	refused(t, "lol.docx", zipped(t, "[Content_Types].xml", "<a/>", "_rels/.rels", lol+`<a/>`), "refused")
	refused(t, "unknown.odt", zipped(t, "content.xml", `<a>&b;</a>`), "cannot be read")
}

// TestFault22Drafts: elements nested without end, in what is read and in what is left out.
func TestFault22Drafts(t *testing.T) {
	deep := strings.Repeat("<text:span>", 100_000)
	refused(t, "deep.odt", odt(t, "", "<text:p>"+deep), "nests more than")
	refused(t, "left-out.odt", odt(t, "", "<office:annotation>"+deep), "nests more than")
	refused(t, "deep.docx", docx(t, strings.Repeat("<w:p>", 1000), ""), "nests more than")
}

// FuzzDraft looks for a draft that breaks its reading.
func FuzzDraft(f *testing.F) {
	f.Add("a.docx", docx(f, `<w:p><w:r><w:t>“a b c”</w:t></w:r></w:p>`, ""))
	f.Add("a.odt", odt(f, "", "<text:p>“a b c”</text:p>"))
	f.Add("a.md", []byte("---\ntitle: x\n---\n# a\n> b[^1]\n\n[^1]: c"))
	f.Add("a.html", []byte("<q>a<del><q>b</del></q>"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		format, err := FormatOf(name, b)
		if err != nil {
			return
		}
		d, err := Read(name, format, b)
		if err != nil {
			return
		}
		for _, q := range quote.Find(store.Document{}, store.Version{Content: d.Content}) {
			if d.Place(q.From) == "" {
				t.Error("a quote stands nowhere")
			}
		}
	})
}
