// Package workbook reads the rows of an Office Open XML workbook (.xlsx, ECMA-376 part
// 1, §18). Whoever made the file is not trusted: what is read of it is bounded, and a
// cell that cannot be read costs its row and no other.
package workbook

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// A Row is a row of a sheet that has cells with text.
type Row struct {
	// Number is the row's in its sheet, from 1.
	Number int
	// Cells are the texts of the columns from A, "" for an empty one.
	Cells []string
	// Err names the first cell that cannot be read; that one is empty.
	Err error
}

// File is an open workbook.
type File struct {
	parts  map[string]*zip.File
	sheets []string
	shared []string
	// dates says of each cell format what it makes of a number.
	dates []dateForm
	// from1904 says that days are counted from 1904-01-01.
	from1904 bool
}

// Is reports whether a zip file is a workbook.
func Is(z *zip.Reader) bool { return part(z, mainPart) != nil }

const mainPart = "xl/workbook.xml"

func part(z *zip.Reader, name string) *zip.File {
	for _, f := range z.File {
		if strings.TrimPrefix(f.Name, "/") == name {
			return f
		}
	}
	return nil
}

// Open reads what a workbook's sheets share. The shared texts and the styles may be
// missing.
func Open(z *zip.Reader) (*File, error) {
	f := &File{parts: map[string]*zip.File{}}
	for _, m := range z.File {
		f.parts[strings.TrimPrefix(m.Name, "/")] = m
	}
	if err := f.readSheets(); err != nil {
		return nil, fmt.Errorf("the workbook's list of sheets: %w", err)
	}
	if err := f.readShared(); err != nil {
		return nil, fmt.Errorf("the workbook's shared texts: %w", err)
	}
	if err := f.readStyles(); err != nil {
		return nil, fmt.Errorf("the workbook's styles: %w", err)
	}
	return f, nil
}

// Sheets is how many sheets there are.
func (f *File) Sheets() int { return len(f.sheets) }

// maxSheets bounds the sheets of a workbook.
const maxSheets = 10_000

// readSheets finds the sheets in their order.
func (f *File) readSheets() error {
	targets := map[string]string{}
	err := f.each("xl/_rels/workbook.xml.rels", maxBytes, func(d *reader, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/worksheet") && len(targets) < maxSheets {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
		return nil
	})
	if err != nil && !errors.Is(err, errMissing) {
		return err
	}
	err = f.each(mainPart, maxBytes, func(d *reader, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			f.from1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if t := targets[attr(e, "id")]; t != "" && len(f.sheets) < maxSheets {
				f.sheets = append(f.sheets, partOf(t))
			}
		}
		return nil
	})
	if len(f.sheets) == 0 {
		for name := range f.parts {
			if strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml") {
				f.sheets = append(f.sheets, name)
			}
		}
		slices.Sort(f.sheets)
	}
	return err
}

// partOf is the name of the part that a relationship of the workbook names.
func partOf(target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join("xl", target)
}

// The most that is kept of the shared texts, and read of a part that is read whole, in
// bytes unpacked; and how many shared texts there may be.
const (
	maxBytes  = 128 << 20
	maxShared = 4 << 20
)

// readShared reads the texts that cells name by number.
func (f *File) readShared() error {
	total := 0
	err := f.each("xl/sharedStrings.xml", maxBytes, func(d *reader, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := d.text()
		if err != nil {
			return err
		}
		if total += len(s); len(f.shared) >= maxShared || total > maxBytes {
			return errors.New("there are too many; save the sheet as CSV and import that")
		}
		f.shared = append(f.shared, s)
		return nil
	})
	if errors.Is(err, errMissing) {
		return nil
	}
	return err
}

var errMissing = errors.New("the part is missing")

// open opens a part, of which at most so many bytes are read.
func (f *File) open(name string, most int64) (*reader, io.Closer, error) {
	m := f.parts[name]
	if m == nil {
		return nil, nil, errMissing
	}
	in, err := m.Open()
	if err != nil {
		return nil, nil, err
	}
	return newReader(in, most), in, nil
}

// each calls take for each element of a part that no earlier call has read.
func (f *File) each(name string, most int64, take func(*reader, xml.StartElement) error) error {
	d, in, err := f.open(name, most)
	if err != nil {
		return err
	}
	defer in.Close()
	for {
		t, err := d.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := take(d, e); err != nil {
				return err
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
