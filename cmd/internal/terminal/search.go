package terminal

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/desk"
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

// Nothing tells people who look on that a list has none; a pipe gets nothing.
func (pr Printer) Nothing() error {
	if pr.width() == 0 {
		return nil
	}
	_, err := fmt.Fprintf(pr.Out, "%s has nothing to show here\n", pr.Archive)
	return err
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
		fmt.Fprintf(&b, "%d to %d of %s%s\n", found.Offset+1, found.Offset+len(found.Results), over(found), words.Count(found.Total, "result"))
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

// over stands before a number that is not all of them.
func over(found desk.Results) string {
	if found.More {
		return "more than "
	}
	return ""
}

// result shows one.
func (pr Printer) result(b *strings.Builder, r desk.Result) {
	fmt.Fprintf(b, "%s\n", pr.resultTitle(r))
	about := words.Joined(words.Visible(string(r.ID)), pr.statesOf(r), whereOf(r))
	fmt.Fprintln(b, "  "+about)
	if o := pr.whose(wire.ResultOf(r).Origin); o != "" {
		fmt.Fprintln(b, "  "+o)
	}
	if r.Excerpt != "" {
		fmt.Fprintln(b, "  "+strings.Join(strings.Fields(pr.highlighted(r.Excerpt, r.Marks)), " "))
	}
	if r.URL != "" {
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
