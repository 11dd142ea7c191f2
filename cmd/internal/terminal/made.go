package terminal

import (
	"fmt"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/bundle"
	"onrecord/store/warc"
	"onrecord/templates/report"
)

// Exported says what was written to a WARC or WACZ file; where that is standard output, on
// Err.
func (pr Printer) Exported(out string, n warc.Counts) error {
	if pr.JSON && out != "-" {
		return pr.object(struct {
			File     string `json:"file"`
			Captures int    `json:"captures"`
			Records  int    `json:"records"`
			Revisits int    `json:"revisits"`
		}{out, n.Captures, n.Records, n.Revisits})
	}
	to := pr.Out
	if out == "-" {
		to = pr.Err
	}
	_, err := fmt.Fprintf(to, "%s: %s in %s, %d of them revisits\n", out, words.Count(n.Captures, "capture"), words.Count(n.Records, "record"), n.Revisits)
	return err
}

// Bundled says what a bundle holds.
func (pr Printer) Bundled(out string, m bundle.Made) error {
	if pr.JSON {
		return pr.object(struct {
			File        string `json:"file"`
			Captures    int    `json:"captures"`
			Documents   int    `json:"documents"`
			Quotes      int    `json:"quotes"`
			Unproved    int    `json:"unproved"`
			Leaves      int    `json:"leaves"`
			Blobs       int    `json:"blobs"`
			Checkpoints int    `json:"checkpoints"`
			Stamps      int    `json:"timestamps"`
			Export      int64  `json:"leaf"`
		}{out, m.Captures, m.Documents, m.Quotes, m.Unproved, m.Leaves, m.Blobs, m.Checkpoints, m.Stamps, m.Export})
	}
	quotes := ""
	if m.Quotes > 0 {
		quotes = ", " + words.Count(m.Quotes, "quote")
	}
	_, err := fmt.Fprintf(pr.Out, "%s: %s of %s%s, %s of the log, %s; check it with: onrecord verify %s\n", words.Visible(out),
		words.Count(m.Captures, "capture"), words.Count(m.Documents, "document"), quotes, words.Count(m.Leaves, "leaf"), words.Count(m.Stamps, "time stamp"), words.ShellQuote(out))
	if err == nil && m.Unproved > 0 {
		_, err = fmt.Fprintf(pr.Out, "left out are the quotes of %s, whose record is an earlier onrecord's: onrecord link --all makes one that can be checked\n", words.Count(m.Unproved, "version"))
	}
	return err
}

// Shared says where the page of one document is, and its PDF, "" where there is none.
func (pr Printer) Shared(html, pdf string) error {
	if pr.JSON {
		return pr.object(struct {
			HTML string `json:"html"`
			PDF  string `json:"pdf,omitempty"`
		}{html, pdf})
	}
	if pdf == "" {
		_, err := fmt.Fprintf(pr.Out, "%s; no PDF, since no Chromium is installed (Debian: apt install chromium)\n", html)
		return err
	}
	_, err := fmt.Fprintf(pr.Out, "%s and %s\n", html, pdf)
	return err
}

// Report says what was written of a report.
func (pr Printer) Report(dir string, sum report.Summary) error {
	index := filepath.Join(dir, "index.html")
	if pr.JSON {
		return pr.object(struct {
			Index     string `json:"index"`
			Pages     int    `json:"pages"`
			Rewritten int    `json:"rewritten"`
		}{index, sum.Pages, sum.Rewritten})
	}
	_, err := fmt.Fprintf(pr.Out, "%s, %d rewritten; open %s\n", words.Count(sum.Pages, "page"), sum.Rewritten, index)
	return err
}

// mostQuoting bounds how many documents are named that quote what was erased.
const mostQuoting = 20

// quoting is a document that quotes what was erased.
type quoting struct {
	ID  store.DocumentID `json:"document"`
	URL string           `json:"url"`
}

// Erased says what was erased, and what is left to do.
func (pr Printer) Erased(id store.DocumentID, e store.Erasure) error {
	some := []quoting{}
	for _, q := range e.Quoting[:min(len(e.Quoting), mostQuoting)] {
		some = append(some, quoting(q))
	}
	more := len(e.Quoting) - len(some)
	if pr.JSON {
		return pr.object(struct {
			Document   store.DocumentID   `json:"document"`
			Leaf       int64              `json:"leaf"`
			Versions   int                `json:"versions"`
			Captures   int                `json:"captures"`
			Blobs      int                `json:"blobs"`
			Media      int                `json:"media"`
			Bystanders []store.DocumentID `json:"bystanders"`
			Quoting    []quoting          `json:"quoted_by"`
			More       int                `json:"quoted_by_more"`
		}{id, e.Index, e.Versions, e.Captures, e.Blobs, e.Media, append([]store.DocumentID{}, e.Bystanders...), some, more})
	}
	fmt.Fprintf(pr.Out, "erased  %s: %s, the bytes of %s, %s; leaf %d of the log says so\n", words.Visible(string(id)),
		words.Count(e.Versions, "version"), words.Count(e.Captures, "capture"), words.Count(e.Media, "file"), e.Index)
	if len(e.Bystanders) > 0 {
		fmt.Fprintf(pr.Out, "        the same bytes showed %s, whose texts stay:", words.Count(len(e.Bystanders), "other document"))
		for _, b := range e.Bystanders {
			fmt.Fprintf(pr.Out, " %s", words.Visible(string(b)))
		}
		fmt.Fprintln(pr.Out)
	}
	pr.Quoting(e.Quoting)
	_, err := fmt.Fprintln(pr.Out, "        write reports anew, and erase backups and bundles yourself")
	return err
}

// Quoting names the documents that were found to quote what is or was to be erased.
func (pr Printer) Quoting(all []store.DocumentAddress) {
	some := all[:min(len(all), mostQuoting)]
	if len(some) == 0 {
		return
	}
	fmt.Fprintf(pr.Out, "        found to quote it: %s, whose words and pages stay until %s forgotten too:\n", words.Count(len(all), "other document"), words.Plural(len(all), "it is", "they are"))
	for _, q := range some {
		line := string(q.ID)
		if !strings.Contains(line, q.URL) {
			line += "  " + q.URL
		}
		fmt.Fprintf(pr.Out, "          %s\n", words.Visible(line))
	}
	if more := len(all) - len(some); more > 0 {
		fmt.Fprintf(pr.Out, "          and %d more; search for its words\n", more)
	}
}

// Head prints a checkpoint, in one line where that is asked.
func (pr Printer) Head(c store.Checkpoint, line bool) error {
	h, err := proof.ReadHead(c.Note)
	if err != nil {
		return err
	}
	out := Unwrapped(pr.Out) // a signed note is copied as it stands
	switch {
	case pr.JSON:
		return pr.object(wire.HeadOf(h, c))
	case line:
		_, err = fmt.Fprintf(out, "%s %d %s %s\n", h.Origin, h.Size, h.RootText(), store.FormatTime(c.MadeAt))
	default:
		_, err = fmt.Fprint(out, c.Note)
	}
	return err
}

// Restored says what was put in the place of an archive, whose media lie in media.
func (pr Printer) Restored(r store.Restored, media string) error {
	if pr.JSON {
		return pr.object(map[string]any{"archive": pr.Archive, "bytes": r.Bytes, "media": r.Media, "media_lost": r.Lost, "before": r.Before})
	}
	fmt.Fprintf(pr.Out, "restored   %s: %d MB, %s of media\n", words.Visible(pr.Archive), (r.Bytes+999_999)/1_000_000, words.Count(r.Media, "file"))
	if r.Lost > 0 {
		fmt.Fprintf(pr.Out, "%s%s of media that it names %s neither beside the backup nor here; copy %s to %s\n", Margin, words.Count(r.Lost, "file"), words.Plural(r.Lost, "lies", "lie"), words.Plural(r.Lost, "it", "them"), words.Visible(media))
	}
	if r.Before != "" {
		fmt.Fprintf(pr.Out, "%swhat was there before is %s\n", Margin, words.Visible(r.Before))
	}
	_, err := fmt.Fprintf(pr.Out, "%scheck it with: onrecord verify --archive %s\n", Margin, words.ShellQuote(pr.Archive))
	return err
}

// Copied says what of an archive was copied to the other, whose media lie in media.
func (pr Printer) Copied(from string, r store.Restored, media string) error {
	if pr.JSON {
		return pr.object(map[string]any{"from": from, "to": pr.Archive, "media": r.Media, "media_lost": r.Lost})
	}
	fmt.Fprintf(pr.Out, "copied     %s: %s of media\n", words.Visible(pr.Archive), words.Count(r.Media, "file"))
	if r.Lost > 0 {
		fmt.Fprintf(pr.Out, "%s%s of media that it names %s not there; copy %s to %s\n", Margin, words.Count(r.Lost, "file"), words.Plural(r.Lost, "is", "are"), words.Plural(r.Lost, "it", "them"), words.Visible(media))
	}
	_, err := fmt.Fprintf(pr.Out, "%scheck it with: onrecord verify %s\n", Margin, words.ShellQuote(filepath.ToSlash(pr.Archive)))
	return err
}
