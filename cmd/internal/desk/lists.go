package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"onrecord/store"
)

// QuoteArchive is what quotes are listed from.
type QuoteArchive interface {
	SearchArchive
	Quotes(ctx context.Context, articleVersion int64) ([]store.Link, error)
}

// EachQuote calls each for the quotes of the articles that pass, found or not, in the
// order of the articles' time. Limit and Offset count quotes.
func EachQuote(ctx context.Context, a QuoteArchive, f Filter, each func(store.Link, store.Document) error) error {
	f.Kind = string(store.Article)
	part := takePart(&f)
	_, err := Each(ctx, a, f, func(r Result) error {
		vs, err := a.Versions(ctx, r.ID)
		if err != nil || len(vs) == 0 {
			return err
		}
		links, err := a.Quotes(ctx, vs[len(vs)-1].ID)
		for _, l := range links {
			if !f.HasVerdict(l) {
				continue
			}
			if err := part.next(func() error { return each(l, r.Document) }); err != nil {
				return err
			}
		}
		return err
	})
	return part.ended(err)
}

// HasVerdict reports whether a quote has one of the filter's verdicts, or it asks for none.
func (f Filter) HasVerdict(l store.Link) bool {
	return len(f.Verdict) == 0 || slices.Contains(f.Verdict, string(cmp.Or(l.Match.Verdict, store.NotFound)))
}

// ChangeArchive is what changes are listed from.
type ChangeArchive interface {
	SearchArchive
	Changes(ctx context.Context, limit int, kinds ...store.ChangeKind) ([]store.Event, error)
}

// EachChange calls each for the edits, deletions and restorations of what passes, the
// latest first; the filter's states say which of them. Limit and Offset count changes.
func EachChange(ctx context.Context, a ChangeArchive, f Filter, each func(store.Event, store.Document, []store.Version) error) error {
	part := takePart(&f)
	among, err := Among(ctx, a, f)
	if err != nil {
		return err
	}
	events, err := a.Changes(ctx, 0, changesOf(f.State)...)
	for _, e := range events {
		if err != nil {
			break
		}
		if among != nil && !among[e.Document] {
			continue
		}
		err = part.next(func() error {
			d, err := a.Document(ctx, e.Document)
			if err != nil {
				return err
			}
			vs, err := a.Versions(ctx, e.Document)
			if err != nil {
				return err
			}
			return each(e, d, vs)
		})
	}
	return part.ended(err)
}

// changesOf are the kinds of change that lead to the states that were asked for.
func changesOf(states []string) []store.ChangeKind {
	var out []store.ChangeKind
	for _, s := range states {
		switch store.State(s) {
		case store.StateEdited:
			out = append(out, store.ChangeEdited)
		case store.StateContradicted:
			out = append(out, store.ChangeContradicted)
		case store.StateRestored:
			out = append(out, store.ChangeRestored)
		case store.StateMissed:
			out = append(out, store.ChangeMissed)
		default:
			out = append(out, store.ChangeGone)
		}
	}
	if out == nil {
		out = store.ToldChanges()
	}
	return out
}

// part is which of what passes is asked for: most of it (0 is all) behind offset.
type part struct{ most, offset int }

// takePart takes it out of a filter, whose search is then for all.
func takePart(f *Filter) *part {
	p := &part{f.Limit, f.Offset}
	f.Limit, f.Offset = 0, 0
	return p
}

// errEnough ends a walk that has given all that was asked for.
var errEnough = errors.New("enough")

// next does something for the next that passes where it is in the part.
func (p *part) next(do func() error) error {
	if p.offset--; p.offset >= 0 {
		return nil
	}
	if err := do(); err != nil {
		return err
	}
	if p.most--; p.most == 0 {
		return errEnough
	}
	return nil
}

// ended is how a walk ended.
func (p *part) ended(err error) error {
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
