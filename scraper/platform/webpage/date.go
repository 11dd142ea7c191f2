package webpage

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper/kit/moment"
	"onrecord/store"
)

// visibleDate is the date of publication where neither meta elements nor JSON-LD give
// one: in the page's address, beside its headline, or in the data of its scripts.
// Dates of pictures, comments, other articles and the site's own masthead are left
// alone: none is better than a wrong one.
func visibleDate(doc *html.Node, page *url.URL, title, lang string) store.Moment {
	if raw := addressDate.FindString(page.Path); raw != "" {
		if t, ok := findDate(raw, lang); ok {
			return dayOf(t)
		}
	}
	if t, ok := dateNearHeadline(blocksOf(doc), title, lang); ok {
		return dayOf(t)
	}
	return scriptDate(doc)
}

// addressDate is a whole date in an address, between what is no digit.
var addressDate = regexp.MustCompile(`\b(?:19|20)\d\d([-/_.])(?:0?[1-9]|1[0-2])[-/_.](?:0?[1-9]|[12]\d|3[01])(?:\b|_)`)

func dayOf(f foundDate) store.Moment {
	return store.Moment{Time: f.day, Precision: store.PrecisionDay, Raw: f.raw}
}

// block is a short piece of the visible page.
type block struct {
	text string
	// headline, marked and inArticle say what the elements around it are: a headline,
	// something named for a date or an author, a part of the article.
	headline, marked, inArticle bool
}

// maxBlock is how many characters a line with a date has at most.
const maxBlock = 160

var (
	marksDate = regexp.MustCompile(`(?i)date|time|publi|posted|created|byline|by-line|author|info|meta|submitted|kicker|data|fecha|datum|written`)
	elsewhere = regexp.MustCompile(`(?i)comment|related|sidebar|footer|recommend|teaser|popular|widget|caption|promo|newsletter|copyright|breaking|most-?read|latest`)
)

// blocksOf are the short pieces of a page in their order, without those that stand in
// pictures, navigation, comments and the like.
func blocksOf(doc *html.Node) (out []block) {
	var visit func(n *html.Node, in block)
	visit = func(n *html.Node, in block) {
		if n.Type == html.TextNode {
			if text := clean(n.Data); text != "" && utf8.RuneCountInString(text) <= maxBlock {
				in.text = text
				out = append(out, in)
			}
			return
		}
		if n.Type == html.ElementNode {
			if isElsewhere(n) {
				return
			}
			named := attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "itemprop")
			in.marked = in.marked || marksDate.MatchString(named) && shortText(n)
			in.inArticle = in.inArticle || n.DataAtom == atom.Article || n.DataAtom == atom.Main
			in.headline = in.headline || n.DataAtom == atom.H1
			if n.DataAtom != atom.Body && (in.headline || shortText(n)) && n.FirstChild != nil {
				if in.text = spaced(n); in.text != "" {
					out = append(out, in)
				}
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, in)
		}
	}
	visit(doc, block{})
	return out
}

// isElsewhere says that an element holds nothing of the article's head.
func isElsewhere(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Select, atom.Iframe:
		return true
	case atom.Nav, atom.Footer, atom.Aside, atom.Figure, atom.Figcaption, atom.Form:
		return !holdsHeadline(n)
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	return elsewhere.MatchString(attr(n, "class")+" "+attr(n, "id")) && !holdsHeadline(n)
}

func holdsHeadline(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.H1 {
			return true
		}
	}
	return false
}

// shortText says that an element has no more text than a line, and no headline.
func shortText(n *html.Node) bool {
	length := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.H1 || c.DataAtom == atom.Script || c.DataAtom == atom.Figure {
			return false
		}
		if c.Type == html.TextNode {
			if length += len(strings.TrimSpace(c.Data)); length > maxBlock {
				return false
			}
		}
	}
	return true
}

// spaced is the text within an element, its parts apart from each other.
func spaced(n *html.Node) string {
	var parts []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			parts = append(parts, c.Data)
		}
	}
	return clean(strings.Join(parts, " "))
}

// How far from the headline a date may stand, in blocks: one that something marks as a
// date, one that nothing does, one in a byline just below. Before the headline stands
// the site's masthead, with the date of the day.
const (
	markedWithin, unmarkedWithin, bylineWithin, kickerWithin = 25, 12, 4, 4
	// How many characters may stand beside a date that nothing marks, and in a byline.
	maxBeside, maxByline = 45, 100
)

// dateNearHeadline is the date that the lines around the headline give: first what is
// marked as a date, then what is hardly more than a date, then when it was changed.
func dateNearHeadline(blocks []block, title, lang string) (foundDate, bool) {
	at := headlineOf(blocks, title)
	if at < 0 {
		return foundDate{}, false
	}
	var plain, changed []foundDate
	for i := range blocks[at:min(len(blocks), at+markedWithin+1)] {
		b := blocks[at+i]
		d, ok := findDate(b.text, lang)
		beside := utf8.RuneCountInString(b.text) - utf8.RuneCountInString(d.raw)
		switch {
		case !ok || i == 0:
		case changedWord.MatchString(before(b.text, d)):
			changed = append(changed, d)
		case b.marked || publishedWord.MatchString(before(b.text, d)):
			return d, true
		case i <= unmarkedWithin && beside <= maxBeside || i <= bylineWithin && beside <= maxByline:
			plain = append(plain, d)
		}
	}
	from := max(0, at-kickerWithin)
	for i, b := range blocks[from:at] {
		d, ok := findDate(b.text, lang)
		switch near := b.inArticle || from+i == at-1; {
		case !ok || changedWord.MatchString(before(b.text, d)) || utf8.RuneCountInString(b.text)-utf8.RuneCountInString(d.raw) > maxBeside:
		case b.marked:
			return d, true
		case near:
			plain = append(plain, d)
		}
	}
	for _, some := range [][]foundDate{plain, changed} {
		if len(some) > 0 {
			return some[0], true
		}
	}
	return foundDate{}, false
}

// headlineOf is the block with the article's title: a headline that says it, a line
// that does, the first headline; -1 for none.
func headlineOf(blocks []block, title string) int {
	line, first := -1, -1
	title = lettersOf(title)
	for i, b := range blocks {
		letters := lettersOf(b.text)
		switch same := title != "" && letters == title || len(title) > 30 && strings.HasPrefix(letters, title); {
		case same && b.headline:
			return i
		case same && line < 0:
			line = i
		case b.headline && first < 0:
			first = i
		}
	}
	if line >= 0 {
		return line
	}
	return first
}

// lettersOf are the letters and digits of a text: quotation marks of a headline differ
// from those of its meta element.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// before is what stands before a date in its line.
func before(text string, d foundDate) string {
	out, _, _ := strings.Cut(text, d.raw)
	return out
}

// What says of a date that the page was changed or published then.
var (
	changedWord   = regexp.MustCompile(`(?i)updated?\b|modified|aktualisiert|geändert|\bstand\b|mis à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|uppdaterad|обновлено`)
	publishedWord = regexp.MustCompile(`(?i)published|posted|submitted on|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|publicerad|opublikowano|опубликовано`)
)

// scriptTime is a time that a page's scripts give the article.
var scriptTime = regexp.MustCompile(`"(?:datePublished|date_published|published_?[aA]t|publish(?:ed)?_?[dD]ate|publish(?:ed)?_?[tT]ime|firstPublished\w*|first_published\w*|publication_?[dD]ate|pub_?[dD]ate|originalPublicationDate)\\?"\s*:\s*\\?"([^"\\]{8,40})`)

// scriptDate is the time in a page's data, where all that it gives is of one day: a
// page that lists others has several.
func scriptDate(doc *html.Node) (out store.Moment) {
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Script || n.FirstChild == nil {
			continue
		}
		for _, m := range scriptTime.FindAllStringSubmatch(n.FirstChild.Data, 50) {
			t, _ := moment.Parse(m[1])
			switch {
			case t.IsZero():
			case out.IsZero():
				out = t
			case out.Time.Sub(t.Time).Abs().Hours() > 24:
				return store.Moment{}
			}
		}
	}
	return out
}
