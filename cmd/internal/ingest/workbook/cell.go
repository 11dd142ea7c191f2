package workbook

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The sheet's size (ECMA-376 part 1, §18.3.1.4).
const (
	maxColumns = 16_384
	maxRows    = 1_048_576
)

// maxSheet bounds what is read of a sheet, in bytes unpacked.
const maxSheet = 4 << 30

// Rows calls take for each row of the sheet of that number, from 0, that has cells with
// text or one that cannot be read.
func (f *File) Rows(sheet int, take func(Row) error) error {
	last := 0
	return f.each(f.sheets[sheet], maxSheet, func(d *reader, e xml.StartElement) error {
		if e.Name.Local != "row" {
			return nil
		}
		row := Row{Number: last + 1}
		if n, err := strconv.Atoi(attr(e, "r")); err == nil && n >= 1 && n <= maxRows {
			row.Number = n
		}
		last = row.Number
		if err := f.row(d, &row); err != nil {
			return err
		}
		if len(row.Cells) == 0 && row.Err == nil {
			return nil
		}
		return take(row)
	})
}

// row reads the cells of a row, to its end.
func (f *File) row(d *reader, row *Row) error {
	column := 0
	for at := d.depth; ; {
		t, err := d.token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if d.depth < at {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			raw, err := d.text()
			if err != nil {
				return err
			}
			if err := f.put(row, &column, t, raw); err != nil && row.Err == nil {
				row.Err = err
			}
		}
	}
}

// put puts a cell into its row; column is the one after the last.
func (f *File) put(row *Row, column *int, c xml.StartElement, raw string) error {
	name := attr(c, "r")
	if name != "" {
		n, ok := columnOf(name)
		if !ok {
			return fmt.Errorf("%q is no cell of a sheet", clip(name))
		}
		*column = n
	} else {
		name = fmt.Sprintf("the one in column %d", *column+1)
	}
	if *column >= maxColumns {
		return fmt.Errorf("it has more than %d cells", maxColumns)
	}
	i := *column
	*column++
	s, err := f.value(c, raw)
	if err != nil {
		return fmt.Errorf("cell %s: %w", clip(name), err)
	}
	if s == "" {
		return nil
	}
	if more := i + 1 - len(row.Cells); more > 0 {
		row.Cells = append(row.Cells, make([]string, more)...)
	}
	row.Cells[i] = s
	return nil
}

var cellName = regexp.MustCompile(`^\$?([A-Za-z]{1,3})\$?[0-9]{0,7}$`)

// columnOf is the column of a cell's name, from 0.
func columnOf(name string) (int, bool) {
	m := cellName.FindStringSubmatch(name)
	if m == nil {
		return 0, false
	}
	n := 0
	for _, c := range strings.ToUpper(m[1]) {
		n = n*26 + int(c-'A') + 1
	}
	return n - 1, n <= maxColumns
}

// value is the text of a cell (§18.18.11 has the types). What a formula failed with is
// none of the sheet's words.
func (f *File) value(c xml.StartElement, raw string) (string, error) {
	switch attr(c, "t") {
	case "s":
		if raw = strings.TrimSpace(raw); raw == "" {
			return "", nil
		}
		n, err := strconv.Atoi(raw)
		if err != nil || n < 0 || n >= len(f.shared) {
			return "", fmt.Errorf("there is no shared text of number %q", clip(raw))
		}
		return f.shared[n], nil
	case "e":
		return "", nil
	case "", "n":
		return f.number(attr(c, "s"), strings.TrimSpace(raw)), nil
	}
	return raw, nil
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped puts in the characters that XML has no place for (§22.9.2.19).
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 16)
		if err != nil || n >= 0xd800 && n < 0xe000 {
			return e
		}
		return string(rune(n))
	})
}

func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
