package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/ocr"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
)

// lookupImage looks up the post that a picture shows.
func (a *app) lookupImage(ctx context.Context, docs desk.Documents, d desk.Desk, name string, q desk.Question) error {
	in, err := a.openInput(name, "a picture")
	if err != nil {
		return err
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, ocr.MaxSize+1))
	if err != nil {
		return fmt.Errorf("%w; give a file that can be read, or - for standard input", err)
	}
	var langs []string
	if q.Lang != "" {
		langs = []string{q.Lang}
	}
	page, err := new(ocr.Reader).Read(ctx, b, langs)
	var bad *ocr.BadPictureError
	switch {
	case errors.As(err, &bad):
		return &exit.Error{Code: exit.Usage, Err: err}
	case err != nil:
		return err
	}
	p, err := d.Picture(ctx, page, q)
	if err != nil {
		return err
	}
	if name = filepath.Base(name); name == "-" {
		name = ""
	}
	if a.json {
		err = a.printJSON(wire.PictureOf(name, p))
	} else {
		err = a.explainPicture(ctx, docs, name, p)
	}
	switch {
	case err != nil:
		return err
	case p.Finding == desk.Differs:
		return exit.Silent(exit.Part)
	case p.Finding == desk.NotOnRecord, p.Finding == desk.Unreadable:
		return exit.Silent(exit.NotFound)
	}
	return nil
}

// explainPicture tells people what a picture says, and what is on record.
func (a *app) explainPicture(ctx context.Context, docs desk.Documents, name string, p desk.Pictured) error {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, inset+format+"\n", args...) }
	if name == "" {
		name = "the picture"
	}
	title, colour := map[desk.PictureFinding]string{
		desk.OnRecord: "stands on record", desk.Differs: "differs from the post on record", desk.NotOnRecord: "not on record", desk.Unreadable: "no words of a post could be read in it",
	}[p.Finding], map[desk.PictureFinding]string{desk.OnRecord: "32;1", desk.Differs: "31;1", desk.NotOnRecord: "35;1"}[p.Finding]
	fmt.Fprintf(&b, "%s: %s\n\nread by a machine (%s); compare it with the picture:\n", words.Line(name, 200), a.paint(colour, title), words.Line(p.Read.Engine, 100))
	if who := words.Joined(words.Line(p.Read.Name, 80), handle(p.Read.Handle), desk.DateRead(p.Read)); who != "" {
		say("%s", who)
	}
	if p.Finding == desk.Unreadable {
		say("give a larger picture, or the part with the words alone; --lang helps where the words are in an unusual language")
		_, err := fmt.Fprint(a.out, b.String())
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
		say("no post in %s has these words; that does not say that it was never posted", a.shown())
		a.explainMissing(ctx, say, docs, p.CheckedQuote)
		_, err := fmt.Fprint(a.out, b.String())
		return err
	}
	a.explainPost(say, p.CheckedQuote)
	if p.AuthorDiffers {
		say("%s", a.paint("31", "the picture names another author than the post's"))
	}
	if p.HandleUnsure {
		say("%s", a.paint("33", "the handle was read as "+handle(p.Read.Handle)+", the post's is "+handle(p.Answer.Match.Doc.Author.Handle)+": compare it with the picture"))
	}
	if p.DateDiffers {
		say("%s", a.paint("31", "the picture has another date than the post's"))
	}
	if p.Part {
		say("the picture shows only a part of the post")
	}
	if p.Part || p.Finding == desk.Differs {
		say("the post: “%s”", words.Line(p.Answer.Match.Version.Text, 1000))
	}
	a.explainMatch(say, p.CheckedQuote)
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

func handle(h string) string {
	if h == "" {
		return ""
	}
	return "@" + words.Line(h, 60)
}
