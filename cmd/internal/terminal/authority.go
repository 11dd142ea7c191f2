package terminal

import (
	"errors"
	"fmt"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/proof/stamp"
)

// authorityState says what an authority gave, and how it failed since.
func authorityState(s store.AnchorState) string {
	text := "no stamp yet"
	if s.Stamps > 0 {
		text = fmt.Sprintf("%s, the last %s of %s", words.Count(s.Stamps, "stamp"), store.FormatTime(s.Time), words.Count(int(s.Size), "leaf"))
	}
	if s.Odd != "" {
		text += "; " + words.Line(s.Odd, 200)
	}
	if s.Tries > 0 {
		text += fmt.Sprintf("; failed %d× since: %s; asked again %s", s.Tries, words.Line(s.Error, 300), store.FormatTime(s.NextTry))
	}
	return text
}

// stampLine says what a stamp says.
func stampLine(s stamp.Stamp, odd string) string {
	text := store.FormatTime(s.Time) + ", by " + s.Authority
	if odd != "" {
		text += "; " + odd
	}
	return text
}

// AuthorityAdded says which authority was added, and what it gave when it was tried.
func (pr Printer) AuthorityAdded(n authority.Added) error {
	text := fmt.Sprintf("authority  %s", words.Line(n.URL, 200))
	if s := n.Tried; s != nil {
		text += fmt.Sprintf("\n%s%s under %s\n%sroot sha256 %s", Margin, s.Authority, s.RootName(), Margin, s.Root)
		if n.Root == "" {
			text += ", by its own word: compare it with what the authority publishes"
		}
		if s.Odd != "" {
			text += "\n" + Margin + s.Odd
		}
	}
	if n.First {
		text += "\n" + Margin + "add a second one, of another owner: two seldom fail on one day"
	}
	_, err := fmt.Fprintln(pr.Out, text)
	return err
}

// Authorities lists those that are asked, with how each does.
func (pr Printer) Authorities(all []authority.Authority, states []store.AnchorState) (err error) {
	if len(all) == 0 {
		return pr.None("no authority is set up; see 'onrecord anchor add --help'", false)
	}
	for i, n := range all {
		s := states[i]
		if pr.JSON {
			err = errors.Join(err, pr.object(wire.AuthorityOf(n.URL, n.Fingerprints(), s)))
			continue
		}
		fmt.Fprintf(pr.Out, "%s\n%s%s\n", words.Line(n.URL, 200), Margin, authorityState(s))
		if n.Root != "" {
			fmt.Fprintf(pr.Out, "%sroot sha256 %s\n", Margin, n.Fingerprints())
		}
	}
	return err
}

// Stamped says what the authorities that were asked gave, and counts those that failed.
func (pr Printer) Stamped(c store.Checkpoint, asked []authority.Result) (failed int) {
	for _, r := range asked {
		if r.Err != nil {
			failed++
			fmt.Fprintf(pr.Out, "%s  %s: %s\n", pr.label("failed"), words.Line(r.URL, 120), words.Line(r.Err.Error(), 400))
			continue
		}
		fmt.Fprintf(pr.Out, "%s  %s: %s\n", pr.label("stamped"), words.Line(r.URL, 120), stampLine(r.Answer.Stamp, r.Answer.Odd))
	}
	fmt.Fprintf(pr.Out, "the checkpoint of %s has %s\n", words.Count(int(c.Size), "leaf"), words.Count(len(asked)-failed, "stamp"))
	return failed
}
