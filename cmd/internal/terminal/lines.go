package terminal

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Fields prints a line of fields parted by tabs: of each what stands on one line.
func (pr Printer) Fields(cells ...string) error {
	for i, c := range cells {
		cells[i] = words.Line(c, 1000)
	}
	_, err := fmt.Fprintln(pr.Out, strings.Join(cells, "\t"))
	return err
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
