package terminal

import (
	"context"
	"fmt"
	"strings"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// findingColours are those of what was found.
var findingColours = map[desk.Finding]string{
	desk.FindingMeaning: "31;1", desk.FindingNotFound: "35;1", desk.FindingPossible: "35", desk.FindingPicture: "35", desk.FindingDated: "33", desk.FindingWording: "33", desk.FindingForm: "33", desk.FindingEdited: "33", desk.FindingShort: "36", desk.FindingTranslated: "34", desk.FindingFaithful: "32",
}

// inset is where what is said of a quote begins.
const inset = "    "

// checkedLine says in a line how many of what a check found.
func (pr Printer) checkedLine(c desk.Checked) string {
	name := c.Draft.Name
	if name == "" {
		name = "the draft"
	}
	if date := pr.moment(c.Draft.PublishedAt); date != "" {
		name += ", of " + date
	}
	var counts []string
	for _, f := range desk.Findings() {
		if n := c.Count(f); n > 0 {
			counts = append(counts, pr.Paint(findingColours[f], fmt.Sprintf(f.Counted(), n)))
		}
	}
	if len(counts) == 0 {
		return fmt.Sprintf("%s: no quote of three words or more was found between quotation marks, in block quotes or embedded posts", words.Line(name, 200))
	}
	return fmt.Sprintf("%s: %s, %s", words.Line(name, 200), words.Count(len(c.Quotes), "quote"), strings.Join(counts, ", "))
}

// mostShort is how many of the words that were too few to be looked up are named.
const mostShort = 10

// shortLine names what was not looked up since it is of one or two words.
func shortLine(short []string) string {
	if len(short) == 0 {
		return ""
	}
	var named []string
	for _, s := range short[:min(len(short), mostShort)] {
		named = append(named, "“"+words.Line(s, 60)+"”")
	}
	if n := len(short) - mostShort; n > 0 {
		named = append(named, fmt.Sprintf("and %d more", n))
	}
	return "not looked up, since one or two words may be anybody's: " + strings.Join(named, ", ")
}

// Checked says what a check found: to people first how many of what, then each quote, the
// gravest first; where that was written to a file, only the first line and the file.
func (pr Printer) Checked(ctx context.Context, docs desk.Documents, c desk.Checked, file string) error {
	switch {
	case pr.JSON:
		j := wire.CheckedOf(c)
		for _, q := range j.Quotes {
			if err := pr.object(q); err != nil {
				return err
			}
		}
		return pr.object(j.CheckSummary)
	case file != "":
		_, err := fmt.Fprintf(pr.Out, "%s\n%s\n", pr.checkedLine(c), words.Line(file, 400))
		return err
	}
	var b strings.Builder
	fmt.Fprintln(&b, pr.checkedLine(c))
	if n := c.Draft.Deletions; n > 0 {
		fmt.Fprintf(&b, "%s in it left out\n", words.Count(n, "tracked deletion"))
	}
	for _, f := range c.Draft.Flags {
		fmt.Fprintln(&b, flagText(f))
	}
	if line := shortLine(c.Short); line != "" {
		fmt.Fprintln(&b, line)
	}
	if c.Count(desk.FindingMeaning)+c.Count(desk.FindingWording)+c.Count(desk.FindingForm) > 0 {
		fmt.Fprintln(&b, "word by word: [-only in the post-], {+only in the quote+}")
	}
	last := desk.Finding("")
	for _, q := range c.Gravest() {
		if q.Finding != last {
			last = q.Finding
			fmt.Fprintf(&b, "\n%s\n", pr.Paint(findingColours[last], last.Title()))
		}
		pr.checkedQuote(ctx, &b, docs, q)
	}
	_, err := fmt.Fprint(pr.Out, b.String())
	return err
}

func (pr Printer) checkedQuote(ctx context.Context, b *strings.Builder, docs desk.Documents, q desk.CheckedQuote) {
	who := ""
	if q.Quote.Speaker != "" {
		who = ", said to be by " + words.Line(q.Quote.Speaker, 80)
	}
	fmt.Fprintf(b, "\n%2d  %s%s\n%s“%s”\n", q.Quote.Seq, q.Place, who, inset, words.Line(q.Quote.Text, 400))
	say := func(format string, args ...any) { fmt.Fprintf(b, inset+format+"\n", args...) }
	m := q.Answer.Match
	if m == nil {
		pr.missing(ctx, say, docs, q)
		return
	}
	pr.post(say, q)
	pr.match(say, q)
}

// post says which post a quote was found in, and whose word that is.
func (pr Printer) post(say func(string, ...any), q desk.CheckedQuote) {
	m := q.Answer.Match
	say("%s, %s, version %d of %d, confidence %.2f", pr.judgedWord(m.Match), words.Visible(string(m.Document)), m.VersionSeq, m.Doc.Versions, m.Confidence)
	say("%s", words.Joined(pr.headline(m.Doc), words.Visible(m.Doc.URL)))
	if line := pr.whose(wire.BroughtOf(m.Brought)); line != "" {
		say("%s", line)
	}
	if t := m.Doc.Tombstone; t != nil {
		say("%s", pr.Paint("31", pr.tombstoneLine(t, wire.OfTombstone(t))))
	}
}

// match says what a quote did to its post, and what to put instead.
func (pr Printer) match(say func(string, ...any), q desk.CheckedQuote) {
	m := q.Answer.Match
	for _, line := range pr.warningLines(m.Match) {
		say("%s", line)
	}
	switch m.Verdict {
	case store.Translated:
		in := ""
		if m.Version.Lang != "" {
			in = " (" + words.Line(m.Version.Lang, 20) + ")"
		}
		say("the post's own words%s: “%s”", in, words.Line(q.Original, 600))
		say("word by word (quote←post): %s", pr.edits(m.Edits))
	case store.Altered, store.Trimmed:
		say("word by word: %s", pr.edits(m.Edits))
	case store.Verbatim, store.Possible, store.InPicture, store.NotFound:
	}
	if q.Answer.Spliced != "" {
		say("the rest of the quote is from %s: quote the two apart", words.Visible(string(q.Answer.Spliced)))
	}
	if q.Current != "" {
		say("the post now reads: “%s”", words.Line(q.Current, 600))
	}
	if q.Correction != "" {
		say("%s", pr.Paint("1", "paste instead: “"+words.Visible(q.Correction)+"”"))
	}
}

// missing says what is known of a quote without a post.
func (pr Printer) missing(ctx context.Context, say func(string, ...any), docs desk.Documents, q desk.CheckedQuote) {
	describe := func(id store.DocumentID, sure string) {
		doc, err := docs.Document(ctx, id)
		if err != nil {
			return
		}
		say("  %s%s  %s: “%s”", sure, words.Visible(string(id)), pr.headline(doc), words.Line(doc.Excerpt, 100))
	}
	if s := q.Answer.Standing; s != nil {
		say("its words stand in %s:", words.Count(s.Count, "post"))
		for _, p := range s.Posts[:min(len(s.Posts), 3)] {
			if doc, err := docs.Document(ctx, p.Document); err == nil {
				say("  %s%s  %s: “%s”", words.Visible(string(p.Document)), standsIn(p), pr.headline(doc), words.Line(p.Version.Text, 100))
			}
		}
		return
	}
	if len(q.Answer.Pictures) > 0 {
		for _, p := range q.Answer.Pictures {
			say("%s", pr.inPicture(p))
		}
		return
	}
	if q.Quote.URL != "" && q.Quote.Kind == store.QuoteEmbedded {
		say("the embedded post is not in the archive; capture it: onrecord capture %s", words.Visible(q.Quote.URL))
		return
	}
	title := "closest matches (below our threshold):"
	if q.Finding == desk.FindingPossible {
		title = "it may be a translation of:"
	}
	near := desk.Near(q.Answer.Candidates)
	if len(near) == 0 {
		say("no post in %s is like it", pr.Archive)
		return
	}
	say("%s", title)
	for _, c := range near {
		describe(c.Document, fmt.Sprintf("%.2f  ", c.Confidence))
	}
}
