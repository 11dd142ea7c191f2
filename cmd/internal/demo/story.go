package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/sources"
	"onrecord/cmd/internal/terminal"
	"onrecord/cmd/internal/verify"
	"onrecord/cmd/internal/words"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
	"onrecord/templates/report"
)

// Play serves the small web of a directory, which it makes anew, runs the program over it
// with the settings that this needs, and prints what it does.
func Play(ctx context.Context, dir string, e config.Env, pr terminal.Printer) error {
	stage, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	d := &story{Stage: stage, env: e, Printer: pr}
	d.env.Config, d.Archive = stage.Config(), filepath.Join(dir, "archive")
	defer d.close()
	return d.play(ctx)
}

// story is one telling of the story.
type story struct {
	*Stage
	terminal.Printer
	env  config.Env
	st   *sqlite.DB
	step int
}

func (d *story) close() {
	if d.st != nil {
		d.st.Close()
	}
	_ = d.Stage.Close() // it holds nothing of ours
}

// say prints a heading of the story with the command that does the same.
func (d *story) say(what, command string) {
	d.step++
	fmt.Fprintf(d.Out, "\n%s\n", d.Paint("1", fmt.Sprintf("%d. %s", d.step, what)))
	if command != "" {
		fmt.Fprintln(d.Out, d.Paint("2", "   $ onrecord "+command))
	}
}

// play tells the story from the first capture to the report.
func (d *story) play(ctx context.Context) error {
	st, err := run.Open(ctx, d.env, d.Archive, true)
	if err != nil {
		return err
	}
	d.st = st
	if _, _, _, err := sign.EnsureKey(ctx, d.env, st, ""); err != nil {
		return err
	}
	fmt.Fprintf(d.Out, "A small web is served on %s. Its posts stand\nbehind X's own endpoints; the outlets and @%s are fictional.\n", d.Base, SampleHandle)
	for _, act := range []func(context.Context) error{d.capturePost, d.watchSources, d.firstPass, d.secondPass, d.confirm, d.quotes, d.lookups, d.prove, d.writeReport} {
		if err := act(ctx); err != nil {
			return err
		}
	}
	return d.next()
}

func (d *story) capturePost(ctx context.Context) error {
	d.say("A president posts. Capture it, with its bytes, headers and times.", "capture "+FoundingURL)
	return d.Job(d.env, d.st, false).Capture(ctx, []string{FoundingURL})
}

func (d *story) watchSources(ctx context.Context) error {
	d.say("Watch the posts of a sample account and the press.", "source add "+d.Base+"/news/feed.xml")
	for _, u := range append(d.Web.SamplePosts(), d.Base+"/news/feed.xml") {
		added, trial, err := sources.Adder{Env: d.env, Store: d.st}.Watch(ctx, sources.New{Source: store.Source{URL: u}})
		if err == nil {
			err = d.Watching(added, &trial)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *story) firstPass(ctx context.Context) error {
	d.say("The first pass looks at everything that is due.", "run")
	return d.passAgain(ctx)
}

// passAgain makes one pass; a page that robots.txt forbids is part of the story.
func (d *story) passAgain(ctx context.Context) error {
	if err := MakeDue(ctx, d.st, d.env.Now()); err != nil {
		return err
	}
	err := d.Job(d.env, d.st, false).Once(ctx)
	if exit.CodeOf(err) == exit.Part {
		return nil
	}
	return err
}

// prove shows that the archive agrees with its signed log.
func (d *story) prove(ctx context.Context) error {
	d.say("Each capture is on a signed log: was anything changed since?", "verify")
	if err := sign.Checkpoint(ctx, d.env, d.st, 0); err != nil {
		return err
	}
	v, err := verify.Target(ctx, d.env, d.Archive, proof.Options{}, nil)
	if err == nil {
		err = d.Verified(v)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(d.Out, "(not anchored: the demo asks no other machine, so no time-stamp authority either)")
	return err
}

func (d *story) secondPass(ctx context.Context) error {
	d.Web.Advance()
	d.say("Hours later (the demo moves its clock): one post was edited, one is missing, an article was changed without a word.", "run")
	return d.passAgain(ctx)
}

func (d *story) confirm(ctx context.Context) error {
	d.say("One look that misses a post proves nothing. A second one confirms it.", "run")
	return d.passAgain(ctx)
}

func (d *story) quotes(ctx context.Context) error {
	d.say("Who quoted whom, and how faithfully?", "link && onrecord links")
	if _, err := run.Link(ctx, d.env, d.st, true); err != nil {
		return err
	}
	return d.st.Links(ctx, d.Link)
}

// Quotes are looked up at the end: one that was said, one that was changed,
// one that was translated, twice, one that nobody said.
var Quotes = []string{
	"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño",
	"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo colombiano",
	"The fight against drugs must be subordinated to the human rights of the Caribbean people",
	"The anti-drug fight has to come second to the human rights of Caribbean peoples",
	"La lucha contra la corrupción empieza mañana en todos los ministerios",
}

func (d *story) lookups(ctx context.Context) error {
	translators, done := run.OpenTranslators(ctx, d.env)
	defer done()
	if err := run.Render(ctx, d.env, d.st, translators, 0); err != nil {
		return err
	}
	for i, q := range Quotes {
		d.say([]string{"Paste a quote: get the post.", "A word was changed: see which.", "The press translated it: still found, word by word, and never called verbatim.",
			"And in words of the press's own.", "Nobody posted this: onrecord says so."}[i], `lookup "`+q+`"`)
		ans, err := link.Lookup(ctx, d.st, link.Query{Quote: q, Limit: 3, Translators: translators})
		if err != nil {
			return err
		}
		if err := d.Answer(ctx, d.st, q, ans); err != nil {
			return err
		}
	}
	return nil
}

func (d *story) writeReport(ctx context.Context) error {
	out := filepath.Join(d.Dir, "report")
	d.say("All of it as pages that open from disk.", "report -o "+out)
	sum, err := egress.Report(ctx, d.env, d.st, out, report.Options{})
	if err != nil {
		return err
	}
	return d.Printer.Report(out, sum)
}

// next says what to open and what to try.
func (d *story) next() error {
	exe := words.ShellQuote(os.Args[0]) // as it was called
	_, err := fmt.Fprintf(d.Out, `
%s
  the report   %s
  the archive  %s

Try next (its key lies beside it, which is no place for a real one):
  export ONRECORD_KEY=%s
  %s -a %s show x:1988393441999593891
  %s -a %s lookup "subordinarse a los derechos humanos"
  %s capture https://x.com/HANDLE/status/ID      (a post of your choice)
  %s --help
`, d.Paint("1", "Done. Open:"), filepath.Join(d.Dir, "report", "index.html"), filepath.Join(d.Archive, "onrecord.db"),
		words.ShellQuote(d.env.KeyFile), exe, d.Archive, exe, d.Archive, exe, exe)
	return err
}
