// Package ingest takes in what others kept: posts and articles as lines of JSON, and
// captures as WARC and WACZ.
package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/ingest/split"
	"onrecord/cmd/internal/jsonl"
	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/store"
)

// Lines records lines in batches, each a transaction.
type Lines struct {
	env  config.Env
	st   recorder
	read LineReader
	file string
	// at is when the import began: whatever has no time of its own is of this one, so that
	// of two such texts of one post neither is the newer one.
	at    time.Time
	show  func(done, total int)
	batch []store.Recording
	bytes int // of the batch's bodies
	// writing is a batch that is recorded while the next one is read, nil for none.
	writing chan recorded
	// bad reports what is wrong with a line.
	bad func(line int, err error)
	// told is what was reported so, where no other import reports it.
	told *told
	// N counts what was read.
	N LineCounts
}

type recorder interface {
	LinesThere(ctx context.Context, lines []store.Line) ([]bool, error)
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	SetNextLook(ctx context.Context, id store.DocumentID, next time.Time) error
	RecordAll(ctx context.Context, all []store.Recording) ([][]store.Change, error)
}

// NewLines makes an import of lines of a file of that name.
func NewLines(e config.Env, st recorder, read LineReader, file string) *Lines {
	t := &told{warn: e.Warn}
	return &Lines{env: e, st: st, read: read, file: file, at: e.Now().UTC(), show: e.Progress("importing"), told: t, bad: func(n int, err error) { t.bad(file, n, err) }}
}

// Read records the lines of in. What is wrong with one is warned of and the rest goes
// in; an error is the archive's, or of reading.
func (im *Lines) Read(ctx context.Context, in io.Reader) error {
	text, note, err := split.Text(in)
	switch {
	case errors.Is(err, split.ErrBinary):
		return fmt.Errorf("%s: it is not text; onrecord import FILE knows packed files, and files of other kinds", im.file)
	case err != nil:
		return fmt.Errorf("%s: %w", im.file, err)
	}
	err = jsonl.Each(ctx, text, func(n int, line []byte, err error) error { return im.line(ctx, n, line, err) })
	err = errors.Join(err, im.flush(ctx))
	im.told.end()
	if odd := note(); odd != nil {
		im.env.Warn(fmt.Errorf("%s: %w", im.file, odd))
	}
	return err
}

// LineCounts says what an import of lines changed.
type LineCounts struct {
	Lines     int `json:"lines"`
	New       int `json:"new"`
	Edited    int `json:"edited"`
	Gone      int `json:"gone"`
	Unchanged int `json:"unchanged"`
	Failed    int `json:"failed"`
	// NewEdited and NewGone are those of the new ones that were edited, and are gone.
	NewEdited int `json:"new_edited,omitempty"`
	NewGone   int `json:"new_gone,omitempty"`
	// Filled are those whose words were known in part only, and are whole now.
	Filled int `json:"filled,omitempty"`
	// Contradicted are those that say other words than the archive has, for the same moment
	// or than the post's home shows: both are kept, and neither is an edit.
	Contradicted int `json:"contradicted,omitempty"`
	// There counts the unchanged lines that were imported before, or stand twice in the
	// file: nothing was recorded of them.
	There int `json:"there"`
}

func (im *Lines) line(ctx context.Context, n int, line []byte, err error) error {
	im.N.Lines++
	var seen []store.Observation
	var url string
	if err == nil {
		seen, url, err = im.read(line)
	}
	if err != nil {
		im.N.Failed++
		im.bad(n, err)
		return nil
	}
	im.show(im.N.Lines, im.N.Lines+1)
	return im.put(ctx, n, url, append([]byte(nil), line...), seen)
}

// recorded is what became of a batch.
type recorded struct {
	all     int
	fresh   []store.Recording
	changes [][]store.Change
	err     error
}

// grace is how long a batch in hand may take once the import is interrupted; before that,
// on a busy machine, it takes its time.
const grace = time.Minute

// begin has the batch recorded, once the one before it is, while the next is read.
func (im *Lines) begin(ctx context.Context) error {
	if err := im.written(); err != nil {
		return err
	}
	batch, done := im.batch, make(chan recorded, 1)
	im.batch, im.bytes, im.writing = nil, 0, done
	go func() {
		keep, cancel := context.WithCancel(context.WithoutCancel(ctx))
		defer cancel()
		defer context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })()
		r := recorded{all: len(batch)}
		if r.fresh, r.err = im.fresh(keep, batch); r.err == nil && len(r.fresh) > 0 {
			r.changes, r.err = im.st.RecordAll(keep, r.fresh)
		}
		for known, i := im.env.Platforms(), 0; i < len(r.fresh) && r.err == nil; i++ {
			r.err = known.AskLater(keep, im.st, r.fresh[i].Seen, im.at)
		}
		done <- r
	}()
	return nil
}

// written waits for the batch that is being recorded; only then is it counted.
func (im *Lines) written() error {
	if im.writing == nil {
		return nil
	}
	r := <-im.writing
	im.writing = nil
	if r.err != nil {
		return fmt.Errorf("import of %s: %w", im.file, r.err)
	}
	im.N.There += r.all - len(r.fresh)
	im.N.Unchanged += r.all - len(r.fresh)
	for i, of := range r.changes {
		if len(of) > 0 && of[0].Kind == store.ChangeRefused {
			im.refused(r.fresh[i], of[0])
			continue
		}
		im.count(of)
	}
	return nil
}

// flush records all that was read.
func (im *Lines) flush(ctx context.Context) error {
	err := im.written()
	if err == nil && len(im.batch) > 0 {
		err = errors.Join(im.begin(ctx), im.written())
	}
	return err
}

// fresh are the lines of a batch that the archive does not have yet, each once, without what
// their pages only quote.
func (im *Lines) fresh(ctx context.Context, batch []store.Recording) ([]store.Recording, error) {
	lines := make([]store.Line, len(batch))
	for i, r := range batch {
		sum := sha256.Sum256(r.Capture.Body)
		lines[i] = store.Line{Document: r.Capture.Document, BodySHA256: hex.EncodeToString(sum[:])}
	}
	there, err := im.st.LinesThere(ctx, lines)
	if err != nil {
		return nil, err
	}
	var out []store.Recording
	seen := map[store.Line]bool{}
	for i, l := range lines {
		if !there[i] && !seen[l] {
			r := batch[i]
			if r.Seen, err = scraper.WithoutQuotes(ctx, im.st, r.Seen); err != nil {
				return nil, err
			}
			out = append(out, r)
		}
		seen[l] = true
	}
	return out, nil
}

// refused reports a line that gives a post to another account than whose it is.
func (im *Lines) refused(r store.Recording, c store.Change) {
	im.N.Failed++
	_, line, _ := strings.Cut(r.Capture.FinalURL, im.file+"#")
	n, _ := strconv.Atoi(line)
	whose, given := "of "+account(c.Owner)+" here", "gives it to "+account(r.Seen[0].Author)
	if c.Owner.Key() == "" {
		whose = "here whose author nobody names"
	}
	if r.Seen[0].Author.Key() == "" {
		given = "does not say whose it is"
	}
	im.bad(n, fmt.Errorf("%s is a post %s; this line %s; nothing was taken", c.Document, whose, given))
}

func account(a store.Author) string {
	switch {
	case a.Key() == "":
		return "an account that nobody names"
	case a.Handle != "":
		return "@" + strings.TrimPrefix(words.Line(a.Handle, 60), "@")
	case a.Name != "":
		return words.Line(a.Name, 60)
	}
	return "account " + words.Line(a.ID, 60)
}

// count counts a line once, by the most that it changed.
func (im *Lines) count(changes []store.Change) {
	kinds := map[store.ChangeKind]bool{}
	for _, c := range changes {
		kinds[c.Kind] = true
	}
	switch {
	case kinds[store.ChangeNew]:
		im.N.New++
		if kinds[store.ChangeEdited] {
			im.N.NewEdited++
		}
		if kinds[store.ChangeGone] {
			im.N.NewGone++
		}
	case kinds[store.ChangeGone]:
		im.N.Gone++
	case kinds[store.ChangeEdited], kinds[store.ChangeRestored]:
		im.N.Edited++
	case kinds[store.ChangeContradicted], kinds[store.ChangeUnconfirmed]:
		im.N.Contradicted++
	case kinds[store.ChangeFilled]:
		im.N.Filled++
	default:
		im.N.Unchanged++
	}
}

// A LineReader makes observations of one line, and says at which address they are.
type LineReader func(line []byte) ([]store.Observation, string, error)
