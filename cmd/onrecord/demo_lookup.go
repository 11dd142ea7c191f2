package main

import (
	"context"
	"fmt"
	"path/filepath"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/run"
	"onrecord/compare/link"
	"onrecord/templates/report"
	"onrecord/templates/view"
)

// demoQuotes are looked up at the end: one that was said, one that was changed,
// one that was translated, twice, one that nobody said.
var demoQuotes = []string{
	"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño",
	"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo colombiano",
	"The fight against drugs must be subordinated to the human rights of the Caribbean people",
	"The anti-drug fight has to come second to the human rights of Caribbean peoples",
	"La lucha contra la corrupción empieza mañana en todos los ministerios",
}

func (d *story) lookups(ctx context.Context) error {
	tongues, done := run.OpenTranslators(ctx, d.env())
	defer done()
	if err := run.Render(ctx, d.env(), d.st, tongues, 0); err != nil {
		return err
	}
	for i, q := range demoQuotes {
		d.say([]string{"Paste a quote: get the post.", "A word was changed: see which.", "The press translated it: still found, word by word, and never called verbatim.",
			"And in words of the press's own.", "Nobody posted this: onrecord says so."}[i], `lookup "`+q+`"`)
		ans, err := link.Lookup(ctx, d.st, link.Query{Quote: q, Limit: 3, Translators: tongues})
		if err != nil {
			return err
		}
		if err := d.print().Answer(ctx, d.st, q, ans); err != nil {
			return err
		}
	}
	return nil
}

func (d *story) report(ctx context.Context) error {
	out := filepath.Join(d.Dir, "report")
	d.say("All of it as pages that open from disk.", "report -o "+out)
	sum, err := report.Write(ctx, reported(d.st), out, report.Options{
		Options: view.Options{Generated: d.now().UTC(), Platforms: d.config.Platforms().Names()}, Progress: d.progress("writing"), Build: config.BuildName(version),
	})
	if err != nil {
		return fmt.Errorf("write the report to %s: %w", out, err)
	}
	return d.print().Report(out, sum)
}

// next says what to open and what to try.
func (d *story) next() error {
	exe := "bin/onrecord"
	_, err := fmt.Fprintf(d.out, `
%s
  the report   %s
  the archive  %s

Try next:
  %s -a %s show x:1988393441999593891
  %s -a %s lookup "subordinarse a los derechos humanos"
  %s capture https://x.com/HANDLE/status/ID      (a post of your choice)
  %s --help
`, d.print().Paint("1", "Done. Open:"), filepath.Join(d.Dir, "report", "index.html"), filepath.Join(d.archiveDir, "onrecord.db"),
		exe, d.archiveDir, exe, d.archiveDir, exe, exe)
	return err
}
