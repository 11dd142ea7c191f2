package picture

import (
	"strings"
	"time"

	"onrecord/compare/quote"
	"onrecord/store"
)

// ByAnother reports whether the picture names another author than the post's. The
// handle says so where one was read: anybody can take anybody's name.
func (t Text) ByAnother(doc store.Document) bool {
	if t.Handle == "" || doc.Author.Handle == "" {
		return quote.Speaker{Name: t.Name}.SaidBy(doc.Author, doc.AuthorNames) == quote.Differs
	}
	plain := func(handle string) string { return strings.ReplaceAll(strings.ToLower(handle), "_", "") }
	read := plain(t.Handle)
	for _, n := range append([]string{"@" + doc.Author.Handle}, doc.AuthorNames...) {
		handle, ok := strings.CutPrefix(plain(n), "@")
		local, _, _ := strings.Cut(handle, "@")
		if ok && (handle == read || local == read || inPart(strings.ToLower(n[1:]), strings.ToLower(t.Handle)) || looksLike(handle, read) || t.handleOdd && nearly(handle, read)) {
			return false
		}
	}
	return true
}

// inPart reports whether what was read is a handle up to or from an underscore, at
// which readers of pictures break.
func inPart(handle, read string) bool {
	read = strings.Trim(read, "_")
	return len(read) >= 4 && (strings.HasPrefix(handle, read+"_") || strings.HasSuffix(handle, "_"+read))
}

// aDay is how far a date on a picture may be from the post's: clocks around the world
// differ by as much.
const aDay = 38 * time.Hour

// OfAnotherDay reports whether the picture has another date than a time's.
func (t Text) OfAnotherDay(at time.Time) bool {
	if t.Day == 0 || at.IsZero() {
		return false
	}
	years := []int{t.Year}
	if t.Year == 0 {
		years = []int{at.Year() - 1, at.Year(), at.Year() + 1}
	}
	for _, y := range years {
		if time.Date(y, time.Month(t.Month), t.Day, 12, 0, 0, 0, time.UTC).Sub(at).Abs() <= aDay {
			return false
		}
	}
	return true
}
