package terminal

import (
	"errors"
	"fmt"
	"io"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// TableOptions say whether a list is written as a table for a spreadsheet, whether that
// begins with a byte order mark, and whether something was asked for, which may not be there.
type TableOptions struct{ CSV, BOM, Asked bool }

// Rows writes a list as CSV, as JSON or as lines of fields, as it was asked for. names are
// those of the fields, parted by tabs.
func Rows[T any](pr Printer, t TableOptions, each func(func(T) error) error, table func(io.Writer, bool, func(func(T) error) error) error, names string, line func(T) []string) error {
	none := true
	rows := func(f func(T) error) error {
		return each(func(r T) (err error) {
			if none && !t.CSV && !pr.JSON {
				err = pr.fieldNames(names)
			}
			none = false
			return errors.Join(err, f(r))
		})
	}
	var err error
	switch {
	case t.CSV:
		err = table(Unwrapped(pr.Out), t.BOM, rows)
	case pr.JSON:
		err = rows(func(r T) error { return pr.object(r) })
	default:
		err = rows(func(r T) error { return pr.fields(line(r)...) })
	}
	if err == nil && none {
		err = pr.Nothing(t.Asked)
	}
	return err
}

// Marked adds to a line whose word it is, where that is not its home's.
func (pr Printer) Marked(line []string, from wire.Origin) []string {
	if mark := pr.whose(from); mark != "" {
		line = append(line, mark)
	}
	return line
}

// Authors lists who posted: to people in columns, elsewhere a line of fields each.
func (pr Printer) Authors(all []store.AuthorCount) error {
	if pr.JSON || pr.width() == 0 {
		return Rows(pr, TableOptions{}, Over(all, wire.AuthorCountOf), nil, "", func(x wire.AuthorCount) []string {
			return []string{string(x.Platform), AuthorName(store.Author{Name: x.Name, Handle: x.Handle}), x.Name, fmt.Sprint(x.Posts), fmt.Sprint(x.Edited), fmt.Sprint(x.Gone), fmt.Sprint(x.Quoted)}
		})
	}
	if len(all) == 0 {
		return pr.Nothing(false)
	}
	rows := [][]string{{"POSTS", "EDITED", "GONE", "ERASED", "QUOTED", "PLATFORM", "AUTHOR"}}
	for _, a := range all {
		x := wire.AuthorCountOf(a)
		rows = append(rows, []string{fmt.Sprint(x.Posts), fmt.Sprint(x.Edited), fmt.Sprint(x.Gone), fmt.Sprint(x.Erased), fmt.Sprint(x.Quoted), string(x.Platform), words.Line(words.Headline(store.Document{Author: a.Author}, ""), 200)})
	}
	return pr.Table(rows)
}

// WordsOf are those of a listed change, or why the archive's owner took them out.
func WordsOf(c wire.ListedChange) string {
	if c.Kind == store.ChangeErased {
		return words.Line("by the archive's owner: "+c.Detail, 300)
	}
	return words.Titled(c.Title, c.Text)
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
