package terminal

import (
	"context"
	"fmt"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/words"
)

// Picture tells people what a picture says, and what is on record.
func (pr Printer) Picture(ctx context.Context, docs desk.Documents, name string, p desk.Pictured) error {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, inset+format+"\n", args...) }
	if name == "" {
		name = "the picture"
	}
	title, colour := map[desk.PictureFinding]string{
		desk.OnRecord: "stands on record", desk.Differs: "differs from the post on record", desk.NotOnRecord: "not on record", desk.Unreadable: "no words of a post could be read in it",
	}[p.Finding], map[desk.PictureFinding]string{desk.OnRecord: "32;1", desk.Differs: "31;1", desk.NotOnRecord: "35;1"}[p.Finding]
	fmt.Fprintf(&b, "%s: %s\n\nread by a machine (%s); compare it with the picture:\n", words.Line(name, 200), pr.Paint(colour, title), words.Line(p.Read.Engine, 100))
	if who := words.Joined(words.Line(p.Read.Name, 80), handle(p.Read.Handle), desk.DateRead(p.Read)); who != "" {
		say("%s", who)
	}
	if p.Finding == desk.Unreadable {
		say("give a larger picture, or the part with the words alone; --lang helps where the words are in an unusual language")
		_, err := fmt.Fprint(pr.Out, b.String())
		return err
	}
	say("“%s”", words.Line(p.Read.Text, 2000))
	if len(p.Read.Unsure) > 0 {
		say("not sure: %s", words.Line(strings.Join(p.Read.Unsure, " "), 300))
	}
	for _, e := range p.Misread {
		say("taken for misread: “%s”, which looks like the post's “%s”", words.Line(e.Quote, 60), words.Line(e.Post, 60))
	}
	fmt.Fprintln(&b)
	if p.Answer.Match == nil {
		pr.missing(ctx, say, docs, p.CheckedQuote)
		say("that does not say that it was never posted")
		_, err := fmt.Fprint(pr.Out, b.String())
		return err
	}
	pr.post(say, p.CheckedQuote)
	if p.AuthorDiffers {
		say("%s", pr.Paint("31", "the picture names another author than the post's"))
	}
	if p.HandleUnsure {
		say("%s", pr.Paint("33", "the handle was read as "+handle(p.Read.Handle)+", the post's is "+handle(p.Answer.Match.Doc.Author.Handle)+": compare it with the picture"))
	}
	if p.DateDiffers {
		say("%s", pr.Paint("31", "the picture has another date than the post's"))
	}
	if p.Part {
		say("the picture shows only a part of the post")
	}
	if p.Part || p.Finding == desk.Differs {
		say("the post: “%s”", words.Line(p.Answer.Match.Version.Text, 1000))
	}
	pr.match(say, p.CheckedQuote)
	_, err := fmt.Fprint(pr.Out, b.String())
	return err
}

func handle(h string) string {
	if h == "" {
		return ""
	}
	return "@" + words.Line(h, 60)
}
