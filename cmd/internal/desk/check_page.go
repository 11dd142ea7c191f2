package desk

import (
	"strings"

	"onrecord/compare/link"
	"onrecord/templates/view"
)

// findingWords are the findings as titles of lists, and as they are counted.
var findingWords = map[Finding]struct{ Title, Counted string }{
	FindingMeaning:    {Title: "Changes the meaning", Counted: "%d changing the meaning"},
	FindingNotFound:   {Title: "Not found", Counted: "%d not found"},
	FindingPossible:   {Title: "Possibly translated, not certain", Counted: "%d possibly translated"},
	FindingPicture:    {Title: "Words read by a machine from a picture of a post", Counted: "%d read by a machine from a picture"},
	FindingDated:      {Title: "Dated before the post", Counted: "%d dated before the post"},
	FindingWording:    {Title: "Other wording, no change of meaning found", Counted: "%d differing in wording"},
	FindingForm:       {Title: "Spelling only", Counted: "%d spelt otherwise"},
	FindingEdited:     {Title: "Quoted from a version later edited", Counted: "%d from a version later edited"},
	FindingShort:      {Title: "Too short to attribute", Counted: "%d too short to attribute"},
	FindingTranslated: {Title: "Translated, as a machine reads it", Counted: "%d translated"},
	FindingFaithful:   {Title: "As posted", Counted: "%d as posted"},
}

// Title is a finding as the title of a list.
func (f Finding) Title() string { return findingWords[f].Title }

// Counted is a finding as it is counted, with %d where the number stands.
func (f Finding) Counted() string { return findingWords[f].Counted }

// Page is what a page shows of a check: the gravest quotes first.
func (c Checked) Page() view.CheckAnswer {
	out := view.CheckAnswer{Asked: true, At: c.At, Name: c.Draft.Name, Deletions: c.Draft.Deletions, Short: c.Short}
	for _, f := range c.Draft.Flags {
		if guessed, ok := strings.CutPrefix(f, "charset:"); ok {
			out.ReadAs, _, _ = strings.Cut(guessed, " ")
		}
	}
	for _, q := range c.Gravest() {
		n := len(out.Findings)
		if n == 0 || out.Findings[n-1].Title != q.Finding.Title() {
			out.Findings = append(out.Findings, view.CheckFinding{Title: q.Finding.Title(), Counted: q.Finding.Counted()})
			n++
		}
		out.Findings[n-1].Quotes = append(out.Findings[n-1].Quotes, q.page())
	}
	return out
}

// StandingPage is where a short quote stands, for a page.
func StandingPage(posts []link.Stand) []view.Stand {
	var out []view.Stand
	for _, p := range posts {
		out = append(out, view.Stand{Document: p.Document, Version: p.Version, Edited: p.Edited()})
	}
	return out
}

// PicturesPage are the pictures that have a quote, for a page.
func PicturesPage(of []link.InPicture) []view.InPicture {
	var out []view.InPicture
	for _, p := range of {
		out = append(out, view.InPicture{Document: p.Document.ID, Verdict: p.Verdict, Words: p.PictureWords.Text, Engine: p.Engine, SHA256: p.SHA256})
	}
	return out
}

func (c CheckedQuote) page() view.CheckedQuote {
	out := view.CheckedQuote{
		Quote: c.Quote, Place: c.Place, Verdict: string(c.Finding), Spliced: c.Answer.Spliced,
		Correction: c.Correction, Original: c.Original, Current: c.Current, Near: Near(c.Answer.Candidates),
	}
	out.Pictures = PicturesPage(c.Answer.Pictures)
	if m := c.Answer.Match; m != nil {
		out.Match = &m.Match
	}
	if s := c.Answer.Standing; s != nil {
		out.Standing, out.StandingIn = StandingPage(s.Posts[:min(len(s.Posts), 3)]), s.Count
	}
	return out
}
