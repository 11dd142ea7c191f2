package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/exit"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/proof"
)

// checkpoint signs the head of the log, where it moved since the last one, and has
// it stamped. What was captured stands without it: a key that cannot be read is a
// warning.
func (a *app) checkpoint(ctx context.Context, st store.Store, run int64) error {
	ctx = context.WithoutCancel(ctx)
	size, root, err := st.LogHead(ctx)
	if err != nil {
		return err
	}
	last, err := st.LastCheckpoint(ctx)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	origin, err := st.Setting(ctx, originSetting)
	if err != nil || origin == "" || last.Size == size {
		return err
	}
	key, _, err := a.signingKey(ctx, st)
	if err != nil {
		a.warn(fmt.Errorf("the log is not signed: %w", err))
		return nil
	}
	note, err := proof.Checkpoint{Origin: origin, Size: size, Root: root}.Sign(key)
	if err != nil {
		return err
	}
	_, err = st.AddCheckpoint(ctx, store.Checkpoint{RunID: run, Size: size, Note: note})
	return err
}

func (a *app) headCommand() *cobra.Command {
	var line bool
	cmd := &cobra.Command{
		Use:   "head",
		Short: "Print the last signed checkpoint of the log, to keep elsewhere",
		Long: `Head prints the last checkpoint: a signed note of the log's name, its size and its
root. Mail it, print it, or commit it to a repository of somebody else's: with
'onrecord verify --head FILE' it shows later whether anything before it was changed,
even by one who holds the signing key. --line prints it in one line.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			c, err := st.LastCheckpoint(cmd.Context())
			if errors.Is(err, store.ErrNotFound) {
				return exit.NotFoundf("there is no checkpoint yet; make a signing key with onrecord init, and the next run signs one")
			}
			if err != nil {
				return err
			}
			return a.printHead(c, line)
		},
	}
	cmd.Flags().BoolVar(&line, "line", false, "in one line: name, size, root, time")
	return cmd
}

type headJSON struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
	MadeAt string `json:"made_at"`
	Run    int64  `json:"run,omitempty"`
	Note   string `json:"note"`
}

func (a *app) printHead(c store.Checkpoint, line bool) error {
	h, err := proof.ReadHead(c.Note)
	if err != nil {
		return err
	}
	switch {
	case a.json:
		return a.printJSON(headJSON{h.Origin, h.Size, h.RootText(), store.FormatTime(c.MadeAt), c.RunID, c.Note})
	case line:
		_, err = fmt.Fprintf(a.out, "%s %d %s %s\n", h.Origin, h.Size, h.RootText(), store.FormatTime(c.MadeAt))
	default:
		_, err = fmt.Fprint(a.out, c.Note)
	}
	return err
}

// beacon asks the public beacon that the user configured for its value; nil where
// there is none. One that does not answer stops no run.
func (a *app) beacon(ctx context.Context, st store.Settings) *store.Beacon {
	url, err := st.Setting(ctx, beaconSetting)
	if err != nil || url == "" {
		return nil
	}
	b := &store.Beacon{URL: url, At: store.FormatTime(a.now())}
	if b.Value, err = client.AskBeacon(ctx, client.Options{UserAgent: a.config.userAgent(), AllowPrivate: a.config.private}, url); err != nil {
		b.Error = err.Error()
		a.warn(fmt.Errorf("the beacon: %w; the run goes on without it", err))
	}
	return b
}
