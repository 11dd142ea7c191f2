package terminal

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onrecord/cmd/internal/ingest"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/words"
)

// alreadyHere says how many lines were imported before.
func alreadyHere(n int, kind string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + kind + " was already here: nothing was added for it\n"
	}
	return words.Count(n, kind) + " were already here: nothing was added for them\n"
}

// linkedAfter says what linking did after an import.
func linkedAfter(n *run.LinkCounts) string {
	if n == nil {
		return "not linked; 'onrecord link' does that\n"
	}
	return "linking: " + Linked(*n) + "\n"
}

// Files says what an import brought in.
func (pr Printer) Files(n ingest.FileCounts, linked *run.LinkCounts) error {
	if pr.JSON {
		return pr.object(struct {
			ingest.FileCounts
			Linked *run.LinkCounts `json:"linked,omitempty"`
		}{n, linked})
	}
	if n.Files == 0 && n.Refused+n.Unknown == 0 {
		return nil
	}
	var b strings.Builder
	if n.Lines > 0 || n.Captures == nil && n.Refused == 0 {
		b.WriteString(lineCounts(n.LineCounts))
	}
	b.WriteString(alreadyHere(n.There, "line"))
	for _, why := range slices.Sorted(maps.Keys(n.Passed)) {
		fmt.Fprintf(&b, "left out: %s (%d)\n", why, n.Passed[why])
	}
	if n.Unknown > 0 {
		fmt.Fprintf(&b, "passed over: %s without posts\n", words.Count(n.Unknown, "file"))
	}
	if c := n.Captures; c != nil {
		fmt.Fprintf(&b, "%s: %s taken in, %d there already, %d of other kinds, %d bad; %d new, %d edited, %d gone\n",
			words.Count(c.Records, "record"), words.Count(c.Captures, "capture"), c.There, c.Other, c.Failed, c.New, c.Edited, c.Gone)
		b.WriteString(contradicted(c.Contradicted) + filled(c.Filled))
	}
	if n.Files > 0 {
		b.WriteString(linkedAfter(linked))
	}
	_, err := fmt.Fprint(pr.Out, b.String())
	return err
}

// Captures says what an import of web captures brought in; linked is nil where nothing was
// linked.
func (pr Printer) Captures(n ingest.CaptureCounts, linked *run.LinkCounts) error {
	if pr.JSON {
		return pr.object(struct {
			ingest.CaptureCounts
			Linked *run.LinkCounts `json:"linked,omitempty"`
		}{n, linked})
	}
	_, err := fmt.Fprintf(pr.Out, "%s in %s: %s taken in, %d there already, %d of other kinds, %d bad; %d new, %d edited, %d gone, %d not found on one check, %d restored\n%s%s",
		words.Count(n.Records, "record"), words.Count(n.Files-n.Refused, "file"), words.Count(n.Captures, "capture"), n.There, n.Other, n.Failed,
		n.New, n.Edited, n.Gone, n.Missed, n.Restored, contradicted(n.Contradicted)+filled(n.Filled), linkedAfter(linked))
	return err
}

// Linked says what a link job did.
func Linked(n run.LinkCounts) string {
	return fmt.Sprintf("%s read, %s found, %d linked", words.Count(n.Articles, "article version"), words.Count(n.Quotes, "quote"), n.Links)
}

// Lines says what an import of lines of a kind did; linked is as in Captures.
func (pr Printer) Lines(n ingest.LineCounts, linked *run.LinkCounts, kind string) error {
	if pr.JSON {
		return pr.object(struct {
			ingest.LineCounts
			Linked *run.LinkCounts `json:"linked,omitempty"`
		}{n, linked})
	}
	if n.Lines == 0 {
		return nil
	}
	_, err := fmt.Fprintf(pr.Out, "%s%s%s", lineCounts(n), alreadyHere(n.There, strings.TrimSuffix(kind, "s")), linkedAfter(linked))
	return err
}

func lineCounts(n ingest.LineCounts) string {
	said := fmt.Sprintf("%s: %d new, %d edited, %d gone, %d unchanged, %d failed\n", words.Count(n.Lines, "line"), n.New, n.Edited, n.Gone, n.Unchanged, n.Failed)
	if n.NewEdited+n.NewGone > 0 {
		said += fmt.Sprintf("of the new: %d edited, %d gone\n", n.NewEdited, n.NewGone)
	}
	return said + contradicted(n.Contradicted) + filled(n.Filled)
}

// contradicted says how many say otherwise than what the archive has.
func contradicted(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d more contradict what the archive has: other words for the same time, or than the post's home shows; both are kept, and neither counts as an edit\n", n)
}

// filled says how many were known in part only before.
func filled(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d more of which a part was known are whole now\n", n)
}
