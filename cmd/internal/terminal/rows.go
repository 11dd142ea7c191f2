package terminal

import (
	"io"

	"onrecord/store"
)

// TableOptions say whether a list is written as a table for a spreadsheet, and whether
// that begins with a byte order mark.
type TableOptions struct{ CSV, BOM bool }

// Rows writes a list as CSV, as JSON or as lines of fields, as it was asked for.
func Rows[T any](pr Printer, t TableOptions, each func(func(T) error) error, table func(io.Writer, bool, func(func(T) error) error) error, line func(T) []string) error {
	switch {
	case t.CSV:
		return table(pr.Out, t.BOM, each)
	case pr.JSON:
		return each(func(r T) error { return pr.object(r) })
	}
	return each(func(r T) error { return pr.Fields(line(r)...) })
}

// Over goes through what is in memory already.
func Over[T, R any](all []T, as func(T) R) func(func(R) error) error {
	return func(f func(R) error) error {
		for _, x := range all {
			if err := f(as(x)); err != nil {
				return err
			}
		}
		return nil
	}
}

// Whose is the author of a post, or the outlet of an article.
func Whose(kind store.Kind, by store.Author, outlet string) string {
	if kind == store.Post {
		return AuthorName(by)
	}
	return outlet
}

// AuthorName is an author by the handle, or by the name where there is none.
func AuthorName(by store.Author) string {
	if by.Handle != "" {
		return "@" + by.Handle
	}
	return by.Name
}
