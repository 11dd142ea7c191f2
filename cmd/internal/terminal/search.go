package terminal

import (
	"fmt"
	"io"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// Empty says that an archive has nothing yet, and how that changes.
func (pr Printer) Empty() error {
	_, err := fmt.Fprintf(pr.Out, `%s holds no post and no article yet; put some in:
  onrecord capture URL       a post or an article, now
  onrecord import FILE       what you have as files (onrecord help import)
  onrecord source add URL    an account or a feed to watch, which 'onrecord run' looks at
`, pr.Archive)
	return err
}

// None ends a list that has nothing: people who look on are told so, a pipe gets no line.
// Where something was asked for, its error ends with exit code 4.
func (pr Printer) None(told string, asked bool) (err error) {
	for _, w := range []io.Writer{pr.Out, pr.Err} {
		if IsTerminal(w) {
			_, err = fmt.Fprintln(w, told)
			break
		}
	}
	if err == nil && asked {
		err = exit.Silent(exit.NotFound)
	}
	return err
}

// Nothing is None where nobody says what to do about it.
func (pr Printer) Nothing(asked bool) error {
	return pr.None(pr.Archive+" has nothing to show here", asked)
}

// Found shows what was found to people.
func (pr Printer) Found(f desk.Filter, found desk.Results) error {
	var b strings.Builder
	if found.Total == 0 {
		fmt.Fprintf(&b, "nothing in %s has that\n", pr.Archive)
		if f.Words != "" {
			fmt.Fprintln(&b, "fewer words and filters find more; 'onrecord lookup' finds a quote that was changed or translated")
		} else {
			fmt.Fprintln(&b, "fewer filters find more")
		}
		_, err := pr.Out.Write([]byte(b.String()))
		return err
	}
	for _, r := range found.Results {
		pr.result(&b, r)
	}
	switch {
	case len(found.Results) > 0:
		fmt.Fprintf(&b, "%d to %d of %s%s\n", found.Offset+1, found.Offset+len(found.Results), over(found.More), words.Count(found.Total, "result"))
	case found.More && f.Sort == string(store.OrderBest):
		fmt.Fprintf(&b, "only the newest %d are ordered by how well they fit; give more words, or --sort newest\n", found.Total)
	case found.More:
		fmt.Fprintln(&b, "there are not so many")
	default:
		fmt.Fprintf(&b, "there are only %s; the last of them: --page %d\n", words.Count(found.Total, "result"), (found.Total-1)/found.Limit+1)
	}
	if len(found.Results) > 0 {
		pr.facetLines(&b, found)
	}
	if n := found.Next(); n != 0 {
		fmt.Fprintf(&b, "more: add --page %d\n", n/found.Limit+1)
	}
	_, err := pr.Out.Write([]byte(b.String()))
	return err
}

// Left says what a search may have left out, a line each.
func Left(l desk.Lacking) (out []string) {
	if l.Behind > 0 {
		out = append(out, words.Count(l.Behind, "document")+" changed since the index was brought up to date, and may be missing: run 'onrecord link' where the archive can be written")
	}
	if l.Undated > 0 {
		out = append(out, over(l.UndatedMore)+words.Count(l.Undated, "document")+words.Plural(l.Undated, " has no date and is", " have no date and are")+" left out; --undated, in place of --from and --to, finds what has none")
	}
	return out
}

// over stands before a number that is not all of them.
func over(more bool) string {
	if more {
		return "more than "
	}
	return ""
}

// result shows one.
func (pr Printer) result(b *strings.Builder, r desk.Result) {
	fmt.Fprintf(b, "%s\n", pr.resultTitle(r))
	undated := ""
	if r.PublishedAt.IsZero() {
		undated = "no date"
	}
	about := words.Joined(words.Visible(string(r.ID)), undated, pr.statesOf(r), whereOf(r))
	fmt.Fprintln(b, "  "+about)
	if o := pr.whose(wire.ResultOf(r).Origin); o != "" {
		fmt.Fprintln(b, "  "+o)
	}
	if r.Excerpt != "" {
		fmt.Fprintln(b, "  "+strings.Join(strings.Fields(pr.highlighted(r.Excerpt, r.Marks)), " "))
	}
	if r.URL != "" && r.URL != r.ID.Native() { // a page's id is its address
		fmt.Fprintln(b, "  "+words.Visible(r.URL))
	}
	fmt.Fprintln(b)
}

// resultTitle is who and when, or what an article calls itself with the words marked.
func (pr Printer) resultTitle(r desk.Result) string {
	doc := r.Document
	title := doc.Title
	doc.Title = ""
	if title == "" {
		return pr.headline(doc)
	}
	return words.Joined("“"+pr.highlighted(title, r.TitleMarks)+"”", pr.headline(doc))
}

// statesOf says what befell a document.
func (pr Printer) statesOf(r desk.Result) string {
	var out []string
	for _, s := range r.States {
		switch s {
		case store.StateGone:
			t := r.Tombstone
			if t == nil {
				break
			}
			out = append(out, pr.Paint("31", fmt.Sprintf("no longer available (%s) since %s", t.How, pr.at(t.FirstMissed))))
		case store.StateMissed:
			out = append(out, pr.Paint("35", "not found on one check"))
		case store.StateEdited:
			out = append(out, pr.Paint("33", fmt.Sprintf("edited, %d versions", r.Versions)))
		case store.StateContradicted:
			out = append(out, pr.Paint("33", fmt.Sprintf("told in %d ways that contradict each other, none seen at its home", r.Versions)))
		case store.StateRestored:
			out = append(out, pr.Paint("36", "restored"))
		}
	}
	return strings.Join(out, " · ")
}

// whereOf says where the words stand, if not in the current version.
func whereOf(r desk.Result) string {
	switch r.Where {
	case desk.WhereEarlier:
		return fmt.Sprintf("the words stand only in version %d, edited since", r.Version.Seq)
	case desk.WhereSeveral:
		return "the words stand in several versions, not all in one"
	case desk.WherePicture:
		return "words read by a machine from a picture of the post, which may be misread; its own text does not have them"
	case desk.WhereCurrent:
	}
	return ""
}

// highlighted is a text with spans of it between ⟦ and ⟧, in bold on a terminal.
func (pr Printer) highlighted(s string, spans [][2]int) string {
	r := []rune(s)
	var b strings.Builder
	at := 0
	for _, m := range spans {
		from, to := min(max(m[0], at), len(r)), min(m[1], len(r))
		if from >= to {
			continue
		}
		b.WriteString(words.Visible(string(r[at:from])) + pr.Paint("1", "⟦"+words.Visible(string(r[from:to]))+"⟧"))
		at = to
	}
	return b.String() + words.Visible(string(r[at:]))
}
