package view

import (
	"context"

	"onrecord/store"
)

// SearchAnswer is what was searched for and found, for the page that searches.
type SearchAnswer struct {
	// Form is the question as it was typed.
	Form SearchForm
	// Asked says that there is an answer to show, Problem what is wrong with the
	// question, "" for nothing.
	Asked   bool
	Problem string
	Hits    []SearchHit
	// Total is how many there are, or more than that, which More says; First is the number
	// of the first of these.
	Total, First int
	More         bool
	Facets       []SearchFacet
	// Of is how many were counted: the newest where there are more.
	Of int
	// Next and Before lead to the pages beside this one, "" where there is none.
	Next, Before string
	// Table leads to all that was found as a table, "" where there is none.
	Table string
	// Behind is how many documents changed since the index was brought up to date.
	Behind int
	// Undated is how many the bounds of time leave out, or more than that; WithoutDate leads
	// to what has no date.
	Undated     int
	UndatedMore bool
	WithoutDate string
}

// SearchForm are the fields of the form.
type SearchForm struct {
	Words, Author, Outlet, From, To, Kind, State, GoneWithin, Sort string
	// Kept are the filters that the form has no field for.
	Kept []SearchField
}

// Narrows reports whether more than words are asked for.
func (f SearchForm) Narrows() bool {
	return f.Author+f.Outlet+f.From+f.To+f.Kind+f.State+f.GoneWithin+f.Sort != ""
}

// SearchField is a field of a form that is not shown.
type SearchField struct{ Name, Value string }

// SearchHit is a document that was found.
type SearchHit struct {
	Doc     store.Document
	Version store.Version
	// Earlier says that the words stand only in this version, which was edited since,
	// Several that they stand in several versions and not all in one.
	Earlier, Several bool
	// Pictured says that the excerpt is of words that a machine read from a picture.
	Pictured bool
	Excerpt  Highlighted
}

// Highlighted is a text and the spans of it that are marked, in code points.
type Highlighted struct {
	Text  string
	Marks [][2]int
}

// SearchFacet is what was found by one thing that it has; Name is a fixed text.
type SearchFacet struct {
	Name   string
	Values []SearchValue
}

// SearchValue leads to what has a value; On says that it is asked for already, and Href
// takes it back.
type SearchValue struct {
	Text, Href string
	// Word says that the text is one of the archive's own, which is translated.
	Word  bool
	Count int
	On    bool
}

// SearchPage searches posts and articles.
type SearchPage struct {
	Layout
	SearchAnswer
	Rows []SearchRow
	// States are what may be chosen, Last the number of the last row.
	States []string
	Last   int
}

// SearchRow is a document that was found, in the list.
type SearchRow struct {
	Doc     DocRow
	Title   []MarkedPiece
	Excerpt []MarkedPiece
	Lang    string
	Earlier int
	Several bool
	// Pictured says that the excerpt was read by a machine from a picture.
	Pictured bool
}

// MarkedPiece is a part of a text, marked or not.
type MarkedPiece struct {
	Text string
	On   bool
}

// Search is the page that searches.
func (p *PageBuilder) Search(ctx context.Context, a SearchAnswer) (Page, error) {
	title := p.Say("Search")
	if a.Form.Words != "" {
		title = clip(a.Form.Words, 80) + " · " + title
	}
	l, err := p.askedOf(ctx, "search", title, a.Asked && a.Total == 0)
	if err != nil {
		return nil, err
	}
	g := SearchPage{Layout: l, SearchAnswer: a, Last: a.First + len(a.Hits) - 1}
	g.Problem = p.told(a.Problem)
	for _, s := range []store.State{store.StateEdited, store.StateContradicted, store.StateGone, store.StateMissed, store.StateRestored} {
		g.States = append(g.States, string(s))
	}
	for _, f := range a.Facets {
		for i := range f.Values {
			if f.Name == "Platform" {
				f.Values[i].Text = p.Platform(store.Platform(f.Values[i].Text))
			}
		}
	}
	for _, h := range a.Hits {
		d := h.Doc
		d.Title, d.Excerpt, d.Lang = h.Version.Title, h.Excerpt.Text, h.Version.Lang
		row, err := p.row(ctx, d)
		if err != nil {
			return nil, err
		}
		if d.Title == "" { // its words stand below
			row.Ref.Text, row.Who, row.Handle = p.who(d), "", ""
		}
		r := SearchRow{Doc: row, Lang: LangTag(h.Version.Lang), Excerpt: marked(h.Excerpt), Several: h.Several, Pictured: h.Pictured}
		if h.Earlier {
			r.Earlier = h.Version.Seq
		}
		g.Rows = append(g.Rows, r)
	}
	return g, nil
}

// marked cuts a text at its marks, each part made safe to read.
func marked(h Highlighted) []MarkedPiece {
	var out []MarkedPiece
	r := []rune(h.Text)
	add := func(from, to int, on bool) {
		if from < to {
			out = append(out, MarkedPiece{Plain(string(r[from:to])), on})
		}
	}
	at := 0
	for _, m := range h.Marks {
		from, to := min(max(m[0], at), len(r)), min(m[1], len(r))
		add(at, from, false)
		add(from, to, true)
		at = max(at, to)
	}
	add(at, len(r), false)
	return out
}
