package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/demo"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/sources"
	"onrecord/scraper/platform/x"
	"onrecord/store"
	"onrecord/store/proof"
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
			d, err := a.startDemo(cmd.Context(), dir)
			if err != nil {
				return err
			}
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
	dir    string
	web    *demo.Web
	server *http.Server
	base   string
	st     store.Store
	step   int
}

// demoMark is the file by which a directory is known to be a demo's own.
const demoMark = ".onrecord-demo"

// startDemo makes the directory, and serves the small web on loopback.
func (a *app) startDemo(ctx context.Context, dir string) (*story, error) {
	if err := clearDemo(dir); err != nil {
		return nil, err
	}
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the demo's web on loopback: %w", err)
	}
	d := &story{app: *a, dir: dir, web: demo.NewWeb(), base: "http://" + ln.Addr().String()}
	d.web.BaseURL = d.base
	d.server = &http.Server{Handler: d.web, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = d.server.Serve(ln) }() // ends with Close
	d.archiveDir = filepath.Join(dir, "archive")
	d.config = config.Config{
		AllowPrivate: true, Timeout: 10 * time.Second, ConfirmAfter: time.Millisecond,
		Doors: x.Endpoints{Syndication: d.base, OEmbed: d.base}, KeyFile: filepath.Join(dir, "onrecord.key"),
	}
	return d, nil
}

// clearDemo empties a demo's own directory, and refuses any other.
func clearDemo(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0:
	case err != nil:
		return fmt.Errorf("%w; choose another directory with -o", err)
	default:
		if _, err := os.Stat(filepath.Join(dir, demoMark)); err != nil {
			return fmt.Errorf("%s is not empty and not a demo's; choose another directory with -o", dir)
		}
		for _, part := range []string{"archive", "report", "onrecord.key"} {
			if err := os.RemoveAll(filepath.Join(dir, part)); err != nil {
				return fmt.Errorf("clear the old demo: %w", err)
			}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("%w; choose another directory with -o", err)
	}
	return os.WriteFile(filepath.Join(dir, demoMark), []byte("made by 'onrecord demo', which clears archive, report and onrecord.key here\n"), 0o644)
}

func (d *story) close() {
	if d.st != nil {
		d.st.Close()
	}
	d.server.Close()
}

// say prints a heading of the story with the command that does the same.
func (d *story) say(what, command string) {
	d.step++
	fmt.Fprintf(d.out, "\n%s\n", d.paint("1", fmt.Sprintf("%d. %s", d.step, what)))
	if command != "" {
		fmt.Fprintln(d.out, d.paint("2", "   $ onrecord "+command))
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
	fmt.Fprintf(d.out, "A small web is served on %s. Its posts stand behind X's own doors;\nthe outlets and @%s are fictional.\n", d.base, demo.SampleHandle)
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
	d.say("Watch the posts of a sample account and the press.", "source add "+d.base+"/news/feed.xml")
	for _, u := range append(d.web.SamplePosts(), d.base+"/news/feed.xml") {
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
	if err := makeDue(ctx, d.st, d.now()); err != nil {
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
	return d.verify(ctx, d.archiveDir, proof.Options{})
}

// makeDue stands in for the hours between two passes.
func makeDue(ctx context.Context, st store.Store, now time.Time) error {
	sources, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		s.NextDue = now
		if err := st.UpdateSource(ctx, s); err != nil {
			return err
		}
	}
	var ids []store.DocumentID
	if err := st.Documents(ctx, store.DocumentFilter{}, func(doc store.Document) error {
		ids = append(ids, doc.ID)
		return nil
	}); err != nil {
		return err
	}
	for _, id := range ids {
		if err := st.SetNextLook(ctx, id, now); err != nil {
			return err
		}
	}
	return nil
}

func (d *story) secondPass(ctx context.Context) error {
	d.web.Advance()
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
	return d.st.Links(ctx, d.printLinkLine)
}
