package egress

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/scraper/browser"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/page"
	"onrecord/templates/report"
	"onrecord/templates/view"
)

// Share writes the page of one document alone to a file, one named after it where out is
// "", and prints it as a PDF beside it with an installed Chromium. It gives the files, pdf
// "" without one. put writes a file.
func Share(ctx context.Context, a view.Archive, open view.Opener, d store.Document, out string, o view.Options, put func(file string, b []byte) error) (html, pdf string, err error) {
	o.Exact = true
	site, err := page.New(a, o)
	if err != nil {
		return "", "", &exit.Error{Code: exit.Usage, Err: err}
	}
	if strings.EqualFold(filepath.Ext(out), ".pdf") {
		out = strings.TrimSuffix(out, filepath.Ext(out)) + ".html" // the PDF stands beside it
	}
	if out == "" {
		out = filepath.Base(view.PagePath(d.Kind, d.ID))
	}
	var b bytes.Buffer
	if err := site.DrawAlone(ctx, &b, d, open); err != nil {
		return "", "", err
	}
	for _, name := range []string{out, pdfBeside(out)} { // neither is written where one may not be
		if err := outfile.Check(name); err != nil {
			return "", "", err
		}
	}
	if err := put(out, b.Bytes()); err != nil {
		return "", "", err
	}
	printed, err := inPDF(ctx, b.String())
	if err == nil && printed != nil {
		return out, pdfBeside(out), put(pdfBeside(out), printed)
	}
	return out, "", err
}

// pdfBeside is the PDF's name beside a page.
func pdfBeside(out string) string { return strings.TrimSuffix(out, filepath.Ext(out)) + ".pdf" }

// inPDF prints a page, nil without Chromium.
func inPDF(ctx context.Context, html string) ([]byte, error) {
	br, err := browser.New(client.Options{})
	if errors.Is(err, browser.ErrAbsent) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = br.Close() }()
	return br.Print(ctx, html)
}

// Pages is what pages are filled from.
func Pages(st *sqlite.DB) view.Archive {
	return view.Archive{Documents: st, Captures: st, Changes: st, Authors: st, Months: st, Quotes: st, Runs: st, Sources: st, Log: st}
}

// Reported is what a report is written from.
func Reported(st *sqlite.DB) report.Archive {
	return report.Archive{Archive: Pages(st), Freshness: st, Texts: st, Media: st.OpenMedium, HasMedium: st.HasMedium}
}

// Report writes the report of an archive into a directory, with what the settings in force
// say of platforms and of this build.
func Report(ctx context.Context, e config.Env, st *sqlite.DB, dir string, o report.Options) (report.Summary, error) {
	o.Generated, o.Build, o.Platforms = e.Now().UTC(), config.BuildName(e.Version), e.Platforms().Names()
	if o.Progress == nil {
		o.Progress = e.Progress("writing")
	}
	sum, err := report.Write(ctx, Reported(st), dir, o)
	if err != nil {
		err = fmt.Errorf("write the report to %s: %w", dir, err)
	}
	return sum, err
}
