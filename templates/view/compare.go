package view

import (
	"context"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
)

// ComparePage sets any two versions of a document side by side.
type ComparePage struct {
	Layout
	Doc  store.Document
	Back Ref
	// Of is the version that is compared with every other, 0 where all are with all.
	Of    int
	Picks []PickRow
	Pairs []PairView
	// Left is how many pairs of versions are left out, there being too many.
	Left int
}

// PickRow is a version with what it can be compared with.
type PickRow struct {
	Seq  int
	Seen time.Time
	// With lead to the comparisons, Page to the page of those with all others.
	With []Ref
	Page Ref
}

// PairView is two versions, word by word.
type PairView struct {
	ID       string
	From, To store.Version
	Lang     string
	Changes  []PieceView
	Old, New []PieceView
	Cosmetic bool
	// Warnings say how the meaning was changed, and what else was.
	Warnings           []string
	OldTitle, NewTitle []PieceView
	// OldOrigin and NewOrigin say whose word each is where that is not its home's.
	OldOrigin, NewOrigin template.HTML
}

// allPairs is of how many versions one page compares all with all. Where there are
// more, it compares each with the one before, and each has a page of its own.
const allPairs = 8

// ComparePath is the page that compares a document's versions.
func ComparePath(id store.DocumentID) string { return "compare/" + slug(string(id)) + ".html" }

// ComparePages are the pages that compare the versions of a document, of which there are
// n: by what Compare is given, and their paths.
func ComparePages(id store.DocumentID, n int) (of []int, paths []string) {
	if n > 1 {
		of, paths = append(of, 0), append(paths, ComparePath(id))
	}
	for i := 1; i <= n && n > allPairs; i++ {
		of, paths = append(of, i), append(paths, CompareWith(id, i))
	}
	return of, paths
}

// CompareWith is the page that compares one version with all others.
func CompareWith(id store.DocumentID, seq int) string {
	return "compare/" + slug(string(id)) + "." + strconv.Itoa(seq) + ".html"
}

// cutSeq cuts the version off the name of a page that compares.
func cutSeq(name string) (slug string, seq int) {
	slug, digits, ok := strings.Cut(name, ".")
	if !ok {
		return name, 0
	}
	seq, err := strconv.Atoi(digits)
	if err != nil || seq < 1 || strconv.Itoa(seq) != digits {
		return "", 0
	}
	return slug, seq
}

// Compare is the page that compares; of is as in ComparePage.
func (p *PageBuilder) Compare(ctx context.Context, all store.DocumentView, of int) (Page, error) {
	d, vs := all.Document, all.Versions
	p.discreet(d)
	if len(vs) < 2 || of > 0 && len(vs) <= allPairs || of > len(vs) {
		return nil, NotFound(ComparePath(d.ID))
	}
	g := ComparePage{Layout: p.layout("compare", p.Say("Versions of %s", p.title(d)), "compare"), Doc: d, Back: p.ref(PagePath(d.Kind, d.ID), p.title(d)), Of: of}
	g.Back.Text = clip(Plain(g.Back.Text), 120)
	chosen := pairs(len(vs), of)
	budget := 6 * p.most.text
	for _, pair := range chosen {
		from, to := vs[pair[0]], vs[pair[1]]
		v, err := p.pairView(ctx, from, to)
		if err != nil {
			return nil, err
		}
		budget -= weight(v.Old) + weight(v.New)
		if len(g.Pairs) >= p.most.pairs || len(g.Pairs) > 0 && budget < 0 {
			break
		}
		g.Pairs = append(g.Pairs, v)
	}
	g.Left = len(chosen) - len(g.Pairs)
	g.Picks = p.picks(d, vs, g.Pairs, of)
	return g, nil
}

func weight(ps []PieceView) (n int) {
	for _, p := range ps {
		n += len(p.Text)
	}
	return n
}

// pairs are the numbers of the versions to compare, the last two first.
func pairs(n, of int) [][2]int {
	var out [][2]int
	if of > 0 {
		for i := n - 1; i >= 0; i-- {
			if i != of-1 {
				out = append(out, [2]int{min(i, of-1), max(i, of-1)})
			}
		}
		return out
	}
	for to := n - 1; to > 0; to-- {
		out = append(out, [2]int{to - 1, to})
	}
	for to := n - 1; to > 1 && n <= allPairs; to-- {
		for from := to - 2; from >= 0; from-- {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

// picks lead to the comparisons of a page: a row a version, the latest first.
func (p *PageBuilder) picks(d store.Document, vs []store.Version, pairs []PairView, of int) []PickRow {
	var out []PickRow
	with := map[int][]Ref{}
	for _, v := range pairs {
		from, to := v.From.Seq, v.To.Seq
		if to == of {
			from, to = to, from
		}
		with[to] = append(with[to], Ref{"#" + v.ID, strconv.Itoa(from)})
	}
	for i := len(vs) - 1; i >= 0; i-- {
		row := PickRow{Seq: vs[i].Seq, Seen: vs[i].FirstSeen, With: with[vs[i].Seq]}
		if len(vs) > allPairs && row.Seq != of {
			row.Page = p.ref(CompareWith(d.ID, row.Seq), p.Say("with any other version"))
		}
		if len(row.With) > 0 || row.Page.Href != "" {
			out = append(out, row)
		}
	}
	return out
}

func (p *PageBuilder) pairView(ctx context.Context, from, to store.Version) (PairView, error) {
	v := PairView{
		From: from, To: to, ID: pairID(from.Seq, to.Seq), Lang: LangTag(to.Lang), Changes: p.difference(from.Text, to.Text),
	}
	e := p.edited(from, to)
	v.Warnings, v.Cosmetic = e.warnings, e.cosmetic && len(e.warnings) == 0
	v.Old, v.New = sides(v.Changes)
	if from.Title != to.Title {
		v.OldTitle, v.NewTitle = sides(p.difference(from.Title, to.Title))
	}
	var err error
	if v.OldOrigin, err = p.origin(ctx, from.Word()); err == nil {
		v.NewOrigin, err = p.origin(ctx, to.Word())
	}
	return v, err
}

// Same says that the two are the same to the letter.
func (v PairView) Same() bool { return v.From.Text == v.To.Text && v.From.Title == v.To.Title }

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
