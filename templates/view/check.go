package view

import (
	"context"
	"strings"
	"time"

	"onrecord/store"
)

// CheckAnswer is what was asked and found, for the page that checks a draft.
type CheckAnswer struct {
	// Text, Lang and Date are as they were typed, Name is the draft's file, "" for none.
	Text, Lang, Date, Name string
	// Observed says that only what the archive observed itself is looked at.
	Observed bool
	// Asked says that there is an answer to show, Problem in English what is wrong with
	// the question, "" for nothing.
	Asked   bool
	Problem string
	// At is when it was checked.
	At time.Time
	// Deletions counts the tracked deletions that were left out.
	Deletions int
	// ReadAs is the encoding that was guessed, "" where the draft tells its own.
	ReadAs string
	// Short are the words between quotation marks that are too few to be looked up.
	Short []string
	// Findings are the draft's quotes by what was found, the gravest first.
	Findings []CheckFinding
}

// CheckFinding are the quotes of which one thing was found; Title and Counted name it in
// English, Counted with a place for how many there are.
type CheckFinding struct {
	Title, Counted string
	Quotes         []CheckedQuote
}

// CheckedQuote is a quote of a draft and what was found of it.
type CheckedQuote struct {
	store.Quote
	// Place says where it stands in the draft: "headline", or "paragraph" or "footnote"
	// and its number.
	Place string
	// Match is nil where no post was found; Verdict says it then.
	Match   *store.Match
	Verdict string
	// Spliced is a second post that the rest of the quote is from.
	Spliced store.DocumentID
	// Correction, Original and Current are what to put instead, what a translated quote
	// translates, and what the post says now; "" where that is nothing.
	Correction, Original, Current string
	// Near are posts that were no good match, Standing those in which the words of a
	// short quote stand, of StandingIn.
	Near       []store.Candidate
	Standing   []Stand
	StandingIn int
	// Pictures are posts whose pictures have the words.
	Pictures []InPicture
}

// CheckPage checks a draft.
type CheckPage struct {
	Layout
	Answer CheckAnswer
	// Summary counts the quotes in a line.
	Summary string
	Groups  []CheckGroup
	// Marks says that words are marked as one side's only.
	Marks bool
	// Short are the first of the answer's.
	Short []string
}

// CheckGroup are the quotes of which one thing was found.
type CheckGroup struct {
	Title  string
	Quotes []CheckRow
}

// CheckRow is a quote of a draft, beside its post where that was found.
type CheckRow struct {
	QuoteView
	Seq   int
	Place string
	Post  *DocRow
	// Doc is the post's id and address.
	Doc         store.Document
	State       State
	Correction  string
	Original    string
	Current     string
	Spliced     *DocRow
	Embedded    string
	Near        []CandidateRow
	Standing    []StandRow
	Pictures    []InPictureRow
	StandingIn  int
	StateWorthy bool
}

// mostShort is how many of the words that were too few to be looked up are shown.
const mostShort = 30

// Check is the page that checks a draft; alone is for one that leaves the site.
func (p *PageBuilder) Check(ctx context.Context, a CheckAnswer, alone bool) (Page, error) {
	p.alone = alone
	a.Problem, a.Name = p.told(a.Problem), clip(Plain(a.Name), 200)
	title := p.Say("Check a draft")
	if a.Name != "" {
		title = a.Name + " · " + title
	}
	l, err := p.askedOf(ctx, "check", title, a.Asked)
	if err != nil {
		return nil, err
	}
	g := CheckPage{Layout: l, Answer: a}
	g.Posts = !alone
	for _, s := range a.Short[:min(len(a.Short), mostShort)] {
		g.Short = append(g.Short, clip(Plain(s), 60))
	}
	total, counts := 0, []string(nil)
	for _, f := range a.Findings {
		if len(f.Quotes) == 0 {
			continue
		}
		total += len(f.Quotes)
		counts = append(counts, p.Say(f.Counted, len(f.Quotes)))
		group := CheckGroup{Title: p.Say(f.Title)}
		for _, q := range f.Quotes {
			r, err := p.checked(ctx, q)
			if err != nil {
				return nil, err
			}
			g.Marks = g.Marks || r.Found && r.Marks()
			group.Quotes = append(group.Quotes, r)
		}
		g.Groups = append(g.Groups, group)
	}
	g.Summary = p.Say("No quote of three words or more was found between quotation marks, in block quotes or embedded posts.")
	if total > 0 {
		g.Summary = p.Say("%d quotes", total) + ": " + strings.Join(counts, ", ")
	}
	return &g, nil
}

// checked is a quote of a draft.
func (p *PageBuilder) checked(ctx context.Context, c CheckedQuote) (CheckRow, error) {
	r := CheckRow{Seq: c.Seq, Place: p.place(c.Place), StandingIn: c.StandingIn}
	r.Correction, r.Original, r.Current = Plain(c.Correction), Plain(c.Original), Plain(c.Current)
	if c.Kind == store.QuoteEmbedded {
		r.Embedded = clip(Plain(c.URL), 300)
	}
	var l store.Link
	var post store.Document
	var err error
	if l.Quote = c.Quote; c.Match != nil {
		l.Match = *c.Match
		if post, err = p.archive.Documents.Document(ctx, c.Match.Document); err != nil {
			return r, err
		}
	}
	if r.QuoteView, err = p.quote(ctx, l, store.Document{}, post); err != nil {
		return r, err
	}
	if c.Match != nil {
		return r, p.checkedPost(ctx, &r, c, post)
	}
	r.Verdict, r.Class = c.Verdict, c.Verdict
	for _, at := range c.Standing {
		row, err := p.standing(ctx, at)
		if err != nil {
			return r, err
		}
		r.Standing = append(r.Standing, row)
	}
	if r.Pictures, err = p.inPictures(ctx, c.Pictures); err != nil {
		return r, err
	}
	for _, near := range c.Near {
		row, err := p.rowOf(ctx, near.Document)
		if err != nil {
			return r, err
		}
		r.Near = append(r.Near, CandidateRow{*row, string(near.Verdict), near.VersionSeq})
	}
	return r, nil
}

// checkedPost adds the post that a quote was found in.
func (p *PageBuilder) checkedPost(ctx context.Context, r *CheckRow, c CheckedQuote, post store.Document) error {
	row, err := p.row(ctx, post)
	if err != nil {
		return err
	}
	r.Post, r.Doc = &row, post
	if r.State, err = p.state(ctx, post); err != nil {
		return err
	}
	r.StateWorthy = r.State.Kind == "gone" || r.State.Kind == "missing"
	if c.Spliced != "" {
		r.Spliced, err = p.rowOf(ctx, c.Spliced)
	}
	return err
}

// place says where in a draft a quote stands.
func (p *PageBuilder) place(at string) string {
	word, number, _ := strings.Cut(at, " ")
	switch word {
	case "paragraph":
		return p.Say("paragraph %s", number)
	case "footnote":
		return p.Say("footnote %s", number)
	}
	return p.Say("in the headline")
}

// rowOf is a document by its id, in a list.
func (p *PageBuilder) rowOf(ctx context.Context, id store.DocumentID) (*DocRow, error) {
	d, err := p.archive.Documents.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	row, err := p.row(ctx, d)
	return &row, err
}
