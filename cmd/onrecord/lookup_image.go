package main

import (
	"context"
	"errors"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/ocr"
	"onrecord/cmd/internal/wire"
)

// lookupImage looks up the post that a picture shows.
func (a *app) lookupImage(ctx context.Context, docs desk.Documents, d desk.Desk, name string, q desk.Question) error {
	b, name, err := cli.ReadInput(ctx, name, "a picture", a.in, ocr.MaxSize)
	if err != nil {
		return err
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
	if a.json {
		err = a.printJSON(wire.PictureOf(name, p))
	} else {
		err = a.print().Picture(ctx, docs, name, p)
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
