package bundle

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"onrecord/store"
	"onrecord/store/proof"
)

// sealCheckpoint adds the line of an earlier checkpoint to what policy.Seal is the sum of.
func sealCheckpoint(seal io.Writer, size int64, note string) {
	fmt.Fprintf(seal, "%d %s\n", size, sumOfBytes([]byte(note)))
}

// sealStamp adds the line of a time stamp.
func sealStamp(seal io.Writer, size int64, sum, authority string) {
	fmt.Fprintf(seal, "%d %s %s\n", size, sum, authority)
}

// mostHeads is how many earlier checkpoints go in before they are thinned.
const mostHeads = 2000

// heads are the checkpoints of before that go in.
func (w *writer) heads(ctx context.Context) ([]store.Checkpoint, error) {
	all, err := w.a.Checkpoints(ctx)
	if err != nil {
		return nil, err
	}
	anchored := map[int64]bool{}
	if err := w.a.Anchors(ctx, func(a store.Anchor) error {
		anchored[a.Size] = true
		return nil
	}); err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c store.Checkpoint) bool { return c.Size == 0 })
	all = slices.CompactFunc(all, func(a, b store.Checkpoint) bool { return a.Size == b.Size })
	if w.o.Head != 0 && !slices.ContainsFunc(all, func(c store.Checkpoint) bool { return c.Size == w.o.Head }) {
		return nil, fmt.Errorf("the archive has no checkpoint of %d leaves, as the head that was given is; it is another archive's, or the log was changed: see onrecord verify --head", w.o.Head)
	}
	if len(all) > mostHeads {
		all = thin(all, func(c store.Checkpoint) bool { return anchored[c.Size] || c.Size == w.o.Head })
	}
	return all, nil
}

// earlier writes the checkpoints of before: whoever kept one can find it here.
func (w *writer) earlier(ctx context.Context) error {
	read := w.hashes(ctx)
	return w.addLines(checkpointsName, func(put func([]byte) error) error {
		for _, c := range w.all {
			p, err := tlog.ProveTree(w.checkpoint.Size, c.Size, read)
			if err != nil {
				return fmt.Errorf("prove the checkpoint of %d leaves: %w", c.Size, err)
			}
			line, err := proof.Encode(earlier{c.Size, c.Note, inBase64(p)})
			if err != nil {
				return err
			}
			w.made.Checkpoints++
			if err := put(line); err != nil {
				return err
			}
		}
		return nil
	})
}

// thin keeps the last checkpoint of each day and those that must stay.
func thin(all []store.Checkpoint, stays func(store.Checkpoint) bool) []store.Checkpoint {
	var out []store.Checkpoint
	for i, c := range all {
		last := i == len(all)-1 || all[i+1].MadeAt.Truncate(24*time.Hour).After(c.MadeAt.Truncate(24*time.Hour))
		if last || stays(c) {
			out = append(out, c)
		}
	}
	return out
}

// findStamps reads the time stamps of the checkpoints that go in.
func (w *writer) findStamps(ctx context.Context) error {
	in := map[int64]bool{}
	for _, c := range w.all {
		in[c.Size] = true
	}
	return w.a.Anchors(ctx, func(a store.Anchor) error {
		if in[a.Size] {
			w.stamped = append(w.stamped, a)
		}
		return nil
	})
}

// stamps writes the time stamps of the checkpoints that are in.
func (w *writer) stamps(context.Context) error {
	var list []stamped
	for _, a := range w.stamped {
		s := stamped{a.Size, a.Authority, store.FormatTime(a.Time), fmt.Sprintf("%s%d-%d.tst", stampsPrefix, a.Size, len(list))}
		list = append(list, s)
		w.made.Stamps++
		if err := w.addBytes(s.File, a.Token); err != nil {
			return err
		}
	}
	return w.addLines(stampsName, func(put func([]byte) error) error {
		for _, s := range list {
			line, err := proof.Encode(s)
			if err != nil {
				return err
			}
			if err := put(line); err != nil {
				return err
			}
		}
		return nil
	})
}
