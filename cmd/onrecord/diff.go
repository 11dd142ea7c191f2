package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/compare"
	"onrecord/compare/match"
	"onrecord/store"
)

func (a *app) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff DOC [A [B]]",
		Short: "Show word by word what changed between two versions",
		Long: `Diff compares two versions of a post or an article. Without A and B it compares
the last two; with A alone, A and the latest. Removed words stand in [-…-], added
ones in {+…+}; on a terminal they are coloured too.`,
		Example: "  onrecord diff x:1988393441999593891\n  onrecord diff https://example.org/story.html 1 3 --json",
		Args:    cobra.RangeArgs(1, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := a.readArchive(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			doc, err := a.findDocument(cmd.Context(), st, args[0])
			if err != nil {
				return err
			}
			versions, err := st.Versions(cmd.Context(), doc.ID)
			if err != nil {
				return err
			}
			from, to, err := desk.PickVersions(versions, args[1:])
			if err != nil {
				return err
			}
			captures, err := wire.CapturesBehind(cmd.Context(), st, from, to)
			if err != nil {
				return err
			}
			return a.printDiff(doc, from, to, captures)
		},
	}
}

func (a *app) printDiff(doc store.Document, from, to store.Version, captures map[int64]store.Capture) error {
	title, text := compare.Diff(from.Title, to.Title), compare.Diff(from.Text, to.Text)
	changed := from.Hash != to.Hash
	cosmetic := changed && compare.Cosmetic(from.Title, to.Title) && compare.Cosmetic(from.Text, to.Text)
	if a.json {
		return a.printJSON(wire.DiffOf(doc, from, to, captures))
	}
	edit := match.EditOf(from, to)
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", words.Visible(string(doc.ID)), words.Headline(doc))
	switch {
	case from.Seq == to.Seq:
		fmt.Fprintf(&b, "version %d, %s: there is nothing to compare it with\n", to.Seq, sinceLine(to, captures))
	default:
		fmt.Fprintf(&b, "version %d, %s → version %d, %s%s\n", from.Seq, sinceLine(from, captures), to.Seq, sinceLine(to, captures), nature(changed, cosmetic && edit.Severity != store.SeverityMeaning))
	}
	for _, v := range slices.CompactFunc([]store.Version{from, to}, func(x, y store.Version) bool { return x.Seq == y.Seq }) {
		if l := wire.OriginOf(v, captures).Line(); l != "" {
			fmt.Fprintln(&b, a.paint("33", fmt.Sprintf("version %d was %s", v.Seq, l)))
		}
	}
	for _, w := range edit.Warnings {
		says := match.WarningText(w)
		for _, d := range match.DetailsOf(edit.Details, w) {
			says = strings.TrimSuffix(says, ".") + "; " + became(d.Post, d.Quote) + "."
		}
		fmt.Fprintln(&b, a.paint("31", says))
	}
	for _, d := range edit.Descriptions {
		fmt.Fprintf(&b, "description of %s: %s\n", words.Visible(d.Type), became(d.Before, d.After))
	}
	if to.Title != "" || from.Title != "" {
		fmt.Fprintf(&b, "\n%s\n", a.coloured(title))
	}
	fmt.Fprintf(&b, "\n%s\n", a.coloured(text))
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

// became says what an edit made of some words.
func became(before, after string) string {
	before, after = words.Line(before, 200), words.Line(after, 200)
	switch {
	case before == "" && after == "":
		return "changed"
	case before == "":
		return fmt.Sprintf("“%s” was put in", after)
	case after == "":
		return fmt.Sprintf("“%s” was taken out", before)
	}
	return fmt.Sprintf("“%s” became “%s”", before, after)
}

// sinceLine says when a version was first seen, or from when it is where nobody says that.
func sinceLine(v store.Version, captures map[int64]store.Capture) string {
	c := captures[v.CaptureID]
	switch first, _ := v.Seen(c); {
	case !v.Dated(c):
		return "not dated"
	case first.IsZero():
		return "dated " + store.FormatTime(v.FirstSeen)
	}
	return "first seen " + store.FormatTime(v.FirstSeen)
}

func nature(changed, cosmetic bool) string {
	switch {
	case !changed:
		return ": the same words"
	case cosmetic:
		return ": a cosmetic change (no word differs)"
	}
	return ""
}

// coloured writes a diff with [-removed-] and {+added+}, in colour on a terminal.
func (a *app) coloured(ps []compare.Piece) string {
	var b strings.Builder
	for _, p := range ps {
		text := words.Visible(p.Text)
		switch p.Op {
		case compare.Delete:
			b.WriteString(a.paint("31;9", "[-"+text+"-]"))
		case compare.Insert:
			b.WriteString(a.paint("32;1", "{+"+text+"+}"))
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

// excerpt shortens the equal parts of a long diff, keeping the words around
// each change.
func excerpt(ps []compare.Piece) []compare.Piece {
	const keep = 80
	out := make([]compare.Piece, len(ps))
	for i, p := range ps {
		out[i] = p
		r := []rune(p.Text)
		if p.Op != compare.Equal || len(r) <= 2*keep+3 {
			continue
		}
		head, tail := string(r[:keep])+" … ", " … "+string(r[len(r)-keep:])
		switch {
		case i == 0:
			head = ""
			tail = strings.TrimPrefix(tail, " ")
		case i == len(ps)-1:
			tail = ""
		default:
			head = strings.TrimSuffix(head, " … ")
		}
		out[i].Text = head + tail
	}
	return out
}
