// Package format says what a kind of file is in which people keep posts, and has what
// such kinds share: values found by their path, times however they are written, tables
// whose columns are named.
package format

import (
	"encoding/json"
	"errors"
	"io"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// Form is what a file is made of.
type Form int

// The forms of files.
const (
	// Values: JSON values, or the rows of a table, each an object.
	Values Form = iota
	// Pages: HTML.
	Pages
	// Repository: a CAR file, its records given as values.
	Repository
)

// Format is one kind of file. It does no I/O of its own.
type Format struct {
	// ID names it in the archive and on the command line: "x-archive".
	ID string
	// Name says to people what such a file is: "an X account's own archive".
	Name string
	Form Form
	// Headed says that units mean nothing without their Head.
	Headed bool
	// Lists are the members of a JSON object whose elements are units, each read by
	// itself. An object that has none of them is one unit.
	Lists []string
	// Within are the members that are objects or lists in which such Lists stand.
	Within []string
	// Claims reports whether a unit is of this format, by its content.
	Claims func(u *Unit) bool
	// Drop are members that are not kept, since they are nobody's business.
	Drop []string
	// Beside are the names of the other files of such an export (without their
	// folder) that tell what its files of posts leave out.
	Beside []string
	// Know reads those that are there and gives, for a unit, what they say of it; nil
	// where they say nothing.
	Know func(files map[string][]byte) func(u *Unit) json.RawMessage
	// Records gives the units of a Repository, one after the other, each until the next.
	Records func(r io.ReaderAt, size int64, each func(raw []byte, err error) error) error
	// Read says what a unit says of posts, or with Passed why it holds no statement of its
	// author's.
	Read func(c Context, u *Unit) ([]store.Observation, error)
}

// Context is what reading may ask.
type Context struct {
	Platforms *scraper.Registry
	// Account is whose posts they are, where the file does not say and the keeper does.
	Account string
}

// Unit is one thing of a file: a post, a page of an answer, a row.
type Unit struct {
	// Raw is its bytes, as JSON or HTML in UTF-8.
	Raw []byte
	// Head is what stands in the file before the list that the unit stands in, a JSON
	// object; Beside is what other files of the export say of it. Nil for nothing.
	Head, Beside json.RawMessage
	// List is the member of the file's object in whose list it stands, "" for none.
	List string
	// Several says that the object in whose list it stands is one of several, of which
	// nobody can say whose they are by one Account.
	Several bool
	// File is the file's name without its folder.
	File string
	// Format is that of a unit that the archive kept, "" where it is to be found out.
	Format string
	// Row says that it is a table's, whose values are all text.
	Row    bool
	object map[string]json.RawMessage
	read   bool
}

// Passed is why a unit of the format holds no statement of its author's: it is left out
// and counted by this word, which stands after a number ("reposts").
type Passed string

// Error is the word.
func (p Passed) Error() string { return string(p) }

// The usual ones.
const (
	Reposts Passed = "reposts"
	Private Passed = "not public"
	Others  Passed = "that are no posts"
)

// ErrNeedsPlatform says that nothing tells a post's platform.
var ErrNeedsPlatform = errors.New("nothing says which platform it is of; give one, as in --map platform=x")

// NeedsAccount says that a file names nobody.
type NeedsAccount struct{ What string }

// Error says what to give.
func (e NeedsAccount) Error() string {
	return "the file does not say whose posts these are; give " + e.What + " with --account"
}

// Object are the members of a unit that is a JSON object, nil for another.
func (u *Unit) Object() map[string]json.RawMessage {
	if !u.read {
		u.read = true
		if len(u.Raw) > 0 && u.Raw[0] == '{' {
			_ = jsontext.Decode(u.Raw, &u.object)
		}
	}
	return u.object
}

// Has reports whether a unit is an object with all these members, none of them null.
func (u *Unit) Has(keys ...string) bool {
	o := u.Object()
	for _, k := range keys {
		if v := o[k]; len(v) == 0 || string(v) == "null" {
			return false
		}
	}
	return o != nil
}

// HasKeys reports whether a unit is an object with all these members, of any value.
func (u *Unit) HasKeys(keys ...string) bool {
	o := u.Object()
	for _, k := range keys {
		if _, ok := o[k]; !ok {
			return false
		}
	}
	return o != nil
}

// Text is a member that is text or a number, "" for all else.
func (u *Unit) Text(key string) string { return text(u.Object()[key]) }

// Parsed has an adapter read a unit as an answer that came from an address.
func Parsed(a scraper.Adapter, p scraper.Page) ([]store.Observation, error) {
	p.Request.Platform, p.Status = a.Platform(), 200
	if p.URL != nil {
		p.Request.URL = p.URL.String()
	}
	got, err := a.Parse(p)
	if len(got.Observations) > 0 {
		return got.Observations, nil
	}
	if err == nil && got.Blocked != "" {
		err = errors.New(got.Blocked)
	}
	return nil, err
}

// Claimed marks what a file says of posts beside its author's own as claims.
func Claimed(seen []store.Observation) []store.Observation {
	for i := range seen {
		if seen[i].Context {
			seen[i].Authority = store.AuthorityClaim
		}
	}
	return seen
}
