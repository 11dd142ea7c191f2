package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/scraper/browser"
	"onrecord/scraper/client"
	"onrecord/store/sqlite"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// share writes the page of one document alone, and prints it where it can.
func (a *app) share(ctx context.Context, st *sqlite.DB, doc, out string, o view.Options) error {
	d, err := a.findDocument(ctx, st, doc)
	if err != nil {
		return err
	}
	o.Exact = true
	site, err := page.New(shown(st), o)
	if err != nil {
		return &exit.Error{Code: exit.Usage, Err: err}
	}
	if strings.EqualFold(filepath.Ext(out), ".pdf") {
		out = strings.TrimSuffix(out, filepath.Ext(out)) + ".html" // the PDF stands beside it
	}
	if out == "" {
		out = filepath.Base(view.PagePath(d.Kind, d.ID))
	}
	var b bytes.Buffer
	if err := site.DrawAlone(ctx, &b, d, st.OpenMedium); err != nil {
		return err
	}
	for _, name := range []string{out, pdfBeside(out)} { // neither is written where one may not be
		if err := outfile.Check(name); err != nil {
			return err
		}
	}
	said := a.replacing(out)
	if err := outfile.Put(out, 0o644, b.Bytes()); err != nil { // to be given to others
		return err
	}
	said()
	said = a.replacing(pdfBeside(out))
	pdf, err := printed(ctx, out, b.String())
	if err != nil {
		return err
	}
	if pdf != "" {
		said()
	}
	return a.print().Shared(out, pdf)
}

// pdfBeside is the PDF's name beside a page.
func pdfBeside(out string) string { return strings.TrimSuffix(out, filepath.Ext(out)) + ".pdf" }

// printed writes the PDF beside the page and gives its name, "" without Chromium.
func printed(ctx context.Context, out, html string) (string, error) {
	br, err := browser.New(client.Options{})
	if errors.Is(err, browser.ErrAbsent) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer func() { _ = br.Close() }()
	pdf, err := br.Print(ctx, html)
	if err != nil {
		return "", err
	}
	return pdfBeside(out), outfile.Put(pdfBeside(out), 0o644, pdf)
}
