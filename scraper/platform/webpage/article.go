package webpage

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// article reads the observation from the page's tree.
func article(p scraper.Page, doc *html.Node, flags []string) (scraper.Parsed, error) {
	m := readMeta(doc, p.URL)
	asSeen(doc)
	embeds := takeEmbeds(doc, p.URL)
	text, marks, selected, err := selectText(doc, p.Request.Meta[metaSelector])
	if err != nil {
		return scraper.Parsed{}, err
	}
	read, err := extract(doc, p.URL)
	if err == nil && read.Node != nil && !selected {
		text, marks = render(read.Node)
	}
	if !selected && len([]rune(text)) < 200 && len([]rune(m.body)) > len([]rune(text)) {
		text, marks = cleanText(m.body), nil
	}
	text, marks, long := cutLong(text, marks)
	text, marks = placeEmbeds(text, marks, embeds)
	if strings.TrimSpace(text) == "" && m.description == "" && m.title == "" {
		return scraper.Parsed{}, errors.New("no article could be found on this page")
	}
	o := store.Observation{Kind: store.Article, Publisher: m.publisher, Author: store.Author{Name: m.byline}}
	o.Content = store.Content{
		Title: m.title, Text: text, Lang: m.lang, Marks: marks, Byline: m.byline, Description: m.description,
		PublishedAt: m.published, ModifiedAt: m.modified, Flags: append(flags, m.flags...),
	}
	o.Content.Cut, o.Content.CutWhy = long != "", long
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
	if who := speaker(p); who != "" {
		o.Kind, o.Author = store.Post, store.Author{Name: who}
	}
	out := scraper.Parsed{Title: o.Content.Title, Doubt: m.doubt}
	if elsewhere := identify(&o, p, m); elsewhere != nil {
		out.FormOf = &scraper.Request{URL: documentID(elsewhere).Native(), Platform: Platform, Endpoint: "page", Document: documentID(elsewhere)}
	}
	for _, u := range m.forms {
		out.Forms = append(out.Forms, documentID(u))
	}
	o.Pictures = pictures(p.URL, m.picture, partsOf(doc, p.Request.Meta[metaSelector], read.Node)...)
	out.Observations = []store.Observation{o}
	return out, nil
}

// selectText is the text where the user says that it is. A page on which nothing is
// there is refused: the words of some other part would look like an edit.
func selectText(doc *html.Node, selector string) (text string, marks []store.Mark, selected bool, err error) {
	if selector == "" {
		return "", nil, false, nil
	}
	sel, err := cascadia.ParseGroup(selector)
	if err != nil {
		return "", nil, false, CheckSelector(selector)
	}
	all := cascadia.QueryAll(doc, sel)
	var parts []string
	for _, n := range all {
		part, m := render(n)
		if part == "" {
			continue
		}
		if len(parts) == 0 {
			marks = m
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return "", nil, false, scraper.Because(store.CauseSelector, fmt.Errorf("nothing on this page is where the selector %q points; see whether the site has changed, and add the source anew", selector))
	}
	return strings.Join(parts, "\n\n"), marks, true, nil
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
	parser.Logger = slog.New(slog.DiscardHandler) // its own writes the page's parts out, for nobody
	return parser.ParseDocument(doc, u)
}

// identify names the article by its address, or by the canonical one where that differs
// in form only: what a page says of itself beyond that could take another's name. The
// address that was asked is another name of it where it differs in form only as well;
// where a redirect led elsewhere, the collector decides. Where the canonical address is of
// another page it is given back: that page may say so too.
func identify(o *store.Observation, p scraper.Page, m meta) (elsewhere *url.URL) {
	final := canonical(p.URL)
	chosen := final
	if m.canonical != nil {
		if site.SameInForm(m.canonical, p.URL) {
			chosen = canonical(m.canonical)
		} else {
			o.Content.Flags = append(o.Content.Flags, "canonical-elsewhere")
			elsewhere = m.canonical
		}
	}
	o.Document, o.URL = documentID(chosen), chosen.String()
	alias := func(u *url.URL) {
		if id := documentID(u); id != o.Document && site.SameInForm(u, chosen) {
			o.Aliases = append(o.Aliases, id)
		}
	}
	alias(final)
	if asked, err := url.Parse(p.Request.URL); err == nil && asked.Host != "" {
		alias(asked)
	}
	return elsewhere
}

// speaker is whose statement the page is: that of a source's speaker, as long as no
// redirect led to somebody else's site.
func speaker(p scraper.Page) string {
	asked, err := url.Parse(p.Request.URL)
	if err != nil || p.URL == nil || !site.SameOwner(asked, p.URL) {
		return ""
	}
	return p.Request.Meta[metaSpeaker]
}

// maxText bounds the words of a page, in bytes: no article that people read is as long, and
// what compares and searches texts takes many times their memory.
const maxText = 2 << 20

// cutLong is a text of bounded length with its marks, and why it was cut, "" where it was
// not.
func cutLong(text string, marks []store.Mark) (string, []store.Mark, string) {
	if len(text) <= maxText {
		return text, marks, ""
	}
	text = strings.ToValidUTF8(text[:maxText], "")
	runes := utf8.RuneCountInString(text)
	var kept []store.Mark
	for _, m := range marks {
		if m.To <= runes {
			kept = append(kept, m)
		}
	}
	return text, kept, "the page has more than 2 MiB of words; its bytes are kept whole"
}
