package ingest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/ingest/split"
	"onrecord/cmd/internal/ingest/unpack"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/format"
	"onrecord/store"
	"onrecord/store/warc"
)

// Files takes in files of whatever kind they are.
type Files struct {
	// Map explains tables whose columns nobody knows, Account says whose posts they are
	// where a file does not.
	Map, Account string
	// Found is told what each file is taken for.
	Found func(file, name string)
	// N counts what was read, Kinds what there was.
	N FileCounts

	env     config.Env
	st      FileArchive
	pass    scraper.Archive
	reader  Reader
	formats []format.Format
	lists   split.Lists
	told    told
	warc    *Captures
	at      time.Time // see Lines
}

// FileArchive takes in what files hold.
type FileArchive interface {
	Archive
	settings
	recorder
}

// FileCounts says what an import of files brought in.
type FileCounts struct {
	LineCounts
	// Files counts those that were read, Unknown those that were passed over since they
	// hold nothing that onrecord knows, Refused those that could not be read.
	Files   int `json:"files"`
	Unknown int `json:"unknown"`
	Refused int `json:"refused"`
	// Passed counts what holds no statement of its author's, by why.
	Passed map[string]int `json:"passed,omitempty"`
	// Kinds are the kinds of file by their files' names.
	Kinds map[string]string `json:"kinds,omitempty"`
	// Captures are of WARC and WACZ files.
	Captures *CaptureCounts `json:"captures,omitempty"`
}

// NewFiles makes an import of files.
func NewFiles(e config.Env, st FileArchive, pass scraper.Archive) *Files {
	im := &Files{
		env: e, st: st, pass: pass, reader: Reader{Platforms: e.Platforms(), Now: e.Now}, told: told{warn: e.Warn}, at: e.Now().UTC(), Found: func(string, string) {},
		lists: split.Lists{Of: map[string]bool{}, Within: map[string]bool{}},
	}
	im.N.Passed, im.N.Kinds = map[string]int{}, map[string]string{}
	im.formats = im.reader.Formats()
	for _, f := range im.formats {
		for _, l := range f.Lists {
			im.lists.Of[l] = true
		}
		for _, l := range f.Within {
			im.lists.Within[l] = true
		}
	}
	return im
}

// Take takes in what lies at a path. What is wrong with a file is warned of; an error is
// the archive's, or asks for a mapping.
func (im *Files) Take(ctx context.Context, path string, in io.Reader) error {
	err := unpack.Find(ctx, path, in, func(g unpack.Group) error { return im.group(ctx, path, g) })
	im.told.end()
	var stop *stopped
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &stop):
		return stop.err
	}
	im.refuse(path, err)
	return nil
}

var errEmpty = errors.New("it is empty")

// stopped is an error that ends the import: the archive's, or a question.
type stopped struct{ err error }

func (s *stopped) Error() string { return s.err.Error() }
func (s *stopped) Unwrap() error { return s.err }

func stop(err error) error {
	if err == nil {
		return nil
	}
	return &stopped{err}
}

func (im *Files) refuse(file string, err error) {
	im.N.Refused++
	if !strings.Contains(err.Error(), file) {
		err = fmt.Errorf("%s: %w", file, err)
	}
	im.env.Warn(err)
}

// group takes in the files of one export.
func (im *Files) group(ctx context.Context, path string, g unpack.Group) error {
	known, refused := 0, im.N.Refused
	for _, f := range g.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		one := &file{Files: im, group: g, file: f, path: path, shown: f.Name}
		err := one.take(ctx)
		var s *stopped
		switch {
		case errors.As(err, &s) || ctx.Err() != nil:
			return err
		case errors.Is(err, errUnknown) && !g.Alone:
			im.N.Unknown++
		case err != nil && !g.Alone && (errors.Is(err, split.ErrBinary) || errors.Is(err, split.ErrProse) || errors.Is(err, errEmpty)):
			im.N.Unknown++
		case err != nil:
			im.refuse(f.Name, one.broken(err))
		default:
			known++
		}
	}
	im.N.Files += known
	if known == 0 && !g.Alone && !g.Others && im.N.Refused == refused {
		im.refuse(g.Name, fmt.Errorf("none of its %d files is of a kind that onrecord knows; see 'onrecord help import'", len(g.Files)))
	}
	return nil
}

// broken says of a file that ends early, or is packed and damaged, what was taken in of it.
func (f *file) broken(err error) error {
	early, taken := errors.Is(err, io.ErrUnexpectedEOF), 0
	if f.lines != nil {
		taken = f.lines.N.Lines - f.lines.N.Failed
	}
	switch {
	case f.read == nil: // it could not be opened
		return err
	case early && taken == 0:
		return unpack.ErrCut
	case taken == 0:
		return err
	case early:
		return fmt.Errorf("it ends in the middle: what stands in it up to there was taken in (%s), the rest is missing; get the file anew", words.Count(taken, "line"))
	}
	return fmt.Errorf("it is damaged or ends early (%w): what stands in it up to there was taken in (%s), the rest is missing; get the file anew", err, words.Count(taken, "line"))
}

// file is one file while it is taken in.
type file struct {
	*Files
	group unpack.Group
	file  unpack.File
	path  string
	shown string
	lines *Lines
	// as is the format, once it is known, text the mapping that explains it.
	as    format.Format
	known bool
	text  string
	know  func(*format.Unit) []byte
	// unclaimed are the units that nobody claimed before it was known what the file is.
	unclaimed []unclaimed
	// first are the columns, or the first object's names, and example the first row or object.
	first   []string
	example []byte
	read    *counting
}

func (f *file) take(ctx context.Context) error {
	in, err := f.file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	f.read = &counting{r: in}
	br := bufio.NewReaderSize(f.read, 1<<16)
	head, err := br.Peek(1 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	f.lines = NewLines(f.env, f.st, nil, f.shown)
	f.lines.at = f.at
	f.lines.bad = func(n int, err error) { f.told.bad(f.shown, n, err) }
	err = f.dispatch(ctx, head, br)
	return errors.Join(err, stop(f.finish(ctx)))
}

// finish records what waits, and adds up.
func (f *file) finish(ctx context.Context) error {
	err := f.lines.flush(ctx)
	f.N.LineCounts.add(f.lines.N)
	return err
}

// dispatch has a file read as what its first bytes say that it is.
func (f *file) dispatch(ctx context.Context, head []byte, br *bufio.Reader) error {
	switch {
	case len(head) == 0:
		return errEmpty
	case strings.HasPrefix(string(head), "WARC/"):
		return f.captures(ctx, br, "WARC")
	case warc.IsARC(head):
		return f.captures(ctx, br, "ARC")
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return f.package_(ctx, br)
	case strings.HasPrefix(string(head), "PAR1"):
		return errors.New("it is a table in Parquet, which is not read; write it as CSV or JSON lines")
	case strings.HasPrefix(string(head), "SQLite format 3\x00"):
		return errors.New("it is a database (SQLite), which is not read; write its table of posts as CSV: sqlite3 -csv -header FILE 'SELECT * FROM posts'")
	}
	for _, kind := range f.formats {
		if kind.Form == format.Repository && kind.Claims(&format.Unit{Raw: head}) {
			return f.repository(ctx, kind, br)
		}
	}
	text, note, err := split.Text(br)
	if err != nil {
		return err
	}
	first := firstByte(text)
	switch {
	case first == 0:
		return errEmpty
	case first == '<':
		err = f.page(ctx, text)
	case first == '{' || first == '[' || first == 0x1e || script(text):
		err = f.values(ctx, text)
	default:
		err = f.table(ctx, text)
	}
	if odd := note(); odd != nil && f.known {
		f.env.Warn(fmt.Errorf("%s: %w", f.shown, odd))
	}
	return err
}

// firstByte is the first that is no white space, 0 where there is none.
func firstByte(br *bufio.Reader) byte {
	head, _ := br.Peek(64 << 10) // fewer is good as well
	for _, c := range head {
		if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
	}
	return 0
}

// script reports whether a text assigns a JSON value to a variable.
func script(br *bufio.Reader) bool {
	head, _ := br.Peek(200) // fewer is good as well
	name, value, ok := strings.Cut(string(head), "=")
	value = strings.TrimLeft(value, " \t\r\n")
	return ok && len(value) > 0 && (value[0] == '[' || value[0] == '{') && !strings.ContainsAny(strings.TrimSpace(name), ",;\t\n\"")
}

// values takes in JSON.
func (f *file) values(ctx context.Context, br *bufio.Reader) error {
	err := split.Values(ctx, br, f.lists, func(v split.Value) error {
		if v.Err != nil {
			return f.amiss(v)
		}
		u := &format.Unit{Raw: v.Raw, Head: v.Head, List: v.List, Several: v.Several, File: f.file.Base()}
		if f.first == nil {
			f.first, f.example = slices.Sorted(maps.Keys(u.Object())), v.Raw
		}
		return f.unit(ctx, v.Line, u)
	})
	return f.end(err)
}

// table takes in rows.
func (f *file) table(ctx context.Context, br *bufio.Reader) error {
	err := split.Rows(ctx, br, func(columns []string, v split.Value) error { return f.row(ctx, columns, v) })
	return f.end(err)
}

func (f *file) row(ctx context.Context, columns []string, v split.Value) error {
	if len(columns) < 2 {
		return errUnknown
	}
	f.first = columns
	if v.Err != nil {
		return f.amiss(v)
	}
	if f.example == nil {
		f.example = v.Raw
	}
	return f.unit(ctx, v.Line, &format.Unit{Raw: v.Raw, File: f.file.Base(), Row: true})
}

// end is how a file ended: with its format known, or with a question where it was given
// by itself.
func (f *file) end(err error) error {
	switch {
	case err != nil && !errors.Is(err, errUnknown):
		return err
	case f.known:
		return nil
	case f.group.Alone && writtenHere(f.first) != nil:
		return writtenHere(f.first)
	case f.group.Alone && len(f.first) > 1:
		return f.ask()
	}
	return errUnknown
}

// ask asks for a mapping.
func (f *file) ask() error {
	of := func(s string) store.Platform {
		p := f.reader.Platforms.DocumentAt(s).Platform()
		if p == "" {
			p = f.reader.Platforms.PlatformOf(s)
		}
		if f.reader.Platforms.IsPage(p) { // it says nothing about a post
			return ""
		}
		return p
	}
	return stop(&AskForMap{File: f.shown, Path: f.path, Columns: f.first, Suggested: guess(f.first, f.example, of)})
}

// amiss counts and reports what cannot be read.
func (f *file) amiss(v split.Value) error {
	f.lines.N.Lines++
	f.lines.N.Failed++
	f.told.bad(f.shown, v.Line, v.Err)
	return nil
}

// unknownMost is how many units are looked at to know a file, keptMost how large one is, in
// bytes, that is kept till then; a larger one is told as one that cannot be read.
const (
	unknownMost = 100
	keptMost    = 64 << 10
)

// unit takes in one unit, once it is known what the file is.
func (f *file) unit(ctx context.Context, line int, u *format.Unit) error {
	if !f.known || f.text == "" && !f.as.Claims(u) {
		if ok, err := f.recognise(ctx, line, u); !ok || err != nil {
			return err
		}
	}
	if err := f.claim(ctx); err != nil {
		return err
	}
	if err := f.drop(u); err != nil {
		return f.amiss(split.Value{Line: line, Err: err})
	}
	if f.know != nil {
		u.Beside = f.know(u)
	}
	return f.observe(ctx, line, u)
}

// drop leaves out of a unit what its format does not keep.
func (f *file) drop(u *format.Unit) error {
	if len(f.as.Drop) == 0 || u.Object() == nil {
		return nil
	}
	o := u.Object()
	for _, name := range f.as.Drop {
		delete(o, name)
	}
	var err error
	u.Raw, err = json.Marshal(o)
	return err
}

// unclaimed is a unit that nobody claims, and its line.
type unclaimed struct {
	line int
	unit format.Unit
}

// ofOneKind reports whether all units of a file of a format are to be of it: in a table, and
// in lines of onrecord's own, one that lacks something is a bad one and none of another kind.
func ofOneKind(as format.Format, u *format.Unit) bool {
	return u.Row || as.ID == postLines || as.ID == articleLines
}

// claim takes in the units that nobody claimed, now that it is known what the file is.
func (f *file) claim(ctx context.Context) error {
	waited := f.unclaimed
	f.unclaimed = nil
	for _, w := range waited {
		if !ofOneKind(f.as, &w.unit) {
			f.anotherKind()
			continue
		}
		if err := f.observe(ctx, w.line, &w.unit); err != nil {
			return err
		}
	}
	return nil
}

// anotherKind counts a unit that is none of the file's format.
func (f *file) anotherKind() {
	f.lines.N.Lines++
	f.N.Passed["of another kind"]++
}

// readAs says of our own formats which column's name is read as a field's: post lines take capitals.
var readAs = map[string]func(column, field string) bool{
	postLines: strings.EqualFold, byAddressID: func(column, field string) bool { return column == field },
}

// recognise finds the format of a unit; false where it is none that is known.
func (f *file) recognise(ctx context.Context, line int, u *format.Unit) (bool, error) {
	if !f.known && f.group.Alone { // the keeper knows best, where the mapping is one of this file
		if kind, text, ok, err := f.mapping(ctx, f.first); ok && err == nil {
			f.text = text
			return true, f.takenFor(kind)
		}
	}
	for _, kind := range f.formats {
		if kind.Form != format.Values || !kind.Claims(u) {
			continue
		}
		if same := readAs[kind.ID]; !f.known && same != nil && callsOtherwise(u, same, "posted_at", "author_handle") {
			continue // its times or authors would be lost
		}
		return true, f.takenFor(kind)
	}
	if f.known && ofOneKind(f.as, u) {
		return true, nil
	}
	if f.known {
		f.anotherKind()
		return false, nil
	}
	kind, text, ok, err := f.mapping(ctx, f.first)
	if err != nil {
		return false, stop(err)
	}
	if ok {
		f.text = text
		return true, f.takenFor(kind)
	}
	kept := format.Unit{List: u.List, Several: u.Several, File: u.File, Row: u.Row}
	if len(u.Raw) <= keptMost {
		kept.Raw = slices.Clone(u.Raw)
	}
	if f.unclaimed = append(f.unclaimed, unclaimed{line, kept}); len(f.unclaimed) >= unknownMost || u.Row {
		return false, errUnknown
	}
	return false, nil
}

// takenFor notes what the file is.
func (f *file) takenFor(kind format.Format) error {
	if f.known && f.as.ID == kind.ID {
		return nil
	}
	f.as, f.known, f.know = kind, true, nil
	if f.N.Kinds[f.shown] == "" {
		f.N.Kinds[f.shown] = kind.Name
		f.Found(f.shown, kind.Name)
	}
	if kind.Know == nil {
		return nil
	}
	files := map[string][]byte{}
	for _, b := range append(append([]unpack.File(nil), f.group.Files...), f.group.Beside...) {
		if name := strings.ToLower(b.Base()); slices.Contains(kind.Beside, name) && files[name] == nil {
			whole, err := b.Read()
			if err != nil {
				f.env.Warn(fmt.Errorf("%s: %w; what it says of the posts is left out", b.Name, err))
				continue
			}
			files[name] = whole
		}
	}
	know := kind.Know(files)
	f.know = func(u *format.Unit) []byte { return know(u) }
	return nil
}

// observe records what a unit says.
func (f *file) observe(ctx context.Context, line int, u *format.Unit) error {
	c := format.Context{Platforms: f.reader.Platforms, Account: f.Account}
	if u.Several {
		c.Account = ""
	}
	seen, address, err := f.reader.read(f.as, c, u)
	var passed format.Passed
	var needs format.NeedsAccount
	switch {
	case errors.As(err, &passed):
		f.lines.N.Lines++
		f.N.Passed[string(passed)]++
		return nil
	case errors.As(err, &needs):
		return err
	case errors.Is(err, format.ErrNeedsPlatform) && f.lines.N.Lines == 0 && f.group.Alone && f.text == "":
		return f.ask()
	case err != nil:
		return f.amiss(split.Value{Line: line, Err: err})
	}
	seen, err = f.flagged(u, seen)
	if err != nil {
		return f.amiss(split.Value{Line: line, Err: err})
	}
	body, err := keepUnit(f.as, c, f.text, u)
	if err != nil {
		return f.amiss(split.Value{Line: line, Err: err})
	}
	f.lines.N.Lines++
	f.lines.show(int(f.read.n>>10), int(max(f.file.Size, f.read.n+1)>>10))
	return stop(f.lines.put(ctx, line, address, body, seen))
}

// flagged notes what is odd about a row, which no platform's reader looks at.
func (f *file) flagged(u *format.Unit, seen []store.Observation) ([]store.Observation, error) {
	if u.Row || f.text != "" {
		return seen, flagged(u.Raw, seen)
	}
	return seen, nil
}

// Brought reports whether anything was taken in that was not there.
func (im *Files) Brought() bool {
	return im.N.New+im.N.Edited+im.N.Contradicted+im.N.Filled+im.N.Gone > 0 || im.N.Captures != nil && im.N.Captures.Captures > 0
}
