package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/notify"
	"onrecord/cmd/internal/words"
	"onrecord/store/sqlite"
)

func (a *app) notifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "notify",
		Short: "Set up notifications of edits, deletions, altered quotes and broken sources",
		Long: `Notify keeps the channels by which onrecord tells of what happened after each capture,
import and run: each event is sent once and retried until delivered. Secrets stay out
of the archive: the addresses of webhooks lie in channels.secret.json beside it, which
no backup takes along; a mail server's password is read from ONRECORD_SMTP_PASSWORD, the
key that signs webhooks from ONRECORD_WEBHOOK_SECRET.`,
	}
	cmd.AddCommand(a.notifyAddCommand(), a.notifyListCommand(), a.notifyRemoveCommand(), a.notifyTestCommand())
	return cmd
}

func (a *app) notifyAddCommand() *cobra.Command {
	var c notify.Channel
	var events string
	cmd := &cobra.Command{
		Use:   "add webhook|mail|command|atom TARGET",
		Short: "Add a channel",
		Example: `  onrecord notify add webhook https://hooks.example.org/onrecord
  onrecord notify add mail desk@example.org --server smtp.example.org:587 --from onrecord@example.org --user onrecord
  onrecord notify add command 'logger -t onrecord' --events gone,broken
  onrecord notify add atom /var/www/changes.atom`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			c.Kind, c.Target = notify.Kind(args[0]), args[1]
			if events != "" {
				c.Events = strings.Split(events, ",")
			}
			return a.addChannel(cmd.Context(), c)
		},
	}
	cmd.Flags().StringVar(&c.Name, "name", "", "what to call it; its kind and a number when not given")
	cmd.Flags().StringVar(&c.Server, "server", "", "the mail server, `HOST:PORT`")
	cmd.Flags().StringVar(&c.From, "from", "", "the sender's `address`")
	cmd.Flags().StringVar(&c.User, "user", "", "the `name` to log in with at the mail server; the password is ONRECORD_SMTP_PASSWORD")
	cmd.Flags().StringVar(&events, "events", "", "which events to send, of "+strings.Join(notify.Events, ",")+"; all when not given")
	return cmd
}

func (a *app) addChannel(ctx context.Context, c notify.Channel) error {
	if err := c.Prepare(); err != nil {
		return err
	}
	return a.making(ctx, func(st *sqlite.DB) error {
		c, err := notify.Add(ctx, st, c)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "channel %s: %s %s; try it with: onrecord notify test %s\n", words.Visible(c.Name), c.Kind, words.Line(c.Where(), 120), words.Visible(c.Name))
		return err
	})
}

func (a *app) notifyListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the channels",
		Args:  cobra.NoArgs,
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, _ []string) error {
			all, err := notify.Channels(ctx, st)
			if err != nil {
				return err
			}
			return a.print().Channels(all)
		}),
	}
}

func (a *app) notifyRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a channel",
		Args:  cobra.ExactArgs(1),
		RunE: a.writes(func(ctx context.Context, st *sqlite.DB, args []string) error {
			if err := notify.Remove(ctx, st, args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(a.out, "notifications by %s have ended\n", words.Visible(args[0]))
			return err
		}),
	}
}

func (a *app) notifyTestCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "test NAME",
		Short: "Send a channel a notice that says it is a test",
		Args:  cobra.ExactArgs(1),
		RunE: a.reads(func(ctx context.Context, st *sqlite.DB, args []string) error {
			if err := notify.Try(ctx, a.env(), st, args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(a.out, "%s took it\n", words.Visible(args[0]))
			return err
		}),
	}
	a.fetchFlags(cmd)
	return cmd
}
