package templates

import (
	"fmt"

	"onrecord/compare"
	"onrecord/store"
)

// ComparePage sets any two versions of a document side by side.
type ComparePage struct {
	Layout
	Doc   store.Document
	Back  Ref
	Seqs  []int
	Pairs []PairView
	// Left says that some pairs of versions are left out, there being too many.
	Left bool
}

// PairView is two versions, word by word.
type PairView struct {
	ID                 string
	From, To           store.Version
	Lang               string
	Changes            []PieceView
	Old, New           []PieceView
	Cosmetic           bool
	OldTitle, NewTitle []PieceView
}

// The bounds of the page that compares: all pairs of so many versions, else each with
// the one before it and with the last.
const (
	allPairs = 5
	maxPairs = 24
)

func comparePath(id store.DocumentID) string { return "compare/" + slug(string(id)) + ".html" }

func (p *painter) compare(d store.Document, vs []store.Version) (drawing, error) {
	if len(vs) < 2 {
		return drawing{}, notFound(comparePath(d.ID))
	}
	g := ComparePage{Layout: p.layout(p.t.say("Versions of %s", p.t.title(d)), "compare"), Doc: d, Back: p.ref(pagePath(d.Kind, d.ID), p.t.title(d))}
	g.Back.Text = clip(plain(g.Back.Text), 120)
	budget := 6 * maxText
	for _, pair := range pairs(len(vs)) {
		from, to := vs[pair[0]], vs[pair[1]]
		budget -= len(from.Text) + len(to.Text)
		if len(g.Pairs) >= maxPairs || len(g.Pairs) > 0 && budget < 0 {
			g.Left = true
			break
		}
		g.Pairs = append(g.Pairs, pairView(from, to))
	}
	return drawing{"compare", g}, nil
}

// pairs are the numbers of the versions to compare, the last two first.
func pairs(n int) [][2]int {
	var out [][2]int
	for i := n - 1; i > 0; i-- {
		out = append(out, [2]int{i - 1, i})
	}
	for to := n - 1; to > 1; to-- {
		if n > allPairs && to < n-1 {
			break
		}
		for from := 0; from < to-1; from++ {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

func pairView(from, to store.Version) PairView {
	v := PairView{
		From: from, To: to, ID: pairID(from.Seq, to.Seq), Lang: langTag(to.Lang), Changes: difference(from.Text, to.Text),
		Cosmetic: compare.Cosmetic(from.Text, to.Text) && compare.Cosmetic(from.Title, to.Title),
	}
	v.Old, v.New = sides(v.Changes)
	if from.Title != to.Title {
		v.OldTitle, v.NewTitle = sides(difference(from.Title, to.Title))
	}
	return v
}

// sides are a diff as its two texts.
func sides(ps []PieceView) (old, now []PieceView) {
	for _, p := range ps {
		if p.Op != "insert" {
			old = append(old, p)
		}
		if p.Op != "delete" {
			now = append(now, p)
		}
	}
	return old, now
}

func pairID(from, to int) string { return fmt.Sprintf("v%d-v%d", from, to) }
