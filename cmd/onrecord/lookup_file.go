package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/compare/link"
	"onrecord/store"
)

// lookupLine is one line of a lookup file; other fields are ignored.
type lookupLine struct {
	Quote   string          `json:"quote"`
	ID      json.RawMessage `json:"id"`
	Lang    string          `json:"lang"`
	Written string          `json:"quote_lang"` // the same, as collections of quotes call it
	Speaker string          `json:"speaker"`
	Before  string          `json:"before"`
}

// lookupFile answers every line of a file in order. A line that cannot be
// answered gets an answer that says why.
func (a *app) lookupFile(ctx context.Context, st store.Store, name string, base link.Query) error {
	in, err := a.openInput(name)
	if err != nil {
		return err
	}
	defer in.Close()
	show := a.progress("looking up")
	bad, done := 0, 0
	err = eachLine(ctx, in, func(n int, text []byte, lineErr error) error {
		l, err := readLookup(n, text, lineErr)
		var ans link.Answer
		if err == nil {
			ans, err = a.lookupOne(ctx, st, base, l)
		}
		if err != nil && !isQuoteError(err) {
			return err
		}
		if err != nil {
			bad++
			fmt.Fprintf(a.err, "onrecord: line %d: %s\n", n, exit.Message(err))
		}
		done++
		show(done, done+1)
		return a.printFileAnswer(ctx, st, l, ans, err)
	})
	if err != nil {
		return err
	}
	if bad > 0 {
		return exit.Partf("%s of %d could not be looked up; the others were", words.Count(bad, "line"), done)
	}
	return nil
}

// quoteError is a line that cannot be looked up.
type quoteError struct{ error }

func (e quoteError) Unwrap() error { return e.error }

func isQuoteError(err error) bool {
	var q quoteError
	return errors.As(err, &q) || errors.Is(err, link.ErrEmptyQuote) || errors.Is(err, link.ErrQuoteTooLong)
}

// readLookup reads one line; its id is the line's number where it gives none.
func readLookup(n int, text []byte, lineErr error) (lookupLine, error) {
	l := lookupLine{}
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
		return l, quoteError{err}
	}
	return l, nil
}

func (a *app) lookupOne(ctx context.Context, st store.Store, q link.Query, l lookupLine) (link.Answer, error) {
	q.Quote = l.Quote
	if q.Lang = cmp.Or(l.Lang, l.Written, q.Lang); l.Speaker != "" {
		q.Speaker = l.Speaker
	}
	if l.Before != "" {
		before, err := parseMoment(l.Before)
		if err != nil {
			return link.Answer{}, quoteError{err}
		}
		q.Before = before
	}
	return link.Lookup(ctx, st, q)
}

func (a *app) printFileAnswer(ctx context.Context, st store.Reader, l lookupLine, ans link.Answer, err error) error {
	if !a.json {
		if err != nil {
			return nil // said on standard error
		}
		fmt.Fprintf(a.out, "── %s “%s”\n", words.Visible(string(l.ID)), words.Line(l.Quote, 120))
		return a.printAnswer(ctx, st, l.Quote, ans)
	}
	if err != nil {
		ans.Verdict = store.NotFound
	}
	j := answerOf(l.ID, l.Quote, ans)
	if err != nil {
		j.Error = exit.Message(err)
	}
	return a.printJSON(j)
}
