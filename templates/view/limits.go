package view

import "unicode/utf8"

// limits bound what one page shows.
type limits struct {
	// text is the most code points of one text, whole those up to which a difference
	// is shown with all that stayed.
	text, whole int
	// versions are shown with their words; pairs of them are compared on one page.
	versions, pairs int
	events          int
	// quotes with one verdict are shown beside the post, brief ones named only.
	quotes, brief int
	// few, some and many are the lengths of lists.
	few, some, many int
}

// What pages have room for at first, of what is read for many of them together.
const (
	MostVersions = 6
	MostRows     = 300
)

var defaultLimits = limits{text: 12000, whole: 3000, versions: MostVersions, pairs: 40, events: 150, quotes: 25, brief: 75, few: 12, some: 100, many: MostRows}

// Halve gives a page that turned out too large half of everything.
func (p *PageBuilder) Halve() { p.most = p.most.half() }

func (l limits) half() limits {
	return limits{
		text: l.text / 2, whole: l.whole / 2, versions: max(2, l.versions*2/3), pairs: max(1, l.pairs/2), events: l.events / 2,
		quotes: max(1, l.quotes/2), brief: l.brief, few: max(1, l.few/2), some: l.some / 2, many: l.many / 2,
	}
}

// bounded is a text as far as a page shows it, and how much it does not.
func (l limits) bounded(s string) (string, int) {
	n := utf8.RuneCountInString(s)
	if n <= l.text {
		return Plain(s), 0
	}
	return Plain(string([]rune(s)[:l.text])), n - l.text
}
