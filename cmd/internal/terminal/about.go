package terminal

import (
	"fmt"
	"strings"

	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// aboutLines say when a document is from, by whom, and what stands beside it.
func (pr Printer) aboutLines(s wire.View) []string {
	d := s.Document
	var out []string
	first, last := d.SeenTimes(s.Versions, s.Captures)
	times := words.Joined(
		said("claimed", pr.moment(d.PublishedAt)), said("by its id", pr.at(d.IDTime)),
		said("first seen", pr.at(first)), said("last seen", pr.at(last)))
	if times != "" {
		out = append(out, times)
	}
	if d.PublishedAt.Disagrees(d.IDTime) {
		out = append(out, "the time that it claims and the time in its id disagree")
	}
	if d.Author.ID != "" {
		out = append(out, "account id "+words.Line(d.Author.ID, 100))
	}
	if len(d.AuthorNames) > 0 {
		out = append(out, "the author is also "+words.Line(strings.Join(d.AuthorNames, ", "), 200))
	}
	if d.Context {
		out = append(out, "kept only because another post quotes or answers it")
	}
	for _, r := range s.Own {
		out = append(out, strings.ReplaceAll(string(r.Kind), "-", " ")+" "+words.Visible(string(r.Document)))
	}
	for _, r := range s.Others {
		out = append(out, map[store.RelationKind]string{store.RelationRepliesTo: "answered by ", store.RelationQuotes: "quoted by the post "}[r.Kind]+words.Visible(string(r.Document)))
	}
	for _, m := range s.Media {
		out = append(out, fmt.Sprintf("kept: %s, %d bytes, sha256 %.16s…, of %s", words.Line(m.Type, 40), m.Length, m.SHA256, words.Visible(m.URL)))
	}
	return out
}

func said(what, when string) string {
	if when == "" {
		return ""
	}
	return what + " " + when
}

func relayed(e store.Event) string {
	switch {
	case e.Relay == "":
		return ""
	case e.Imported():
		return "imported from " + words.Line(e.Relay, 60)
	}
	return "relayed by " + words.Line(e.Relay, 60)
}

// flagText says in plain words what a flag names.
func flagText(flag string) string {
	name, detail, _ := strings.Cut(flag, ":")
	readAs, _, _ := strings.Cut(detail, " ")
	texts := map[string]string{
		"invalid-utf8":          "the bytes were not valid UTF-8; what could not be read is shown as \ufffd, the bytes are kept",
		"lone-surrogate":        "half of a character stood alone; it is shown as \ufffd, the bytes are kept",
		"nul":                   "a NUL byte stands in the text",
		"duplicate-keys":        "the answer named a field twice; the last one counts",
		"bidi-controls":         "invisible characters turn the direction of the text; they are shown, not obeyed",
		"zero-width":            "invisible characters stand between the letters",
		"stacked-marks":         "letters carry many marks; matching ignores them",
		"mixed-scripts":         "the author's name mixes scripts that look alike; compare the account id",
		"punycode":              "the author's handle is not plain ASCII: " + words.Line(detail, 200),
		"charset":               "its encoding is not declared, or wrongly; it was read as " + words.Line(readAs, 40),
		"unreadable-time":       "the time that it claims cannot be read",
		"implausible-time":      "the time that it claims cannot be: it lies far in the past or ahead",
		"future-time":           "it came with a time that was still ahead when it was recorded",
		"no-zone":               "the time that it claims names no zone; it is taken as UTC",
		"id-time-disagrees":     "the time that it claims and the time in its id disagree",
		"indexed-later":         "the server took it in long after the time that it claims",
		"links-moved":           "a relay wrote its links anew; they may lead elsewhere than those of the post",
		"edit-ids-disagree":     "the ids that it names as its edits cannot all be; they are not taken for edits of one post",
		"links-not-expanded":    "short links could not be expanded",
		"edited-mark":           "the platform marks it as edited and does not say when",
		"forwarded":             "forwarded from elsewhere",
		"remote-copy":           "read from another server's copy",
		"withheld-in":           "withheld in " + words.Line(detail, 100),
		"server-not-checked":    "nothing proves that this server is the account's own",
		"signature-not-checked": "it is from a copy of the account's repository, whose signature was not checked: whoever made the copy may have written it",
		"label-takedown":        "the platform has labelled it as taken down",
	}
	if w, ok := texts[name]; ok {
		return w
	}
	return words.Line(flag, 200)
}
