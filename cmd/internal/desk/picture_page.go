package desk

import (
	"fmt"
	"time"

	"onrecord/cmd/internal/picture"
	"onrecord/templates/view"
)

// pictureWords are what a page says of a picture.
var pictureWords = map[PictureFinding]struct{ Title string }{
	OnRecord:    {Title: "The picture stands on record"},
	Differs:     {Title: "The picture differs from the post on record"},
	NotOnRecord: {Title: "The picture is not on record"},
	Unreadable:  {Title: "No words of a post could be read in the picture"},
}

// Page is what a page shows of a picture.
func (p Pictured) Page() view.LookupAnswer {
	t := p.Read
	pic := view.PictureAnswer{
		Finding: pictureWords[p.Finding].Title, Text: t.Text, Name: t.Name, Handle: t.Handle, Date: DateRead(t), Unsure: t.Unsure, Engine: t.Engine,
		Misread: p.Misread, AuthorDiffers: p.AuthorDiffers, DateDiffers: p.DateDiffers, HandleUnsure: p.HandleUnsure, Part: p.Part,
	}
	out := view.LookupAnswer{Picture: &pic}
	if p.Finding == Unreadable {
		return out
	}
	out.Asked, out.Quote, out.Lang, out.Verdict, out.Candidates = true, p.Quote.Text, p.Answer.Lang, p.Answer.Verdict, Near(p.Answer.Candidates)
	out.Pictures = PicturesPage(p.Answer.Pictures)
	if m := p.Answer.Match; m != nil {
		out.Match = &m.Match
	}
	if s := p.Answer.Standing; s != nil {
		out.Standing, out.StandingIn = StandingPage(s.Posts), s.Count
	}
	return out
}

// DateRead is a date as people write it, as far as it was read of a picture.
func DateRead(t picture.Text) string {
	switch {
	case t.Day == 0:
		return ""
	case t.Year == 0:
		return fmt.Sprintf("%d %s", t.Day, time.Month(t.Month))
	}
	return fmt.Sprintf("%d %s %d", t.Day, time.Month(t.Month), t.Year)
}
