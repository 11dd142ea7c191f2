package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/ingest/unpack"
	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/warc"
)

// Captures takes in files of captures.
type Captures struct {
	env    config.Env
	reader Reader
	st     Archive
	c      *scraper.Collector
	// name is the file's, shown is how far it is read.
	name string
	show func(done, total int)
	// N counts what was read.
	N CaptureCounts
	// bodies tells which capture has the payload that other records refer to.
	bodies map[[16]byte]int64
	// moments are the bodies of an address at one second, in the order of their records.
	moments map[[16]byte][][8]byte
	note    warc.Note
	chain   redirects
	told    int
}

// CaptureCounts says what an import of captures brought in.
type CaptureCounts struct {
	Files    int `json:"files"`
	Records  int `json:"records"`
	Captures int `json:"captures"`
	There    int `json:"there"`
	Other    int `json:"other"`
	Failed   int `json:"failed"`
	// Refused counts files.
	Refused int `json:"refused"`
	Changes
}

// Changes counts what captures changed.
type Changes struct {
	New    int `json:"new"`
	Edited int `json:"edited"`
	// Contradicted is as in LineCounts.
	Contradicted int `json:"contradicted,omitempty"`
	// Filled are those of which a part was known, and that are whole now.
	Filled   int `json:"filled,omitempty"`
	Gone     int `json:"gone"`
	Missed   int `json:"missed"`
	Restored int `json:"restored"`
}

// Archive takes captures in.
type Archive interface {
	store.Recorder
	Capture(ctx context.Context, id int64) (store.Capture, error)
	CaptureAt(ctx context.Context, url string, at time.Time, bodySHA256 string) (int64, error)
}

// NewCaptures makes an import of captures.
func NewCaptures(e config.Env, st Archive, pass scraper.Archive) *Captures {
	platforms := e.Platforms()
	return &Captures{
		env: e, reader: Reader{platforms, e.Now}, st: st, show: e.Progress("importing"), bodies: map[[16]byte]int64{}, moments: map[[16]byte][][8]byte{},
		c: &scraper.Collector{Platforms: platforms, Store: pass, ConfirmAfter: e.ConfirmGap()},
	}
}

// WARC takes in a WARC file, "-" for standard input. What is wrong with it is warned
// of; an error is the archive's.
func (im *Captures) WARC(ctx context.Context, name string) error {
	return im.file(ctx, name, func(f *os.File) error { return im.warc(ctx, f, "") })
}

// WACZ takes in the WARC files of a container, or refuses it whole.
func (im *Captures) WACZ(ctx context.Context, name string) error {
	return im.file(ctx, name, func(f *os.File) error { return im.wacz(ctx, f) })
}

// file takes in one file. What is wrong with it is reported; an error is the
// archive's.
func (im *Captures) file(ctx context.Context, name string, take func(*os.File) error) error {
	im.N.Files++
	im.name = filepath.Base(name)
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = unpack.Input(ctx, name); err != nil {
			return errors.Join(ctx.Err(), im.refuse(err))
		}
		defer f.Close()
	} else {
		im.name = "standard input"
	}
	return take(f)
}

// refuse reports a file that is not read.
func (im *Captures) refuse(err error) error {
	im.N.Refused++
	im.env.Warn(fmt.Errorf("%s: %w", im.name, err))
	return nil
}

// maxTold is how many bad records are reported one by one.
const maxTold = 100

// bad reports a record that cannot be taken in.
func (im *Captures) bad(number int, err error) {
	im.N.Failed++
	if im.told++; im.told <= maxTold {
		im.env.Warn(fmt.Errorf("%s record %d: %w", im.name, number, err))
	}
	if im.told == maxTold {
		im.env.Warn(errors.New("further bad records are only counted"))
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
func (im *Captures) warc(ctx context.Context, f *os.File, part string) error {
	total := int64(0)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		total = info.Size()
	}
	return im.records(ctx, f, part, total)
}

// records takes in the records that r holds.
func (im *Captures) records(ctx context.Context, in io.Reader, part string, total int64) error {
	from := &counting{r: in}
	br := bufio.NewReaderSize(from, 256<<10)
	in = br
	if arc, ok := warc.OpenARC(br); ok {
		in = arc
	}
	r, err := warc.NewReader(in)
	if err != nil {
		switch {
		case part != "":
			err = fmt.Errorf("%s: %w", part, err)
		case errors.Is(err, warc.ErrNotWARC):
			err = fmt.Errorf("%w; 'onrecord import FILE' finds out by itself what a file is and how it is packed", err)
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
			im.N.Records++
			im.bad(re.Number, re.Err)
			continue
		case err != nil:
			return errors.Join(im.endChain(ctx), im.refuse(err))
		}
		im.N.Records++
		im.show(int(from.n>>10), int(max(total, from.n+1)>>10))
		if err := im.record(ctx, rec); err != nil {
			return err
		}
	}
}

// record takes in one record. Its error is the archive's.
func (im *Captures) record(ctx context.Context, rec *warc.Record) error {
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
func (im *Captures) count(changes []store.Change) {
	im.N.Captures++
	for _, c := range changes {
		switch c.Kind {
		case store.ChangeNew:
			im.N.New++
		case store.ChangeEdited:
			im.N.Edited++
		case store.ChangeContradicted, store.ChangeUnconfirmed:
			im.N.Contradicted++
		case store.ChangeFilled:
			im.N.Filled++
		case store.ChangeGone:
			im.N.Gone++
		case store.ChangeMissed:
			im.N.Missed++
		case store.ChangeRestored:
			im.N.Restored++
		}
	}
}
