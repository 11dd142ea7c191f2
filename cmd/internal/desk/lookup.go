package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"onrecord/cmd/internal/jsonl"
	"onrecord/compare/cross"
	"onrecord/compare/link"
	"onrecord/scraper"
	"onrecord/scraper/platform/webpage"
	"onrecord/store"
)

// Question is a quote to look up, as it was typed, and what is known of it.
type Question struct {
	Quote, Speaker, Lang string
	// Before is RFC 3339 or a date.
	Before string
	// Limit is how many candidates are listed.
	Limit int
	// Observed leaves out posts that the archive did not observe itself.
	Observed bool
}

// BadQuestion is the error of a question that cannot be asked. Err says why to a
// program, Says to a reader: a fixed text, which the pages translate; Err says it where that is "".
type BadQuestion struct {
	Err  error
	Says string
}

func (b *BadQuestion) Error() string { return b.Err.Error() }

// Unwrap gives the reason.
func (b *BadQuestion) Unwrap() error { return b.Err }

// Archive is where a desk looks quotes up.
type Archive interface {
	cross.Finder
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
}

// Desk looks quotes up in an archive.
type Desk struct {
	Archive     Archive
	Translators cross.Translators
	// Platforms name the posts that drafts embed.
	Platforms *scraper.Registry
}

// Check says what of a question cannot be meant, as a *BadQuestion.
func (q Question) Check() error {
	if q.Before != "" {
		if _, err := ParseMoment(q.Before); err != nil {
			return &BadQuestion{fmt.Errorf("before: %w", err), "That is no date: write it as 2025-11-12, or with its time as 2025-11-12T09:00:00Z."}
		}
	}
	if q.Lang != "" {
		if err := CheckLang("lang", q.Lang); err != nil {
			return &BadQuestion{Err: err}
		}
	}
	return nil
}

// Lookup finds the post that a quote comes from. A *BadQuestion says that it cannot
// be asked.
func (d Desk) Lookup(ctx context.Context, q Question) (link.Answer, error) {
	if err := q.Check(); err != nil {
		return link.Answer{}, err
	}
	before, _ := ParseMoment(q.Before) // checked above; zero for none
	if q.Observed {
		d = d.Observed()
	}
	ans, err := link.Lookup(ctx, d.Archive, link.Query{
		Quote: q.Quote, Speaker: q.Speaker, Before: before, Lang: q.Lang, Limit: q.Limit, Translators: d.Translators, Parallel: true,
	})
	switch {
	case errors.Is(err, link.ErrEmptyQuote):
		err = &BadQuestion{err, "There is no word in that quote: give at least one."}
	case errors.Is(err, link.ErrQuoteTooLong):
		err = &BadQuestion{err, "That quote is too long: give a passage of it."}
	}
	if err == nil {
		err = d.tellBrought(ctx, &ans)
	}
	return ans, err
}

// tellBrought says who brought the words that an answer shows, and what contradicts them.
func (d Desk) tellBrought(ctx context.Context, ans *link.Answer) error {
	m := ans.Match
	if m == nil || !m.Version.Authority.Under(store.AuthorityOrigin) {
		return nil
	}
	c, err := d.Archive.CaptureRecord(ctx, m.Version.CaptureID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	v := m.Version
	all, err := d.Archive.Versions(ctx, m.Document)
	for _, o := range all {
		if o.ID == v.ID {
			v.Contradicted = o.Contradicted
		}
	}
	m.Brought = v.Brought(c)
	return err
}

// Line is one line of a file of questions; other fields are ignored.
type Line struct {
	Quote   string          `json:"quote"`
	ID      json.RawMessage `json:"id"`
	Lang    string          `json:"lang"`
	Written string          `json:"quote_lang"` // the same, as collections of quotes call it
	Speaker string          `json:"speaker"`
	Before  string          `json:"before"`
	// Guessed is whether the line is no UTF-8, so that its letters were guessed.
	Guessed bool `json:"-"`
}

// LookupLines answers every line of in, a JSON object each, in order: what a line
// does not say is taken from base. answer is given each; err is a *BadQuestion for a
// line that cannot be asked, which ends nothing.
func (d Desk) LookupLines(ctx context.Context, in io.Reader, base Question, answer func(n int, l Line, ans link.Answer, err error) error) error {
	return jsonl.Each(ctx, in, func(n int, text []byte, lineErr error) error {
		guessed := !utf8.Valid(text)
		if guessed {
			read, _ := webpage.Decode(text)
			text = []byte(read)
		}
		l, err := readLine(n, text, lineErr)
		l.Guessed = guessed
		var ans link.Answer
		if err == nil {
			q := base
			q.Quote, q.Lang = l.Quote, cmp.Or(l.Lang, l.Written, q.Lang)
			if CheckLang("lang", q.Lang) != nil {
				q.Lang = "" // a collection's own word for it; it is guessed
			}
			q.Speaker, q.Before = cmp.Or(l.Speaker, q.Speaker), cmp.Or(l.Before, q.Before)
			ans, err = d.Lookup(ctx, q)
		}
		var bad *BadQuestion
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		return answer(n, l, ans, err)
	})
}

// readLine reads one line; its id is the line's number where it gives none.
func readLine(n int, text []byte, lineErr error) (Line, error) {
	l := Line{}
	err := lineErr
	if err == nil {
		if err = json.Unmarshal(text, &l); err != nil {
			err = fmt.Errorf("not a JSON object with a quote: %w", err)
		}
	}
	if len(l.ID) == 0 {
		l.ID = json.RawMessage(strconv.Itoa(n))
	}
	if err != nil {
		return l, &BadQuestion{Err: err}
	}
	return l, nil
}

// ParseMoment reads RFC 3339 or a full date.
func ParseMoment(s string) (store.Moment, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return store.Moment{Time: t.UTC(), Precision: store.PrecisionSecond, Raw: s}, nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return store.Moment{Time: t, Precision: store.PrecisionDay, Raw: s}, nil
	}
	return store.Moment{}, fmt.Errorf("%q is not a time; write it as 2025-11-11 or 2025-11-11T23:48:33Z", s)
}
