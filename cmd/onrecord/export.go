package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/wayback"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/warc"
)

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Give captures to others: a bundle that proves them, WARC, WACZ",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.exportBundleCommand(), a.exportKind("warc", "FILE.warc.gz", `Export warc writes captures as a WARC 1.1 file: a request and a response record for each
hop, a revisit record for each 304 and each body that is in the file already, and a
metadata record with the rest; failed captures too. The body stands as it was received.
The status line and the order of header fields are rebuilt, and the transfer encoding is
undone: the archive does not keep them.`, a.exportWARC),
		a.exportKind("wacz", "FILE.wacz", `Export wacz packs the same records with an index and a list of pages (WACZ 1.1.1), to be
opened in ReplayWeb.page.`, a.exportWACZ))
	return cmd
}

// An exporter writes the captures that each gives.
type exporter func(ctx context.Context, out io.Writer, o exportOptions, each func(func(store.Capture) error) error) (warc.Counts, error)

type exportOptions struct {
	warc.Options
	dir   string
	title func(store.Capture) string
}

func (a *app) exportKind(kind, file, long string, write exporter) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   kind + " [DOC…] -o " + file,
		Short: "Write captures as " + file[5:],
		Long: long + `

Without DOC it takes all captures, with one or more those of these documents. - writes
to standard output.`,
		Example: "  onrecord export " + kind + " -o all" + file[4:] + "\n  onrecord export " + kind + " x:1988393441999593891 -o post" + file[4:],
		RunE: func(cmd *cobra.Command, docs []string) error {
			if out == "" {
				return exit.Usagef("say where it goes: onrecord export %s -o %s", kind, file)
			}
			return a.export(cmd.Context(), docs, out, write)
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "the `file` to write, - for standard output")
	return cmd
}

func (a *app) export(ctx context.Context, docs []string, out string, write exporter) error {
	st, err := a.readArchive(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	ids := make([]store.DocumentID, 0, len(docs))
	for _, d := range docs {
		doc, err := a.findDocument(ctx, st, d)
		if err != nil {
			return err
		}
		ids = append(ids, doc.ID)
	}
	all, err := st.Counts(ctx)
	if err != nil {
		return err
	}
	show, done := a.progress("exporting"), 0
	o := exportOptions{Options: a.warcOptions(ctx, st, out), dir: os.TempDir(), title: titles(ctx, st)}
	var n warc.Counts
	sum := sha256.New()
	err = a.writeWhole(out, func(w io.Writer, dir string) (err error) {
		o.dir = dir
		n, err = write(ctx, io.MultiWriter(w, sum), o, func(f func(store.Capture) error) error {
			return walkCaptures(ctx, st, ids, func(c store.Capture) error {
				done++
				show(done, max(all.Captures, done+1))
				return f(c)
			})
		})
		return err
	})
	show(done, done)
	if err != nil {
		return err
	}
	if err := a.logExport(ctx, ids, hex.EncodeToString(sum.Sum(nil)), n.Captures); err != nil {
		a.warn(fmt.Errorf("the file is written, but the log does not say so: %w", err))
	}
	return a.printExport(out, n)
}

// logExport puts on the log that a file was made for others.
func (a *app) logExport(ctx context.Context, ids []store.DocumentID, sum string, captures int) error {
	st, err := a.openArchive(ctx, false)
	if err != nil {
		return err
	}
	defer st.Close()
	if _, err := st.Append(ctx, store.ExportLeaf, "", func(i int64) ([]byte, error) {
		return proof.Encode(proof.Export{Head: proof.NewHead(store.ExportLeaf, i, a.now()), File: sum, Documents: ids, Captures: captures})
	}); err != nil {
		return err
	}
	return sign.Checkpoint(ctx, a.env(), st, 0)
}

// walkCaptures gives the captures of documents, or all, each once.
func walkCaptures(ctx context.Context, st store.Reader, ids []store.DocumentID, f func(store.Capture) error) error {
	if len(ids) == 0 {
		return st.Captures(ctx, "", 0, f)
	}
	seen := map[int64]bool{}
	for _, id := range ids {
		if err := st.Captures(ctx, id, 0, func(c store.Capture) error {
			if seen[c.ID] {
				return nil
			}
			seen[c.ID] = true
			return f(c)
		}); err != nil {
			return err
		}
	}
	return nil
}

// warcOptions are how WARC records are written here.
func (a *app) warcOptions(ctx context.Context, st store.Reader, file string) warc.Options {
	return warc.Options{
		Software: "onrecord/" + version, File: filepath.Base(file), Now: a.now(), Past: pastOf,
		Earlier: func(id int64) (store.Capture, error) { return st.Capture(ctx, id) },
	}
}

// pastOf is what a capture of the Wayback Machine's answer shows.
func pastOf(c store.Capture) (warc.Past, bool) {
	if _, _, ok := wayback.ParseAddress(c.FinalURL); !ok {
		return warc.Past{}, false
	}
	u, err := url.Parse(c.FinalURL)
	if err != nil {
		return warc.Past{}, false
	}
	inner, at, err := wayback.Unwrap(scraper.Page{URL: u, Status: c.Status, Header: c.Header, Body: c.Body})
	if err != nil {
		return warc.Past{}, false
	}
	return warc.Past{URL: inner.URL.String(), At: at, Status: inner.Status, Header: inner.Header}, true
}

// titles names pages by the documents that they were asked for.
func titles(ctx context.Context, st store.Reader) func(store.Capture) string {
	return func(c store.Capture) string {
		d, err := st.Document(ctx, c.Document)
		switch {
		case err != nil:
			return string(c.Document)
		case d.Title != "":
			return words.Line(d.Title, 120)
		case d.Excerpt != "":
			return words.Line(d.Author.Name+": "+d.Excerpt, 120)
		}
		return string(d.ID)
	}
}

// writeWhole has a file written beside its place and put there when it is whole; "-"
// is standard output. dir is where other files may lie meanwhile.
func (a *app) writeWhole(out string, write func(w io.Writer, dir string) error) (err error) {
	if out == "-" {
		w := bufio.NewWriter(a.out)
		return errors.Join(write(w, os.TempDir()), w.Flush())
	}
	dir, err := os.MkdirTemp(filepath.Dir(out), ".onrecord-*")
	if err != nil {
		return fmt.Errorf("%w; choose another file with -o", err)
	}
	defer os.RemoveAll(dir)
	f, err := os.Create(filepath.Join(dir, "out"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	for _, step := range []func() error{func() error { return write(w, dir) }, w.Flush, f.Sync, f.Close} {
		if err := step(); err != nil {
			return err
		}
	}
	return os.Rename(f.Name(), out)
}

func (a *app) exportWARC(_ context.Context, out io.Writer, o exportOptions, each func(func(store.Capture) error) error) (warc.Counts, error) {
	w, err := warc.NewWriter(out, o.Options)
	if err != nil {
		return warc.Counts{}, err
	}
	err = each(w.Capture)
	return w.Counts(), err
}

func (a *app) printExport(out string, n warc.Counts) error {
	if a.json && out != "-" {
		return a.printJSON(struct {
			File     string `json:"file"`
			Captures int    `json:"captures"`
			Records  int    `json:"records"`
			Revisits int    `json:"revisits"`
		}{out, n.Captures, n.Records, n.Revisits})
	}
	to := a.out
	if out == "-" {
		to = a.err
	}
	_, err := fmt.Fprintf(to, "%s: %s in %s, %d of them revisits\n", out, words.Count(n.Captures, "capture"), words.Count(n.Records, "record"), n.Revisits)
	return err
}
