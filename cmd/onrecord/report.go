package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/outfile"
	"onrecord/scraper"
	"onrecord/store/sqlite"
	"onrecord/templates/locale"
	"onrecord/templates/report"
	"onrecord/templates/view"
)

func (a *app) reportCommand() *cobra.Command {
	var out, post, pages string
	var o report.Options
	cmd := &cobra.Command{
		Use:   "report -o DIR",
		Short: "Write the report: a static site that opens from disk",
		Long: `Report writes the archive as a static site: index.html and a page for each post,
article, author, source and run. It opens from disk and asks the network for nothing.
Written again into the same directory it draws only what may have changed since, puts
each page in place whole, and says how many changed; a page's name never changes.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Platforms = a.config.Platforms().Names()
			if _, err := locale.Read(o.Lang); err != nil {
				return exit.Usagef("--lang: %w", err)
			}
			if pages != "" {
				var err error
				if o.Pages, err = scraper.ParseURL(pages); err != nil {
					return exit.Usagef("--pages: %w", err)
				}
			}
			if post != "" {
				return a.reading(cmd.Context(), func(st *sqlite.DB) error { return a.share(cmd.Context(), st, post, out, o.Options) })
			}
			if out == "" {
				return exit.Usagef("say where the report goes: onrecord report -o report")
			}
			if err := outfile.CheckFolder(out); err != nil {
				return err
			}
			return a.reading(cmd.Context(), func(st *sqlite.DB) error {
				sum, err := egress.Report(cmd.Context(), a.env(), st, out, o)
				if err != nil {
					return err
				}
				return a.print().Report(out, sum)
			})
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the `directory` to write to")
	cmd.Flags().StringVar(&post, "post", "", "write the page of one `document` alone, as one HTML file and, with Chromium, a PDF")
	cmd.Flags().StringVar(&pages, "pages", "", "the `address` at which the report will be published; the ClaimReviews on its pages then give it")
	cmd.Flags().BoolVar(&o.All, "all", false, "draw every page anew")
	siteFlags(cmd, &o.Options)
	return cmd
}

// siteFlags say how pages look.
func siteFlags(cmd *cobra.Command, o *view.Options) {
	cmd.Flags().StringVar(&o.Title, "title", "", "the site's `title`")
	cmd.Flags().StringVar(&o.Lang, "lang", "en", "the `language` of the pages: "+strings.Join(locale.Languages(), ", "))
	cmd.Flags().BoolVar(&o.Excerpts, "excerpts", false, "show no more of an article than the paragraphs with its quotes")
}

// share writes the page of one document alone, and prints it where it can.
func (a *app) share(ctx context.Context, st *sqlite.DB, doc, out string, o view.Options) error {
	d, err := a.findDocument(ctx, st, doc)
	if err != nil {
		return err
	}
	html, pdf, err := egress.Share(ctx, egress.Pages(st), st.OpenMedium, d, out, o, func(file string, b []byte) error { return a.put(file, 0o644, b) }) // to be given to others
	if err != nil {
		return err
	}
	return a.print().Shared(html, pdf)
}
