package terminal

import (
	"fmt"

	"onrecord/cmd/internal/verify"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store/proof"
)

// Verified says how the check of an archive or a bundle ended.
func (pr Printer) Verified(v verify.Result) error {
	if pr.JSON {
		return pr.object(wire.VerifiedOf(v))
	}
	for _, group := range []struct {
		name   string
		faults []proof.Fault
	}{{"tampered", v.Faults}, {"missing", v.Missing}, {"bad", v.Bad}} {
		for _, f := range group.faults {
			fmt.Fprintf(pr.Out, "%s  %s\n", pr.label(group.name), words.Visible(f.String()))
		}
	}
	if v.More > 0 {
		fmt.Fprintf(pr.Out, "and %d more\n", v.More)
	}
	for _, s := range v.Index {
		fmt.Fprintf(pr.Out, "%s  %s\n", pr.label("index"), words.Visible(s))
	}
	fmt.Fprintf(pr.Out, "log        %s of %s, root %s\n", words.Count(int(v.Leaves), "leaf"), orNone(v.Origin, "a log without a signature"), v.Root)
	if v.Bundle {
		fmt.Fprintf(pr.Out, "checked    %s\n", withBytes(v.Captures))
		if v.Quotes > 0 {
			fmt.Fprintf(pr.Out, "quotes     %s of articles, each with its words where it says and as it was recorded; whose words they are, and how faithful, is the archive's own finding\n", words.Count(int(v.Quotes), "quote"))
		}
	} else {
		fmt.Fprintf(pr.Out, "checked    %s, %s of posts in the index\n", withBytes(v.Captures), words.Count(v.Versions, "version"))
		fmt.Fprintf(pr.Out, "made anew  %d of %s from what was captured, by the same rules%s\n", v.Made, words.Count(int(v.Documents), "document"), bySums(v.Report))
	}
	fmt.Fprintf(pr.Out, "signed     %d of %s%s\n", v.Signed, words.Count(int(v.Leaves), "leaf"), signedBy(v))
	fmt.Fprintf(pr.Out, "anchored   %d of %s%s\n", v.Anchored, words.Count(int(v.Leaves), "leaf"), anchoredBy(v))
	if v.Head != "" {
		fmt.Fprintf(pr.Out, "head       %s\n", map[string]string{
			proof.HeadAgrees:  "agrees: the log begins with the leaves of the head that was kept",
			proof.HeadDiffers: "does not agree: it is not shown that the log begins with the leaves of the head that was kept",
		}[v.Head])
	}
	for _, s := range v.Stamps {
		fmt.Fprintf(pr.Out, "stamps     %s\n", words.Line(s.String(), 400))
	}
	_, err := fmt.Fprintf(pr.Out, "%s\n", pr.Paint("1", string(v.State)+explain(v.Report)))
	return err
}

// withBytes says how many captures were held against their bytes.
func withBytes(n int64) string {
	return words.Count(int(n), "capture") + " with " + words.Plural(int(n), "its", "their") + " bytes"
}

// bySums says what holds the documents that could not be made anew.
func bySums(r proof.Report) string {
	if r.Made == r.Documents {
		return ""
	}
	return "; the sums on record hold the others, which were forgotten or taken in before the log kept all that the rules need"
}

func signedBy(r verify.Result) string {
	if r.Signed == 0 && r.Leaves > 0 && len(r.Keys) > 0 {
		return "; the log names the key " + r.Keys[len(r.Keys)-1]
	}
	if r.Signed == 0 && !r.Bundle {
		return "; make a key with onrecord init, and the next run signs"
	}
	if len(r.Keys) == 0 {
		return ""
	}
	return " by " + r.Keys[len(r.Keys)-1]
}

func anchoredBy(r verify.Result) string {
	switch {
	case r.Anchored == 0 && r.Stamped > 0:
		return fmt.Sprintf("; %d by an unknown authority", r.Stamped)
	case r.Anchored == 0 && r.Bundle:
		return ""
	case r.Anchored == 0:
		return "; name authorities with onrecord anchor add"
	}
	return ", since " + r.AnchoredAt
}

// explain says in plain words what a state means.
func explain(r proof.Report) string {
	if r.State == proof.Incomplete && r.Signed == 0 {
		return ": it agrees with its log, but no signature says that the log is the one that was recorded"
	}
	if r.State == proof.Unsigned && r.Signed > 0 {
		return fmt.Sprintf(": it agrees with its log, but %d of its %s, the last, %s covered by no checkpoint: nothing shows that %s recorded so",
			r.Leaves-r.Signed, words.Count(int(r.Leaves), "leaf"), words.Plural(int(r.Leaves-r.Signed), "is", "are"), words.Plural(int(r.Leaves-r.Signed), "it was", "they were"))
	}
	return map[proof.State]string{
		proof.Valid:      ": all of it is as it was recorded, and was so by " + r.AnchoredAt,
		proof.Unanchored: ": all of it is as it was recorded, if one trusts the keeper of the key or kept a head",
		proof.Unknown:    ": all of it is as it was recorded, but only its own word says when",
		proof.Unsigned:   ": it agrees with its log, but no signature covers all of it",
		proof.Stranger:   ": it agrees with its log, but nothing shows that the log is that key's",
		proof.Incomplete: ": what is there is as it was recorded, but not all is there",
		proof.Tampered:   ": it is not what was recorded",
	}[r.State]
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}
