package main

import (
	"context"
	"errors"
	"fmt"

	"onrecord/cmd/internal/serve"
	"onrecord/compare/cross"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates"
)

// found is an archive that finds documents by their addresses too.
type found struct {
	*sqlite.DB
	a *app
}

// Find gives the document that an id or an address names.
func (f found) Find(ctx context.Context, idOrURL string) (store.Document, error) {
	return f.a.findDocument(ctx, f.DB, idOrURL)
}

// answers are what the commands print with --json.
type answers struct {
	st      *sqlite.DB
	a       *app
	tongues cross.Translators
}

// Lookup answers as `lookup` does.
func (s answers) Lookup(ctx context.Context, q serve.Question) (any, templates.LookupAnswer, error) {
	page := templates.LookupAnswer{Quote: q.Quote, Speaker: q.Speaker, Before: q.Before, Lang: q.Lang, Asked: true}
	var before store.Moment
	if q.Before != "" {
		var err error
		if before, err = parseMoment(q.Before); err != nil {
			return nil, page, &serve.BadQuestion{Err: err, Says: "That is no date: write it as 2025-11-12, or with its time as 2025-11-12T09:00:00Z."}
		}
	}
	ans, err := link.Lookup(ctx, s.st, link.Query{
		Quote: q.Quote, Speaker: q.Speaker, Before: before, Lang: q.Lang, Limit: 5, Translators: s.tongues, Parallel: true,
	})
	switch {
	case errors.Is(err, link.ErrEmptyQuote):
		return nil, page, &serve.BadQuestion{Err: err, Says: "There is no word in that quote: give at least one."}
	case errors.Is(err, link.ErrQuoteTooLong):
		return nil, page, &serve.BadQuestion{Err: err, Says: "That quote is too long: give a passage of it."}
	case err != nil:
		return nil, page, err
	}
	page.Verdict, page.Confidence, page.Candidates, page.Lang = ans.Verdict, ans.Confidence, ans.Candidates, ans.Lang
	if ans.Match != nil {
		page.Match = &ans.Match.Match
	}
	return answerOf(nil, q.Quote, ans), page, nil
}

// Document answers as `show` does.
func (s answers) Document(ctx context.Context, d store.Document) (any, error) {
	shown, err := gather(ctx, s.st, d)
	return shown.json(), err
}

// Diff answers as `diff` does.
func (s answers) Diff(ctx context.Context, d store.Document, from, to int) (any, error) {
	vs, err := s.st.Versions(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	if from > len(vs) || to > len(vs) || len(vs) == 0 {
		return nil, fmt.Errorf("there is no such version, the document has %d: %w", len(vs), store.ErrNotFound)
	}
	if to == 0 {
		to = len(vs)
	}
	if from == 0 {
		from = max(1, to-1)
	}
	return diffOf(d, vs[from-1], vs[to-1]), nil
}

// Link is a line of `links`.
func (s answers) Link(l store.Link) any { return linkOf(l) }
