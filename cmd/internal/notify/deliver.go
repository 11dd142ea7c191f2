package notify

import (
	"context"
	"errors"
	"fmt"

	"onrecord/store"
)

// deliver hands what is due to its channels.
func (n *Notifier) deliver(ctx context.Context, all []Channel) error {
	sender := NewSender(n.Env, n.Outbox)
	byName := map[string]Channel{}
	for _, c := range all {
		byName[c.Name] = c
	}
	down := map[string]bool{}
	for {
		due, err := n.Outbox.Undelivered(ctx, n.Now(), 100)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, batch := range batches(due, byName) {
			if err := n.deliverBatch(ctx, sender, byName, down, batch); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// batches puts the notices of a channel that takes many at once together.
func batches(due []store.Delivery, byName map[string]Channel) [][]store.Delivery {
	at := map[string]int{}
	var out [][]store.Delivery
	for _, d := range due {
		i, ok := at[d.Channel]
		if !ok || !byName[d.Channel].Together() {
			i = len(out)
			at[d.Channel] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], d)
	}
	return out
}

// deliverBatch sends some notices. A channel that failed once is not asked again in
// the same pass; one that was removed is done with.
func (n *Notifier) deliverBatch(ctx context.Context, s *Sender, byName map[string]Channel, down map[string]bool, batch []store.Delivery) error {
	name := batch[0].Channel
	var failure error
	switch c, ok := byName[name]; {
	case !ok:
	case down[name]:
		failure = errors.New("not tried: an earlier one was not taken")
	default:
		notices := make([]store.Notice, len(batch))
		for i, d := range batch {
			notices[i] = d.Notice
		}
		if failure = s.Send(ctx, c, notices); failure != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			down[name] = true
			n.Warn(fmt.Errorf("%s did not take a notice (%w); it is tried again later", name, failure))
		}
	}
	keep := context.WithoutCancel(ctx)
	for _, d := range batch {
		if err := n.Outbox.Delivered(keep, d, failure, n.Now().Add(Retry(d.Tries))); err != nil {
			return err
		}
	}
	return nil
}
