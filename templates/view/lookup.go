package view

import (
	"context"
	"encoding/json"
	"html/template"
	"strings"

	"onrecord/compare/match"
	"onrecord/store"
	"onrecord/templates/search"
)

// LookupAnswer is what was asked and found, for the page that looks up.
type LookupAnswer struct {
	// Quote, Speaker, Before and Lang are as they were typed.
	Quote, Speaker, Before, Lang string
	// Asked says that there is an answer to show.
	Asked bool
	// Problem says in English what is wrong with the question, "" for nothing.
	Problem    string
	Verdict    store.Verdict
	Confidence float64
	// Match is nil where nothing was found.
	Match      *store.Match
	Candidates []store.Candidate
	// Standing are the posts in which the words stand that are too few to attribute,
	// StandingIn how many there are.
	Standing   []Stand
	StandingIn int
	// Pictures are posts whose pictures have the words.
	Pictures []InPicture
	// Picture is what was read of a picture, nil where words were asked for.
	Picture *PictureAnswer
}

// PictureAnswer is what a machine read of a picture of a post, and what was found of it.
type PictureAnswer struct {
	// Finding says it in English.
	Finding, Text, Name, Handle, Date, Engine string
	// Unsure are words that may be misread, Misread those that were set right.
	Unsure  []string
	Misread []store.Edit
	// AuthorDiffers and DateDiffers say that the post's are others, HandleUnsure that the
	// handle only looks like the post's, Part that the picture shows a part of the post.
	AuthorDiffers, DateDiffers, HandleUnsure, Part bool
}

// plain is it, safe to show.
func (a PictureAnswer) plain() *PictureAnswer {
	a.Text, a.Name, a.Handle, a.Engine = clip(Plain(a.Text), maxSaid), Name(a.Name), Name(a.Handle), Name(a.Engine)
	unsure := a.Unsure
	a.Unsure = nil
	for _, w := range unsure {
		a.Unsure = append(a.Unsure, Name(w))
	}
	misread := a.Misread
	a.Misread = nil
	for _, e := range misread {
		a.Misread = append(a.Misread, store.Edit{Op: e.Op, Quote: Name(e.Quote), Post: Name(e.Post)})
	}
	return &a
}

// LookupPage looks a quote up.
type LookupPage struct {
	Layout
	Answer LookupAnswer
	// Found is the quote beside its post, Post the post's row, Text what it says.
	Found          *QuoteView
	Post           *DocRow
	State          State
	Text, TextLang string
	Candidates     []CandidateRow
	// Standing are the posts that have the words of a short quote.
	Standing []StandRow
	// Pictures are posts whose pictures have the words.
	Pictures []InPictureRow
	// SearchTexts are what the script of a static report shows, as JSON.
	SearchTexts template.JS
}

// Stand is a version of a post in which the words of a short quote stand.
type Stand struct {
	Document store.DocumentID
	Version  store.Version
	// Edited says that a later version does not have them.
	Edited bool
}

// StandRow is a post with the words of a short quote, as the version that has them gives
// them; Earlier is that version where the post was edited since, 0 otherwise.
type StandRow struct {
	Doc     DocRow
	Earlier int
}

func (p *PageBuilder) standing(ctx context.Context, at Stand) (StandRow, error) {
	row, err := p.rowOf(ctx, at.Document)
	switch {
	case err != nil:
		return StandRow{}, err
	case !at.Edited:
		return StandRow{Doc: *row}, nil
	}
	out := StandRow{Doc: *row, Earlier: at.Version.Seq}
	if said := clip(Plain(at.Version.Text), 200); strings.TrimSpace(said) != "" {
		out.Doc.Ref.Text = said
	}
	return out, nil
}

// CandidateRow is a post that was not good enough a match.
type CandidateRow struct {
	Doc     DocRow
	Verdict string
	Version int
}

// Lookup is the page that looks up.
func (p *PageBuilder) Lookup(ctx context.Context, a LookupAnswer) (Page, error) {
	a.Problem = p.told(a.Problem)
	l, err := p.askedOf(ctx, "lookup", p.Say("Look up a quote"), a.Asked && a.Match == nil)
	if err != nil {
		return nil, err
	}
	g := LookupPage{Layout: l, Answer: a}
	g.Posts = p.opts.Served
	if a.Picture != nil {
		g.Answer.Picture = a.Picture.plain()
		g.Answer.Picture.Finding = p.Say(a.Picture.Finding)
	}
	if !p.opts.Served {
		g.Script, g.SearchTexts = template.JS(search.Script()), p.searchTexts() //nolint:gosec // our own words
	}
	for _, c := range a.Candidates[:min(len(a.Candidates), 5)] {
		if a.Match != nil && c.Document == a.Match.Document {
			continue
		}
		row, err := p.rowOf(ctx, c.Document)
		if err != nil {
			return nil, err
		}
		g.Candidates = append(g.Candidates, CandidateRow{*row, string(c.Verdict), c.VersionSeq})
	}
	for _, at := range a.Standing {
		row, err := p.standing(ctx, at)
		if err != nil {
			return nil, err
		}
		g.Standing = append(g.Standing, row)
	}
	if g.Pictures, err = p.inPictures(ctx, a.Pictures); err != nil {
		return nil, err
	}
	if a.Match == nil {
		return &g, nil
	}
	return &g, p.foundIn(ctx, &g, *a.Match)
}

// foundIn adds the post that a quote comes from.
func (p *PageBuilder) foundIn(ctx context.Context, g *LookupPage, m store.Match) error {
	d, err := p.archive.Documents.Document(ctx, m.Document)
	if err != nil {
		return err
	}
	v, err := p.archive.Documents.Version(ctx, m.VersionID)
	if err != nil {
		return err
	}
	p.of.Texts = map[int64]string{v.ID: v.Text}
	row, err := p.row(ctx, d)
	if err != nil {
		return err
	}
	q, err := p.quote(ctx, store.Link{Quote: store.Quote{Text: g.Answer.Quote, Speaker: g.Answer.Speaker, Lang: g.Answer.Lang}, Match: m}, store.Document{}, d)
	if err != nil {
		return err
	}
	g.Post, g.Found = &row, &q
	if g.State, err = p.state(ctx, d); err != nil {
		return err
	}
	g.Text, _ = p.most.bounded(v.Text)
	g.TextLang = LangTag(v.Lang)
	return nil
}

// searchTexts are the words of the script that searches a static report.
func (p *PageBuilder) searchTexts() template.JS {
	texts := map[string]string{
		"answer": p.Say("The answer"), "searching": p.Say("Searching …"), "said": p.Say("The post:"), "post": p.Say("The post"), "quote": p.Say("The quote"), "gone": p.Say("gone"),
		"short":     p.Say("Give at least one word."),
		"standing":  p.Say("These words stand in %1 of the posts of this report; too short to attribute."),
		"earlier":   p.Say("The words stand only in version %1, which was edited since."),
		"unread":    p.Say("The language of this post is not known here: nothing was checked for a change of meaning."),
		"unchecked": p.Say("Not checked here: names, the order of words, what is denied in another sentence, dates in figures, and numbers that one side has in words. Onrecord itself does."),
		"common":    p.Say("These words stand in so many posts of this report that its index leaves them out."),
		"none":      p.Say("Not found: no post in this archive is a good enough match. That may be a speech, or a post that was never captured."),
		"more":      p.Say("Only the newest posts are searched here; the archive has more."),
		"failed":    p.Say("The index of this report cannot be read: are all its files there?"),
		"version":   p.Say("version %1 of %2"),
		"verbatim":  p.Say("verbatim"), "trimmed": p.Say("trimmed"), "altered": p.Say("altered"),
	}
	for _, w := range search.Warnings {
		texts["warn-"+w] = p.Say(match.WarningText(w))
	}
	b, err := json.Marshal(texts)
	if err != nil { // strings always marshal
		panic(err)
	}
	return template.JS(b) //nolint:gosec // our own words
}
