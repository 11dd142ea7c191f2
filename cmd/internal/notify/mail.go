package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"

	"onrecord/cmd/internal/wire"
	"onrecord/store"
)

// Body is what a notice tells: the JSON of a webhook.
type Body struct {
	// Event is one of Events, At when it was seen (RFC 3339).
	Event string `json:"event"`
	At    string `json:"at"`
	// Summary is one line for people.
	Summary  string           `json:"summary"`
	Document store.DocumentID `json:"document,omitempty"`
	URL      string           `json:"url,omitempty"`
	Author   string           `json:"author,omitempty"`
	Handle   string           `json:"handle,omitempty"`
	// Version and Text are those that stand now, Previous the words before.
	Version  int    `json:"version,omitempty"`
	Text     string `json:"text,omitempty"`
	Previous string `json:"previous,omitempty"`
	// How and Detail say how a document is gone, or why a source is broken.
	How    string `json:"how,omitempty"`
	Detail string `json:"detail,omitempty"`
	// Article, Quote, Verdict and Warnings are those of an altered quote.
	Article  string         `json:"article,omitempty"`
	Quote    string         `json:"quote,omitempty"`
	Verdict  string         `json:"verdict,omitempty"`
	Warnings []string       `json:"warnings,omitempty"`
	Severity store.Severity `json:"severity,omitempty"`
	// Details say of warnings what stands in the post and what in the quote.
	Details []store.WarningDetail `json:"warning_details,omitempty"`
	// Attached says what an edit did to pictures and other attachments.
	Attached string `json:"attached,omitempty"`
	// Source is the broken one's number and name.
	Source string `json:"source,omitempty"`
	// Origin is whose word Text is, or the end of a document, where it is not the home's own.
	wire.Origin
}

// read is a notice's body; one that cannot be read tells its kind.
func read(n store.Notice) Body {
	var b Body
	if err := json.Unmarshal(n.Body, &b); err != nil || b.Summary == "" {
		b = Body{Event: n.Kind, At: store.FormatTime(n.At), Summary: n.Kind}
	}
	return b
}

// mail sends one message for all notices. TLS is used wherever the server offers
// it, and demanded where there is a password.
func (s *Sender) mail(ctx context.Context, c Channel, all []store.Notice) error {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := m.From(c.From); err != nil {
		return err
	}
	if err := m.To(c.Target); err != nil {
		return err
	}
	m.SetGenHeader(mail.HeaderXMailer, "onrecord")
	m.SetDate()
	m.SetMessageID()
	m.Subject(subject(all))
	m.SetBodyString(mail.TypeTextPlain, letter(all))
	client, err := s.mailer(c)
	if err != nil {
		return err
	}
	if err := client.DialAndSendWithContext(ctx, m); err != nil {
		return fmt.Errorf("send mail by %s: %w", c.Server, err)
	}
	return nil
}

func (s *Sender) mailer(c Channel) (*mail.Client, error) {
	host, portText, err := net.SplitHostPort(c.Server)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, err
	}
	opts := []mail.Option{mail.WithPort(port), mail.WithTimeout(timeout), mail.WithTLSPolicy(mail.TLSOpportunistic)}
	if port == 465 {
		opts = append(opts, mail.WithSSL())
	}
	if c.User != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(c.User), mail.WithPassword(s.Password), mail.WithTLSPolicy(mail.TLSMandatory))
	}
	return mail.NewClient(host, opts...)
}

// subject is one line: what happened, or how much did.
func subject(all []store.Notice) string {
	if len(all) == 1 {
		return "onrecord: " + oneLine(read(all[0]).Summary, 150)
	}
	return fmt.Sprintf("onrecord: %d events", len(all))
}

// letter tells each notice in words.
func letter(all []store.Notice) string {
	var b strings.Builder
	for _, n := range all {
		t, is := read(n), "is"
		if t.Article != "" {
			is = "the post"
		}
		fmt.Fprintf(&b, "%s\n%s\n", oneLine(t.Summary, 500), t.At)
		for _, part := range []struct{ name, text string }{
			{"was", t.Previous}, {is, t.Text}, {"attached", t.Attached}, {"whose word", t.Origin.Line()}, {"quoted as", t.Quote}, {"warnings", strings.Join(t.Warnings, ", ")}, {"article", t.Article}, {"why", t.Detail}, {"at", t.URL},
		} {
			if part.text != "" {
				fmt.Fprintf(&b, "  %s: %s\n", part.name, oneLine(part.text, 2000))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// oneLine folds white space and control characters, so that nothing from outside
// begins a line or a header of its own.
func oneLine(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return string(r)
}
