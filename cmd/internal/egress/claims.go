package egress

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/mail"
	"net/url"
	"slices"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/store"
	"onrecord/templates/view"
)

// Claims are reviews to be drafted.
type Claims struct {
	// Filter says of which links. Without a severity it takes meaning and wording; form
	// is nothing to review.
	Filter desk.Filter
	// By publishes the reviews, nil where nobody is known.
	By *view.ReviewParty
	// Date is the day of publication, YYYY-MM-DD.
	Date string
	// Pages is the address of the published report, nil where there is none.
	Pages *url.URL
}

// Write writes a review a line as JSON-LD and counts them.
func (c Claims) Write(ctx context.Context, st LinkReader, w io.Writer) (n int, err error) {
	if len(c.Filter.Severity) == 0 {
		for _, s := range view.ReviewedSeverities() {
			c.Filter.Severity = append(c.Filter.Severity, string(s))
		}
	}
	if slices.Contains(c.Filter.Severity, string(store.SeverityForm)) {
		return 0, &desk.BadQuestion{Err: fmt.Errorf("a difference of form is no claim to review; give --severity meaning, wording or both")}
	}
	return n, desk.EachLink(ctx, st, c.Filter, func(l store.Link) error {
		if l.Match.Document == "" {
			return nil
		}
		j, err := desk.Joined(ctx, st, l)
		if err != nil {
			return err
		}
		r := wire.ReviewedOf(j)
		r.By, r.Pages = c.By, c.Pages
		review := r.Review(fmt.Sprintf)
		review.DatePublished = c.Date
		line, err := review.JSON()
		if err == nil {
			_, err = w.Write(line)
		}
		n++
		return err
	})
}

// Publisher is who has a name or an address, else the archive's contact, else nobody.
func Publisher(ctx context.Context, e config.Env, st config.Settings, name, url string) (*view.ReviewParty, error) {
	by := &view.ReviewParty{Type: "Organization", Name: name, URL: url}
	if cmp.Or(by.Name, by.URL) != "" {
		return by, nil
	}
	e, err := e.WithContact(ctx, st)
	if err != nil || e.Contact == "" {
		return nil, err
	}
	if m, err := mail.ParseAddress(e.Contact); err == nil {
		by.Email = m.Address
	} else {
		by.URL = e.Contact
	}
	return by, nil
}
