package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"onrecord/scraper/kit/charset"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
)

// Parse reads a feed of a platform's own with all that its entries say. What is broken of
// it is mended as feed readers do; one that defines XML entities of its own, nests deeper
// or is longer than any feed is refused. A panic of the library is an error.
func Parse(body []byte) (*gofeed.Feed, error) {
	text, _ := charset.Decode(body, "application/xml; charset=utf-8")
	text = strings.TrimLeft(text, "\ufeff \t\r\n")
	switch {
	case text == "":
		return nil, errors.New("the feed is empty")
	case text[0] != '<':
		if err := jsontext.Bound([]byte(text), maxDepth); err != nil {
			return nil, err
		}
		return parse(text)
	}
	if err := errors.Join(checkEntities(text), checkXML(text)); err != nil {
		return nil, err
	}
	text = plain.XML(text)
	f, err := parse(text)
	if err != nil {
		if whole, merr := parse(rewritten(text)); merr == nil {
			return whole, nil
		}
	}
	return f, err
}

// parse turns a panic of the library into an error.
func parse(text string) (f *gofeed.Feed, err error) {
	defer func() {
		if x := recover(); x != nil {
			f, err = nil, fmt.Errorf("it breaks the parser: %v", x)
		}
	}()
	return gofeed.NewParser().Parse(strings.NewReader(text))
}

// rewritten is XML as its tokens make it by HTML's rules, with every element closed: what
// is left open is closed with the one around it, and what closes nothing is left out.
func rewritten(text string) string {
	var b bytes.Buffer
	z := html.NewTokenizer(strings.NewReader(text))
	z.AllowCDATA(true)
	var open []string
	for range maxTokens {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		t := z.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			if kind == html.StartTagToken {
				z.NextIsNotRawText()
				open = append(open, t.Data)
			}
			for i := range t.Attr {
				if t.Attr[i].Key == "ispermalink" {
					t.Attr[i].Key = "isPermaLink"
				}
			}
			b.WriteString(t.String())
		case html.TextToken:
			_ = xml.EscapeText(&b, []byte(t.Data))
		case html.EndTagToken:
			open = closeTo(&b, open, t.Data)
		}
	}
	closeTo(&b, open, "")
	return b.String()
}

// closeTo closes what is open down to the nearest element of a name; all for "", nothing
// where none is open.
func closeTo(b *bytes.Buffer, open []string, name string) []string {
	to := -1
	for i := len(open) - 1; i >= 0 && to < 0; i-- {
		if open[i] == name || name == "" && i == 0 {
			to = i
		}
	}
	for i := len(open) - 1; to >= 0 && i >= to; i-- {
		b.WriteString("</" + open[i] + ">")
	}
	if to < 0 {
		return open
	}
	return open[:to]
}

// checkXML reads the tokens once, before anything is built of them.
func checkXML(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	depth, items := 0, 0
	for range maxTokens {
		t, err := d.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return nil //nolint:nilerr // broken XML is mended afterwards
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Local == "item" || t.Name.Local == "entry" {
				items++
			}
		case xml.EndElement:
			depth--
		}
		if items > maxParsed {
			return fmt.Errorf("the feed has more than %d entries, which is refused", maxParsed)
		}
		if depth > maxDepth {
			return fmt.Errorf("the feed nests more than %d elements, which is refused", maxDepth)
		}
	}
	return errors.New("the feed has too many elements")
}
