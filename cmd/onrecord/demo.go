package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/demo"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/sources"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

func (a *app) demoCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Play the whole job on a small web served on this machine",
		Long: `Demo serves a small web on loopback, in which a president's post is quoted by the
press and a sample account edits and deletes its posts, and runs onrecord over it
for real: captures, versions, tombstones, links, look-ups and a report. It asks no
other machine. DIR is made anew.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			stage, err := demo.Open(cmd.Context(), dir)
			if err != nil {
				return err
			}
			d := &story{app: *a, Stage: stage}
			d.archiveDir, d.config = filepath.Join(dir, "archive"), stage.Config()
			defer d.close()
			return d.play(cmd.Context())
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "demo", "the `directory` for the archive and the report")
	return cmd
}

// story is one telling of the story.
type story struct {
	app
	*demo.Stage
	st   *sqlite.DB
	step int
}

func (d *story) close() {
	if d.st != nil {
		d.st.Close()
	}
	_ = d.Close() // it holds nothing of ours
}

// say prints a heading of the story with the command that does the same.
func (d *story) say(what, command string) {
	d.step++
	fmt.Fprintf(d.out, "\n%s\n", d.print().Paint("1", fmt.Sprintf("%d. %s", d.step, what)))
	if command != "" {
		fmt.Fprintln(d.out, d.print().Paint("2", "   $ onrecord "+command))
	}
}

// play tells the story from the first capture to the report.
func (d *story) play(ctx context.Context) error {
	st, err := d.openArchive(ctx, true)
	if err != nil {
		return err
	}
	d.st = st
	if _, _, _, err := sign.EnsureKey(ctx, d.env(), st, ""); err != nil {
		return err
	}
	fmt.Fprintf(d.out, "A small web is served on %s. Its posts stand behind X's own doors;\nthe outlets and @%s are fictional.\n", d.Base, demo.SampleHandle)
	for _, act := range []func(context.Context) error{d.capturePost, d.watch, d.firstPass, d.secondPass, d.confirm, d.quotes, d.lookups, d.prove, d.report} {
		if err := act(ctx); err != nil {
			return err
		}
	}
	return d.next()
}

func (d *story) capturePost(ctx context.Context) error {
	d.say("A president posts. Capture it, with its bytes, headers and times.", "capture "+demo.FoundingURL)
	return d.job(d.st, false).Capture(ctx, []string{demo.FoundingURL})
}

func (d *story) watch(ctx context.Context) error {
	d.say("Watch the posts of a sample account and the press.", "source add "+d.Base+"/news/feed.xml")
	for _, u := range append(d.Web.SamplePosts(), d.Base+"/news/feed.xml") {
		if err := d.addSource(ctx, d.st, sources.New{Source: store.Source{URL: u}}); err != nil {
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
	if err := demo.MakeDue(ctx, d.st, d.now()); err != nil {
		return err
	}
	err := d.job(d.st, false).Once(ctx)
	if exit.CodeOf(err) == exit.Part {
		return nil
	}
	return err
}

// prove shows that the archive agrees with its signed log.
func (d *story) prove(ctx context.Context) error {
	d.say("Each capture is on a signed log: was anything changed since?", "verify")
	if err := sign.Checkpoint(ctx, d.env(), d.st, 0); err != nil {
		return err
	}
	if err := d.verify(ctx, d.archiveDir, proof.Options{}, nil); err != nil {
		return err
	}
	_, err := fmt.Fprintln(d.out, "(not anchored: the demo asks no other machine, so no time-stamp authority either)")
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
	if _, err := run.Link(ctx, d.env(), d.st, true); err != nil {
		return err
	}
	return d.st.Links(ctx, d.print().Link)
}
