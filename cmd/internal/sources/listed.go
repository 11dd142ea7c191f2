package sources

import (
	"context"
	"errors"

	"onrecord/cmd/internal/desk"
	"onrecord/store"
)

// ListCounts says what became of the sources of a list.
type ListCounts struct {
	Added  int `json:"added"`
	Failed int `json:"failed"`
	There  int `json:"there"`
}

// AddListed adds the sources of a list, unseen. bad is told where one stands that cannot
// be added, and why; an error is the context's.
func (a Adder) AddListed(ctx context.Context, all []Listed, bad func(at string, err error)) (n ListCounts, err error) {
	show := a.Progress("adding")
	for i, l := range all {
		show(i+1, len(all))
		err := l.Err
		if err == nil {
			err = a.addListed(ctx, l)
		}
		switch {
		case ctx.Err() != nil:
			return n, ctx.Err()
		case err == nil:
			n.Added++
		case errors.Is(err, store.ErrExists):
			n.There++
		default:
			n.Failed++
			bad(l.At, err)
		}
	}
	return n, nil
}

func (a Adder) addListed(ctx context.Context, l Listed) error {
	if err := l.Check(); err != nil {
		return err
	}
	l.Unseen, l.URL = true, desk.Address(a.Platforms(), l.URL)
	_, _, err := a.Watch(ctx, l.New)
	return err
}
