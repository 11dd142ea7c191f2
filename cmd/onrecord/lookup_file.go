package main

import (
	"context"
	"errors"
	"fmt"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/compare/link"
	"onrecord/store/sqlite"
)

// lookupFile answers every line of a file in order. A line that cannot be
// answered gets an answer that says why.
func (a *app) lookupFile(ctx context.Context, st *sqlite.DB, d desk.Desk, f lookupFlags, base desk.Question) error {
	in, err := cli.OpenInput(ctx, f.file, "a JSONL file", a.in)
	if err != nil {
		return err
	}
	defer in.Close()
	show := a.progress("looking up")
	bad, done, guessed := 0, 0, false
	each := func(answer func(desk.Line, link.Answer, error) error) error {
		return d.LookupLines(ctx, in, base, func(n int, l desk.Line, ans link.Answer, err error) error {
			if l.Guessed && !guessed {
				guessed = true
				a.warn(fmt.Errorf("line %d is not UTF-8: its letters were guessed; if they come out wrong, save the file as UTF-8", n))
			}
			if err != nil {
				bad++
				fmt.Fprintf(a.err, "onrecord: line %d: %s\n", n, exit.Message(err))
			}
			done++
			show(done, done+1)
			return answer(l, ans, err)
		})
	}
	if f.as.CSV {
		err = wire.AnswersCSV(a.out, f.as.BOM, func(row func(wire.AnswerRow) error) error {
			return each(func(l desk.Line, ans link.Answer, err error) error {
				return row(wire.AnswerRowOf(l.ID, l.Quote, ans, err))
			})
		})
	} else {
		err = each(func(l desk.Line, ans link.Answer, err error) error { return a.print().FileAnswer(ctx, st, l, ans, err) })
	}
	if err != nil {
		return err
	}
	if done == 0 {
		return errors.New("there is no quote to look up; each line must be a JSON object with a quote")
	}
	if bad > 0 {
		return exit.Partf("%s of %d could not be looked up; the others were", words.Count(bad, "line"), done)
	}
	return nil
}
