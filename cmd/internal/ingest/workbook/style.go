package workbook

import (
	"encoding/xml"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateForm is what a cell's format makes of a number.
type dateForm byte

const (
	noDate dateForm = iota
	aDay
	aTime
)

// maxStyles bounds the formats of a workbook; Excel has 65,490.
const maxStyles = 100_000

// readStyles reads which formats are dates.
func (f *File) readStyles() error {
	codes, cells := map[string]string{}, false
	err := f.each("xl/styles.xml", maxBytes, func(_ *reader, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if len(codes) < maxStyles {
				codes[attr(e, "numFmtId")] = attr(e, "formatCode")
			}
		case "cellStyleXfs", "cellXfs", "cellStyles", "dxfs":
			cells = e.Name.Local == "cellXfs"
		case "xf":
			if cells && len(f.dates) < maxStyles {
				f.dates = append(f.dates, formOf(attr(e, "numFmtId"), codes))
			}
		}
		return nil
	})
	if errors.Is(err, errMissing) {
		return nil
	}
	return err
}

// beside is what a format's code has that is no part of a date: texts, colours and
// escaped characters.
var beside = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

// formOf reads a format by its number (§18.8.30 has those that stand in no file) or code.
func formOf(id string, codes map[string]string) dateForm {
	code, own := codes[id]
	if !own {
		switch n, _ := strconv.Atoi(id); {
		case n >= 14 && n <= 17, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
			return aDay
		case n == 22:
			return aTime
		}
		return noDate
	}
	code = strings.ToLower(beside.ReplaceAllString(code, ""))
	code, _, _ = strings.Cut(code, ";")
	switch {
	case strings.Contains(code, "general") || !strings.ContainsAny(code, "yd"):
		return noDate
	case strings.ContainsAny(code, "hs"):
		return aTime
	}
	return aDay
}

// number is a number as it stands in the file, or the time that its format makes of it;
// a workbook's times have no zone.
func (f *File) number(style, raw string) string {
	n, err := strconv.Atoi(style)
	if err != nil || n < 0 || n >= len(f.dates) || f.dates[n] == noDate {
		return raw
	}
	days, err := strconv.ParseFloat(raw, 64)
	if err != nil || !(days >= 1 && days < 2958466) { // 9999-12-31
		return raw
	}
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case f.from1904:
		from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60: // Excel has a 29 February 1900
		from = from.AddDate(0, 0, 1)
	}
	whole, part := math.Modf(days)
	at := from.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(part*86_400_000)) * time.Millisecond)
	if f.dates[n] == aDay && part == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02T15:04:05.999")
}
