package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/store/warc"
)

func (a *app) importFiles(kind string, long string, take func(*fileImport, context.Context, *os.File) error) *cobra.Command {
	var noLink bool
	cmd := &cobra.Command{
		Use:   kind + " FILE…",
		Short: "Take in what others captured, from " + kind + " files",
		Long: long + `
Each answer of the web becomes a capture of its own time, marked with the file that it
comes from, and is read as if it had been captured then: versions and deletions take
their place. Of the requests nothing is kept: they may hold other people's cookies.
A record that cannot be read is reported with its number, and the rest goes in.
Importing the same file again changes nothing.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return a.importAll(cmd.Context(), files, take, !noLink)
		},
	}
	cmd.Flags().BoolVar(&noLink, "no-link", false, "do not link quotes afterwards")
	a.networkFlags(cmd)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) importWARCCommand() *cobra.Command {
	return a.importFiles("warc", `Import warc reads WARC 1.0 and 1.1, plain or compressed (- for standard input): onrecord's
own, and those of warcio, wget, Heritrix, Browsertrix and others.
`, func(im *fileImport, ctx context.Context, f *os.File) error { return im.warc(ctx, f, "") })
}

func (a *app) importWACZCommand() *cobra.Command {
	return a.importFiles("wacz", `Import wacz reads the WARC files in WACZ containers, held to the sums that the container
gives for them. A container that no honest program makes is refused whole.
`, (*fileImport).wacz)
}

func (a *app) importAll(ctx context.Context, files []string, take func(*fileImport, context.Context, *os.File) error, link bool) error {
	st, err := a.openArchive(ctx, true)
	if err != nil {
		return err
	}
	defer st.Close()
	im := newFileImport(a, st)
	for _, name := range files {
		if err = im.file(ctx, name, take); err != nil {
			break
		}
	}
	if err := a.job(st, link).After(ctx, err); err != nil {
		return err
	}
	if err := im.print(); err != nil {
		return err
	}
	return im.verdict()
}

// fileImport takes in files of captures.
type fileImport struct {
	a  *app
	st *sqlite.DB
	c  *scraper.Collector
	// name is the file's, shown is how far it is read.
	name string
	show func(done, total int)
	n    fileCounts
	// bodies tells which capture has the payload that other records refer to.
	bodies map[[16]byte]int64
	note   warc.Note
	chain  redirects
	told   int
}

type fileCounts struct {
	Files    int `json:"files"`
	Records  int `json:"records"`
	Captures int `json:"captures"`
	There    int `json:"there"`
	Other    int `json:"other"`
	Failed   int `json:"failed"`
	// Refused counts files.
	Refused int `json:"refused"`
	importChanges
}

type importChanges struct {
	New      int `json:"new"`
	Edited   int `json:"edited"`
	Gone     int `json:"gone"`
	Missed   int `json:"missed"`
	Restored int `json:"restored"`
}

func newFileImport(a *app, st *sqlite.DB) *fileImport {
	return &fileImport{
		a: a, st: st, show: a.progress("importing"), bodies: map[[16]byte]int64{},
		c: &scraper.Collector{Platforms: a.config.Platforms(), Store: st, ConfirmAfter: a.config.ConfirmGap()},
	}
}

// file takes in one file. What is wrong with it is reported; an error is the
// archive's.
func (im *fileImport) file(ctx context.Context, name string, take func(*fileImport, context.Context, *os.File) error) error {
	im.n.Files++
	im.name = filepath.Base(name)
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = os.Open(name); err != nil {
			return im.refuse(err)
		}
		defer f.Close()
	} else {
		im.name = "standard input"
	}
	return take(im, ctx, f)
}

// refuse reports a file that is not read.
func (im *fileImport) refuse(err error) error {
	im.n.Refused++
	fmt.Fprintf(im.a.err, "onrecord: %s: %s\n", words.Visible(im.name), exit.Message(err))
	return nil
}

// maxTold is how many bad records are reported one by one.
const maxTold = 100

// bad reports a record that cannot be taken in.
func (im *fileImport) bad(number int, err error) {
	im.n.Failed++
	if im.told++; im.told <= maxTold {
		fmt.Fprintf(im.a.err, "onrecord: %s record %d: %s\n", words.Visible(im.name), number, exit.Message(err))
	}
	if im.told == maxTold {
		fmt.Fprintln(im.a.err, "onrecord: further bad records are only counted")
	}
}

// counting counts what was read of a file.
type counting struct {
	r io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// warc takes in a WARC file; part names it within a container.
func (im *fileImport) warc(ctx context.Context, f *os.File, part string) error {
	total := int64(0)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		total = info.Size()
	}
	return im.records(ctx, f, part, total)
}

// records takes in the records that r holds.
func (im *fileImport) records(ctx context.Context, in io.Reader, part string, total int64) error {
	from := &counting{r: in}
	r, err := warc.NewReader(bufio.NewReaderSize(from, 256<<10))
	if err != nil {
		if part != "" {
			err = fmt.Errorf("%s: %w", part, err)
		}
		return im.refuse(err)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec, err := r.Next()
		var re *warc.RecordError
		switch {
		case errors.Is(err, io.EOF):
			im.show(int(from.n>>10), int(from.n>>10))
			return im.endChain(ctx)
		case errors.As(err, &re):
			im.n.Records++
			im.bad(re.Number, re.Err)
			continue
		case err != nil:
			return errors.Join(im.endChain(ctx), im.refuse(err))
		}
		im.n.Records++
		im.show(int(from.n>>10), int(max(total, from.n+1)>>10))
		if err := im.record(ctx, rec); err != nil {
			return err
		}
	}
}

// record takes in one record. Its error is the archive's.
func (im *fileImport) record(ctx context.Context, rec *warc.Record) error {
	err := im.take(ctx, rec)
	var mine *badRecord
	if errors.As(err, &mine) {
		im.bad(rec.Number, mine.err)
		return nil
	}
	return err
}

// badRecord is an error that is the record's own.
type badRecord struct{ err error }

func (e *badRecord) Error() string { return e.err.Error() }
func (e *badRecord) Unwrap() error { return e.err }

func badf(format string, a ...any) error { return &badRecord{fmt.Errorf(format, a...)} }

// count counts what a capture changed.
func (im *fileImport) count(changes []store.Change) {
	im.n.Captures++
	for _, c := range changes {
		switch c.Kind {
		case store.ChangeNew:
			im.n.New++
		case store.ChangeEdited, store.ChangeFilled:
			im.n.Edited++
		case store.ChangeGone:
			im.n.Gone++
		case store.ChangeMissed:
			im.n.Missed++
		case store.ChangeRestored:
			im.n.Restored++
		}
	}
}

func (im *fileImport) print() error {
	n := im.n
	if im.a.json {
		return im.a.printJSON(n)
	}
	_, err := fmt.Fprintf(im.a.out, "%s in %s: %s taken in, %d there already, %d of other kinds, %d bad; %d new, %d edited, %d gone, %d missed, %d restored\n",
		words.Count(n.Records, "record"), words.Count(n.Files-n.Refused, "file"), words.Count(n.Captures, "capture"), n.There, n.Other, n.Failed,
		n.New, n.Edited, n.Gone, n.Missed, n.Restored)
	return err
}

func (im *fileImport) verdict() error {
	n := im.n
	bad := n.Failed + n.Refused
	switch {
	case bad > 0 && n.Captures+n.There == 0:
		return &exit.Error{Code: exit.Failed, Err: errors.New("nothing could be taken in; see the lines above")}
	case n.Refused > 0:
		return exit.Partf("%s refused; what is in stays as it is", words.Count(n.Refused, "file"))
	case n.Failed > 0:
		return exit.Partf("%s could not be read; what is in stays as it is", words.Count(n.Failed, "record"))
	}
	return nil
}
