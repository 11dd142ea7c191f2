package terminal

import (
	"context"
	"fmt"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/compare/link"
	"onrecord/store"
)

// Answer explains an answer to people: the post with the quoted words
// marked, what the quote changed, the version, and the runners-up.
func (pr Printer) Answer(ctx context.Context, docs desk.Documents, quote string, ans link.Answer) error {
	var b strings.Builder
	m := ans.Match
	if m == nil && ans.Verdict == store.Possible {
		fmt.Fprintf(&b, "%s  no post in %s says “%s” in these words, but it may be a translation\n", pr.verdict("possible"), pr.Archive, words.Line(quote, 200))
		pr.runnersUp(ctx, &b, docs, ans, "possible matches (not certain enough to link)")
		_, err := fmt.Fprint(pr.Out, b.String())
		return err
	}
	if m == nil && ans.Verdict == store.InPicture {
		fmt.Fprintf(&b, "%s  no post in %s says “%s”, but a machine read it from a picture of one\n", pr.verdict("in picture"), pr.Archive, words.Line(quote, 200))
		for _, p := range ans.Pictures {
			fmt.Fprintln(&b, words.Indent(pr.inPicture(p), "  "))
		}
		_, err := fmt.Fprint(pr.Out, b.String())
		return err
	}
	if m == nil && ans.Standing != nil {
		pr.standing(ctx, &b, docs, quote, *ans.Standing)
		_, err := fmt.Fprint(pr.Out, b.String())
		return err
	}
	if m == nil {
		fmt.Fprintf(&b, "%s  no post in %s says “%s”\n", pr.verdict("not found"), pr.Archive, words.Line(quote, 200))
		pr.runnersUp(ctx, &b, docs, ans, "closest matches (below our threshold)")
		_, err := fmt.Fprint(pr.Out, b.String())
		return err
	}
	fmt.Fprintf(&b, "%s  confidence %.2f\n\n", pr.judgedWhole(m.Match), m.Confidence)
	fmt.Fprintf(&b, "%s\n%s\n", pr.headline(m.Doc), words.Joined(words.Visible(string(m.Document)), fmt.Sprintf("version %d of %d", m.VersionSeq, m.Doc.Versions), words.Visible(m.Doc.URL)))
	fmt.Fprintf(&b, "to see it with its captures: onrecord show %s\n", words.Visible(string(m.Document)))
	if l := pr.whose(wire.BroughtOf(m.Brought)); l != "" {
		fmt.Fprintln(&b, pr.Paint("33", l))
	}
	if t := m.Doc.Tombstone; t != nil {
		fmt.Fprintln(&b, pr.Paint("31", pr.tombstoneLine(t, wire.OfTombstone(t))))
	}
	fmt.Fprintf(&b, "\n%s\n", words.Indent(pr.marked(m.Version.Text, m.Span), "  "))
	if m.Verdict == store.Translated {
		fmt.Fprintf(&b, "\na machine's reading (%s), word by word (quote ← post, {+only in the quote+}):\n%s\n", words.Visible(m.Via), words.Indent(pr.edits(m.Edits), "  "))
	} else if m.Verdict != store.Verbatim {
		fmt.Fprintf(&b, "\nthe quote against the post ([-only in the post-], {+only in the quote+}):\n%s\n", words.Indent(pr.edits(m.Edits), "  "))
	}
	for _, line := range pr.warningLines(m.Match) {
		fmt.Fprintln(&b, line)
	}
	if ans.Spliced != "" {
		fmt.Fprintln(&b, "the rest of the quote is from", words.Visible(string(ans.Spliced)))
	}
	for _, id := range ans.Same {
		fmt.Fprintln(&b, "the same is said in", words.Visible(string(id)))
	}
	pr.runnersUp(ctx, &b, docs, ans, "weaker matches")
	_, err := fmt.Fprint(pr.Out, b.String())
	return err
}

// surroundings is how many characters of a long post are shown before and after the
// words found in it.
const surroundings = 1000

// marked is a text with a span of it between ⟦ and ⟧, in bold on a terminal; of a
// long text only what stands around it.
func (pr Printer) marked(text string, span [2]int) string {
	r := []rune(text)
	from, to := min(max(span[0], 0), len(r)), min(max(span[1], 0), len(r))
	first, last := max(from-surroundings, 0), min(to+surroundings, len(r))
	before, after := string(r[first:from]), string(r[to:last])
	if first > 0 {
		before = "… " + before[strings.Index(before, " ")+1:]
	}
	if last < len(r) {
		if i := strings.LastIndex(after, " "); i > 0 {
			after = after[:i]
		}
		after += " …"
	}
	if from >= to {
		return words.Visible(before + after)
	}
	return words.Visible(before) + pr.Paint("1", "⟦"+words.Visible(string(r[from:to]))+"⟧") + words.Visible(after)
}

// edits shows an alignment on one line.
func (pr Printer) edits(es []store.Edit) string {
	var parts []string
	for _, e := range es {
		switch e.Op {
		case "equal":
			parts = append(parts, words.Visible(e.Quote))
		case "translate":
			if e.Quote == e.Post || e.Post == "" {
				parts = append(parts, words.Visible(e.Quote))
			} else {
				parts = append(parts, words.Visible(e.Quote)+pr.Paint("2", "←"+words.Visible(e.Post)))
			}
		default:
			if e.Post != "" {
				parts = append(parts, pr.Paint("31;9", "[-"+words.Visible(e.Post)+"-]"))
			}
			if e.Quote != "" {
				parts = append(parts, pr.Paint("32;1", "{+"+words.Visible(e.Quote)+"+}"))
			}
		}
	}
	return strings.Join(parts, " ")
}

// standsIn says which version has the words, where the post was edited since.
func standsIn(p link.Stand) string {
	if !p.Edited() {
		return ""
	}
	return fmt.Sprintf("  in version %d of %d, edited since", p.Version.Seq, p.Versions)
}

// inPicture tells of a picture that has the words of a quote.
func (pr Printer) inPicture(p link.InPicture) string {
	as := "word for word"
	if p.Verdict != store.Verbatim {
		as = "nearly so"
	}
	return fmt.Sprintf("%s  %s\nwords read by a machine from a picture of the post (%s), %s: compare them with the picture\n%s\nto see it: onrecord show %[1]s; the picture is %s",
		words.Visible(string(p.Document.ID)), pr.headline(p.Document), words.Visible(p.Engine), as, words.Indent(words.Visible(p.PictureWords.Text), "  "), p.SHA256)
}

// standing lists the posts that have the words of a short quote.
func (pr Printer) standing(ctx context.Context, b *strings.Builder, docs desk.Documents, quote string, s link.Standing) {
	number := fmt.Sprint(s.Count)
	if s.More {
		number += " or more"
	}
	noun := "posts"
	if s.Count == 1 && !s.More {
		noun = "post"
	}
	fmt.Fprintf(b, "%s  “%s” stands in %s %s; too short to attribute\n", pr.verdict("too short"), words.Line(quote, 200), number, noun)
	for _, p := range s.Posts {
		who := ""
		if doc, err := docs.Document(ctx, p.Document); err == nil {
			who = pr.headline(doc) + ": “" + words.Line(p.Version.Text, 80) + "”"
		}
		fmt.Fprintf(b, "  %s%s\n        %s\n", words.Visible(string(p.Document)), standsIn(p), who)
	}
	if n := s.Count - len(s.Posts); n > 0 || s.More {
		fmt.Fprintf(b, "  these are the first %d; 'onrecord search' shows all that have the words\n", len(s.Posts))
	}
}

func (pr Printer) runnersUp(ctx context.Context, b *strings.Builder, docs desk.Documents, ans link.Answer, title string) {
	said := false
	for _, c := range desk.Near(ans.Candidates) {
		if ans.Match != nil && c.Document == ans.Match.Document {
			continue
		}
		if !said {
			fmt.Fprintf(b, "\n%s:\n", title)
			said = true
		}
		who := ""
		if doc, err := docs.Document(ctx, c.Document); err == nil {
			who = pr.headline(doc) + ": “" + words.Line(doc.Excerpt, 80) + "”"
		}
		fmt.Fprintf(b, "  %.2f  %s\n        %s\n", c.Confidence, words.Joined(words.Visible(string(c.Document)), wire.Origin{Authority: wire.Marked(c.Authority)}.Line()), who)
	}
}

// FileAnswer prints the answer to one line of a file of quotes; err is why there is none.
func (pr Printer) FileAnswer(ctx context.Context, docs desk.Documents, l desk.Line, ans link.Answer, err error) error {
	if !pr.JSON {
		if err != nil {
			return nil // said on standard error
		}
		fmt.Fprintf(pr.Out, "── %s “%s”\n", words.Visible(string(l.ID)), words.Line(l.Quote, 120))
		return pr.Answer(ctx, docs, l.Quote, ans)
	}
	if err != nil {
		ans.Verdict = store.NotFound
	}
	j := wire.AnswerOf(l.ID, l.Quote, ans)
	if err != nil {
		j.Error = exit.Message(err)
	}
	return pr.object(j)
}

// Unfound says what a quote that was not found leaves to do; observed says that only what the
// archive observed itself was looked at.
func (pr Printer) Unfound(observed bool, ans link.Answer) error {
	var err error
	if observed {
		_, err = fmt.Fprintln(pr.Out, "what was imported or claimed was left out, as --observed says")
	}
	if ans.Verdict == store.NotFound && ans.Standing == nil && err == nil {
		_, err = fmt.Fprintln(pr.Out, "which posts have a word of it is another question: onrecord search WORDS")
	}
	return err
}
