package terminal

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"onrecord/cmd/internal/doctor"
	"onrecord/cmd/internal/notify"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// fields prints a line of fields parted by tabs: of each what stands on one line. To
// people it shows those that say something, times as they are said, and goes on under the
// first one's beginning.
func (pr Printer) fields(cells ...string) error {
	for i, c := range cells {
		cells[i] = words.Line(c, 1000)
	}
	line := strings.Join(cells, "\t")
	if width := pr.width(); width > 0 {
		for i, c := range cells {
			if t, err := time.Parse(time.RFC3339, c); err == nil {
				cells[i] = pr.at(t)
			}
		}
		line = words.Wrap(words.Joined(cells...), width, "    ")
	}
	_, err := fmt.Fprintln(pr.Out, line)
	return err
}

// fieldNames tells people what fields there are, and a pipe nothing.
func (pr Printer) fieldNames(names string) error {
	if pr.width() == 0 {
		return nil
	}
	_, err := fmt.Fprintln(pr.Out, pr.Paint("2", strings.ToUpper(strings.ReplaceAll(names, "\t", " · "))))
	return err
}

// People lists those whose accounts and names are grouped.
func (pr Printer) People(all []store.Person) error {
	if len(all) == 0 {
		return pr.None("no author is grouped; see 'onrecord author add --help'", false)
	}
	for _, p := range all {
		if err := pr.Person(p); err != nil {
			return err
		}
	}
	return nil
}

// Person prints whose accounts and names are grouped.
func (pr Printer) Person(p store.Person) error {
	j := wire.PersonOf(p)
	if pr.JSON {
		return pr.object(j)
	}
	_, err := fmt.Fprintf(pr.Out, "%s\n", words.Line(p.Name, 200))
	if len(p.Names) > 0 {
		_, err = fmt.Fprintf(pr.Out, "    also called %s\n", words.Line(strings.Join(p.Names, ", "), 300))
	}
	if len(j.Accounts) > 0 {
		_, err = fmt.Fprintf(pr.Out, "    accounts %s\n", words.Line(strings.Join(j.Accounts, ", "), 300))
	}
	return err
}

// Channels lists the channels of notifications.
func (pr Printer) Channels(all []notify.Channel) (err error) {
	if len(all) == 0 {
		return pr.None("no notifications are set up; see 'onrecord notify add --help'", false)
	}
	for _, c := range all {
		if pr.JSON {
			c.Target = c.Where()
			err = errors.Join(err, pr.object(c))
			continue
		}
		told := "all events"
		if len(c.Events) > 0 {
			told = strings.Join(c.Events, ", ")
		}
		fmt.Fprintf(pr.Out, "%-12s %-8s %s: %s\n", words.Visible(c.Name), c.Kind, words.Line(c.Where(), 120), told)
	}
	return err
}

// Findings says what is wrong, or that all is well.
func (pr Printer) Findings(all []doctor.Finding) error {
	for _, f := range all {
		if pr.JSON {
			if err := pr.object(f); err != nil {
				return err
			}
			continue
		}
		since := ""
		if f.Since != "" {
			since = ", since " + pr.timed(f.Since)
		}
		fmt.Fprintf(pr.Out, "%s%s\n    %s\n", pr.Paint("33", words.Line(f.What, 300)), since, f.Do)
	}
	if len(all) == 0 && !pr.JSON {
		fmt.Fprintln(pr.Out, "all is well")
	}
	return nil
}
