package main

import (
	"context"
	"encoding/json"
	"fmt"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// lookupFile answers every line of a file in order. A line that cannot be
// answered gets an answer that says why.
func (a *app) lookupFile(ctx context.Context, st *sqlite.DB, d desk.Desk, f lookupFlags, base desk.Question) error {
	in, err := a.openInput(f.file, "a JSONL file")
	if err != nil {
		return err
	}
	defer in.Close()
	show := a.progress("looking up")
	bad, done := 0, 0
	each := func(answer func(desk.Line, link.Answer, error) error) error {
		return d.LookupLines(ctx, in, base, func(n int, l desk.Line, ans link.Answer, err error) error {
			if err != nil {
				bad++
				fmt.Fprintf(a.err, "onrecord: line %d: %s\n", n, exit.Message(err))
			}
			done++
			show(done, done+1)
			return answer(l, ans, err)
		})
	}
	if f.asCSV {
		err = wire.AnswersCSV(a.out, f.bom, func(row func(wire.AnswerRow) error) error {
			return each(func(l desk.Line, ans link.Answer, err error) error { return row(answerRow(l, ans, err)) })
		})
	} else {
		err = each(func(l desk.Line, ans link.Answer, err error) error { return a.printFileAnswer(ctx, st, l, ans, err) })
	}
	if err != nil {
		return err
	}
	if bad > 0 {
		return exit.Partf("%s of %d could not be looked up; the others were", words.Count(bad, "line"), done)
	}
	return nil
}

func (a *app) printFileAnswer(ctx context.Context, st *sqlite.DB, l desk.Line, ans link.Answer, err error) error {
	if !a.json {
		if err != nil {
			return nil // said on standard error
		}
		fmt.Fprintf(a.out, "── %s “%s”\n", words.Visible(string(l.ID)), words.Line(l.Quote, 120))
		return a.print().Answer(ctx, st, l.Quote, ans)
	}
	if err != nil {
		ans.Verdict = store.NotFound
	}
	j := wire.AnswerOf(l.ID, l.Quote, ans)
	if err != nil {
		j.Error = exit.Message(err)
	}
	return a.printJSON(j)
}

// answerRow is an answer as a row of a table.
func answerRow(l desk.Line, ans link.Answer, err error) wire.AnswerRow {
	id := string(l.ID)
	var text string
	if json.Unmarshal(l.ID, &text) == nil {
		id = text
	}
	r := wire.AnswerRow{ID: id, Quote: l.Quote, Answer: ans}
	if err != nil {
		r.Answer.Verdict, r.Err = store.NotFound, exit.Message(err)
	}
	return r
}
