package webpage

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"onrecord/scraper"
	"onrecord/store"
)

// article reads the observation from the page's tree.
func article(p scraper.Page, doc *html.Node, flags []string) (scraper.Parsed, error) {
	m := readMeta(doc, p.URL)
	embeds := takeEmbeds(doc, p.URL)
	read, err := extract(doc, p.URL)
	text, marks := "", []store.Mark(nil)
	if err == nil && read.Node != nil {
		text, marks = render(read.Node)
	}
	if len([]rune(text)) < 200 && len([]rune(m.body)) > len([]rune(text)) {
		text, marks = cleanText(m.body), nil
	}
	text, marks = placeEmbeds(text, marks, embeds)
	if strings.TrimSpace(text) == "" && m.description == "" && m.title == "" {
		return scraper.Parsed{}, errors.New("no article could be found on this page")
	}
	o := store.Observation{Kind: store.Article, Publisher: m.publisher, Author: store.Author{Name: m.byline}}
	o.Content = store.Content{
		Title: m.title, Text: text, Lang: m.lang, Marks: marks, Byline: m.byline, Description: m.description,
		PublishedAt: m.published, ModifiedAt: m.modified, Flags: append(flags, m.flags...),
	}
	if o.Content.Title == "" && err == nil {
		o.Content.Title = clean(read.Title())
	}
	if o.Author.Name == "" && err == nil {
		o.Author.Name = clean(read.Byline())
		o.Content.Byline = o.Author.Name
	}
	if o.Publisher == "" && err == nil {
		o.Publisher = clean(read.SiteName())
	}
	identify(&o, p, m)
	return scraper.Parsed{Observations: []store.Observation{o}, Title: o.Content.Title}, nil
}

// extract runs readability on a copy; a panic in it is an error.
func extract(doc *html.Node, u *url.URL) (a readability.Article, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("the page breaks the extraction: %v", x)
		}
	}()
	parser := readability.NewParser()
	parser.KeepClasses = false
	return parser.ParseDocument(doc, u)
}

// identify names the article by its canonical address, where that is of the same
// site; its other addresses are aliases.
func identify(o *store.Observation, p scraper.Page, m meta) {
	final := canonical(p.URL)
	chosen := final
	if m.canonical != nil {
		if sameSite(m.canonical, p.URL) && (m.canonical.Path != "/" && m.canonical.Path != "" || final.Path == "/") {
			chosen = canonical(m.canonical)
		} else {
			o.Content.Flags = append(o.Content.Flags, "canonical-elsewhere")
		}
	}
	o.Document, o.URL = documentID(chosen), chosen.String()
	alias := func(u *url.URL) {
		if id := documentID(u); id != o.Document && sameSite(u, p.URL) {
			o.Aliases = append(o.Aliases, id)
		}
	}
	alias(final)
	if asked, err := url.Parse(p.Request.URL); err == nil && asked.Host != "" {
		alias(asked)
	}
}
