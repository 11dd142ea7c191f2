package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"onrecord/cmd/internal/ingest/split"
	"onrecord/cmd/internal/ingest/unpack"
	"onrecord/cmd/internal/ingest/workbook"
	"onrecord/scraper/format"
)

// maxPage bounds a page that is read whole, in bytes.
const maxPage = 64 << 20

// page takes in HTML.
func (f *file) page(ctx context.Context, br *bufio.Reader) error {
	b, err := io.ReadAll(io.LimitReader(br, maxPage+1))
	if err != nil {
		return err
	}
	if len(b) > maxPage {
		return errors.New("the page is longer than 64 MiB")
	}
	if bytes.Contains(b[:min(len(b), 1000)], []byte("<opml")) {
		return errors.New("it is a list of feeds (OPML): 'onrecord source import FILE' takes it")
	}
	u := &format.Unit{Raw: b, File: f.file.Base()}
	for _, kind := range f.formats {
		if kind.Form == format.Pages && kind.Claims(u) {
			if err := f.takenFor(kind); err != nil {
				return err
			}
			return f.observe(ctx, 1, u)
		}
	}
	return errUnknown
}

// repository takes in a file that is read in no order.
func (f *file) repository(ctx context.Context, kind format.Format, br *bufio.Reader) error {
	if err := f.takenFor(kind); err != nil {
		return err
	}
	return unpack.Spooled(br, func(name string) error {
		r, err := os.Open(name)
		if err != nil {
			return err
		}
		defer r.Close()
		info, err := r.Stat()
		if err != nil {
			return err
		}
		n := 0
		return kind.Records(r, info.Size(), func(raw []byte, err error) error {
			if n++; ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				return f.amiss(split.Value{Line: n, Err: err})
			}
			return f.observe(ctx, n, &format.Unit{Raw: raw, File: f.file.Base()})
		})
	})
}

// package_ takes in a zip file that is one document: a workbook, or a WACZ.
func (f *file) package_(ctx context.Context, br *bufio.Reader) error {
	return unpack.Spooled(br, func(name string) error {
		z, err := zip.OpenReader(name)
		if err != nil {
			return err
		}
		defer z.Close()
		has := func(s string) bool {
			return slices.ContainsFunc(z.File, func(m *zip.File) bool { return m.Name == s })
		}
		switch {
		case workbook.Is(&z.Reader):
			return f.workbook(ctx, &z.Reader)
		case has("datapackage.json"):
			return f.wacz(ctx, name)
		}
		return errUnknown
	})
}

// workbook takes in the first sheet of a workbook that has rows.
func (f *file) workbook(ctx context.Context, z *zip.Reader) error {
	x, err := workbook.Open(z)
	if err != nil {
		return err
	}
	for i := range x.Sheets() {
		err := f.sheet(ctx, x, i)
		if f.first != nil || err != nil {
			return f.end(err)
		}
	}
	return errors.New("no sheet of the workbook has rows")
}

// sheet takes in the rows of a sheet.
func (f *file) sheet(ctx context.Context, x *workbook.File, sheet int) error {
	var columns []string
	return x.Rows(sheet, func(row workbook.Row) (err error) {
		if columns == nil {
			if row.Err != nil {
				return fmt.Errorf("the names of the columns: %w", row.Err)
			}
			columns, err = split.Columns(row.Cells)
			return err
		}
		v := split.Value{Line: row.Number, Err: row.Err}
		if v.Err == nil {
			v.Raw, v.Err = split.Row(columns, row.Cells)
		}
		return f.row(ctx, columns, v)
	})
}

// captures takes in a WARC file, or an ARC file.
func (f *file) captures(ctx context.Context, br *bufio.Reader, kind string) error {
	f.takenForCaptures("web captures (" + kind + ")")
	im := f.captured()
	return stop(im.records(ctx, br, "", f.file.Size))
}

func (f *file) wacz(ctx context.Context, name string) error {
	f.takenForCaptures("web captures (WACZ)")
	im := f.captured()
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	return stop(im.wacz(ctx, in))
}

func (f *file) captured() *Captures {
	if f.warc == nil {
		f.warc = NewCaptures(f.env, f.st, f.pass)
		f.Files.warc = f.warc
		f.N.Captures = &f.warc.N
	}
	f.warc.name = f.file.Base()
	f.warc.N.Files++
	return f.warc
}

func (f *file) takenForCaptures(name string) {
	f.known = true
	f.N.Kinds[f.shown] = name
	f.Found(f.shown, name)
}
