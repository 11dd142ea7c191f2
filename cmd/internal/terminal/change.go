package terminal

import (
	"context"
	"fmt"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/compare"
	"onrecord/compare/match"
	"onrecord/scraper"
	"onrecord/store"
)

// Change says what a capture changed for one document.
func (pr Printer) Change(ctx context.Context, docs desk.Documents, ch store.Change) error {
	doc, err := docs.Document(ctx, ch.Document)
	if err != nil {
		return err
	}
	if pr.JSON {
		return pr.object(wire.ChangeOf(doc, ch))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s\n", pr.label(string(ch.Kind)), words.Visible(string(doc.ID)), pr.headline(doc))
	pr.changeDetail(&b, doc, ch)
	_, err = pr.Out.Write([]byte(b.String()))
	return err
}

// Margin is where what is said below a line begins.
const Margin = "            "

// changeDetail writes the lines below a change's first.
func (pr Printer) changeDetail(b *strings.Builder, doc store.Document, ch store.Change) {
	switch ch.Kind {
	case store.ChangeNew, store.ChangeRestored, store.ChangeFilled:
		fmt.Fprintln(b, Margin+"“"+words.Line(ch.Version.Text, 300)+"”")
		if ch.Version.Cut {
			fmt.Fprintln(b, Margin+"cut by the platform: "+words.Visible(ch.Version.CutWhy))
		}
	case store.ChangeEdited:
		if ch.Previous.ID == 0 { // found later than what it became
			fmt.Fprintf(b, "%sversion %d, from before what was known\n%s“%s”\n", Margin, ch.Version.Seq, Margin, words.Line(ch.Version.Text, 300))
			break
		}
		fmt.Fprintf(b, "%sversion %d → %d\n", Margin, ch.Previous.Seq, ch.Version.Seq)
		if ch.Previous.Title != ch.Version.Title {
			fmt.Fprintln(b, words.Indent(pr.coloured(compare.Diff(ch.Previous.Title, ch.Version.Title)), Margin))
		}
		for _, d := range match.Descriptions(ch.Previous.Media, ch.Version.Media) {
			fmt.Fprintln(b, Margin+attached(d))
		}
		fmt.Fprintln(b, words.Indent(pr.coloured(excerpt(compare.Diff(ch.Previous.Text, ch.Version.Text))), Margin))
	case store.ChangeContradicted:
		fmt.Fprintf(b, "%sversion %d: other words for the same time; both are kept, and neither is an edit\n%s“%s”\n", Margin, ch.Version.Seq, Margin, words.Line(ch.Version.Text, 300))
	case store.ChangeMissed:
		fmt.Fprintf(b, "%snot found on one check (%s); a second check, some minutes later, is needed before it counts as deleted\n", Margin, how(ch.Tombstone))
	case store.ChangeGone, store.ChangeStillGone:
		fmt.Fprintf(b, "%s%s; not found %s, confirmed %s\n", Margin, how(ch.Tombstone),
			pr.at(ch.Tombstone.FirstMissed), pr.at(ch.Tombstone.ConfirmedAt))
	}
	if doc.URL != "" {
		fmt.Fprintln(b, Margin+words.Visible(doc.URL))
	}
}

// beside says what was kept beside the words, and what could not be: media, the
// page's picture, copies elsewhere.
func (pr Printer) beside(r scraper.LookResult) error {
	if pr.JSON {
		return nil
	}
	var b strings.Builder
	for _, c := range r.Captures {
		what := map[string]string{"media": words.Visible(c.URL), "screenshot": "a picture of the page", "save": "a copy in the other archive"}[c.Endpoint]
		switch {
		case what == "":
		case c.Outcome != store.OutcomeOK:
			fmt.Fprintf(&b, "%snot kept: %s (%s)\n", Margin, what, words.Line(c.Error, 200))
		case c.Endpoint == "save":
			fmt.Fprintf(&b, "%sasked for: %s\n", Margin, what)
		default:
			fmt.Fprintf(&b, "%skept: %s, %d kB\n", Margin, what, (c.Bytes+999)/1000)
		}
	}
	_, err := pr.Out.Write([]byte(b.String()))
	return err
}

func how(t *store.Tombstone) string {
	if t == nil {
		return "gone"
	}
	if t.Detail == "" || t.Detail == string(t.How) {
		return string(t.How)
	}
	return string(t.How) + ": " + words.Line(t.Detail, 120)
}

// label is a change's name in a column of its own, coloured on a terminal.
func (pr Printer) label(kind string) string {
	code := map[string]string{
		"new": "32", "edited": "33", "missed": "35", "gone": "31", "still-gone": "31", "failed": "31", "restored": "36",
	}[kind]
	return pad(pr.Paint(code, kind))
}
