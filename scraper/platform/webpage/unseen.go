package webpage

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// asSeen makes of a page's tree what a reader sees of the article: without soft hyphens,
// the words that are for screen readers only, the dialogue about consent and readers' comments, and
// with the
// quotation marks that browsers draw around <q>.
func asSeen(doc *html.Node) {
	p := pruner{budget: mostRead, asking: consents(strings.ToLower(textOf(doc))) >= 2}
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			n.Data = strings.ReplaceAll(n.Data, "\u00ad", "") // where a word may be cut, seen only where it is
		}
	}
	for _, n := range elements(doc) {
		switch {
		case n.DataAtom == atom.Q:
			mark(n)
		case p.forScreenReaders(n), p.asking && p.asksConsent(n), p.beside(n):
			n.Parent.RemoveChild(n)
		}
	}
}

// mostRead is how much text of a page's elements is looked through, in bytes: elements
// within elements are read again and again.
const mostRead = 50_000_000

type pruner struct {
	budget int
	// asking says that there may be a dialogue about consent.
	asking bool
}

// textOf is an element's text, "" where too much was read.
func (p *pruner) textOf(n *html.Node) string {
	if p.budget <= 0 {
		return ""
	}
	t := textOf(n)
	p.budget -= len(t) + 1000
	return t
}

// mark puts a <q>'s quotation marks into its text, where the page has none of its own.
func mark(q *html.Node) {
	if said := []rune(strings.TrimSpace(textOf(q))); len(said) > 0 && strings.ContainsRune("\"“„«‹‘'「", said[0]) {
		return
	}
	q.InsertBefore(&html.Node{Type: html.TextNode, Data: "“"}, q.FirstChild)
	q.AppendChild(&html.Node{Type: html.TextNode, Data: "”"})
}

// hiddenClasses are what frameworks call an element that only screen readers read.
var hiddenClasses = []string{
	"sr-only", "visually-hidden", "visuallyhidden", "visuallyHidden", "screen-reader-text", "screen-reader-only", "screenreader-only", "screen-reader", "screenreader",
	"u-visually-hidden", "u-hidden-visually", "a11y-hidden", "assistive-text", "element-invisible", "hidden-visually", "vh", "is-visually-hidden", "govuk-visually-hidden", "show-for-sr", "aural",
}

// clipped is a style that leaves nothing of an element to be seen.
var clipped = regexp.MustCompile(`(?i)clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:left|right|top|text-indent)\s*:\s*-\d{3,}(?:px|em|rem|vw|%)`)

// mostHidden is how many characters words for screen readers have at most; more would be
// an article that a site hides until it is paid for.
const mostHidden = 150

func (p *pruner) forScreenReaders(n *html.Node) bool {
	return (hasClass(n, hiddenClasses) || clipped.MatchString(attr(n, "style"))) && n.DataAtom != atom.H1 && p.budget > 0 && len(p.textOf(n)) <= mostHidden
}

// besideNames are what sites call the element with readers' comments, and the banner that
// asks for consent.
var besideNames = []string{
	"comments", "comment-list", "commentlist", "comments-area", "comment-section", "comments-section", "disqus_thread", "kommentare", "comentarios", "commentaires", "commenti", "reacties", "kommentarer", "komentarze",
	"cookie-banner", "cookie-consent", "cookie-notice", "cookie-bar", "cookiebanner", "consent-banner", "gdpr-banner",
}

// beside reports whether an element is not the article's, by what it is called: it holds
// no headline and no article.
func (p *pruner) beside(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Ol, atom.Ul, atom.Footer, atom.Dialog:
	default:
		return false
	}
	if !hasClass(n, besideNames) && !slices.Contains(besideNames, attr(n, "id")) {
		return false
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.H1 || c.DataAtom == atom.Main || c.DataAtom == atom.Article && attr(c, "class") == "" {
			return false
		}
	}
	return true
}

// consentWords are from the texts of the Transparency and Consent Framework (IAB Europe)
// and what the dialogues add, small, by language.
var consentWords = []string{
	"information on a device", "unique identifiers", "we and our partners", "legitimate interest", "personalised ads", "personalized ads", "ad and content measurement", "audience research", "privacy preference", "manage consent", "manage your consent", "withdraw your consent", "give your consent", "accept all",
	"informationen auf einem gerät", "wir und unsere partner", "eindeutige kennungen", "berechtigtes interesse", "personalisierte werbung", "personalisierte anzeigen", "datenschutz-präferenz", "privatsphäre-einstellungen",
	"ihre einwilligung", "unsere dienstleister", "einwilligung jederzeit", "einwilligung können sie", "alle akzeptieren",
	"informations sur un appareil", "informations sur un terminal", "nos partenaires", "identifiants uniques", "intérêt légitime", "votre consentement", "tout accepter", "nos prestataires", "publicités personnalisées", "mesure de performance",
	"información en un dispositivo", "nuestros socios", "identificadores únicos", "interés legítimo", "su consentimiento", "tu consentimiento", "aceptar todo", "anuncios personalizados", "publicidad personalizada", "investigación de audiencia",
	"informações em um dispositivo", "informações num dispositivo", "nossos parceiros", "identificadores exclusivos", "interesse legítimo", "seu consentimento", "aceitar tudo", "anúncios personalizados",
	"informazioni su un dispositivo", "nostri partner", "identificatori unici", "interesse legittimo", "il tuo consenso", "il suo consenso", "accetta tutto", "annunci personalizzati", "pubblicità personalizzata",
	"informatie op een apparaat", "onze partners", "unieke identificatoren", "gerechtvaardigd belang", "uw toestemming", "je toestemming", "alles accepteren", "gepersonaliseerde advertenties",
	"informacji na urządzeniu", "nasi partnerzy", "unikalne identyfikatory", "uzasadniony interes", "swoją zgodę", "wyrażasz zgodę", "zaakceptuj wszystko", "spersonalizowane reklamy",
}

// asksConsent reports whether an element is a dialogue about consent, whatever it is
// called: most of its blocks have words of such dialogues, several of them, and it holds
// no headline.
func (p *pruner) asksConsent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Dialog, atom.Form:
	default:
		return false
	}
	said := strings.ToLower(p.textOf(n))
	if consents(said) < 2 {
		return false
	}
	asking := 0
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.H1, atom.Article, atom.Main:
			return false
		case atom.P, atom.Li, atom.H2, atom.H3, atom.H4, atom.Label, atom.Button:
			if t := strings.ToLower(p.textOf(c)); consents(t) > 0 {
				asking += len(t)
			}
		}
	}
	return 2*asking >= len(said)
}

// consents counts the words of consent in a text.
func consents(s string) int {
	n := 0
	for _, w := range consentWords {
		if strings.Contains(s, w) {
			n++
		}
	}
	return n
}

// textOf is the text of an element with its white space folded, without scripts, as far as
// a page's words are taken.
func textOf(n *html.Node) string {
	var b strings.Builder
	space := false
	for c := range n.Descendants() {
		if c.Type != html.TextNode || c.Parent.DataAtom == atom.Script || c.Parent.DataAtom == atom.Style {
			continue
		}
		for _, r := range c.Data {
			if unicode.IsSpace(r) {
				space = true
				continue
			}
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			if space = false; b.Len() > maxText {
				return b.String()
			}
		}
		space = true
	}
	return b.String()
}
