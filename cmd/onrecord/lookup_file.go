package main

import (
	"context"
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
func (a *app) lookupFile(ctx context.Context, st *sqlite.DB, d desk.Desk, name string, base desk.Question) error {
	in, err := a.openInput(name, "a JSONL file")
	if err != nil {
		return err
	}
	defer in.Close()
	show := a.progress("looking up")
	bad, done := 0, 0
	err = d.LookupLines(ctx, in, base, func(n int, l desk.Line, ans link.Answer, err error) error {
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

func (a *app) printFileAnswer(ctx context.Context, st *sqlite.DB, l desk.Line, ans link.Answer, err error) error {
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
	j := wire.AnswerOf(l.ID, l.Quote, ans)
	if err != nil {
		j.Error = exit.Message(err)
	}
	return a.printJSON(j)
}
