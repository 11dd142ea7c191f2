// Package notify tells people of what happened: by a webhook, by mail, by a
// command of theirs, by an Atom feed.
package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
)

// Kind says how a channel is told.
type Kind string

// The kinds of channel.
const (
	// Webhook: a POST of JSON to an address.
	Webhook Kind = "webhook"
	// Mail: one message for all that happened at a time.
	Mail Kind = "mail"
	// Command: a command line of the user's, with the JSON on its input.
	Command Kind = "command"
	// Atom: a file with the latest notices.
	Atom Kind = "atom"
)

// Events are the kinds of notice that a channel can ask for.
var Events = []string{"edited", "gone", "erased", "restored", "altered", "broken", "mended"}

// Channel is whom to tell, and how.
type Channel struct {
	// Name tells it from the others.
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// Target is the webhook's address, the mail address, the command line or the
	// feed's file.
	Target string `json:"target"`
	// Server is host:port of the SMTP server and From the sender, for mail; User
	// is the name to log in with, where it asks.
	Server string `json:"server,omitempty"`
	From   string `json:"from,omitempty"`
	User   string `json:"user,omitempty"`
	// Events narrows what is told; empty is all.
	Events []string `json:"events,omitempty"`
}

// Check says what is wrong with a channel.
func (c Channel) Check() error {
	for _, e := range c.Events {
		if !slices.Contains(Events, e) {
			return fmt.Errorf("%q is not an event; give some of %s", e, strings.Join(Events, ", "))
		}
	}
	switch c.Kind {
	case Webhook:
		return scraper.CheckURL(c.Target)
	case Mail:
		return c.checkMail()
	case Command, Atom:
		if strings.TrimSpace(c.Target) == "" {
			return errors.New("say which command, or which file")
		}
		return nil
	}
	return fmt.Errorf("%q is not a kind of channel; give webhook, mail, command or atom", c.Kind)
}

func (c Channel) checkMail() error {
	for _, address := range []string{c.Target, c.From} {
		if m, err := mail.ParseAddress(address); err != nil || m.Address != address {
			return fmt.Errorf("%q is not a mail address; give one such as desk@example.org (and the sender with --from)", address)
		}
	}
	if _, port, err := net.SplitHostPort(c.Server); err != nil || port == "" {
		return fmt.Errorf("%q is not a mail server; give --server HOST:PORT, such as smtp.example.org:587", c.Server)
	}
	return nil
}

// Wants reports whether a channel is told of an event.
func (c Channel) Wants(event string) bool {
	return len(c.Events) == 0 || slices.Contains(c.Events, event)
}

// Where is the channel in words, without what an address may keep secret.
func (c Channel) Where() string {
	if u, err := url.Parse(c.Target); c.Kind == Webhook && err == nil {
		return u.Scheme + "://" + u.Host + "/…"
	}
	return c.Target
}

// Sender tells channels.
type Sender struct {
	// Options are those of the fetcher: the same addresses are refused.
	Options client.Options
	// Password logs in to mail servers, Secret signs webhooks; "" for none.
	Password, Secret string
	// Latest gives the notices of a feed, newest first.
	Latest func(ctx context.Context) ([]store.Notice, error)
}

// timeout bounds each delivery.
const timeout = 30 * time.Second

// Send tells a channel of some notices, all of one moment; nil says that it took
// them.
func (s *Sender) Send(ctx context.Context, c Channel, all []store.Notice) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	switch c.Kind {
	case Webhook:
		return s.post(ctx, c, all)
	case Mail:
		return s.mail(ctx, c, all)
	case Command:
		return s.command(ctx, c, all)
	case Atom:
		return s.writeFeed(ctx, c)
	}
	return c.Check()
}

// Together reports whether a channel takes many notices at once.
func (c Channel) Together() bool { return c.Kind == Mail || c.Kind == Atom }

// Retry is how long to wait after so many tries that failed: from a minute to six
// hours.
func Retry(tries int) time.Duration {
	return min(time.Minute<<min(tries, 10), 6*time.Hour)
}
