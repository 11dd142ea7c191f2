package draft

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"onrecord/scraper/platform/webpage"
	"onrecord/store"
)

// plainText reads a text whose paragraphs are divided by blank lines; where lines were
// broken at a width, they are joined again.
func plainText(b []byte) store.Content {
	s, flags := webpage.Decode(b)
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd").Replace(s)
	paragraphs := strings.Split(s, "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = unfilled(p)
	}
	return store.Content{Text: strings.TrimSpace(strings.Join(paragraphs, "\n\n")), Flags: flags}
}

// A program breaks lines at a width between these, in characters.
const (
	narrowest = 50
	widest    = 100
)

// unfilled joins the lines of a paragraph that end only because the next word would not
// have fitted.
func unfilled(p string) string {
	lines := strings.Split(p, "\n")
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l))
	}
	if len(lines) == 1 || width < narrowest || width > widest {
		return p
	}
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(l)
		if i+1 == len(lines) {
			break
		}
		next, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
		if l != "" && next != "" && utf8.RuneCountInString(l)+1+utf8.RuneCountInString(next) > width {
			b.WriteByte(' ')
		} else {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// markdown reads CommonMark with the tables, strike-through and footnotes of GitHub's,
// and the title of a front matter.
func markdown(b []byte) (store.Content, error) {
	text, flags := webpage.Decode(b)
	title, text := frontMatter(strings.ReplaceAll(text, "\r\n", "\n"))
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(html.WithUnsafe())) // it is read, never shown
	var out bytes.Buffer
	if err := md.Convert([]byte(text), &out); err != nil {
		return store.Content{}, err
	}
	c, err := webpage.Whole(out.Bytes(), "text/html; charset=utf-8")
	c.Title, c.Flags = title, flags
	return c, err
}

// frontMatter takes the lines between --- or +++ off the beginning of a text, as site
// generators have them, and gives the title in them.
func frontMatter(text string) (title, rest string) {
	fence, body, _ := strings.Cut(text, "\n")
	if fence = strings.TrimSpace(fence); fence != "---" && fence != "+++" {
		return "", text
	}
	matter, rest, ok := strings.Cut(body, "\n"+fence+"\n")
	if !ok {
		return "", text
	}
	for _, l := range strings.Split(matter, "\n") {
		key, value, found := strings.Cut(l, map[string]string{"---": ":", "+++": "="}[fence])
		if found && strings.TrimSpace(key) == "title" {
			title = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return title, rest
}
